import { describe, expect, it } from 'vitest';
import { loadAdmissionPlugins } from '../../../src/catalog/admission-plugins.js';
import { loadFeatureGates } from '../../../src/catalog/feature-gates.js';
import { minorsOfFlag } from '../../../src/catalog/history.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { recordSource } from '../../../src/catalog/sources.js';

// What release notes and pull requests of Kubernetes say happened, held against what was read from its code.
describe('kube-apiserver, as its release notes tell', () => {
  const minors = knownMinors('kube-apiserver');

  it.each([
    ['etcd-quorum-read', '1.13'],
    ['repair-malformed-updates', '1.14'],
    ['enable-inflight-quota-handler', '1.18'],
    ['basic-auth-file', '1.19'],
    ['audit-dynamic-configuration', '1.19'],
    ['kubelet-https', '1.22'],
    ['ssh-user', '1.22'],
    ['insecure-port', '1.24'],
    ['insecure-bind-address', '1.24'],
    ['enable-swagger-ui', '1.24'],
    ['experimental-encryption-provider-config', '1.24'],
    ['deserialization-cache-size', '1.24'],
    ['target-ram-mb', '1.24'],
    ['service-account-api-audiences', '1.25'],
    ['logtostderr', '1.26'],
    ['log-dir', '1.26'],
    ['stderrthreshold', '1.26'],
    ['master-service-namespace', '1.27'],
    ['cloud-provider', '1.33'],
    ['cloud-config', '1.33'],
  ])('lost %s in %s', async (name, gone) => {
    const last = (await minorsOfFlag('kube-apiserver', name)).at(-1)?.to ?? '';
    expect(minors[minors.indexOf(last) + 1]).toBe(gone);
  });

  it.each([
    ['encryption-provider-config', '1.13'],
    ['egress-selector-config-file', '1.16'],
    ['shutdown-delay-duration', '1.16'],
    ['livez-grace-period', '1.16'],
    ['enable-priority-and-fairness', '1.18'],
    ['goaway-chance', '1.18'],
    ['permit-port-sharing', '1.19'],
    ['audit-log-compress', '1.20'],
    ['strict-transport-security-directives', '1.21'],
    ['tracing-config-file', '1.22'],
    ['shutdown-send-retry-after', '1.23'],
    ['etcd-readycheck-timeout', '1.25'],
    ['encryption-provider-config-automatic-reload', '1.26'],
    ['shutdown-watch-termination-grace-period', '1.27'],
    ['peer-ca-file', '1.28'],
    ['authentication-config', '1.29'],
    ['authorization-config', '1.29'],
    ['requestheader-uid-headers', '1.32'],
    ['emulation-forward-compatible', '1.33'],
    ['tls-curve-preferences', '1.36'],
  ])('got %s in %s', async (name, since) => {
    expect((await minorsOfFlag('kube-apiserver', name))[0]?.from).toBe(since);
  });

  it.each([
    ['insecure-port', '1.19', '8080', '0'],
    ['audit-log-maxage', '1.35', '0', '366'],
    ['audit-log-maxbackup', '1.35', '0', '100'],
    ['audit-log-maxsize', '1.35', '0', '100'],
    ['authorization-mode', '1.28', '[AlwaysAllow]', '[]'],
    ['service-cluster-ip-range', '1.16', '10.0.0.0/24', ''],
    ['service-account-extend-token-expiration', '1.19', 'false', 'true'],
  ])('changed the default of %s after %s', async (name, last, before, after) => {
    const next = minors[minors.indexOf(last) + 1] ?? '';
    expect((await loadFlagCatalog('kube-apiserver', last))?.get(name)?.default).toBe(before);
    expect((await loadFlagCatalog('kube-apiserver', next))?.get(name)?.default).toBe(after);
  });

  it.each(['apiserver-count', 'admission-control', 'token-auth-file', 'kubelet-port', 'default-watch-cache-size'])(
    'has %s in every minor',
    async (name) => {
      const ranges = await minorsOfFlag('kube-apiserver', name);
      expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([minors[0], undefined]);
    },
  );

  it.each([
    ['Initializers', '1.13', '1.14'],
    ['PodPreset', '1.19', '1.20'],
    ['DenyEscalatingExec', '1.20', '1.21'],
    ['PodSecurityPolicy', '1.24', '1.25'],
    ['SecurityContextDeny', '1.29', '1.30'],
  ])('lost the admission plugin %s after %s', async (name, last, gone) => {
    expect((await loadAdmissionPlugins(last))?.names).toContain(name);
    expect((await loadAdmissionPlugins(gone))?.names).not.toContain(name);
  });

  it.each([
    ['PodSecurity', '1.22'],
    ['CertificateSubjectRestriction', '1.18'],
    ['ValidatingAdmissionPolicy', '1.26'],
    ['MutatingAdmissionPolicy', '1.32'],
  ])('has had the admission plugin %s on since %s', async (name, since) => {
    const on = await Promise.all(
      minors.map(async (minor) => (await loadAdmissionPlugins(minor))?.defaults.includes(name)),
    );
    expect(minors[on.indexOf(true)]).toBe(since);
    expect(on.lastIndexOf(false)).toBe(minors.indexOf(since) - 1);
  });

  it.each([
    ['1.31', 'ComponentFlagz', undefined],
    ['1.32', 'ComponentFlagz', { stage: 'alpha', default: false }],
    ['1.36', 'ComponentFlagz', { stage: 'beta', default: true }],
    ['1.28', 'StructuredAuthenticationConfiguration', undefined],
    ['1.29', 'StructuredAuthenticationConfiguration', { stage: 'alpha', default: false }],
    ['1.30', 'StructuredAuthenticationConfiguration', { stage: 'beta', default: true }],
    ['1.11', 'PodPriority', { stage: 'beta', default: true }],
    ['1.19', 'APIPriorityAndFairness', { stage: 'alpha', default: false }],
    ['1.20', 'APIPriorityAndFairness', { stage: 'beta', default: true }],
  ])('has in %s the feature gate %s so', async (minor, name, expected) => {
    const gate = (await loadFeatureGates('kube-apiserver', minor))?.get(name);
    if (expected === undefined) expect(gate).toBeUndefined();
    else expect(gate).toMatchObject(expected);
  });
});

describe('the records', () => {
  it('cover kube-apiserver from 1.11 on without a gap, the other Kubernetes components from 1.29 on, etcd from 3.4 on', () => {
    const from = (oldest: number, newest: number, major: number): string[] =>
      Array.from({ length: newest - oldest + 1 }, (_, n) => `${major}.${oldest + n}`);
    expect(knownMinors('kube-apiserver')).toEqual(from(11, 37, 1));
    for (const component of ['kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy'])
      expect(knownMinors(component)).toEqual(from(29, 37, 1));
    expect(knownMinors('etcd')).toEqual(from(4, 7, 3));
  });

  it('say which minors were read from source text', () => {
    expect(recordSource('kube-apiserver', '1.14')).toEqual({ minor: '1.14', version: '1.14.10', kind: 'sources' });
    expect(recordSource('kube-apiserver', '1.15')).toMatchObject({ kind: 'built' });
    expect(recordSource('kubelet', '1.28')).toBeNull();
  });

  it('never say two things about one flag in one minor', async () => {
    for (const minor of knownMinors('kube-apiserver')) {
      const names = (await loadFlagCatalog('kube-apiserver', minor))?.names() ?? [];
      expect([...new Set(names)]).toEqual(names);
      expect(names.length).toBeGreaterThan(140);
    }
  });
});
