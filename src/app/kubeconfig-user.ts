import type { Cluster } from '../cluster/cluster.js';
import { HardwayError, type Problem, fail, isError, problem } from '../kernel/problem.js';
import { type Sources, issueAll } from '../pki/issue.js';
import { signerOf } from '../pki/signer.js';
import { dateText } from '../x509/check-certificate.js';
import { privateKeyPem } from '../x509/key-pair.js';
import type { JudgedStore } from './pki-judge.js';

/** A person or program that is to get a client certificate. */
export interface UserOptions {
  readonly commonName: string;
  readonly groups: readonly string[];
  /** Lifetime; that of leaves by default. */
  readonly days?: number;
}

/** X.520 bounds common names and organizations at 64 characters; counting bytes is simple and never too lenient. */
const longest = 64;

function refuseNames(options: UserOptions): void {
  for (const [kind, name] of [
    ['the user', options.commonName] as const,
    ...options.groups.map((group) => ['a group', group] as const),
  ]) {
    const wrong =
      name.trim() !== name || name === ''
        ? 'is empty or has blanks around it'
        : /[\u0000-\u001f\u007f-\u009f]/.test(name)
          ? 'has control characters'
          : Buffer.byteLength(name) > longest
            ? `is longer than ${longest} bytes`
            : null;
    if (wrong !== null) fail('usage-invalid', { what: `the name of ${kind} ${wrong}`, expected: 'a plain name' });
  }
}

function privileges(options: UserOptions): readonly Problem[] {
  const warn = (what: string) => problem('pki-privileged', { severity: 'warning', what });
  return [
    ...(options.groups.includes('system:masters')
      ? [warn('the group system:masters may do everything, and neither RBAC nor anything else can take that away')]
      : []),
    ...(options.commonName.startsWith('system:')
      ? [warn(`${options.commonName} is a name of the system; what is bound to it applies to this user`)]
      : []),
  ];
}

/**
 * Certifies a user with a new key, signed by the Kubernetes CA. Neither goes into the store: a client certificate
 * cannot be revoked, so the fewer copies the better.
 */
export async function issueUser(judged: JudgedStore, options: UserOptions, pki: Cluster['pki'], sources: Sources) {
  refuseNames(options);
  const verdict = judged.verification.verdicts.find(({ spec }) => spec.id === 'kubernetes-ca');
  const pair = verdict?.pair ?? null;
  const wrong = verdict?.problems.filter(isError) ?? [];
  if (wrong.length > 0) throw new HardwayError(wrong);
  if (pair?.certificate == null || pair.keys === null) {
    fail('pki-authority-incomplete', {
      where: { file: pair?.keyFile ?? judged.directory },
      what: 'the key of kubernetes-ca is not in the store, and no user can be certified without it',
      fix: 'bring it back for as long as it is needed',
    });
  }
  const spec = {
    id: options.commonName,
    name: 'admin' as const,
    issuer: 'kubernetes-ca' as const,
    subject: { commonName: options.commonName, organizations: options.groups },
    sans: { dns: [], ip: [] },
    extendedUsages: ['clientAuth' as const],
    algorithm: pki.algorithm,
    validityDays: options.days ?? pki.validity.leaf,
    purpose: 'a user shows it to kube-apiserver',
  };
  const [issued] = await issueAll(
    [{ spec }],
    new Map([['kubernetes-ca', signerOf(pair.certificate, pair.keys)]]),
    sources,
  );
  if (issued === undefined) throw new Error('no certificate was issued');
  const cut = issued.certificate.notAfter.getTime() === pair.certificate.notAfter.getTime();
  const clamped = cut
    ? [
        problem('pki-dates', {
          severity: 'warning' as const,
          where: { file: pair.file },
          what: `kubernetes-ca ends on ${dateText(pair.certificate.notAfter)}, and so does the certificate of ${options.commonName}`,
        }),
      ]
    : [];
  return {
    commonName: options.commonName,
    groups: options.groups,
    certificate: issued.certificate,
    key: privateKeyPem(issued.keys.privateKey),
    problems: [...privileges(options), ...clamped],
  };
}
