import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import type { Problem } from '../kernel/problem.js';
import type { StoredPair } from '../pki/stored-pki.js';
import { nameText } from '../x509/distinguished-name-text.js';
import { keyText } from '../x509/key-policy.js';
import type { Certificate } from '../x509/read-certificate.js';
import { judgeExistingStore } from './pki-judge.js';

/** One certificate of the store, as `pki list` shows it. */
export interface ListedCertificate {
  /** Its id: `kubernetes-ca`, `admin`, `node1/apiserver`. */
  readonly name: string;
  readonly path: string;
  readonly subject: string;
  readonly issuer: string;
  /** DNS names, then addresses. */
  readonly sans: readonly string[];
  /** RFC 3339, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days, rounded down; negative once it has expired. */
  readonly daysLeft: number;
  readonly keyAlgorithm: string;
  readonly isCa: boolean;
  readonly problems: readonly Problem[];
}

export interface PkiList {
  readonly directory: string;
  readonly certificates: readonly ListedCertificate[];
  /** What concerns no certificate that could be read: missing ones, the service-account pair, the folder. */
  readonly problems: readonly Problem[];
}

const day = 86_400_000;
const second = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

function listed(
  pair: StoredPair,
  certificate: Certificate,
  problems: readonly Problem[],
  now: Date,
): ListedCertificate {
  return {
    name: pair.id,
    path: pair.file,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    sans: [...certificate.dns, ...certificate.ip],
    notBefore: second(certificate.notBefore),
    notAfter: second(certificate.notAfter),
    daysLeft: Math.floor((certificate.notAfter.getTime() - now.getTime()) / day),
    keyAlgorithm: keyText(certificate.publicKey),
    isCa: certificate.basicConstraints?.authority ?? false,
    problems,
  };
}

/** Every certificate of the store in the order of the plan, then those that the config does not ask for. */
export async function listPki(pkiDir: string, cluster: Cluster, clock: Clock): Promise<PkiList> {
  const now = clock.now();
  const { directory, stored, plan, verification } = await judgeExistingStore(pkiDir, cluster, now);
  const certificates: ListedCertificate[] = [];
  const problems: Problem[] = [];
  for (const { pair, problems: found } of verification.verdicts) {
    if (pair?.certificate == null) problems.push(...found);
    else certificates.push(listed(pair, pair.certificate, found, now));
  }
  const planned = new Set(plan.map(({ id }) => id));
  for (const [id, pair] of stored.pairs) {
    if (!planned.has(id) && pair.certificate !== null)
      certificates.push(listed(pair, pair.certificate, pair.problems, now));
  }
  return { directory, certificates, problems: [...problems, ...verification.problems] };
}
