import { describe, expect, it } from 'vitest';
import { type FlagCatalog, flagCatalog } from '../../../src/catalog/flag-catalog.js';
import type { CatalogueChange } from '../../../src/catalog/flag-changes.js';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import type { Flag } from '../../../src/catalog/flag.js';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { upgradeFindings } from '../../../src/inspect/upgrade/findings.js';
import type { UpgradeTarget } from '../../../src/inspect/upgrade/target.js';

const declared: readonly Flag[] = [
  { name: 'admission-control', type: 'stringSlice', default: '[]' },
  { name: 'audit-log-maxage', type: 'int', default: '366' },
  { name: 'disable-admission-plugins', type: 'stringSlice', default: '[]' },
  { name: 'enable-admission-plugins', type: 'stringSlice', default: '[]' },
  { name: 'event-ttl', type: 'duration', default: '1h0m0s' },
  { name: 'feature-gates', type: 'mapStringBool', default: '' },
  { name: 'old', type: 'string', default: '', deprecated: 'use new' },
  { name: 'profiling', type: 'bool', default: 'true' },
  { name: 'runtime-config', type: 'mapStringString', default: '' },
];

function catalog(minor: string, flags: readonly Flag[]): FlagCatalog {
  return flagCatalog({ component: 'kube-apiserver', minor, source: `${minor}.0`, sourceKind: 'built', flags });
}

const change = (kind: CatalogueChange['kind'], name: string, rest: Partial<CatalogueChange> = {}): CatalogueChange => ({
  kind,
  name,
  since: '1.25',
  was: null,
  now: null,
  replacedBy: null,
  note: null,
  ...rest,
});

function target(
  given: Partial<UpgradeTarget> & { readonly noted?: Readonly<Record<string, FlagNote>> } = {},
): UpgradeTarget {
  const { noted = {}, ...rest } = given;
  return {
    from: '1.24',
    to: '1.30',
    before: catalog('1.24', [...declared, { name: 'odd', type: 'string', default: '' }]),
    after: catalog('1.30', declared),
    notes: { component: 'kube-apiserver', get: (name) => noted[name], names: () => Object.keys(noted) },
    changes: [],
    plugins: { minor: '1.30', names: ['NodeRestriction', 'PodSecurity'], defaults: ['PodSecurity'] },
    gates: null,
    ...rest,
  };
}

function flag(name: string, value: string | null, line: number, values?: readonly string[]): EffectiveFlag {
  return {
    name,
    type: 'string',
    value,
    ...(values === undefined ? {} : { values }),
    origin: 'set',
    confidence: 'certain',
    provenance: [{ source: 'a.service', line, column: 3 }],
    overrode: [],
  };
}

function component(flags: readonly EffectiveFlag[], rest: Partial<InspectedComponent> = {}): InspectedComponent {
  return {
    component: 'kube-apiserver',
    sources: [{ kind: 'unit', path: 'a.service' }],
    flags: Object.fromEntries(flags.map((one) => [one.name, one])),
    positionals: [],
    differences: [],
    problems: [],
    ...rest,
  };
}

const told = (inspected: InspectedComponent, given?: Parameters<typeof target>[0]) =>
  upgradeFindings(inspected, target(given)).map(({ effect, flag: name, since }) => [effect, name, since]);

describe('what keeps a component from starting', () => {
  it('is a flag that is gone, with its place and its replacement', () => {
    const inspected = component([flag('service-account-api-audiences', 'a', 7)]);
    expect(upgradeFindings(inspected, target())).toEqual([
      {
        effect: 'stops',
        flag: 'service-account-api-audiences',
        since: '1.25',
        what: '--service-account-api-audiences is gone since 1.25',
        fix: 'Give the same value to --api-audiences.',
        provenance: [{ source: 'a.service', line: 7, column: 3 }],
      },
    ]);
  });

  it('is a flag that went although nobody wrote down why', () => {
    const given = { changes: [change('removed', 'odd', { since: '1.27' })] };
    const [finding] = upgradeFindings(component([flag('odd', 'a', 7)]), target(given));
    expect(finding).toMatchObject({ since: '1.27', what: '--odd is gone since 1.27', fix: 'Remove --odd.' });
  });

  it('is a flag that neither version has, with what was perhaps meant', () => {
    const [finding] = upgradeFindings(component([flag('profilling', 'false', 7)]), target());
    expect(finding?.fix).toBe('Remove it, or write --profiling if that is meant.');
  });

  it('is a value that the type of the new version refuses', () => {
    expect(told(component([flag('event-ttl', '1d', 3)]))).toEqual([['stops', 'event-ttl', '1.30']]);
  });

  it('is a value that went although the type stayed', () => {
    expect(told(component([flag('runtime-config', 'api/all', 3, ['api/all'])]))).toEqual([
      ['stops', 'runtime-config', '1.17'],
    ]);
  });

  it('is no value that cannot be known', () => {
    expect(told(component([flag('event-ttl', null, 3)]))).toEqual([]);
    expect(told(component([{ ...flag('event-ttl', '1 d', 3), confidence: 'reconstructed' }]))).toEqual([]);
  });

  it.each(['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'])(
    'is an admission plugin that is gone, in --%s',
    (name) => {
      const values = ['NodeRestriction', 'PodSecurityPolicy'];
      const given = { changes: [change('plugin-removed', 'PodSecurityPolicy')] };
      expect(told(component([flag(name, values.join(','), 3, values)]), given)).toEqual([['stops', name, '1.25']]);
    },
  );

  it('is a feature gate that is gone, or locked to the other value', () => {
    const gates = [
      { name: 'Fixed', stage: 'ga', default: true, locked: true },
      { name: 'Free', stage: 'beta', default: true },
    ] as const;
    const given: Parameters<typeof target>[0] = {
      gates: {
        component: 'kube-apiserver',
        minor: '1.30',
        get: (name) => gates.find((gate) => gate.name === name),
        all: () => gates,
      },
      changes: [change('gate-removed', 'Gone', { since: '1.26' }), change('gate-locked', 'Fixed', { since: '1.28' })],
    };
    const values = ['Fixed=false', 'Free=false', 'kube:Gone=true', 'Fixed=true', 'Gone', 'Gone=perhaps'];
    expect(told(component([flag('feature-gates', values.join(','), 3, values)]), given)).toEqual([
      ['stops', 'feature-gates', '1.28'],
      ['stops', 'feature-gates', '1.26'],
    ]);
  });

  it('is a config file of an API version that is gone', () => {
    const config = (apiVersion: string): InspectedComponent =>
      component([flag('config', '/s.yaml', 2)], {
        component: 'kube-scheduler',
        companions: [
          {
            flag: 'config',
            path: '/s.yaml',
            state: 'read',
            facts: { kind: 'component-config', apiVersion, settings: {} },
            problems: [],
          },
          { flag: 'kubeconfig', path: '/k.conf', state: 'missing', problems: [] },
        ],
      });
    const after = catalog('1.30', [...declared, { name: 'config', type: 'string', default: '' }]);
    const found = (apiVersion: string, to: string) =>
      upgradeFindings(config(`kubescheduler.config.k8s.io/${apiVersion}`), target({ after, to }));
    expect(found('v1beta3', '1.30')).toEqual([
      {
        effect: 'stops',
        flag: 'config',
        since: '1.29',
        what: '/s.yaml is of kubescheduler.config.k8s.io/v1beta3, which is gone since 1.29',
        fix: 'Write it as kubescheduler.config.k8s.io/v1.',
        provenance: [{ source: 'a.service', line: 2, column: 3 }],
      },
    ]);
    expect(found('v1beta2', '1.23')).toEqual([]);
    expect(found('v1beta1', '1.23')[0]?.fix).toBe('Write it as kubescheduler.config.k8s.io/v1beta3.');
    expect(found('v1', '1.30')).toEqual([]);
  });

  describe('is a required flag that is missing', () => {
    const noted: Record<string, FlagNote> = {
      profiling: { group: 'debugging', about: 'Something.', required: { since: '1.20', unless: ['event-ttl'] } },
    };

    it('when it is not set', () => {
      const [finding] = upgradeFindings(component([]), target({ noted }));
      expect(finding).toMatchObject({
        effect: 'stops',
        flag: 'profiling',
        since: '1.20',
        fix: 'Set --profiling: Something.',
      });
    });

    it('and not when it is set, or what takes its place', () => {
      expect(told(component([flag('profiling', 'false', 1)]), { noted })).toEqual([]);
      expect(told(component([flag('event-ttl', '1h', 1)]), { noted })).toEqual([]);
    });

    it('and not before its minor', () => {
      expect(told(component([]), { noted, to: '1.19' })).toEqual([]);
      expect(told(component([]), { noted, to: '1.20' })).toHaveLength(1);
    });

    it('and not when flags may be missing from the source', () => {
      expect(told(component([], { incomplete: true }), { noted })).toEqual([]);
    });
  });

  it('is a name that never was an admission plugin', () => {
    const [finding] = upgradeFindings(
      component([flag('enable-admission-plugins', 'Nodes', 3, ['', 'Nodes'])]),
      target(),
    );
    expect(finding).toMatchObject({
      since: '1.30',
      what: '--enable-admission-plugins names Nodes, which is no admission plugin of 1.30',
      fix: 'Take Nodes out of --enable-admission-plugins.',
    });
  });

  it('is no admission plugin or gate where none are recorded, or where the flag is of another component', () => {
    const set = component([
      flag('enable-admission-plugins', 'A', 3, ['A']),
      flag('feature-gates', 'A=true', 4, ['A=true']),
    ]);
    expect(told(set, { plugins: null, gates: null })).toEqual([]);
    const none = { component: 'kube-apiserver', minor: '1.30', get: () => undefined, all: () => [] };
    expect(told(set, { plugins: { minor: '1.30', names: [], defaults: [] }, gates: none })).toEqual([]);
    const after = { ...target().after, component: 'kube-scheduler' };
    expect(told(component([flag('enable-admission-plugins', 'A', 3, ['A'])]), { after })).toEqual([]);
  });

  it('is told with the minor from which the type refuses the value', () => {
    const given = { changes: [change('type-changed', 'event-ttl', { since: '1.28' })] };
    const [finding] = upgradeFindings(component([flag('event-ttl', '1d', 3)]), target(given));
    expect(finding).toMatchObject({
      since: '1.28',
      what: '--event-ttl does not take its value any more',
      fix: 'Give it a duration with units up to hours, such as 1h30m, 10s or 500ms.',
    });
  });

  it('shows the first of many stray words, and not all of a long one', () => {
    const positionals = ['a', 'b'.repeat(50), 'c', 'd'];
    const [finding] = upgradeFindings(component([], { positionals }), target());
    expect(finding?.what).toBe(`there are words that are no flags (a ${'b'.repeat(40)} c …)`);
    const [short] = upgradeFindings(component([], { positionals: ['a'] }), target());
    expect(short?.what).toBe('there are words that are no flags (a)');
  });

  it('is no stray word of etcd, which ends its flags at the first', () => {
    expect(told(component([], { component: 'etcd', positionals: ['a'] }))).toEqual([]);
  });

  it('is a stray word, from 1.19 on', () => {
    expect(told(component([], { positionals: ['\\'] }))).toEqual([['stops', null, '1.19']]);
    expect(told(component([], { positionals: ['\\'] }), { to: '1.18' })).toEqual([]);
    expect(told(component([], { positionals: ['\\'] }), { to: '1.19' })).toHaveLength(1);
  });
});

describe('what a component does otherwise', () => {
  const changes = [change('default-changed', 'audit-log-maxage', { was: '0', now: '366' })];

  it('is what follows from a default that changes, where the flag is not set', () => {
    const [finding] = upgradeFindings(component([]), target({ changes }));
    expect(finding).toMatchObject({
      effect: 'differs',
      what: '--audit-log-maxage is not set, and its default changes from 0 to 366',
      fix: 'Set --audit-log-maxage=0 to keep what it does today, or leave it to the new default.',
    });
    expect(told(component([flag('audit-log-maxage', '30', 1)]), { changes })).toEqual([]);
  });

  it('is told with the old default as one would write it', () => {
    const lists = [change('default-changed', 'disable-admission-plugins', { was: '[a,b]', now: '[]' })];
    const [finding] = upgradeFindings(component([]), target({ changes: lists }));
    expect(finding).toMatchObject({
      what: '--disable-admission-plugins is not set, and its default changes from a,b to nothing',
      fix: 'Set --disable-admission-plugins=a,b to keep what it does today, or leave it to the new default.',
    });
  });

  it('is no default that a deprecated flag hands on to another one', () => {
    expect(told(component([]), { changes: [change('default-changed', 'old', { was: 'a', now: '' })] })).toEqual([]);
  });

  it('is not told when flags may be missing from the source', () => {
    expect(
      told(component([], { incomplete: true }), { changes: [...changes, change('plugin-on', 'PodSecurity')] }),
    ).toEqual([]);
  });

  it('is an admission plugin that changes sides, unless a flag speaks of it', () => {
    const given = { changes: [change('plugin-on', 'PodSecurity')] };
    expect(told(component([]), given)).toEqual([['differs', null, '1.25']]);
    const [finding] = upgradeFindings(component([]), target(given));
    expect(finding).toMatchObject({
      what: 'the admission plugin PodSecurity is on by default from 1.25 on',
      fix: '--disable-admission-plugins=PodSecurity keeps it off, should it disturb.',
    });
    const off = upgradeFindings(component([]), target({ changes: [change('plugin-off', 'PodSecurity')] }));
    expect(off).toMatchObject([
      {
        what: 'the admission plugin PodSecurity is no longer on by default from 1.25 on',
        fix: '--enable-admission-plugins=PodSecurity keeps it on.',
      },
    ]);
    expect(told(component([flag('disable-admission-plugins', 'PodSecurity', 1, ['PodSecurity'])]), given)).toEqual([]);
    expect(told(component([flag('admission-control', 'PodSecurity', 1, ['PodSecurity'])]), given)).toEqual([]);
  });

  it('is a flag that is set and has no effect any more', () => {
    const given = { changes: [change('inert', 'profiling', { note: 'Nothing reads it.' })] };
    const [finding] = upgradeFindings(component([flag('profiling', 'true', 4)]), target(given));
    expect(finding).toMatchObject({
      effect: 'differs',
      what: '--profiling has no effect any more: Nothing reads it',
      fix: 'Remove it.',
    });
    const replaced = { changes: [change('inert', 'profiling', { replacedBy: 'event-ttl' })] };
    const [other] = upgradeFindings(component([flag('profiling', 'true', 4)]), target(replaced));
    expect(other?.fix).toBe('Use --event-ttl.');
    expect(told(component([]), given)).toEqual([]);
  });
});

it('a deprecated flag is told, with what takes its place', () => {
  const noted: Record<string, FlagNote> = { old: { group: 'serving', about: 'Something.', replacedBy: 'profiling' } };
  const [finding] = upgradeFindings(component([flag('old', 'a', 4)]), target({ noted }));
  expect(finding).toMatchObject({
    effect: 'deprecated',
    flag: 'old',
    what: '--old is deprecated: use new',
    fix: 'Use --profiling.',
  });
});

it('findings on one line go by column, and without a place by name', () => {
  const at = (name: string, column: number): EffectiveFlag => ({
    ...flag(name, 'a', 1),
    provenance: [{ source: 'a', line: 1, column }],
  });
  const noted: Record<string, FlagNote> = {
    profiling: { group: 'debugging', about: 'Something.', required: { since: '1.20' } },
    'event-ttl': { group: 'etcd', about: 'Something.', required: { since: '1.20' } },
  };
  expect(told(component([at('kubelet-https', 9), at('target-ram-mb', 4)]), { noted }).map(([, name]) => name)).toEqual([
    'target-ram-mb',
    'kubelet-https',
    'event-ttl',
    'profiling',
  ]);
});

it('defaults that were filled in are not taken for flags that somebody set', () => {
  expect(told(component([{ ...flag('kubelet-https', 'true', 1), origin: 'env' }]))).toHaveLength(1);
  const fromFile: EffectiveFlag = { ...flag('kubelet-https', 'true', 1), origin: 'file' };
  expect(told(component([fromFile]))).toEqual([]);
  const filledIn: EffectiveFlag = { ...flag('kubelet-https', 'true', 1), origin: 'default' };
  expect(told(component([filledIn, { ...flag('old', '', 1), origin: 'default' }]))).toEqual([]);
});

it('findings go by effect, then as the lines stand in the source, and last what stands nowhere', () => {
  const noted: Record<string, FlagNote> = {
    'event-ttl': { group: 'etcd', about: 'Something.', required: { since: '1.20' } },
  };
  const flags = [flag('old', 'a', 1), flag('kubelet-https', 'true', 12), flag('insecure-port', '0', 9)];
  expect(told(component(flags), { noted })).toEqual([
    ['stops', 'insecure-port', '1.24'],
    ['stops', 'kubelet-https', '1.22'],
    ['stops', 'event-ttl', '1.20'],
    ['deprecated', 'old', '1.24'],
  ]);
});
