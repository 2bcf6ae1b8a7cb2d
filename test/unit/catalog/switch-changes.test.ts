import { describe, expect, it } from 'vitest';
import { loadAdmissionPlugins } from '../../../src/catalog/admission-plugins.js';
import { loadFeatureGates } from '../../../src/catalog/feature-gates.js';
import { knownMinors } from '../../../src/catalog/load.js';
import { apiChanges, gateChanges, pluginChanges } from '../../../src/catalog/switch-changes.js';

const stretch = (from: string, to: string) => ({ from, to, minors: knownMinors('kube-apiserver') });

const found = async (changes: Promise<readonly { kind: string; name: string; since: string; now: string | null }[]>) =>
  (await changes).map(({ kind, name, since, now }) => [kind, name, since, now]);

describe('what becomes of admission plugins', () => {
  it('is told with the first minor in which it is so', async () => {
    const changes = await found(pluginChanges(stretch('1.18', '1.29')));
    expect(changes).toContainEqual(['plugin-removed', 'DenyEscalatingExec', '1.21', null]);
    expect(changes).toContainEqual(['plugin-removed', 'PodSecurityPolicy', '1.25', null]);
    expect(changes).toContainEqual(['plugin-on', 'ValidatingAdmissionPolicy', '1.26', null]);
    expect(changes.map(([, name]) => name)).not.toContain('NodeRestriction');
  });

  it('is nothing between a minor and itself', async () => {
    expect(await pluginChanges(stretch('1.25', '1.25'))).toEqual([]);
  });

  it('leads from the plugins of one minor to those of another', async () => {
    const changes = await pluginChanges(stretch('1.20', '1.27'));
    const of = (kind: string) => changes.filter((change) => change.kind === kind).map(({ name }) => name);
    const [before, after] = [await loadAdmissionPlugins('1.20'), await loadAdmissionPlugins('1.27')];
    expect(before?.names.filter((name) => !after?.names.includes(name))).toEqual(of('plugin-removed'));
    const defaults = before?.defaults.filter((name) => ![...of('plugin-removed'), ...of('plugin-off')].includes(name));
    expect([...(defaults ?? []), ...of('plugin-on')].sort()).toEqual([...(after?.defaults ?? [])].sort());
  });
});

describe('what becomes of API versions', () => {
  const names = (from: string, to: string) =>
    apiChanges(stretch(from, to)).map(({ name, since }) => `${since} ${name}`);

  it('is that some are no longer known, with the first minor in which it is so', () => {
    expect(names('1.24', '1.34')).toEqual(['1.29 flowcontrol.apiserver.k8s.io/v1alpha1']);
    expect(names('1.25', '1.34')).toContain('1.34 networking.k8s.io/v1alpha1');
  });

  it('is nothing for one that went and came back, and nothing for one that both ends lack', () => {
    expect(names('1.13', '1.27')).not.toContain('1.14 admissionregistration.k8s.io/v1alpha1');
    expect(names('1.13', '1.16')).toEqual(['1.14 admissionregistration.k8s.io/v1alpha1']);
    expect(names('1.14', '1.16')).toEqual([]);
  });
});

describe('what becomes of feature gates', () => {
  it('is told with the first minor in which it is so, and with the only value that is taken', async () => {
    const changes = await found(gateChanges('kube-apiserver', stretch('1.22', '1.24')));
    expect(changes).toContainEqual(['gate-locked', 'TTLAfterFinished', '1.23', 'true']);
    const later = await found(gateChanges('kube-apiserver', stretch('1.22', '1.26')));
    expect(later).toContainEqual(['gate-removed', 'TTLAfterFinished', '1.25', null]);
  });

  it('says of a gate that went as generally available that the feature stays on', async () => {
    const changes = await gateChanges('kube-apiserver', stretch('1.22', '1.26'));
    expect(changes.find(({ name }) => name === 'TTLAfterFinished')?.note).toBe('the feature is always on');
  });

  it('does not tell again of a gate that was locked before', async () => {
    const before = await loadFeatureGates('kube-apiserver', '1.23');
    const locked = before?.all().filter(({ locked: fixed }) => fixed === true) ?? [];
    expect(locked.length).toBeGreaterThan(0);
    const changes = await gateChanges('kube-apiserver', stretch('1.23', '1.24'));
    const told = changes.filter(({ kind }) => kind === 'gate-locked').map(({ name }) => name);
    expect(told.filter((name) => locked.some((gate) => gate.name === name))).toEqual([]);
  });
});
