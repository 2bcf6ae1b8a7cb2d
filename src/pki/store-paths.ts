import { authorityNames } from './certificate-plan.js';

/** Paths of a certificate and its key inside the store, relative, with forward slashes. */
export interface PairPaths {
  readonly certificate: string;
  readonly key: string;
}

export const serviceAccountPaths = { privateKey: 'sa.key', publicKey: 'sa.pub' } as const;
export const encryptionKeyPath = 'encryption-key.yaml';

const authorityPlaces: Readonly<Record<string, string>> = {
  'kubernetes-ca': 'ca',
  'front-proxy-ca': 'front-proxy-ca',
  'etcd-ca': 'etcd/ca',
};

/**
 * Where a certificate lies in the store, by its id: `ca.crt`, `etcd/ca.crt`, `admin.crt`, `hosts/node1/apiserver.crt`.
 * The store has its own order; the layout of the hosts plays no part in it.
 */
export function pairPaths(id: string): PairPaths {
  const place = authorityPlaces[id] ?? (id.includes('/') ? `hosts/${id}` : id);
  return { certificate: `${place}.crt`, key: `${place}.key` };
}

/** The id of the certificate or key at a path; null for what is no part of a pair. */
export function idAt(path: string): string | null {
  if (path === serviceAccountPaths.privateKey) return null;
  const place = /^(.+)\.(?:crt|key)$/.exec(path)?.[1];
  if (place === undefined) return null;
  const authority = authorityNames.find((name) => authorityPlaces[name] === place);
  return authority ?? (place.startsWith('hosts/') ? place.slice('hosts/'.length) : place);
}

/** Whether the file at a path holds key material: then it is 0600 and its content a Secret. */
export function isSecretPath(path: string): boolean {
  return path.endsWith('.key') || path === encryptionKeyPath;
}

/** Whether a path is one that the store uses, at most three folders deep. */
export function isStorePath(path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.')) || parts.length > 3) return false;
  return idAt(path) !== null || Object.values<string>(serviceAccountPaths).includes(path) || path === encryptionKeyPath;
}
