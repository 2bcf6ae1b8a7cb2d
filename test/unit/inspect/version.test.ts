import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText, type TextOptions } from '../../../src/inspect/inspect-text.js';
import { inspectionView } from '../../../src/ui/views/inspection.js';

async function read(text: string, options: Partial<TextOptions> = {}) {
  const inspection = await inspectText(text, { source: 'x', catalogs: loadFlagCatalog, ...options });
  const [component] = inspection.components;
  if (component === undefined) throw new Error('nothing was read');
  const { version, versionFrom, versions, problems } = component;
  return { version, versionFrom, versions, codes: problems.map(({ code }) => code), component, inspection };
}

describe('the version of a component', () => {
  it.each([
    ['--insecure-port=0', '1.11', '1.23'],
    ['--insecure-port=0 --service-account-jwks-uri=https://a', '1.18', '1.23'],
    ['--enable-admission-plugins=NodeRestriction,Initializers', '1.11', '1.13'],
    ['--enable-admission-plugins=NodeRestriction --disable-admission-plugins=PodSecurityPolicy', '1.11', '1.24'],
    ['--logtostderr=true --encryption-provider-config=/e', '1.13', '1.25'],
  ])('is narrowed from %s', async (flags, from, to) => {
    const { version, versionFrom, versions, codes } = await read(`kube-apiserver ${flags}`);
    expect([version, versionFrom, versions]).toEqual([undefined, 'flags', { from, to }]);
    expect(codes).not.toContain('input-unknown-flag');
    expect(codes).not.toContain('input-no-version-fits');
  });

  it('is said to follow from the flags', async () => {
    const { inspection } = await read('kube-apiserver --insecure-port=0 --service-account-jwks-uri=https://a');
    expect(inspectionView(inspection, new Date(0))).toContain('kube-apiserver 1.18–1.23, from its flags');
  });

  it('reads old flags by the types they had, and shows the defaults of the newest that fits', async () => {
    const { component } = await read('kube-apiserver --kubelet-https false --insecure-port 0 --v=2', {
      effective: true,
    });
    expect(component.positionals).toEqual(['false']);
    expect(component.versions).toEqual({ from: '1.11', to: '1.21' });
    expect(component.flags['target-ram-mb']?.origin).toBe('default');
  });

  it('is the one with the fewest unknown flags when no minor has all, and that is said', async () => {
    const { versions, codes, component } = await read(
      'kube-apiserver --basic-auth-file=/b --tracing-config-file=/t --authentication-config=/a',
    );
    expect(versions?.from).not.toBe('1.11');
    expect(codes).toContain('input-no-version-fits');
    expect(component.problems.find(({ code }) => code === 'input-no-version-fits')?.what).toContain(
      '--basic-auth-file',
    );
  });

  it('comes from the source first, then from the user, and is not narrowed then', async () => {
    const pod = (image: string) =>
      `kind: Pod\nspec:\n  containers:\n  - image: ${image}\n    command: [kube-apiserver, --v=2]\n`;
    const byImage = await read(pod('k8s.gcr.io/kube-apiserver-amd64:v1.20.15'), { kubernetesVersion: '1.30.0' });
    expect([byImage.version, byImage.versionFrom, byImage.versions]).toEqual(['1.20.15', 'image', undefined]);
    const told = await read(pod('kube-apiserver@sha256:0'), { kubernetesVersion: '1.30.0' });
    expect([told.version, told.versionFrom]).toEqual(['1.30.0', 'told']);
    const none = await read(pod('kube-apiserver@sha256:0'));
    expect([none.version, none.versionFrom]).toEqual([undefined, 'flags']);
  });

  it('is not known when nothing speaks of it', async () => {
    const { version, versionFrom, versions } = await read('kube-apiserver');
    expect([version, versionFrom, versions]).toEqual([undefined, undefined, undefined]);
  });

  it('that is not recorded is read by the nearest that is', async () => {
    const old = await read('kube-apiserver --etcd-quorum-read=true', { kubernetesVersion: '1.9.0' });
    expect(old.codes).toEqual(['input-no-catalogue', 'input-deprecated-flag']);
    const future = await read('kube-apiserver --v=2', { kubernetesVersion: '1.99.0' });
    expect([future.version, future.codes]).toEqual(['1.99.0', ['input-no-catalogue']]);
  });
});
