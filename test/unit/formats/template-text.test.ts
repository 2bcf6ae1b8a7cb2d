import { describe, expect, it } from 'vitest';
import { withoutTags } from '../../../src/formats/template-text.js';

/** The text with stand-ins shown as the tags that they stand for, in angle quotes. */
function shown(text: string): string {
  const { text: cleaned, restored } = withoutTags(text);
  expect(cleaned.split('\n').map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length));
  return cleaned
    .split('\n')
    .map((row) =>
      row.replace(/\ue000[\ue400-\uebff]{2}\ue001*/g, (word) => `«${restored({ text: word }).text}»`).trimEnd(),
    )
    .join('\n');
}

describe('tags within a line', () => {
  it.each([
    ['a {{ b }} c', 'a «{{ b }}» c'],
    ['a {{b}}{{ c }}', 'a «{{b}}»«{{ c }}»'],
    ['a {% b %} c', 'a «{% b %}» c'],
    ['a {# b #} c', 'a «{# b #}» c'],
    ['a <% b %> c', 'a «<% b %>» c'],
    ['a <%= b %>', 'a «<%= b %>»'],
    ['a {{ "{% x %}" }} b', 'a «{{ "{% x %}" }}» b'],
    ['a {{}} b', 'a «{{}}» b'],
    ['a {{ b } c', 'a {{ b } c'],
    ['a {{} b}}', 'a «{{} b}}»'],
    ['a {{ b }} {{ c', 'a «{{ b }}» {{ c'],
    ['a }} {{ b', 'a }} {{ b'],
    ['a {% b }}', 'a {% b }}'],
    ['{ a: {b: c}}', '{ a: {b: c}}'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('are no longer than 2000 characters', () => {
    const tag = (length: number) => `{{${'x'.repeat(length - 4)}}}`;
    expect(shown(`a ${tag(2000)}`)).toBe(`a «${tag(2000)}»`);
    expect(shown(`a ${tag(2001)}`)).toBe(`a ${tag(2001)}`);
    // What begins inside one that is too long is a tag for itself.
    expect(shown(`a {{${'x'.repeat(1995)}{{ y }} b {{ z }}`)).toBe(`a {{${'x'.repeat(1995)}«{{ y }}» b «{{ z }}»`);
  });

  it('become blanks where they go over several lines', () => {
    expect(shown('a {{ b\n  c }} d\ne {{ f }}')).toBe('a\n       d\ne «{{ f }}»');
    expect(shown('a: {{ b\nx\nc }}')).toBe('a:\n\n');
  });

  it('are told apart however many there are', () => {
    const text = Array.from({ length: 3000 }, (_, i) => `a {{ ${i} }}`).join('\n');
    expect(shown(text)).toBe(Array.from({ length: 3000 }, (_, i) => `a «{{ ${i} }}»`).join('\n'));
  });
});

describe('lines of tags alone', () => {
  it('become blank, whatever is indented and however many tags there are', () => {
    expect(shown('a\n  {{- if x }} {{ end }}\nb')).toBe('a\n\nb');
    expect(shown('a\n{{- if x }}: {{ end }}\nb')).toBe('a\n«{{- if x }}»: «{{ end }}»\nb');
  });

  const conditions = (text: string) => {
    const { conditionAt } = withoutTags(text);
    return text.split('\n').map((_, i) => {
      const { depth, tag } = conditionAt(i + 1);
      return tag === undefined ? depth : `${depth} ${tag}`;
    });
  };

  it.each([
    ['{{ if x }}', '{{ end }}'],
    ['{{- if .x -}}', '{{- end -}}'],
    ['{{unless x}}', '{{end}}'],
    ['{{ with x }}', '{{ end }}'],
    ['{{ range $a := .x }}', '{{ end }}'],
    ['{{ define "x" }}', '{{ end }}'],
    ['{{ block "x" . }}', '{{ end }}'],
    ['{% for a in x %}', '{% endfor %}'],
    ['{%- if x -%}', '{%- endif -%}'],
    ['{%+ if x %}', '{%+ endif %}'],
    ['<% case x %>', '<% end %>'],
    ['<%- if x -%>', '<%- end -%>'],
    ['<% if (x) { %>', '<% } %>'],
  ])('%s holds until %s', (open, close) => {
    expect(conditions(`a\n${open}\nb\n{{ else }}\n${close}\nc`)).toEqual([
      0,
      `1 ${open}`,
      `1 ${open}`,
      `1 ${open}`,
      0,
      0,
    ]);
  });

  it.each(['{{ iffy }}', '{{ x.if }}', '{{ .range }}', '{{ end_of }} {{ x }}', '{% set if = 1 %}', '{# if x #}'])(
    '%s begins nothing',
    (tag) => {
      expect(conditions(`${tag}\na`)).toEqual([0, 0]);
    },
  );

  it('stand in each other', () => {
    expect(conditions('{{ if a }}\n{% for b %}\nx\n{% endfor %}\ny\n{{ end }}\n{{ end }}\nz')).toEqual([
      '1 {{ if a }}',
      '2 {% for b %}',
      '2 {% for b %}',
      '1 {{ if a }}',
      '1 {{ if a }}',
      0,
      0,
      0,
    ]);
  });

  it('count only where they begin, and only alone in their line', () => {
    expect(conditions('{{ if a\n}}\nx\n{{ end }}')).toEqual(['1 {{ if a\n}}', '1 {{ if a\n}}', '1 {{ if a\n}}', 0]);
    expect(conditions('a {{ if b }}\nc')).toEqual([0, 0]);
    expect(withoutTags('a').conditionAt(7)).toEqual({ depth: 0, open: false });
  });
});

describe('whether lines may come in between', () => {
  it.each([
    '{{ include "x" . }}',
    '{{- .Values.args | toYaml }}',
    '{% include "x" %}',
    '<%= x %>',
    '{{ a }} {{ end }}',
  ])('%s may be any number of lines', (tag) => {
    const { opensBetween } = withoutTags(`a\nb\n${tag}\nc\nd`);
    expect([
      opensBetween(1, 1),
      opensBetween(1, 2),
      opensBetween(2, 4),
      opensBetween(3, 3),
      opensBetween(4, 5),
    ]).toEqual([false, true, true, true, false]);
  });

  it.each([
    '',
    'x {{ a }}',
    '{{ if a }}',
    '{{ end }}',
    '{{ else }}',
    '{{- else if x }}',
    '{% elif x %}',
    '{%- elsif x %}',
    '<% when x %>',
    '{{/* note */}}',
    '{{- /* note */ -}}',
    '{{ $x := 1 }}',
    '{{ $x = 1 }}',
    '{{ x.y:=1 }}',
    '{# note #}',
    '{% set x = 1 %}',
    '{%- set x = 1 %}',
    '{%+ import "x" %}',
    '{% from "x" import y %}',
    '{% macro x() %}',
  ])('%s is no line', (tag) => {
    expect(withoutTags(`a\nb\n${tag}\nc\nd`).opensBetween(1, 5)).toBe(false);
  });

  it('looks over empty lines at the end, to the end of the text', () => {
    const { opensBetween } = withoutTags('a\n\n{{ x }}\n\n');
    expect([opensBetween(1, 1), opensBetween(1, 2)]).toEqual([true, true]);
    expect(withoutTags('a\n\n').opensBetween(1, 1)).toBe(false);
  });
});

describe('a word with tags in it', () => {
  const words = (text: string) => {
    const { text: cleaned, restored } = withoutTags(text);
    return cleaned.split(' ').map((word) => restored({ text: word, line: 1, unresolved: ['$x'] }));
  };

  it('is shown as written, with what is not known of it', () => {
    expect(words('--a={{ b }}:{{c}} x={{ y }} plain')).toEqual([
      { text: '--a={{ b }}:{{c}}', line: 1, unresolved: ['$x', '{{ b }}', '{{c}}'] },
      { text: 'x={{ y }}', line: 1, unresolved: ['$x', '{{ y }}'] },
      { text: 'plain', line: 1, unresolved: ['$x'] },
    ]);
    const { text, restored } = withoutTags('--a={{b}}');
    expect(restored({ text })).toEqual({ text: '--a={{b}}', unresolved: ['{{b}}'] });
  });

  it('may be any flag when its name is not known', () => {
    expect(
      words('--{{ a }}=1 --{{b}} -x{{c}}=1 x{{d}}=1').map(({ text, unresolved }) => [text, unresolved?.[1]]),
    ).toEqual([
      ['--{{ a }}=1', '--{{ a }}=1'],
      ['--{{b}}', '--{{b}}'],
      ['-x{{c}}=1', '-x{{c}}=1'],
      ['x{{d}}=1', '{{d}}'],
    ]);
  });

  it('is left alone when it only looks like one that stands for a tag', () => {
    for (const text of ['\ue000', '\ue000\ue400\ue805', 'a\ue000b']) {
      expect(withoutTags('--a={{b}}').restored({ text })).toEqual({ text });
    }
  });
});
