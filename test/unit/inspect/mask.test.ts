import { describe, expect, it } from 'vitest';
import type { EffectiveFlag, InspectedComponent, MasterMatrix } from '../../../src/inspect/effective-flag.js';
import { maskComponent, maskDiff, maskMatrix } from '../../../src/inspect/mask.js';
import type { FlagDiff } from '../../../src/inspect/diff-flags.js';

const flag = (name: string, value: string | null, more: Partial<EffectiveFlag> = {}): EffectiveFlag => {
  return { name, type: 'string', value, origin: 'set', confidence: 'certain', provenance: [], overrode: [], ...more };
};

const component = (flags: readonly EffectiveFlag[], more: Partial<InspectedComponent> = {}): InspectedComponent => ({
  component: 'etcd',
  sources: [],
  flags: Object.fromEntries(flags.map((one) => [one.name, one])),
  positionals: [],
  differences: [],
  problems: [],
  ...more,
});

const shown = (one: EffectiveFlag) => maskComponent(component([one])).flags[one.name];
const url = 'https://root:hunter2@h:1/x,https://u:p@h2';
const maskedUrl = 'https://root:[secret]@h:1/x,https://u:[secret]@h2';

describe('what leaves the program', () => {
  it.each(['token', 'discovery-token', 'password', 'basic-auth-password', 'client-secret', 'key-passphrase'])(
    'has no value of --%s',
    (name) => {
      expect(shown(flag(name, 'abc'))?.value).toBe('[secret]');
      expect(shown(flag(name, ''))?.value).toBe('');
      expect(shown(flag(name, null))?.value).toBeNull();
    },
  );

  it.each(['initial-cluster-token', 'token-ttl', 'mytoken', 'token-auth-file', 'secrets'])(
    'has that of --%s',
    (name) => {
      const one = flag(name, 'abc');
      expect(shown(one)).toBe(one);
    },
  );

  it('has no password of a URL, in whatever part of a flag it stands', () => {
    const provenance = { source: 'f', line: 1 };
    const one = flag('x', url, { values: url.split(','), overrode: [{ value: url, provenance }] });
    expect(shown(one)).toEqual({
      ...one,
      value: maskedUrl,
      values: maskedUrl.split(','),
      overrode: [{ value: maskedUrl, provenance }],
    });
    const replaced = flag('x', 'a', { overrode: [{ value: url, provenance }] });
    expect(shown(replaced)?.overrode).toEqual([{ value: maskedUrl, provenance }]);
    const hidden = flag('x', 'a', { values: [url] });
    expect(shown(hidden)?.values).toEqual([maskedUrl]);
    expect(shown(flag('x', 'https://root@h:1/a:b@c'))?.value).toBe('https://root@h:1/a:b@c');
    expect(shown(flag('x', 'https://r/x:y@h'))?.value).toBe('https://r/x:y@h');
  });

  it('has none of it in settings, files, words, differences and problems', () => {
    const problem = { code: 'input-positional', severity: 'error', where: {}, what: `the word ${url}` } as const;
    const settings = { a: { token: 'abc', n: 7, none: null, list: [url, { password: '' }] } };
    const given = component([], {
      settings: settings as unknown as NonNullable<InspectedComponent['settings']>,
      companions: [{ flag: 'x', path: url, state: 'missing', problems: [] }],
      positionals: [url, 'a'],
      differences: [
        {
          flag: 'x',
          values: [
            { source: 's', value: url },
            { source: 't', value: null },
          ],
        },
        { flag: 'token', values: [{ source: 's', value: 'abc' }] },
      ],
      problems: [problem],
    });
    expect(maskComponent(given)).toMatchObject({
      settings: { a: { token: '[secret]', n: 7, none: null, list: [maskedUrl, { password: '' }] } },
      companions: [{ flag: 'x', path: maskedUrl, state: 'missing', problems: [] }],
      positionals: [maskedUrl, 'a'],
      differences: [
        {
          flag: 'x',
          values: [
            { source: 's', value: maskedUrl },
            { source: 't', value: null },
          ],
        },
        { flag: 'token', values: [{ source: 's', value: '[secret]' }] },
      ],
      problems: [{ ...problem, what: `the word ${maskedUrl}` }],
    });
    const bare = maskComponent(component([]));
    expect('settings' in bare || 'companions' in bare).toBe(false);
  });

  it('has none of it in differences and matrices', () => {
    const diff = {
      flag: 'x',
      a: { value: url, source: 's' },
      b: null,
      added: [url],
      removed: ['a', url],
    } as unknown as FlagDiff;
    expect(maskDiff(diff)).toMatchObject({
      a: { value: maskedUrl },
      b: null,
      added: [maskedUrl],
      removed: ['a', maskedUrl],
    });
    const open = { flag: 'token', a: { value: null }, b: { value: 'abc' } } as unknown as FlagDiff;
    expect(maskDiff(open)).toEqual({ flag: 'token', a: { value: null }, b: { value: '[secret]' } });
    const matrix: MasterMatrix = {
      component: 'etcd',
      hosts: ['h', 'i'],
      rows: [
        { flag: 'token', expected: false, values: { h: 'abc', i: null } },
        { flag: 'x', expected: false, values: { h: url, i: 'a' } },
      ],
    };
    expect(maskMatrix(matrix)).toEqual({
      ...matrix,
      rows: [
        { flag: 'token', expected: false, values: { h: '[secret]', i: null } },
        { flag: 'x', expected: false, values: { h: maskedUrl, i: 'a' } },
      ],
    });
  });
});
