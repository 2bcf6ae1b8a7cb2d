import { describe, expect, it } from 'vitest';
import { glueAll, gluePlaceholders, placeholdersIn, unglued } from '../../../src/formats/placeholders.js';

describe('placeholders that a reader is to replace', () => {
  it.each([
    '{{ ip }}',
    '{{}}',
    `{{${'x'.repeat(200)}}}`,
    '{% if x %}',
    '<% x %>',
    '<%= x %>',
    '<NODE-IP>',
    '<your ip_address.1:2>',
    `<a${'x'.repeat(80)}>`,
    '${IP}',
    '${_a:-b c}',
    '%(NAME)s',
    '%(A_b9)s',
    '__NODE_IP__',
    '__A__',
    'YOUR_IP',
    'YOUR-ip-1',
    'x.x.x.x',
    'XX.XXX.x.X',
    '[REDACTED]',
    'CHANGEME',
    'CHANGE_ME',
  ])('%s', (placeholder) => {
    expect(placeholdersIn(`--a=${placeholder}`)).toEqual([placeholder]);
    expect(placeholdersIn(`https://${placeholder}/`)).toEqual([placeholder]);
  });

  it.each([
    'plain',
    '{x}',
    '{{x}',
    '{{a{b}}',
    '{{a\nb}}',
    `{{${'x'.repeat(201)}}}`,
    '{%%',
    '<9>',
    '<>',
    '<a',
    '<a/b>',
    `<a${'x'.repeat(81)}>`,
    '$IP',
    '${9}',
    '${IP',
    '$(IP)',
    '%(name)s',
    '%(NAME)d',
    '__a__',
    '__9A__',
    '_A_',
    'MYOUR_IP',
    'YOURS',
    'YOUR_',
    'x.x.x',
    'ax.x.x.x',
    'x.x.x.xy',
    'xxxx.x.x.x',
    '[redacted]',
    'changeme',
    'CHANGE-ME',
    'XCHANGEME',
    'CHANGEMENT',
  ])('not %s', (word) => {
    expect(placeholdersIn(`--a=${word}`)).toEqual([]);
  });

  it('are found one after the other, as written', () => {
    expect(placeholdersIn('{{ a }}:<B>,__C__')).toEqual(['{{ a }}', '<B>', '__C__']);
    expect(placeholdersIn(gluePlaceholders('{{ a }}', { angles: false }))).toEqual(['{{ a }}']);
  });

  it('may be a command whose output is not known, once it is one word', () => {
    expect(placeholdersIn(glueAll('--a=$(hostname -i)', ['$(hostname -i)']))).toEqual(['$(hostname -i)']);
  });
});

describe('placeholders with blanks in them', () => {
  const words = (text: string, angles: boolean): string[] =>
    gluePlaceholders(text, { angles })
      .split(/[ \t]+/)
      .map(unglued);

  it.each([
    ['a {{ b c }} d', ['a', '{{ b c }}', 'd']],
    ['a {% b\tc %} d', ['a', '{% b c %}', 'd']],
    ['a <% b c %> d', ['a', '<% b c %>', 'd']],
    ['a <%= b %>/<%= c %> d', ['a', '<%= b %>/<%= c %>', 'd']],
    ['{{ b\nc }}', ['{{', 'b\nc', '}}']],
    [`{{ ${'x'.repeat(198)} }}`, [`{{ ${'x'.repeat(198)} }}`]],
    [`{{ ${'x'.repeat(199)} }}`, ['{{', 'x'.repeat(199), '}}']],
    [`{% ${'x'.repeat(199)} %}`, ['{%', 'x'.repeat(199), '%}']],
    [`<% ${'x'.repeat(199)} %>`, ['<%', 'x'.repeat(199), '%>']],
    ['a <b c> d', ['a', '<b', 'c>', 'd']],
  ])('are one word: %j', (text, expected) => {
    expect(words(text, false)).toEqual(expected);
  });

  it.each([
    ['a <your ip> d', ['a', '<your ip>', 'd']],
    ['<a b.c_d-9>', ['<a b.c_d-9>']],
    ['<a b >', ['<a', 'b', '>']],
    ['<9 b>', ['<9', 'b>']],
    ['< a b>', ['<', 'a', 'b>']],
    ['<a b/c>', ['<a', 'b/c>']],
    ['<a > b', ['<a', '>', 'b']],
    [`<a ${'x'.repeat(60)}>`, [`<a ${'x'.repeat(60)}>`]],
    [`<a ${'x'.repeat(61)}>`, ['<a', `${'x'.repeat(61)}>`]],
    ['{{ a }} <b c>', ['{{ a }}', '<b c>']],
  ])('in angle brackets where no shell reads them: %j', (text, expected) => {
    expect(words(text, true)).toEqual(expected);
  });

  it('keep every character at its place', () => {
    const text = 'a {{ b }} <c d>';
    expect(gluePlaceholders(text, { angles: true })).toHaveLength(text.length);
    expect(unglued(gluePlaceholders(text, { angles: true }))).toBe(text);
  });

  it('are glued piece by piece, the first hundred of them', () => {
    const pieces = Array.from({ length: 101 }, (_, i) => `p${i}. x`);
    const text = glueAll(pieces.join(','), ['none', ...pieces]);
    expect(text.split(' ')).toEqual([expect.any(String), 'x']);
    expect(glueAll('a b a b', ['a b']).split(' ').map(unglued)).toEqual(['a b', 'a b']);
    expect(glueAll('a\tb', ['a\tb'])).not.toContain('\t');
  });
});
