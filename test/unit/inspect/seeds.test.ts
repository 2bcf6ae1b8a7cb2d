import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import type { InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';

async function inspectFixture(name: string) {
  const text = readFileSync(new URL(`../../fixtures/inspect/shapes/${name}`, import.meta.url), 'utf8');
  const { components, problems } = await inspectText(text, { source: name, catalogs: loadFlagCatalog });
  const [component] = components;
  if (component === undefined || components.length !== 1) throw new Error(`${components.length} components`);
  return { component, problems };
}

const values = ({ flags }: InspectedComponent) =>
  Object.fromEntries(Object.values(flags).map(({ name, value }) => [name, value]));
const withConfidence = ({ flags }: InspectedComponent, confidence: string) =>
  Object.values(flags)
    .filter((flag) => flag.confidence === confidence)
    .map(({ name }) => name);
const codes = ({ problems }: InspectedComponent) => [...new Set(problems.map(({ code }) => code))].sort();

const certificates = {
  'client-ca-file': '/var/lib/kubernetes/ca.pem',
  'etcd-cafile': '/var/lib/kubernetes/ca.pem',
  'etcd-certfile': '/var/lib/kubernetes/kubernetes.pem',
  'etcd-keyfile': '/var/lib/kubernetes/kubernetes-key.pem',
  'kubelet-certificate-authority': '/var/lib/kubernetes/ca.pem',
  'kubelet-client-certificate': '/var/lib/kubernetes/kubernetes.pem',
};
const plugins =
  'Initializers,NamespaceLifecycle,NodeRestriction,LimitRanger,ServiceAccount,DefaultStorageClass,ResourceQuota';

describe('what a careful reader sees', () => {
  it('in a unit on a page, without a section, broken inside a flag and inside a word', async () => {
    const { component } = await inspectFixture('unit/page-unit-without-section.service');
    expect(component.component).toBe('kube-apiserver');
    expect(values(component)).toEqual({
      ...certificates,
      'advertise-address': null,
      'allow-privileged': 'true',
      'apiserver-count': '3',
      'authorization-mode': 'Node,RBAC',
      'bind-address': '0.0.0.0',
      'enable-admission-plugins': plugins,
      'enable-swagger-ui': 'true',
      'etcd-servers': 'https://127.0.0.1:2379',
      'event-ttl': '1h',
      'experimental-encryption-provider-config': '/var/lib/kubernetes/encryption-config.yaml',
      'kubelet-client-key': '/var/lib/kubernetes/kubernetes-key.pem',
      'kubelet-https': 'true',
      'runtime-config': 'api/all',
      'service-account-key-file': '/var/lib/kubernetes/service-account.pem',
      'service-cluster-ip-range': '10.32.0.0/24',
    });
    expect(withConfidence(component, 'reconstructed')).toEqual(['enable-admission-plugins']);
    expect(withConfidence(component, 'undetermined')).toEqual(['advertise-address']);
    expect(component.positionals).toEqual([]);
    expect(component.flags['event-ttl']?.provenance).toEqual([
      { source: 'unit/page-unit-without-section.service', line: 16, column: 1 },
    ]);
    expect(component.flags['enable-admission-plugins']?.provenance[0]).toMatchObject({ line: 8, column: 1 });
    expect(codes(component)).toEqual(
      expect.arrayContaining([
        'input-rejoined',
        'input-truncated',
        'input-ignored-line',
        'input-unknown-flag',
        'input-unresolved',
      ]),
    );
  });

  it('in a unit on a page, broken without backslashes', async () => {
    const { component } = await inspectFixture('unit/page-unit.service');
    expect(values(component)).toEqual({
      ...certificates,
      'advertise-address': null,
      'allow-privileged': 'true',
      'apiserver-count': '3',
      'audit-log-maxage': '30',
      'audit-log-maxbackup': '3',
      'audit-log-maxsize': '100',
      'audit-log-path': '/var/log/audit.log',
      'authorization-mode': 'Node,RBAC',
      'bind-address': '0.0.0.0',
      'enable-admission-plugins': plugins,
      'enable-swagger-ui': 'true',
      'etcd-servers': 'https://10.240.0.10:2379,https://10.240.0.11:2379,https://10.240.0.12:2379',
      'event-ttl': '1h',
      'experimental-encryption-provider-config': '/var/lib/kubernetes/encryption-config.yaml',
    });
    expect(withConfidence(component, 'reconstructed')).toEqual(['enable-admission-plugins', 'etcd-servers']);
    expect(withConfidence(component, 'undetermined')).toEqual(['advertise-address']);
    expect(component.positionals).toEqual([]);
    expect(component.flags['etcd-servers']?.values).toEqual([
      'https://10.240.0.10:2379',
      'https://10.240.0.11:2379',
      'https://10.240.0.12:2379',
    ]);
  });

  it('in a process list whose lines were wrapped', async () => {
    const { component } = await inspectFixture('ps/page-ps-aux.txt');
    expect(values(component)).toEqual({
      'authorization-mode': 'Node,RBAC',
      'advertise-address': '172.17.0.32',
      'allow-privileged': 'true',
      'client-ca-file': '/etc/kubernetes/pki/ca.crt',
      'disable-admission-plugins': 'PersistentVolumeLabel',
      'enable-admission-plugins': 'NodeRestriction',
      'enable-bootstrap-token-auth': 'true',
      'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt',
      'etcd-certfile': '/etc/kubernetes/pki/apiserver-etcd-client.crt',
      'etcd-keyfile': '/etc/kubernetes/pki/apiserver-etcd-client.key',
      'etcd-servers': 'https://127.0.0.1:2379',
      'insecure-port': '0',
      'kubelet-client-certificate': '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
      'kubelet-client-key': '/etc/kubernetes/pki/apiserver-kubelet-client.key',
      'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
      'proxy-client-cert-file': '/etc/kubernetes/pki/front-proxy-client.crt',
      'proxy-client-key-file': '/etc/kubernetes/pki/front-proxy-client.key',
      'requestheader-allowed-names': 'front-proxy-client',
      'requestheader-client-ca-file': '/etc/kubernetes/pki/front-proxy-ca.crt',
      'requestheader-extra-headers-prefix': 'X-Remote-Extra',
      'requestheader-group-headers': 'X-Remote-Group',
      'requestheader-username-headers': 'X-Remote-User',
      'secure-port': '6443',
      'service-account-key-file': '/etc/kubernetes/pki/sa.pub',
      'service-cluster-ip-range': '10.96.0.0/12',
      'tls-cert-file': '/etc/kubernetes/pki/apiserver.crt',
      'tls-private-key-file': '/etc/kubernetes/pki/apiserver.key',
    });
    expect(withConfidence(component, 'reconstructed')).toEqual([
      'advertise-address',
      'disable-admission-plugins',
      'enable-bootstrap-token-auth',
      'etcd-certfile',
      'insecure-port',
      'kubelet-client-key',
      'kubelet-preferred-address-types',
      'proxy-client-key-file',
      'requestheader-client-ca-file',
      'requestheader-extra-headers-prefix',
      'secure-port',
      'tls-cert-file',
    ]);
    expect(component.positionals).toEqual([]);
    expect(component.sources).toEqual([{ kind: 'ps', path: 'ps/page-ps-aux.txt' }]);
  });

  it('in a manifest that begins at spec', async () => {
    const { component, problems } = await inspectFixture('manifest/page-manifest-fragment.yaml');
    expect(problems).toEqual([]);
    expect(values(component)).toEqual({
      'authorization-mode': 'Node,RBAC',
      'advertise-address': '172.17.0.32',
      'allow-privileged': 'true',
      'client-ca-file': '/etc/kubernetes/pki/ca.crt',
      'disable-admission-plugins': 'PersistentVolumeLabel',
      'enable-admission-plugins': 'NodeRestriction',
      'enable-bootstrap-token-auth': 'true',
      'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt',
      'etcd-certfile': '/etc/kubernetes/pki/apiserver-etcd-client.crt',
      'etcd-keyfile': '/etc/kubernetes/pki/apiserver-etcd-client.key',
      'etcd-servers': 'https://127.0.0.1:2379',
      'insecure-port': '0',
      'kubelet-client-certificate': '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
      'kubelet-client-key': '/etc/kubernetes/pki/apiserver-kubelet-client.key',
      'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
      'proxy-client-cert-file': '/etc/kubernetes/pki/front-proxy-client.crt',
      'proxy-client-key-file': '/etc/kubernetes/pki/front-proxy-client.key',
      'requestheader-allowed-names': 'front-proxy-client',
      'requestheader-client-ca-file': '/etc/kubernetes/pki/front-proxy-ca.crt',
      'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
      'requestheader-group-headers': 'X-Remote-Group',
    });
    expect(withConfidence(component, 'certain')).toHaveLength(21);
    expect(component.flags['insecure-port']).toMatchObject({ provenance: [{ line: 16, column: 7 }] });
    expect(codes(component)).toContain('input-unknown-flag');
  });
});
