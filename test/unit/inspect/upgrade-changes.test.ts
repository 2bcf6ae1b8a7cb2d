import { describe, expect, it } from 'vitest';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import type { EffectiveFlag } from '../../../src/inspect/effective-flag.js';
import { upgradeFindings } from '../../../src/inspect/upgrade/findings.js';
import { change, component, flag, target, told } from '../../support/upgrade-case.js';

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

  it('is told without the advice to keep a default that the new version refuses', () => {
    const versions = [
      change('default-changed', 'audit-log-version', { was: 'audit.k8s.io/v1beta1', now: 'audit.k8s.io/v1' }),
    ];
    const [finding] = upgradeFindings(component([]), target({ changes: versions }));
    expect(finding?.fix).toBe('Leave it to the new default: 1.30 does not take the old one any more.');
  });

  it('is plain HTTP that was served because nobody switched it off', () => {
    const way = { from: '1.19', to: '1.20' };
    expect(told(component([]), way)).toEqual([['differs', 'insecure-port', '1.20']]);
    expect(told(component([], { incomplete: true }), way)).toEqual([]);
    expect(told(component([]), { from: '1.20', to: '1.30' })).toEqual([]);
    expect(told(component([]), { from: '1.12', to: '1.19' })).toEqual([]);
    expect(told(component([flag('insecure-port', '0', 1)]), way)).not.toContainEqual([
      'differs',
      'insecure-port',
      '1.20',
    ]);
    expect(told(component([], { component: 'kube-scheduler' }), way)).toEqual([]);
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
