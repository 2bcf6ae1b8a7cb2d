import { describe, expect, it } from 'vitest';
import { loadAdmissionPlugins } from '../../../src/catalog/admission-plugins.js';
import { knownMinors } from '../../../src/catalog/load.js';

describe('loadAdmissionPlugins', () => {
  it('has the plugins of every recorded minor, sorted, and those on by default among them', async () => {
    for (const minor of knownMinors('kube-apiserver')) {
      const plugins = await loadAdmissionPlugins(minor);
      expect(plugins?.minor).toBe(minor);
      expect(plugins?.names).toEqual([...(plugins?.names ?? [])].sort());
      expect(plugins?.defaults.length).toBeGreaterThan(5);
      expect(plugins?.names).toEqual(expect.arrayContaining([...(plugins?.defaults ?? [])]));
      expect(plugins?.defaults).toEqual(expect.arrayContaining(['NamespaceLifecycle', 'ServiceAccount']));
      expect(plugins?.defaults).not.toContain('NodeRestriction');
      expect(plugins?.names).toEqual(expect.arrayContaining(['NodeRestriction', 'AlwaysPullImages', 'EventRateLimit']));
    }
  });

  it('is null where nothing is recorded', async () => {
    await expect(loadAdmissionPlugins('9.99.0')).resolves.toBeNull();
    await expect(loadAdmissionPlugins('')).resolves.toBeNull();
  });
});
