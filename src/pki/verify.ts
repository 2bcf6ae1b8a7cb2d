import { type Problem, type Where, problem } from '../kernel/problem.js';
import { checkAuthority, checkCertificate, checkSelfSigned, dateText } from '../x509/check-certificate.js';
import { checkIssuer } from '../x509/check-issuer.js';
import { keyFingerprint } from '../x509/key-fingerprint.js';
import { type Certificate, isSignedBy } from '../x509/read-certificate.js';
import type { CertificatePlan, CertificateSpec } from './certificate-plan.js';
import { checkFit } from './fit.js';
import type { StoredPair, StoredPki } from './stored-pki.js';
import { verifyAcross } from './verify-across.js';

/** What was found out about one certificate of the plan. */
export interface Verdict {
  readonly spec: CertificateSpec;
  readonly pair: StoredPair | null;
  readonly problems: readonly Problem[];
}

export interface Verification {
  readonly verdicts: readonly Verdict[];
  /** What concerns no single certificate: the service-account pair, the encryption key, shared authorities, the folder. */
  readonly problems: readonly Problem[];
}

function missing(spec: CertificateSpec, what: string, file: string): Problem {
  const authority = spec.issuer === null;
  return problem('pki-missing', {
    where: { file },
    what: `${what} of ${spec.id} is not in the store`,
    fix: authority
      ? 'restore it from its backup; for a new cluster run: hardway pki create'
      : 'make what is missing: hardway pki create',
  });
}

/** A private key belongs to a certificate when both have the same public key. */
export function keyMatchProblems(pair: StoredPair): readonly Problem[] {
  if (pair.certificate === null || pair.keys === null) return [];
  if (pair.keys.publicKey.equals(pair.certificate.publicKey)) return [];
  const own = keyFingerprint(pair.keys.publicKey);
  const certified = keyFingerprint(pair.certificate.publicKey);
  return [
    problem('pki-key-mismatch', {
      where: { file: pair.keyFile },
      what: `the key does not belong to ${pair.file}: its public key is ${own}, the certificate has ${certified}`,
      expected: 'the key that the certificate was made for',
    }),
  ];
}

function authorityProblems(certificate: Certificate, where: Where): readonly Problem[] {
  const selfSigned = checkSelfSigned(certificate, where);
  const forged =
    selfSigned.length === 0 && !isSignedBy(certificate, certificate)
      ? [problem('pki-chain', { where, what: 'its signature was not made with its own key' })]
      : [];
  return [...checkAuthority(certificate, where), ...selfSigned, ...forged];
}

/** The share of a lifetime that is left when it is time to renew. */
const alertShare = 0.3;

function expiryWarning(spec: CertificateSpec, { notBefore, notAfter }: Certificate, now: Date, where: Where) {
  const left = notAfter.getTime() - now.getTime();
  if (left <= 0 || left >= alertShare * (notAfter.getTime() - notBefore.getTime())) return [];
  const what = `it expires on ${dateText(notAfter)}: less than a third of its lifetime is left`;
  const fix = spec.issuer === null ? undefined : `issue it anew: hardway pki renew ${spec.id}`;
  return [problem('pki-expiring', { severity: 'warning', where, what, ...(fix === undefined ? {} : { fix }) })];
}

function leafProblems(
  spec: CertificateSpec,
  certificate: Certificate,
  stored: StoredPki,
  where: Where,
): readonly Problem[] {
  const signer = stored.pairs.get(spec.issuer ?? '')?.certificate;
  // An authority that is missing or broken is reported where it belongs, not once for every leaf.
  return signer == null ? [] : checkIssuer(certificate, signer, spec.issuer ?? '', where);
}

function verdict(spec: CertificateSpec, stored: StoredPki, file: string, now: Date): Verdict {
  const pair = stored.pairs.get(spec.id) ?? null;
  if (pair === null) return { spec, pair, problems: [missing(spec, 'the certificate', file)] };
  const where: Where = { file: pair.file, ...(spec.host === undefined ? {} : { host: spec.host }) };
  const problems: Problem[] = [...pair.problems];
  if (!pair.hasCertificate) problems.push(missing(spec, 'the certificate', pair.file));
  // The key of an authority may be kept elsewhere; it is needed to issue, not to run.
  if (!pair.hasKey && spec.issuer !== null) problems.push(missing(spec, 'the key', pair.keyFile));
  const { certificate } = pair;
  if (certificate !== null) {
    problems.push(
      ...keyMatchProblems(pair),
      ...checkCertificate(certificate, now, where),
      ...(spec.issuer === null
        ? authorityProblems(certificate, where)
        : leafProblems(spec, certificate, stored, where)),
      ...checkFit(spec, certificate, where),
      ...expiryWarning(spec, certificate, now, where),
    );
  }
  return { spec, pair, problems };
}

/**
 * Judges a store against what the cluster needs: every certificate of the plan on its own, against its authority and
 * against the config, then what concerns several. Pure; `fileOf` gives the place of what is missing.
 */
export function verifyStore(
  plan: CertificatePlan,
  stored: StoredPki,
  fileOf: (id: string) => string,
  now: Date,
): Verification {
  const verdicts = plan.map((spec) => verdict(spec, stored, fileOf(spec.id), now));
  return { verdicts, problems: [...stored.problems, ...verifyAcross(plan, stored)] };
}
