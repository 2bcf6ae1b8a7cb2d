import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';
import { keyFault } from '../x509/key-policy.js';
import { type CertificatePlan, authorityNames } from './certificate-plan.js';
import { encryptionKeyPath, serviceAccountPaths } from './store-paths.js';
import type { StoredPki } from './stored-pki.js';

const sharedRisk: Readonly<Record<string, string>> = {
  'kubernetes-ca front-proxy-ca': 'whoever has any client certificate of the cluster could forward requests as anybody',
  'kubernetes-ca etcd-ca': 'whoever has any client certificate of the cluster could read and write etcd directly',
  'front-proxy-ca etcd-ca': 'the front proxy could read and write etcd directly',
};

/** One key for two authorities: what one signs, the other vouches for. */
function sharedAuthorities(stored: StoredPki): readonly Problem[] {
  return authorityNames.flatMap((first, i) =>
    authorityNames.slice(i + 1).flatMap((second) => {
      const [a, b] = [stored.pairs.get(first)?.certificate, stored.pairs.get(second)?.certificate];
      if (a == null || b == null || !a.publicKey.equals(b.publicKey)) return [];
      return problem('pki-shared-authority', {
        where: { file: stored.pairs.get(second)?.file ?? second },
        what: `${first} and ${second} are one authority: ${sharedRisk[`${first} ${second}`] ?? 'they must be apart'}`,
        expected: 'an authority of its own for each',
      });
    }),
  );
}

function duplicateSerials(plan: CertificatePlan, stored: StoredPki): readonly Problem[] {
  const seen = new Map<string, string>();
  return plan.flatMap((spec) => {
    const pair = stored.pairs.get(spec.id);
    if (spec.issuer === null || pair?.certificate == null) return [];
    const key = `${spec.issuer} ${pair.certificate.serial.toString('hex')}`;
    const other = seen.get(key);
    seen.set(key, spec.id);
    if (other === undefined) return [];
    const what = `it has the serial number of ${other}; an authority must give each number once`;
    return [problem('pki-serial', { where: { file: pair.file }, what, fix: `hardway pki renew ${spec.id}` })];
  });
}

function serviceAccountProblems(stored: StoredPki): readonly Problem[] {
  const { hasPrivateKey, hasPublicKey, keys, publicKey } = stored.serviceAccount;
  const file = path.join(stored.directory, serviceAccountPaths.privateKey);
  if (!hasPrivateKey) {
    const what = 'the key that signs service-account tokens is not in the store';
    const fix = 'restore it from its backup; for a new cluster run: hardway pki create';
    return [problem('pki-missing', { where: { file }, what, fix })];
  }
  if (keys === null) return [];
  const fault = keyFault(keys.publicKey);
  const mismatch = publicKey !== null && !keys.publicKey.equals(publicKey);
  return [
    ...(fault === null ? [] : [problem('pki-weak', { where: { file }, ...fault })]),
    ...(mismatch
      ? [
          problem('pki-key-mismatch', {
            where: { file },
            what: `the key does not belong to ${serviceAccountPaths.publicKey} beside it`,
            fix: `which of both the cluster uses is not known here; once sa.key is surely right, remove ${serviceAccountPaths.publicKey} and run: hardway pki create`,
          }),
        ]
      : []),
    ...(hasPublicKey
      ? []
      : [
          problem('pki-missing', {
            severity: 'warning',
            where: { file: path.join(stored.directory, serviceAccountPaths.publicKey) },
            what: 'the public half of the service-account key is not in the store',
            fix: 'hardway pki create writes it from the private key',
          }),
        ]),
  ];
}

function encryptionProblems(stored: StoredPki): readonly Problem[] {
  if (stored.hasEncryptionKey) return [];
  return [
    problem('pki-missing', {
      where: { file: path.join(stored.directory, encryptionKeyPath) },
      what: 'the key that encrypts resources at rest is not in the store',
      fix: 'restore it from its backup; for a new cluster run: hardway pki create',
    }),
  ];
}

/** What concerns several certificates, or none: shared authorities, serial numbers, service-account pair, encryption key. */
export function verifyAcross(plan: CertificatePlan, stored: StoredPki): readonly Problem[] {
  return [
    ...sharedAuthorities(stored),
    ...duplicateSerials(plan, stored),
    ...serviceAccountProblems(stored),
    ...encryptionProblems(stored),
  ];
}
