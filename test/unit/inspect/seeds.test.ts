import { describe, expect, it } from 'vitest';
import type { InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { codesOf, inspectShape, shapeFixture, valuesOf, withConfidence } from '../../support/shape-fixture.js';

async function inspectFixture(name: string) {
  const { components, problems } = await inspectShape(shapeFixture(name), { source: name });
  const [component] = components;
  if (component === undefined || components.length !== 1) throw new Error(`${components.length} components`);
  return { component, problems };
}

const plugins =
  'Initializers,NamespaceLifecycle,NodeRestriction,LimitRanger,ServiceAccount,DefaultStorageClass,ResourceQuota';

/** What both units of the page set. */
const inUnits = {
  'advertise-address': null,
  'allow-privileged': 'true',
  'apiserver-count': '3',
  'authorization-mode': 'Node,RBAC',
  'bind-address': '0.0.0.0',
  'client-ca-file': '/var/lib/kubernetes/ca.pem',
  'enable-admission-plugins': plugins,
  'enable-swagger-ui': 'true',
  'etcd-cafile': '/var/lib/kubernetes/ca.pem',
  'etcd-certfile': '/var/lib/kubernetes/kubernetes.pem',
  'etcd-keyfile': '/var/lib/kubernetes/kubernetes-key.pem',
  'event-ttl': '1h',
  'experimental-encryption-provider-config': '/var/lib/kubernetes/encryption-config.yaml',
  'kubelet-certificate-authority': '/var/lib/kubernetes/ca.pem',
  'kubelet-client-certificate': '/var/lib/kubernetes/kubernetes.pem',
};
const firstUnit = {
  ...inUnits,
  'etcd-servers': 'https://127.0.0.1:2379',
  'kubelet-client-key': '/var/lib/kubernetes/kubernetes-key.pem',
  'kubelet-https': 'true',
  'runtime-config': 'api/all',
  'service-account-key-file': '/var/lib/kubernetes/service-account.pem',
  'service-cluster-ip-range': '10.32.0.0/24',
};
const secondUnit = {
  ...inUnits,
  'audit-log-maxage': '30',
  'audit-log-maxbackup': '3',
  'audit-log-maxsize': '100',
  'audit-log-path': '/var/log/audit.log',
  'etcd-servers': 'https://10.240.0.10:2379,https://10.240.0.11:2379,https://10.240.0.12:2379',
};

/** What the manifest and the process of the page have in common. */
const ofKubeadm = {
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
  'requestheader-group-headers': 'X-Remote-Group',
};
const manifest = { ...ofKubeadm, 'requestheader-extra-headers-prefix': 'X-Remote-Extra-' };
const running = {
  ...ofKubeadm,
  // The page ends this word with its dash, and a line ends there too: which of the two it is nobody can tell.
  'requestheader-extra-headers-prefix': 'X-Remote-Extra',
  'requestheader-username-headers': 'X-Remote-User',
  'secure-port': '6443',
  'service-account-key-file': '/etc/kubernetes/pki/sa.pub',
  'service-cluster-ip-range': '10.96.0.0/12',
  'tls-cert-file': '/etc/kubernetes/pki/apiserver.crt',
  'tls-private-key-file': '/etc/kubernetes/pki/apiserver.key',
};

const joined: Readonly<Record<string, readonly string[]>> = {
  'unit/page-unit-without-section.service': ['enable-admission-plugins'],
  'unit/page-unit.service': ['enable-admission-plugins', 'etcd-servers'],
  'ps/page-ps-aux.txt': [
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
  ],
  'manifest/page-manifest-fragment.yaml': [],
};

describe('what a careful reader sees', () => {
  it.each([
    [
      'in a unit without a section, broken inside a flag and a word',
      'unit/page-unit-without-section.service',
      firstUnit,
    ],
    ['in a unit broken without backslashes', 'unit/page-unit.service', secondUnit],
    ['in a process list whose lines were wrapped', 'ps/page-ps-aux.txt', running],
    ['in a manifest that begins at spec', 'manifest/page-manifest-fragment.yaml', manifest],
  ])('%s', async (_, name, flags) => {
    const { component } = await inspectFixture(name);
    expect(component.component).toBe('kube-apiserver');
    expect(valuesOf(component)).toEqual(flags);
    expect(component.positionals).toEqual([]);
    expect(withConfidence(component, 'reconstructed')).toEqual(joined[name]);
    const open = Object.entries(flags).flatMap(([flag, value]) => (value === null ? [flag] : []));
    expect(withConfidence(component, 'undetermined')).toEqual(open);
  });

  it('names the place of every flag, and what is wrong with the text', async () => {
    const { component } = await inspectFixture('unit/page-unit-without-section.service');
    const placeOf = ({ flags }: InspectedComponent, flag: string) => flags[flag]?.provenance;
    const source = 'unit/page-unit-without-section.service';
    expect(placeOf(component, 'event-ttl')).toEqual([{ source, line: 16, column: 1 }]);
    expect(placeOf(component, 'enable-admission-plugins')).toMatchObject([{ line: 8, column: 1 }]);
    expect(codesOf(component)).toEqual(
      expect.arrayContaining(['input-ignored-line', 'input-rejoined', 'input-truncated', 'input-unresolved']),
    );
    const page = await inspectFixture('manifest/page-manifest-fragment.yaml');
    expect(page.problems).toEqual([]);
    expect(placeOf(page.component, 'insecure-port')).toMatchObject([{ line: 16, column: 7 }]);
    expect(page.component.sources).toEqual([{ kind: 'manifest', path: 'manifest/page-manifest-fragment.yaml' }]);
  });

  it('in all of them on one page', async () => {
    const block = (name: string): string => `\n\`\`\`\n${shapeFixture(name)}\n\`\`\`\n`;
    const { components } = await inspectShape(Object.keys(joined).map(block).join('\nSome words in between.\n'));
    expect(components.map(valuesOf)).toEqual([firstUnit, secondUnit, running, manifest]);
    expect(components.map(({ sources }) => sources[0]?.kind)).toEqual(['unit', 'unit', 'ps', 'manifest']);
  });
});
