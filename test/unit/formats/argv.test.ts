import { describe, expect, it } from 'vitest';
import type { Flag } from '../../../src/catalog/flag.js';
import { argvOf, type FlagLookup, type FlagSyntax, parseArgv } from '../../../src/formats/argv.js';
import { argvRules, firstRefusal } from '../../../src/formats/argv-verdict.js';
import { refusalWords } from '../../../src/formats/refusal-words.js';

const flags: readonly Flag[] = [
  { name: 'profiling', type: 'bool', default: 'true' },
  { name: 'bind-address', type: 'ip', default: '0.0.0.0' },
  { name: 'v', type: 'Level', default: '0', shorthand: 'v' },
  { name: 'quiet', type: 'bool', default: 'false', shorthand: 'q' },
  { name: 'trace', type: 'string', default: '', noOpt: 'all' },
  { name: 'headers', type: 'colonSeparatedMultimapStringString', default: '' },
];
const lookup: FlagLookup = { get: (name) => flags.find((flag) => flag.name === name), all: () => flags };

/** Flags as `name=value (form)`, with a question mark where nobody knows them; then positionals and errors. */
function read(argv: readonly string[], syntax?: FlagSyntax, known: FlagLookup = lookup) {
  const parsed = parseArgv(
    argv.map((text) => ({ text })),
    known,
    syntax,
  );
  return [
    ...parsed.flags.map(
      ({ name, value, form, flag, words }) =>
        `${name}${flag === undefined ? '?' : ''}=${value ?? ''} (${form}: ${words.map(({ text, reconstructed }) => (reconstructed === true ? `${text}?` : text)).join(' ')})`,
    ),
    ...parsed.positionals.map(({ text }) => `positional ${text}`),
    ...parsed.errors.map(({ kind, name, what, word }) => `${kind} ${name}: ${what} at ${word.text}`),
  ];
}

describe('a command line of Kubernetes', () => {
  it.each<[argv: string, ...read: string[]]>([
    ['--profiling=false', 'profiling=false (equals: --profiling=false)'],
    ['--profiling false', 'profiling= (bare: --profiling)', 'positional false'],
    ['--trace all', 'trace= (bare: --trace)', 'positional all'],
    ['--bind-address ::1', 'bind-address=::1 (next-word: --bind-address ::1)'],
    ['--bind-address --v', 'bind-address=--v (next-word: --bind-address --v)'],
    ['--bind-address=a=b', 'bind-address=a=b (equals: --bind-address=a=b)'],
    ['--bind_address=a_b', 'bind-address=a_b (equals: --bind_address=a_b)'],
    ['--bind_address a', 'bind-address=a (next-word: --bind_address a)'],
    ['--x y', 'x?=y (next-word: --x y?)'],
    ['--x --v=1', 'x?= (bare: --x)', 'v=1 (equals: --v=1)'],
    ['--x', 'x?= (bare: --x)'],
    ['--x_y=1', 'x-y?=1 (equals: --x_y=1)'],
    ['a --profiling b', 'profiling= (bare: --profiling)', 'positional a', 'positional b'],
    ['- --profiling', 'profiling= (bare: --profiling)', 'positional -'],
    ['--profiling -- --v a', 'profiling= (bare: --profiling)', 'positional --v', 'positional a'],
    [
      '--bind_address',
      'bind-address= (bare: --bind_address)',
      'no-argument --bind_address: flag needs an argument: --bind_address at --bind_address',
    ],
    ['---v --profiling', 'profiling= (bare: --profiling)', 'bad-syntax ---v: bad flag syntax: ---v at ---v'],
    ['--=v', 'bad-syntax --=v: bad flag syntax: --=v at --=v'],
    ['-v=2 -v2 -v 3', 'v=2 (equals: -v=2)', 'v=2 (equals: -v2)', 'v=3 (next-word: -v 3)'],
    ['-qv2 a', 'quiet= (bare: -qv2)', 'v=2 (equals: -qv2)', 'positional a'],
    ['-qq', 'quiet= (bare: -qq)', 'quiet= (bare: -qq)'],
    ['-q=false', 'quiet=false (equals: -q=false)'],
    ['-v=', 'v== (equals: -v=)'],
    ['-q=', 'quiet= (bare: -q=)', "unknown-shorthand '=' in -=: unknown shorthand flag: '=' in -= at -q="],
    ['-qxv', 'quiet= (bare: -qxv)', "unknown-shorthand 'x' in -xv: unknown shorthand flag: 'x' in -xv at -qxv"],
    ['-qv', 'quiet= (bare: -qv)', 'v= (bare: -qv)', "no-argument 'v' in -v: flag needs an argument: 'v' in -v at -qv"],
    ['-qv 5 a', 'quiet= (bare: -qv)', 'v=5 (next-word: -qv 5)', 'positional a'],
  ])('%s', (argv, ...expected) => {
    expect(read(argv.split(' '))).toEqual(expected);
  });

  it('knows the shorthand of klog also where the catalogue has none', () => {
    const bare = flags.map(({ name, type, default: preset }) => ({ name, type, default: preset }));
    const get = (name: string) => bare.find((flag) => flag.name === name);
    const unknown = "unknown-shorthand 'q' in -q: unknown shorthand flag: 'q' in -q at -q";
    expect(read(['-v2', '-q'], 'pflag', { get })).toEqual(['v=2 (equals: -v2)', unknown]);
    expect(read(['-v2', '-q'], 'pflag', { get, all: () => bare })).toEqual(['v=2 (equals: -v2)', unknown]);
  });

  it('keeps underscores where they are taken as they stand', () => {
    expect(read(['--bind_address=a', '--bind-address=b', '--x_y'], 'pflag-literal')).toEqual([
      'bind_address?=a (equals: --bind_address=a)',
      'bind-address=b (equals: --bind-address=b)',
      'x_y?= (bare: --x_y)',
    ]);
  });

  it('is written with one word for each value', () => {
    expect(
      argvOf([
        { name: 'a', values: ['1', ''] },
        { name: 'b', values: [] },
        { name: 'c', values: ['d e'] },
      ]),
    ).toEqual(['--a=1', '--a=', '--c=d e']);
  });
});

describe('a command line of etcd', () => {
  it.each<[argv: string, ...read: string[]]>([
    ['-profiling --v 2', 'profiling= (bare: -profiling)', 'v=2 (next-word: --v 2)'],
    ['-v=1 a -v=2', 'v=1 (equals: -v=1)', 'positional a', 'positional -v=2'],
    ['- -v=1', 'positional -', 'positional -v=1'],
    ['-bind_address=a', 'bind_address?=a (equals: -bind_address=a)'],
    ['--v', 'v= (bare: --v)', 'no-argument -v: flag needs an argument: -v at --v'],
    ['-=1 ---v', 'bad-syntax -=1: bad flag syntax: -=1 at -=1', 'bad-syntax ---v: bad flag syntax: ---v at ---v'],
  ])('%s', (argv, ...expected) => {
    expect(read(argv.split(' '), 'go')).toEqual(expected);
  });
});

describe('the rules of a component in a minor', () => {
  it.each([
    ['etcd', '3.4', 'go', 'refused', false],
    ['kube-apiserver', '1.12', 'pflag', 'ignored', false],
    ['kube-apiserver', '1.13', 'pflag-literal', 'ignored', false],
    ['kube-apiserver', '1.18', 'pflag-literal', 'ignored', false],
    ['kube-apiserver', '1.20', 'pflag-literal', 'refused', false],
    ['kube-apiserver', '1.21', 'pflag', 'refused', false],
    ['kubelet', '1.18', 'pflag', 'ignored', false],
    ['kubelet', '1.19', 'pflag', 'refused', false],
    ['kubelet', '1.33', 'pflag', 'refused', false],
    ['kubelet', '1.34', 'pflag', 'refused', true],
    ['kubelet', 'latest', 'pflag', 'refused', true],
  ])('%s %s', (component, minor, syntax, positionals, emptyAddress) => {
    expect(argvRules(component, minor)).toEqual({ syntax, positionals, emptyAddress });
  });
});

describe('what a component says when it gives up', () => {
  const ten = '0123456789';
  it.each<[component: string, minor: string, argv: string, at: string | null, says: string | null]>([
    ['kube-apiserver', '1.37', '--profiling --v=1 --trace --headers=x', null, null],
    ['kube-apiserver', '1.37', '--nope --profiling=x', '--nope', 'unknown flag: --nope'],
    ['kube-apiserver', '1.37', '--no_pe=a=b', '--no_pe=a=b', 'unknown flag: --no_pe'],
    ['kube-apiserver', '1.37', '--profiling=x', '--profiling=x', 'invalid argument "x" for "--profiling" flag'],
    ['kube-apiserver', '1.37', '--profiling=x --nope', '--profiling=x', 'invalid argument "x" for "--profiling" flag'],
    ['kube-apiserver', '1.37', '--quiet=x', '--quiet=x', 'invalid argument "x" for "-q, --quiet" flag'],
    ['kube-apiserver', '1.37', '-q=y -q=x', '-q=y', 'invalid argument "y" for "-q, --quiet" flag'],
    ['kube-apiserver', '1.37', '-q=1 -q=x', '-q=x', 'invalid argument "x" for "-q, --quiet" flag'],
    ['kube-apiserver', '1.37', '--nope -x', '--nope', 'unknown flag: --nope'],
    ['kube-apiserver', '1.37', '-x --nope', '-x', "unknown shorthand flag: 'x' in -x"],
    ['kube-apiserver', '1.37', '--- --nope', '---', 'bad flag syntax: ---'],
    ['kube-apiserver', '1.37', '--v', '--v', 'flag needs an argument: --v'],
    ['kube-apiserver', '1.33', '--bind-address=', '--bind-address=', 'invalid argument "" for "--bind-address" flag'],
    ['kube-apiserver', '1.34', '--bind-address=', null, null],
    [
      'kube-apiserver',
      '1.34',
      '--bind-address=x',
      '--bind-address=x',
      'invalid argument "x" for "--bind-address" flag',
    ],
    ['kube-apiserver', '1.37', 'a --nope', '--nope', 'unknown flag: --nope'],
    ['kube-apiserver', '1.18', 'a', null, null],
    ['kube-apiserver', '1.19', ' a "', 'a', '"kube-apiserver" does not take any arguments, got ["" "a" "\\""]'],
    ['kube-apiserver', '1.19', '', null, null],
    [
      'kube-scheduler',
      '1.37',
      'a b c d e',
      'a',
      '"kube-scheduler" does not take any arguments, got ["a" "b" "c" "d" "e"]',
    ],
    [
      'kube-scheduler',
      '1.37',
      'a b c d e f',
      'a',
      '"kube-scheduler" does not take any arguments, got ["a" "b" "c" "d" "e" …]',
    ],
    ['kubelet', '1.37', 'a b', 'a', 'unknown command a'],
    ['kubelet', '1.37', '--help', '--help', 'unknown flag: --help'],
    ['etcd', '3.6', '--help', '--help', 'it prints its help and ends'],
    ['etcd', '3.6', '-h --nope', '-h', 'it prints its help and ends'],
    ['etcd', '3.6', '-nope=1', '-nope=1', 'flag provided but not defined: -nope'],
    ['etcd', '3.6', '--nope', '--nope', 'flag provided but not defined: -nope'],
    ['etcd', '3.6', '--profiling=x', '--profiling=x', 'invalid boolean value "x" for -profiling'],
    ['etcd', '3.6', '--bind-address=', '--bind-address=', 'invalid value "" for flag -bind-address'],
    ['etcd', '3.6', '-profiling a', 'a', '"a" is not a valid flag'],
    ['etcd', '3.6', '', '', '"" is not a valid flag'],
    ['etcd', '3.6', '-=', '-=', 'bad flag syntax: -='],
    ['etcd', '3.6', '-v', '-v', 'flag needs an argument: -v'],
    ['etcd', '3.6', ten.repeat(8), ten.repeat(8), `"${ten.repeat(8)}" is not a valid flag`],
    ['etcd', '3.6', `${ten.repeat(8)}x`, `${ten.repeat(8)}x`, `"${ten.repeat(8)}…" is not a valid flag`],
  ])('%s %s %s', (component, minor, argv, at, says) => {
    const words = argv.split(' ').map((text) => ({ text }));
    const rules = argvRules(component, minor);
    const parsed = parseArgv(words, lookup, rules.syntax);
    const refusal = firstRefusal(words, parsed, rules);
    expect(refusal?.word.text ?? null).toBe(at);
    expect(refusal?.kind === 'positional').toBe(at !== null && (at === '' || !at.startsWith('-')));
    expect(refusal === null ? null : refusalWords(refusal, parsed, lookup, component)).toBe(says);
  });
});
