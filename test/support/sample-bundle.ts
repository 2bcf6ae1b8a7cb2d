import type { Cluster } from '../../src/cluster/cluster.js';
import { Secret } from '../../src/kernel/secret.js';
import { authorityNames, etcdLeafNames, masterLeafNames } from '../../src/pki/certificate-plan.js';
import type { IssuedCertificate, PkiBundle } from '../../src/pki/pki-bundle.js';

function pem(label: string, id: string): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(`${label} of ${id}`).toString('base64')}\n-----END ${label}-----\n`;
}

function issued(id: string): IssuedCertificate {
  return { id, certificate: pem('CERTIFICATE', id), key: new Secret(pem('PRIVATE KEY', id)) };
}

/** A bundle with everything the cluster needs; the certificates are text that only looks like PEM. */
export function sampleBundle(cluster: Cluster): PkiBundle {
  const ids = [
    ...authorityNames,
    ...cluster.hosts.flatMap(({ name, roles }) => [
      ...(roles.includes('control-plane') ? masterLeafNames.map((leaf) => `${name}/${leaf}`) : []),
      ...(roles.includes('etcd') ? etcdLeafNames.map((leaf) => `${name}/${leaf}`) : []),
    ]),
    'admin',
    'super-admin',
  ];
  return {
    certificates: new Map(ids.map((id) => [id, issued(id)])),
    serviceAccount: {
      privateKey: new Secret(pem('PRIVATE KEY', 'service accounts')),
      publicKey: pem('PUBLIC KEY', 'service accounts'),
    },
    encryptionKey: { name: 'key1', key: new Secret(Buffer.alloc(32, 7)) },
  };
}
