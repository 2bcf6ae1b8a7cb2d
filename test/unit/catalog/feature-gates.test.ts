import { describe, expect, it } from 'vitest';
import { loadFeatureGates } from '../../../src/catalog/feature-gates.js';
import { knownMinors } from '../../../src/catalog/load.js';
import { knownComponents } from '../../../src/kernel/component.js';

describe('loadFeatureGates', () => {
  it('speaks for every component and minor whose flags are recorded', async () => {
    for (const component of knownComponents) {
      for (const minor of knownMinors(component)) {
        const gates = await loadFeatureGates(component, minor);
        expect(gates).toMatchObject({ component, minor });
        for (const gate of gates?.all() ?? []) {
          expect(['alpha', 'beta', 'ga', 'deprecated']).toContain(gate.stage);
          expect(gates?.get(gate.name)).toBe(gate);
        }
      }
    }
  });

  it.each([
    ['kube-apiserver', '1.37.1', 'ComponentFlagz', { stage: 'beta', default: true }],
    ['kube-apiserver', 'v1.35.4', 'ComponentFlagz', { stage: 'alpha', default: false }],
    ['kubelet', '1.36', 'KubeletInUserNamespace', { stage: 'alpha', default: false }],
    ['kube-apiserver', '1.37', 'AllAlpha', { stage: 'alpha', default: false }],
    ['etcd', '3.6.16', 'TxnModeWriteWithSharedBuffer', { stage: 'beta', default: true }],
  ])('knows of %s %s what %s is', async (component, version, name, expected) => {
    expect((await loadFeatureGates(component, version))?.get(name)).toMatchObject({ name, ...expected });
  });

  it('tells what cannot be switched any more', async () => {
    const gates = await loadFeatureGates('kube-apiserver', '1.37');
    const locked = gates?.all().filter((gate) => gate.locked === true) ?? [];
    expect(locked.length).toBeGreaterThan(10);
    expect(locked.filter(({ stage }) => stage === 'alpha' || stage === 'beta')).toEqual([]);
  });

  it('leaves out what one component lacks though the others have it', async () => {
    const name = 'ControllerManagerReleaseLeaderElectionLockOnExit';
    expect((await loadFeatureGates('kube-scheduler', '1.37'))?.get(name)).toBeUndefined();
    expect((await loadFeatureGates('kube-controller-manager', '1.37'))?.get(name)).toBeDefined();
  });

  it('knows where one component declares a gate otherwise than the rest', async () => {
    expect((await loadFeatureGates('kube-apiserver', '1.34'))?.get('WatchListClient')).toMatchObject({
      default: false,
    });
    const controllers = await loadFeatureGates('kube-controller-manager', '1.34');
    expect(controllers?.get('WatchListClient')).toMatchObject({ default: true });
  });

  it('has none for an etcd that had none, and is null where nothing is recorded', async () => {
    expect((await loadFeatureGates('etcd', '3.5'))?.all()).toEqual([]);
    await expect(loadFeatureGates('kube-apiserver', '9.99')).resolves.toBeNull();
    await expect(loadFeatureGates('constructor', '1.37')).resolves.toBeNull();
    expect((await loadFeatureGates('kube-apiserver', '1.37'))?.get('constructor')).toBeUndefined();
  });
});
