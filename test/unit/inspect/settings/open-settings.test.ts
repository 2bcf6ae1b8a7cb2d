import { describe, expect, it } from 'vitest';
import type { EffectiveFlag, InspectedComponent } from '../../../../src/inspect/effective-flag.js';
import { enabledPlugins } from '../../../../src/inspect/settings/admission-plugins.js';
import { effectiveSettings } from '../../../../src/inspect/settings/all.js';
import { anonymous } from '../../../../src/inspect/settings/anonymous.js';
import { authorizationModes } from '../../../../src/inspect/settings/authorization-modes.js';
import { changedGates, writtenGates } from '../../../../src/inspect/settings/feature-gates.js';
import { elementsOfFlag, isUnset, listsOf, setFlag } from '../../../../src/inspect/settings/flag-value.js';
import { runtimeConfig } from '../../../../src/inspect/settings/runtime-config.js';
import { component, flag } from '../../../support/upgrade-case.js';

const at = (line: number) => [{ source: 'a.service', line, column: 3 }];
const kubelet = (flags: readonly EffectiveFlag[], rest: Partial<InspectedComponent> = {}) =>
  component(flags, { component: 'kubelet', ...rest });
const unread = { flag: 'authentication-config', path: '/a', state: 'missing', problems: [] } as const;

describe('what a flag sets', () => {
  const filled: EffectiveFlag = { ...flag('v', '2', 1), origin: 'default' };
  it('is nothing when it has its default', () => {
    expect(setFlag(component([filled]), 'v')).toBeUndefined();
    expect(setFlag(component([flag('v', '2', 1)]), 'v')?.value).toBe('2');
    expect(isUnset(component([filled]), 'v')).toBe(true);
    expect(isUnset(component([filled], { incomplete: true }), 'v')).toBe(false);
    expect(isUnset(component([flag('v', '2', 1)]), 'v')).toBe(false);
  });

  it('is its elements', () => {
    expect(elementsOfFlag(flag('a', 'x,y', 1))).toEqual(['x', 'y']);
    expect(elementsOfFlag(flag('a', 'x,y', 1, ['x,y']))).toEqual(['x,y']);
    expect(elementsOfFlag(flag('a', '', 1))).toEqual([]);
    expect(elementsOfFlag(flag('a', null, 1, ['x']))).toBeNull();
  });

  it('is known of several flags only when it is of each', () => {
    const both = component([flag('a', 'x', 1), flag('b', 'y', 2)]);
    expect(listsOf(both, ['a', 'c', 'b'])).toEqual({ lists: [['x'], [], ['y']], provenance: [...at(1), ...at(2)] });
    expect(listsOf({ ...both, incomplete: true }, ['a', 'c'])).toBeNull();
    expect(listsOf({ ...both, incomplete: true }, ['a', 'b'])?.lists).toEqual([['x'], ['y']]);
    expect(listsOf(component([flag('a', null, 1)]), ['a'])).toBeNull();
  });
});

describe('a setting that is not known says so, with the flags because of which', () => {
  const plugins = { minor: '1.0', names: ['A', 'B'], defaults: ['A'] };
  it('admission plugins', () => {
    const set = component([flag('enable-admission-plugins', 'B', 4, ['B'])]);
    expect(enabledPlugins(set, null)).toEqual({ value: null, provenance: at(4) });
    expect(enabledPlugins({ ...set, incomplete: true }, plugins)).toEqual({ value: null, provenance: [] });
    expect(enabledPlugins(component([flag('admission-control', null, 5)]), plugins)).toEqual({
      value: null,
      provenance: at(5),
    });
    expect(enabledPlugins(component([flag('admission-control', 'B,A,B', 5)]), plugins)).toEqual({
      value: ['A', 'B'],
      provenance: at(5),
    });
  });

  it('authorization modes', () => {
    const mode = flag('authorization-mode', 'RBAC', 3);
    const config = flag('authorization-config', '/z', 4);
    expect(authorizationModes(component([mode, config]))).toEqual({ value: null, provenance: at(4) });
    expect(authorizationModes(component([{ ...mode, origin: 'file' }, config]))).toEqual({
      value: ['RBAC'],
      provenance: at(3),
    });
    expect(authorizationModes(component([mode, flag('authorization-config', '', 4)])).value).toEqual(['RBAC']);
    expect(authorizationModes(kubelet([mode, config])).value).toEqual(['RBAC']);
    expect(authorizationModes(component([], { incomplete: true }))).toEqual({ value: null, provenance: [] });
    expect(authorizationModes(component([mode], { incomplete: true })).value).toEqual(['RBAC']);
    expect(authorizationModes(component([]))).toEqual({ value: ['AlwaysAllow'], provenance: [] });
    expect(authorizationModes(component([flag('authorization-mode', null, 3)]))).toEqual({
      value: null,
      provenance: at(3),
    });
  });

  it('anonymous requests', () => {
    const on = flag('anonymous-auth', 'true', 2);
    const mode = (value: string | null) => flag('authorization-mode', value, 3);
    const config = flag('authentication-config', '/a', 5);
    expect(anonymous(component([config, mode('RBAC')], { companions: [unread] }))).toEqual({
      value: null,
      provenance: at(5),
    });
    expect(anonymous(component([config, mode('RBAC')]))).toEqual({ value: null, provenance: at(5) });
    expect(anonymous(component([flag('authentication-config', '', 5), mode('RBAC')])).value).toEqual(['true']);
    expect(anonymous(component([on, mode(null)]))).toEqual({ value: null, provenance: [...at(2), ...at(3)] });
    expect(anonymous(component([on, mode('RBAC,AlwaysAllow')]))).toEqual({
      value: ['false'],
      provenance: [...at(2), ...at(3)],
    });
    expect(anonymous(component([on, mode('RBAC')]))).toEqual({ value: ['true'], provenance: at(2) });
    expect(anonymous(component([flag('anonymous-auth', 'f', 2)])).value).toEqual(['false']);
    expect(anonymous(component([flag('anonymous-auth', 'no', 2)]))).toEqual({ value: null, provenance: at(2) });
    expect(anonymous(component([flag('anonymous-auth', null, 2)]))).toEqual({ value: null, provenance: at(2) });
    expect(anonymous(component([mode('RBAC')], { incomplete: true }))).toEqual({ value: null, provenance: [] });
    expect(anonymous(component([mode('RBAC')]))).toEqual({ value: ['true'], provenance: [] });
    expect(anonymous(component([on, flag('authorization-config', '/z', 4)])).value).toEqual(['true']);
    expect(anonymous(kubelet([mode('AlwaysAllow'), config])).value).toEqual(['true']);
  });

  it('APIs and feature gates', () => {
    expect(runtimeConfig(component([], { incomplete: true }))).toEqual({ value: null, provenance: [] });
    expect(changedGates(component([], { incomplete: true }), null)).toEqual({ value: null, provenance: [] });
    const gates = flag('feature-gates', 'A=true', 6, ['A=true']);
    expect(changedGates(component([gates]), null)).toEqual({ value: ['A=true'], provenance: at(6) });
  });
});

it.each<[string[], string[]]>([
  [
    ['b/v1', 'a/v1=false'],
    ['a/v1=false', 'b/v1=true'],
  ],
  [[' a/v1 = false ', '=true', ' =true'], ['a/v1=false']],
  [
    ['a/v1=', 'b/v1=0', 'c/v1=perhaps', 'd/v1=true=false'],
    ['a/v1=true', 'b/v1=false'],
  ],
])('--runtime-config %j', (values, expected) => {
  const set = flag('runtime-config', values.join(','), 1, values);
  expect(runtimeConfig(component([set]))).toEqual({ value: expected, provenance: at(1) });
});

it.each<[string[], [string, boolean][]]>([
  [
    ['A=true', ' B = false ', 'A=0'],
    [
      ['A', false],
      ['B', false],
    ],
  ],
  [['kube:A=true', 'other:B=true', 'kube:kube:C=true', 'xkube:D=true'], [['A', true]]],
  [['A', '=true', ' =true', 'B=', 'C=perhaps', 'D=true=false'], []],
])('--feature-gates %j', (values, expected) => {
  expect([...writtenGates(values)]).toEqual(expected);
});

it('each component has the settings that it has', async () => {
  const of = async (name: string) => Object.keys(await effectiveSettings(component([], { component: name }), '1.36'));
  expect(await of('kube-apiserver')).toEqual([
    'admissionPlugins',
    'authorizationModes',
    'featureGates',
    'runtimeConfig',
    'anonymous',
  ]);
  expect(await of('kubelet')).toEqual(['authorizationModes', 'featureGates', 'anonymous']);
  expect(await of('kube-scheduler')).toEqual(['featureGates']);
});
