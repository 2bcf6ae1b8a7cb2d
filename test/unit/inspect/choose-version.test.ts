import { describe, expect, it } from 'vitest';
import { flagCatalog } from '../../../src/catalog/flag-catalog.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import type { ComponentArgv } from '../../../src/inspect/component-argv.js';
import { versionOfImage, versionOfPath, versionOfText } from '../../../src/inspect/version-text.js';
import {
  type ChosenCatalog,
  chooseCatalog,
  chooseVersion,
  type VersionOptions,
  versionProblems,
} from '../../../src/inspect/version.js';

const catalogs = loadFlagCatalog;
const inShort = ({ catalog, version, versionFrom, versions, lacking, exact }: ChosenCatalog) => [
  catalog.minor,
  version,
  versionFrom,
  versions === undefined ? undefined : `${versions.from}-${versions.to}`,
  lacking.join(' '),
  exact,
];

describe('the catalogue that a component is read by', () => {
  it.each<[string, Parameters<typeof chooseCatalog>[0], string | undefined, Partial<VersionOptions>, unknown[]]>([
    ['what hardway deploys', 'kube-apiserver', undefined, {}, ['1.37', undefined, undefined, undefined, '', false]],
    [
      'what hardway deploys',
      'etcd',
      undefined,
      { kubernetesVersion: '1.30' },
      ['3.6', undefined, undefined, undefined, '', false],
    ],
    [
      'what the user tells',
      'kube-apiserver',
      undefined,
      { kubernetesVersion: '1.30.1', etcdVersion: '3.4.0' },
      ['1.30', '1.30.1', 'told', undefined, '', true],
    ],
    [
      'what the config tells',
      'etcd',
      undefined,
      { kubernetesVersion: '1.30.1', etcdVersion: '3.4.0' },
      ['3.4', '3.4.0', 'told', undefined, '', true],
    ],
    [
      'what the source tells',
      'kube-apiserver',
      '1.20.3',
      { kubernetesVersion: '1.30.1' },
      ['1.20', '1.20.3', undefined, undefined, '', true],
    ],
    ['the oldest', 'kube-apiserver', '1.8.1', {}, ['1.11', '1.8.1', undefined, undefined, '', false]],
    [
      'the newest',
      'kube-apiserver',
      undefined,
      { kubernetesVersion: '1.99.0' },
      ['1.37', '1.99.0', 'told', undefined, '', false],
    ],
    ['the oldest', 'kube-scheduler', '1.28.0', {}, ['1.29', '1.28.0', undefined, undefined, '', false]],
    ['the newest', 'etcd', '3.99.0', {}, ['3.7', '3.99.0', undefined, undefined, '', false]],
  ])('is that of %s: %s %s %o', async (_, component, told, options, expected) => {
    expect(inShort(await chooseCatalog(component, told, { catalogs, ...options }))).toEqual(expected);
  });

  it('is any at all, where only one is there', async () => {
    const only = flagCatalog({ component: 'etcd', minor: '3.7', source: '3.7.0', sourceKind: 'built', flags: [] });
    const one: VersionOptions['catalogs'] = (_, version) => Promise.resolve(version === '3.7' ? only : null);
    expect((await chooseCatalog('etcd', '3.5.0', { catalogs: one })).catalog).toBe(only);
    const none: VersionOptions['catalogs'] = () => Promise.resolve(null);
    await expect(chooseCatalog('etcd', '3.5.0', { catalogs: none })).rejects.toThrow(
      'the catalogue has nothing about etcd',
    );
  });
});

describe('the version of a command line', () => {
  const argv = (words: string[], rest: Partial<ComponentArgv> = {}): ComponentArgv => ({
    component: 'kube-apiserver',
    source: { kind: 'ps', path: 'x' },
    words: words.map((text) => ({ text })),
    environment: [],
    truncated: false,
    problems: [],
    ...rest,
  });
  const choose = async (given: ComponentArgv, options: Partial<VersionOptions> = {}) =>
    inShort(await chooseVersion(given, { catalogs, ...options }));

  it.each<[ComponentArgv['source']['kind'], ChosenCatalog['versionFrom']]>([
    ['manifest', 'image'],
    ['log', 'log'],
    ['flagz', 'statusz'],
    ['unit', 'path'],
    ['ps', 'path'],
  ])('that a source of the kind %s tells is by its %s', async (kind, from) => {
    const given = argv([], { version: '1.30.1', source: { kind, path: 'x' } });
    expect(await choose(given, { kubernetesVersion: '1.31.0' })).toEqual(['1.30', '1.30.1', from, undefined, '', true]);
    expect((await choose({ ...given, versionFrom: 'config' }))[2]).toBe('config');
  });

  it('that the user tells is told', async () => {
    expect((await choose(argv(['--v=2']), { kubernetesVersion: '1.31.0' }))[2]).toBe('told');
  });

  it.each<[string[], Partial<ComponentArgv>, unknown[]]>([
    [['--insecure-port=0'], {}, ['1.23', undefined, 'flags', '1.11-1.23', '', false]],
    [
      ['--v=2'],
      { printed: [{ name: 'insecure-port', value: '0' }] as never },
      ['1.23', undefined, 'flags', '1.11-1.23', '', false],
    ],
    [
      ['--enable-admission-plugins=NodeRestriction, Initializers'],
      {},
      ['1.13', undefined, 'flags', '1.11-1.13', '', false],
    ],
    [['--disable-admission-plugins=PodSecurityPolicy'], {}, ['1.24', undefined, 'flags', '1.11-1.24', '', false]],
    [['--admission-control=PodSecurityPolicy'], {}, ['1.24', undefined, 'flags', '1.11-1.24', '', false]],
    [['--enable-admission-plugins=PodSecurity'], {}, ['1.37', undefined, 'flags', '1.22-1.37', '', false]],
    [['--external-hostname=PodSecurityPolicy'], {}, ['1.37', undefined, 'flags', '1.11-1.37', '', false]],
    [[], {}, ['1.37', undefined, undefined, undefined, '', false]],
    [['--no-such-flag=1'], {}, ['1.37', undefined, undefined, undefined, '', false]],
    [
      ['--basic-auth-file=/b', '--authentication-config=/a'],
      {},
      ['1.37', undefined, 'flags', '1.29-1.37', '--basic-auth-file', false],
    ],
  ])('follows from its flags and plugins: %j', async (words, rest, expected) => {
    expect(await choose(argv(words, rest))).toEqual(expected);
  });

  it('of another component follows from no plugins', async () => {
    const given = argv(['--enable-admission-plugins=PodSecurityPolicy', '--v=2'], { component: 'kube-scheduler' });
    expect((await choose(given)).slice(2, 4)).toEqual(['flags', '1.29-1.37']);
  });
});

describe('what is said of the choice', () => {
  const catalog = flagCatalog({
    component: 'kube-apiserver',
    minor: '1.37',
    source: '1.37.1',
    sourceKind: 'built',
    flags: [],
  });
  it('names a minor that is not recorded, and the one that was used', () => {
    const chosen = { catalog, version: '1.99.2', lacking: [], exact: false };
    const what = 'the flags of kube-apiserver 1.99 are not recorded; those of 1.37 were used';
    const told = { code: 'input-no-catalogue', severity: 'warning', where: { file: 'x', host: 'm1' }, what };
    expect(versionProblems(chosen, 'x', 'm1')).toEqual([expect.objectContaining(told)]);
    expect(versionProblems(chosen, 'x', undefined)[0]?.where).toEqual({ file: 'x' });
    expect(versionProblems({ ...chosen, exact: true }, 'x', undefined)).toEqual([]);
  });

  it.each([
    [['--a'], '--a'],
    [['--a', '--b', '--c', '--d', '--e'], '--a, --b, --c, --d, --e'],
    [['--a', '--b', '--c', '--d', '--e', '--f', '--g'], '--a, --b, --c, --d, --e and 2 more'],
  ])('names what the minor lacks: %j', (lacking, list) => {
    expect(versionProblems({ catalog, lacking, exact: false }, 'x', 'm1')).toEqual([
      expect.objectContaining({
        code: 'input-no-version-fits',
        severity: 'warning',
        where: { file: 'x', host: 'm1' },
        what: `no version of kube-apiserver has all that is set here; 1.37 has the most of it, but not ${list}`,
        fix: 'say which version it is with --kubernetes-version',
      }),
    ]);
  });

  it('is nothing where all is known', () => {
    expect(versionProblems({ catalog, lacking: [], exact: false }, 'x', undefined)).toEqual([]);
  });
});

describe('the edges of a version', () => {
  it.each<[string, string | undefined]>([
    ['a:1.30.11', '1.30.11'],
    ['a:v1.30.11_b', '1.30.11'],
    ['a:v1.30.1.b', '1.30.1'],
    ['a:v1.30.1-', '1.30.1'],
    ['a:v1.30.1-b+c.d_e@sha256:0', '1.30.1'],
    ['a:v1.30.1@', '1.30.1'],
    ['a:vv1.30.1', undefined],
    ['a:v1.30', undefined],
    ['a:v1.30.1b', undefined],
    ['a:v1.30.1-b/c', undefined],
    ['av1.30.1', undefined],
  ])('in the image %s', (image, version) => {
    expect(versionOfImage('kube-apiserver', image)).toBe(version);
  });

  it.each<[string, string | undefined]>([
    ['1.30.11/kube-apiserver', '1.30.11'],
    ['/a_v1.30.1_b', '1.30.1'],
    ['/a-1.30.1+k3s1/b', '1.30.1'],
    ['/1.30.1', '1.30.1'],
    ['/1.29.0/1.30.1/b', '1.30.1'],
    ['/1.30.1/2.0.0/b', undefined],
    ['/a1.30.1/b', undefined],
    ['/1.30.1b/c', undefined],
    ['/1.30/b', undefined],
  ])('in the path %s', (path, version) => {
    expect(versionOfPath('kube-apiserver', path)).toBe(version);
  });

  it.each<[string, string | undefined]>([
    ['Kubernetes v1.30.11', '1.30.11'],
    ['Kubernetes v1.30', '1.30'],
    ['v1.30.1.', '1.30.1'],
    ['(1.30.1)', '1.30.1'],
    ['x1.30.1', undefined],
    ['v1.30.1.2', undefined],
    ['1.30.1..2', undefined],
    ['.1.30', undefined],
    ['v2.0.1', undefined],
    ['v1', undefined],
  ])('in the text %s', (text, version) => {
    expect(versionOfText('kube-apiserver', text)).toBe(version);
  });

  it('of etcd are 2 and 3', () => {
    expect(['2.3.8', '3.4.0', '1.0.0', '4.0.0'].map((text) => versionOfText('etcd', text))).toEqual([
      '2.3.8',
      '3.4.0',
      undefined,
      undefined,
    ]);
  });
});
