import { describe, expect, it } from 'vitest';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import type { CompanionFacts } from '../../../src/inspect/companion.js';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { upgradeFindings } from '../../../src/inspect/upgrade/findings.js';
import { catalog, change, component, declared, flag, target, told } from '../../support/upgrade-case.js';

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

  it('is a feature gate that the version does not have, without saying that it ever had', () => {
    const gates: Parameters<typeof target>[0] = {
      gates: {
        component: 'kube-apiserver',
        minor: '1.30',
        get: () => undefined,
        all: () => [{ name: 'Free', stage: 'beta', default: true }],
      },
      changes: [change('gate-removed', 'Gone', { since: '1.26' })],
    };
    const inspected = component([flag('feature-gates', '', 3, ['Gone=true', 'Never=true'])]);
    expect(
      upgradeFindings(inspected, target(gates))
        .map(({ what }) => what)
        .sort(),
    ).toEqual(['kube-apiserver 1.30 has no feature gate Never', 'the feature gate Gone is gone since 1.26']);
  });

  it('is a flag that is gone although a config file took its place before', () => {
    const place = { source: 'a.service', line: 9, column: 3 };
    const dead = {
      ...flag('odd', null, 1),
      origin: 'file' as const,
      provenance: [{ source: '/s.yaml' }],
      overrode: [{ value: 'x', provenance: place }],
    };
    expect(upgradeFindings(component([dead]), target())).toMatchObject([
      { effect: 'stops', flag: 'odd', provenance: [place] },
    ]);
    const known = { ...dead, name: 'profiling' };
    expect(told(component([known]))).toEqual([]);
  });

  describe('is a file that the version does not take any more:', () => {
    const beside = (facts: CompanionFacts, flags: readonly EffectiveFlag[] = []): InspectedComponent =>
      component(flags, { companions: [{ flag: 'event-ttl', path: '/f.yaml', state: 'read', facts, problems: [] }] });
    const encryption = (kmsVersion: 'v1' | 'v2') =>
      ({
        kind: 'encryption-config',
        resources: [{ resources: ['secrets'], providers: [{ type: 'kms', keys: 0, weakKeys: 0, kmsVersion }] }],
      }) as const;
    const policy = { kind: 'audit-policy', rules: 1, logs: true, sensitive: 'None' } as const;

    it('an encryption config with a kms provider of v1, from 1.29 on and without its gate', () => {
      expect(told(beside(encryption('v1')))).toEqual([['stops', 'event-ttl', '1.29']]);
      expect(told(beside(encryption('v1')), { to: '1.28' })).toEqual([]);
      expect(told(beside(encryption('v2')))).toEqual([]);
      const allowed = flag('feature-gates', 'KMSv1=true', 3, ['KMSv1=true']);
      expect(told(beside(encryption('v1'), [allowed]))).toEqual([]);
      const refused = flag('feature-gates', 'KMSv1=false', 3, ['KMSv1=false']);
      expect(told(beside(encryption('v1'), [refused]))).toEqual([['stops', 'event-ttl', '1.29']]);
    });

    it('an audit policy of a beta version, from 1.24 on', () => {
      const old = { ...policy, apiVersion: 'audit.k8s.io/v1beta1' };
      expect(told(beside(old))).toEqual([['stops', 'event-ttl', '1.24']]);
      expect(told(beside(old), { to: '1.23' })).toEqual([]);
      expect(told(beside(policy))).toEqual([]);
    });
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
