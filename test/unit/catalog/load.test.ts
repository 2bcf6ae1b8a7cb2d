import { describe, expect, it } from 'vitest';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { knownComponents } from '../../../src/kernel/component.js';

describe('loadFlagCatalog', () => {
  it('knows every component in every minor it lists, and says which version the flags were read from', async () => {
    for (const component of knownComponents) {
      const minors = knownMinors(component);
      expect(minors.length).toBeGreaterThan(0);
      for (const minor of minors) {
        const catalog = await loadFlagCatalog(component, minor);
        expect(catalog).toMatchObject({
          component,
          minor,
          sourceKind: expect.stringMatching(/^(built|sources)$/) as unknown,
        });
        expect(catalog?.source.startsWith(`${minor}.`)).toBe(true);
      }
    }
  });

  it('takes a full version, with or without a leading v, as its minor', async () => {
    const byMinor = await loadFlagCatalog('kube-apiserver', '1.37');
    for (const version of ['1.37.1', 'v1.37.1', '1.37.99']) {
      const catalog = await loadFlagCatalog('kube-apiserver', version);
      expect(catalog?.minor).toBe('1.37');
      expect(catalog?.all()).toEqual(byMinor?.all());
    }
  });

  it('has the types, defaults and marks of well-known flags', async () => {
    const apiServer = await loadFlagCatalog('kube-apiserver', '1.37.1');
    expect(apiServer?.get('anonymous-auth')).toEqual({ name: 'anonymous-auth', type: 'bool', default: 'true' });
    expect(apiServer?.get('service-account-issuer')).toMatchObject({ type: 'stringArray', default: '[]' });
    expect(apiServer?.get('audit-log-maxage')).toMatchObject({ type: 'int', default: '366' });
    expect(apiServer?.get('apiserver-count')).toMatchObject({ hidden: true });
    expect(apiServer?.get('apiserver-count')?.deprecated).toBeTypeOf('string');
    expect(apiServer?.get('v')).toMatchObject({ type: 'Level', shorthand: 'v' });
    expect(apiServer?.get('version')).toMatchObject({ type: 'version', noOpt: 'true' });
    const etcd = await loadFlagCatalog('etcd', '3.6');
    expect(etcd?.get('initial-cluster-state')).toMatchObject({ default: 'new', choices: ['existing', 'new'] });
    expect(etcd?.get('experimental-corrupt-check-time')?.deprecated).toContain('corrupt-check-time');
  });

  it('normalises underscores for Kubernetes components only, as they do', async () => {
    const apiServer = await loadFlagCatalog('kube-apiserver', '1.37');
    expect(apiServer?.get('anonymous_auth')?.name).toBe('anonymous-auth');
    const etcd = await loadFlagCatalog('etcd', '3.6');
    expect(etcd?.get('data-dir')?.name).toBe('data-dir');
    expect(etcd?.get('data_dir')).toBeUndefined();
  });

  it('finds a flag by its short form', async () => {
    const scheduler = await loadFlagCatalog('kube-scheduler', '1.37');
    expect(scheduler?.byShorthand('v')?.name).toBe('v');
    expect(scheduler?.byShorthand('h')?.name).toBe('help');
    expect(scheduler?.byShorthand('x')).toBeUndefined();
  });

  it('knows no flag by the name of a property of objects', async () => {
    const apiServer = await loadFlagCatalog('kube-apiserver', '1.37');
    for (const name of ['constructor', '__proto__', 'toString', '']) expect(apiServer?.get(name)).toBeUndefined();
  });

  it.each([
    ['kube-proxyish', '1.37'],
    ['kube-apiserver', '1.2'],
    ['kube-apiserver', '9.99.0'],
    ['kube-apiserver', 'constructor'],
    ['kube-apiserver', ''],
    ['__proto__', '1.37'],
  ])('says null, not "no flags", for %s %s', async (component, version) => {
    await expect(loadFlagCatalog(component, version)).resolves.toBeNull();
  });

  it('lists no minors for a program it does not know', () => {
    expect(knownMinors('constructor')).toEqual([]);
  });
});
