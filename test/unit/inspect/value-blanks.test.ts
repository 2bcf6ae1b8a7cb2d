import { describe, expect, it } from 'vitest';
import { loadEveryFlag } from '../../../src/catalog/every-flag.js';
import { withBlanks } from '../../../src/inspect/value-blanks.js';
import { withoutStumps } from '../../../src/inspect/from-ps.js';

/** Words of a line with their columns, as a listing shows them. */
const shown = (line: string) =>
  [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, line: 1, column: index + 1 }));

const joined = async (line: string) => {
  const flags = await loadEveryFlag('kube-apiserver');
  if (flags === null) throw new Error('no flags');
  return withBlanks(shown(line), flags).map(({ text, reconstructed }) => (reconstructed === true ? `(${text})` : text));
};

describe('words that a text shows with blanks between them', () => {
  it.each([
    ['--v=2 --v 3', ['--v=2', '--v', '3']],
    ['--oidc-username-prefix=a b', ['(--oidc-username-prefix=a b)']],
    ['--oidc-username-prefix=a   b c', ['(--oidc-username-prefix=a   b c)']],
    ['--oidc_username_prefix a b', ['--oidc_username_prefix', '(a b)']],
    ['--oidc-username-prefix= a', ['(--oidc-username-prefix= a)']],
    ['--profiling a b', ['--profiling', 'a', 'b']],
    ['--profiling=true a', ['--profiling=true', 'a']],
    ['--unknown a b', ['--unknown', '(a b)']],
    ['a b --v=2', ['a', 'b', '--v=2']],
    ['--audit-log-path=/a -v 2 x', ['--audit-log-path=/a', '-v', '2', 'x']],
    ['-v 4 -anonymous-auth=false', ['-v', '4', '-anonymous-auth=false']],
    ['--secure-port=6443 x --v=2', ['--secure-port=6443', 'x', '--v=2']],
    ['--event-ttl=1h x', ['--event-ttl=1h', 'x']],
    ['--secure-port=x y', ['(--secure-port=x y)']],
    ['--etcd-servers=http://a:1 b', ['(--etcd-servers=http://a:1 b)']],
    ['--audit-log-path=/a -v=2', ['--audit-log-path=/a', '-v=2']],
    ['--audit-log-path=/a -v2', ['--audit-log-path=/a', '-v2']],
    ['--audit-log-path=/a -vx', ['(--audit-log-path=/a -vx)']],
    ['--audit-log-path=/a -x --v=2', ['(--audit-log-path=/a -x)', '--v=2']],
  ])('%s', async (line, words) => {
    expect(await joined(line)).toEqual(words);
  });

  it('have one blank between them across lines, and none is counted for what was put together', async () => {
    const flags = await loadEveryFlag('kube-apiserver');
    if (flags === null) throw new Error('no flags');
    const text = (...words: Parameters<typeof withBlanks>[0]) => withBlanks(words, flags).map((word) => word.text);
    const first = { text: '--audit-log-path=/a', line: 1, column: 1 };
    expect(text(first, { text: 'b', line: 2, column: 90 })).toEqual(['--audit-log-path=/a b']);
    expect(text({ ...first, reconstructed: true }, { text: 'b', line: 1, column: 90 })).toEqual([
      '--audit-log-path=/a b',
    ]);
    expect(text({ text: first.text }, { text: 'b', column: 5 })).toEqual(['--audit-log-path=/a b']);
    expect(text(first, { text: 'b', line: 1, column: 3 })).toEqual(['--audit-log-path=/a b']);
    const open = { text: '$X', line: 1, column: 21, unresolved: ['$X'] };
    expect(text(first, open, { text: 'b', line: 1, column: 24 })).toEqual(['--audit-log-path=/a', '$X', 'b']);
    const inside = { text: 'x$X', line: 1, column: 21, unresolved: ['$X'] };
    expect(text(first, inside)).toEqual(['--audit-log-path=/a x$X']);
  });
});

describe('the beginning of a flag at which a line was cut', () => {
  it.each([
    ['--audit-log-', true, []],
    ['--audit-log-path', true, ['--audit-log-path']],
    ['--audit-log-pa=x', true, ['--audit-log-pa=x']],
    ['audit', true, ['audit']],
    ['--audit-log-', false, ['--audit-log-']],
    ['-', true, []],
  ])('%s, cut: %s', (text, truncated, left) => {
    const words = [{ text, ...(truncated ? { truncated } : {}) }];
    expect(withoutStumps(words, (name) => name === 'audit-log-path').map((word) => word.text)).toEqual(left);
  });
});
