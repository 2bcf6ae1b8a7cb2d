import { describe, expect, it } from 'vitest';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { upgradeFindings } from '../../../src/inspect/upgrade/findings.js';
import { catalog, change, component, declared, flag, target, told } from '../../support/upgrade-case.js';

const provenance = (line: number) => [{ source: 'a.service', line, column: 3 }];
const all = (inspected: InspectedComponent, given?: Parameters<typeof target>[0]) =>
  upgradeFindings(inspected, target(given));

describe('what keeps a component from starting is told whole:', () => {
  it('flags that there are not', () => {
    const gone = {
      changes: [change('removed', 'other', { since: '1.26' }), change('deprecated', 'odd', { since: '1.27' })],
    };
    expect(all(component([flag('odd', 'a', 7)]), gone)).toMatchObject([
      { since: '1.30', what: '--odd is gone since 1.30', fix: 'Remove --odd.' },
    ]);
    expect(all(component([flag('zzzzzzzzzz', 'a', 7)]))).toEqual([
      {
        effect: 'stops',
        flag: 'zzzzzzzzzz',
        since: '1.24',
        what: 'kube-apiserver 1.30 has no flag --zzzzzzzzzz',
        fix: 'Remove --zzzzzzzzzz.',
        provenance: provenance(7),
      },
    ]);
    const near = { before: catalog('1.24', [...declared, { name: 'profilling', type: 'bool', default: '' }]) };
    expect(all(component([flag('profilling', 'a', 7)]), near)[0]?.fix).toBe('Remove --profilling.');
  });

  it('values that are refused', () => {
    expect(all(component([flag('runtime-config', 'api/all,batch/v1', 3, ['api/all', 'batch/v1'])]))).toEqual([
      {
        effect: 'stops',
        flag: 'runtime-config',
        since: '1.17',
        what: expect.stringMatching(/^--runtime-config: .* is refused since 1\.17$/) as string,
        fix: expect.stringContaining('api/all=true') as string,
        provenance: provenance(3),
      },
    ]);
    expect(all(component([flag('event-ttl', '1d', 3)]))[0]).toMatchObject({
      effect: 'stops',
      provenance: provenance(3),
    });
    expect(told(component([flag('event-ttl', '1d', 3, ['1d'])]))).toEqual([]);
    expect(told(component([{ ...flag('event-ttl', '1d', 3), origin: 'default' }]))).toEqual([]);
  });

  it('admission plugins', () => {
    const given = { changes: [change('plugin-removed', 'Gone', { since: '1.26' }), change('gate-removed', 'Never')] };
    expect(all(component([flag('enable-admission-plugins', 'Gone', 3)]), given)).toEqual([
      {
        effect: 'stops',
        flag: 'enable-admission-plugins',
        since: '1.26',
        what: '--enable-admission-plugins names the admission plugin Gone, which is gone since 1.26',
        fix: 'Take Gone out of --enable-admission-plugins.',
        provenance: provenance(3),
      },
    ]);
    expect(told(component([flag('enable-admission-plugins', null, 3)]), given)).toEqual([]);
    expect(told(component([flag('old', 'Gone', 3)]), given)).toEqual([['deprecated', 'old', '1.24']]);
    const never = all(component([flag('enable-admission-plugins', 'Never', 3)]), given);
    expect(never[0]?.what).toBe('--enable-admission-plugins names Never, which is no admission plugin of 1.30');
  });

  it('feature gates', () => {
    const gates = [{ name: 'Fixed', stage: 'ga', default: true, locked: true }] as const;
    const given: Parameters<typeof target>[0] = {
      gates: {
        component: 'kube-apiserver',
        minor: '1.30',
        get: (name) => gates.find((one) => one.name === name),
        all: () => gates,
      },
      changes: [change('gate-locked', 'Fixed', { since: '1.28' })],
    };
    const values = ['Fixed=false', ' kube:Gone = true ', 'a=Other=f'];
    const finding = { effect: 'stops', flag: 'feature-gates', provenance: provenance(3) };
    expect(all(component([flag('feature-gates', values.join(), 3, values)]), given)).toEqual(
      expect.arrayContaining([
        {
          ...finding,
          since: '1.28',
          what: 'the feature gate Fixed is locked to true and set to false',
          fix: 'Take Fixed out of --feature-gates.',
        },
        {
          ...finding,
          since: '1.30',
          what: 'kube-apiserver 1.30 has no feature gate Gone',
          fix: 'Take Gone out of --feature-gates.',
        },
        {
          ...finding,
          since: '1.30',
          what: 'kube-apiserver 1.30 has no feature gate a=Other',
          fix: 'Take a=Other out of --feature-gates.',
        },
      ]),
    );
    expect(told(component([flag('old', 'Gone=true', 3)]), given)).toEqual([['deprecated', 'old', '1.24']]);
    expect(told(component([flag('feature-gates', null, 3)]), given)).toEqual([]);
  });

  it('flags that are missing, and words that are none', () => {
    const noted: Record<string, FlagNote> = {
      profiling: { group: 'debugging', about: '', required: { since: '1.20' } },
      'event-ttl': { group: 'etcd', about: 'How long.' },
    };
    expect(all(component([]), { noted })).toEqual([
      {
        effect: 'stops',
        flag: 'profiling',
        since: '1.20',
        what: '--profiling is not set, and kube-apiserver does not start without it since 1.20',
        fix: 'Set --profiling.',
        provenance: [],
      },
    ]);
    expect(all(component([], { positionals: ['a', 'b', 'c'] }))).toEqual([
      {
        effect: 'stops',
        flag: null,
        since: '1.19',
        what: 'there are words that are no flags (a b c)',
        fix: 'Remove them; before, they were ignored.',
        provenance: [],
      },
    ]);
  });

  it('config files, without a place where no flag names them', () => {
    const facts = {
      kind: 'component-config',
      apiVersion: 'kubescheduler.config.k8s.io/v1beta3',
      settings: {},
    } as const;
    const companions = [{ flag: 'config', path: '/s', state: 'read', facts, problems: [] }] as const;
    const found = all(component([], { component: 'kube-scheduler', companions }));
    expect(found).toMatchObject([{ effect: 'stops', flag: 'config', provenance: [] }]);
  });
});

describe('what is otherwise, or will go, is told whole:', () => {
  it('defaults', () => {
    expect(all(component([]), { changes: [change('default-changed', 'profiling', { was: null, now: 'a' })] })).toEqual([
      {
        effect: 'differs',
        flag: 'profiling',
        since: '1.25',
        what: '--profiling is not set, and its default changes from nothing to a',
        fix: 'Set --profiling= to keep what it does today, or leave it to the new default.',
        provenance: [],
      },
    ]);
    expect(
      told(component([]), { changes: [change('type-changed', 'profiling', { was: 'int', now: 'bool' })] }),
    ).toEqual([]);
  });

  it('admission plugins', () => {
    const given = { changes: [change('plugin-on', 'PodSecurity'), change('plugin-off', 'NodeRestriction')] };
    const enabled = flag('enable-admission-plugins', 'PodSecurity', 1, ['PodSecurity']);
    expect(all(component([enabled]), given)).toEqual([
      {
        effect: 'differs',
        flag: null,
        since: '1.25',
        what: 'the admission plugin NodeRestriction is no longer on by default from 1.25 on',
        fix: '--enable-admission-plugins=NodeRestriction keeps it on.',
        provenance: [],
      },
    ]);
    expect(told(component([]), { changes: [change('gate-removed', 'PodSecurity')] })).toEqual([]);
  });

  it('flags without effect', () => {
    const set = component([flag('profiling', 'true', 4)]);
    expect(all(set, { changes: [change('inert', 'profiling', { note: 'Nothing. Really' })] })).toEqual([
      {
        effect: 'differs',
        flag: 'profiling',
        since: '1.25',
        what: '--profiling has no effect any more: Nothing. Really',
        fix: 'Remove it.',
        provenance: provenance(4),
      },
    ]);
    expect(all(set, { changes: [change('inert', 'profiling')] })[0]?.what).toBe('--profiling has no effect any more: ');
    const filled: EffectiveFlag = { ...flag('profiling', 'true', 4), origin: 'default' };
    expect(told(component([filled]), { changes: [change('inert', 'profiling', { note: '' })] })).toEqual([]);
    expect(told(set, { changes: [change('deprecated', 'profiling')] })).toEqual([]);
  });

  it('deprecated flags, since when as far as that is known', () => {
    const found = (changes: ReturnType<typeof change>[]) => all(component([flag('old', 'a', 4)]), { changes });
    expect(found([change('deprecated', 'old', { since: '1.29' })])).toEqual([
      {
        effect: 'deprecated',
        flag: 'old',
        since: '1.29',
        what: '--old is deprecated: use new',
        fix: 'Remove it when you can.',
        provenance: provenance(4),
      },
    ]);
    expect(found([change('deprecated', 'other', { since: '1.29' }), change('type-changed', 'old')])[0]?.since).toBe(
      '1.24',
    );
  });
});

it('findings stand in the order of the lines and columns, and of their names where these are the same', () => {
  const at = (name: string, line?: number, column?: number): EffectiveFlag => ({
    ...flag(name, 'a', 1),
    provenance: [{ source: 'a', ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }],
  });
  const names = (...flags: EffectiveFlag[]) => all(component(flags)).map(({ flag: name }) => name);
  const sorted = ['x-1', 'x-2', 'x-3', 'x-4'];
  const flags = [at('x-1', 2, 9), at('x-2', 10, 3), at('x-3', 10, 20), at('x-4')];
  expect(names(...flags)).toEqual(sorted);
  expect(names(...flags.toReversed())).toEqual(sorted);
  expect(names(at('x-2', 3, 3), at('x-1', 3, 3))).toEqual(['x-1', 'x-2']);
  expect(names(at('x-1', 3, 3), at('x-2', 3, 3))).toEqual(['x-1', 'x-2']);
  expect(names(at('x-1', 3, 3), at('x-2', 3))).toEqual(['x-2', 'x-1']);
});
