import { type Problem, type Where, problem } from '../kernel/problem.js';
import { nameText } from './distinguished-name-text.js';
import { keyFault } from './key-policy.js';
import type { Certificate } from './read-certificate.js';

const weakSignatures: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
};

const fewestSerialBytes = 8;

function serialProblems(serial: Buffer, where: Where): readonly Problem[] {
  const expected = 'a positive number of at most 20 octets (RFC 5280, 4.1.2.2)';
  const wrong = (what: string) => [problem('pki-serial', { where, what, expected })];
  if (serial.every((byte) => byte === 0)) return wrong('the serial number is 0');
  if ((serial[0] ?? 0) > 0x7f) return wrong('the serial number is negative');
  if (serial.length > 20) return wrong(`the serial number has ${serial.length} octets`);
  if (serial.length < fewestSerialBytes) {
    const what = 'the serial number is short: it can hardly have come from 64 random bits';
    return [problem('pki-serial', { severity: 'warning', where, what })];
  }
  return [];
}

/** Day and time in UTC, to the second. */
export const dateText = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

function dateProblems(certificate: Certificate, now: Date, where: Where): readonly Problem[] {
  const { notBefore, notAfter } = certificate;
  if (notAfter <= notBefore) {
    const what = `it ends (${dateText(notAfter)}) before it begins (${dateText(notBefore)})`;
    return [problem('pki-dates', { where, what })];
  }
  if (now > notAfter) return [problem('pki-expired', { where, what: `it expired on ${dateText(notAfter)}` })];
  if (now < notBefore) {
    const what = `it is not valid before ${dateText(notBefore)}, and it is ${dateText(now)} now`;
    return [problem('pki-not-yet-valid', { where, what, fix: 'check the clock of this machine' })];
  }
  return [];
}

/** What is wrong with a certificate on its own, whoever has issued it and whatever it is for. */
export function checkCertificate(certificate: Certificate, now: Date, where: Where): readonly Problem[] {
  const weak = weakSignatures[certificate.signatureAlgorithm];
  const key = keyFault(certificate.publicKey);
  return [
    ...(certificate.version === 3
      ? []
      : [problem('pki-usage', { where, what: `it has version ${certificate.version}`, expected: 'version 3' })]),
    ...serialProblems(certificate.serial, where),
    ...(weak === undefined
      ? []
      : [
          problem('pki-weak', {
            where,
            what: `it is signed with ${weak}, which is broken`,
            expected: 'SHA-256 or better',
          }),
        ]),
    ...(key === null ? [] : [problem('pki-weak', { where, ...key })]),
    ...dateProblems(certificate, now, where),
    ...certificate.unknownCritical.map((type) =>
      problem('pki-usage', { where, what: `it has the critical extension ${type}, which is not understood here` }),
    ),
    ...(certificate.subject.rdns.length === 0
      ? [problem('pki-subject', { where, what: 'its subject is empty', expected: 'a common name' })]
      : []),
  ];
}

/** What keeps a certificate from being an authority. */
export function checkAuthority(certificate: Certificate, where: Where): readonly Problem[] {
  const { basicConstraints, keyUsage } = certificate;
  const problems: Problem[] = [];
  const report = (what: string, expected: string, severity: Problem['severity'] = 'error'): void => {
    problems.push(problem('pki-usage', { where, what, expected, severity }));
  };
  if (basicConstraints === null)
    report('it has no basic constraints, so it is no authority', 'basicConstraints CA:TRUE');
  else if (!basicConstraints.authority) report('its basic constraints say CA:FALSE', 'basicConstraints CA:TRUE');
  else if (!basicConstraints.critical) report('its basic constraints are not critical', 'critical basicConstraints');
  if (keyUsage === null) report('it has no key usage', 'keyUsage with keyCertSign');
  else if (!keyUsage.usages.includes('keyCertSign')) {
    report(`its key usage is ${keyUsage.usages.join(', ')}`, 'keyUsage with keyCertSign');
  }
  if (certificate.subjectKeyIdentifier === null) {
    report('it has no subject key identifier', 'one, so that authorities of one name can be told apart', 'warning');
  }
  return problems;
}

/** What keeps an authority that signs itself from being a root. */
export function checkSelfSigned(certificate: Certificate, where: Where): readonly Problem[] {
  if (certificate.issuer.raw.equals(certificate.subject.raw)) return [];
  return [
    problem('pki-chain', {
      where,
      what: `it is issued by ${nameText(certificate.issuer)}, so it is no root`,
      expected: 'an authority that signs itself',
    }),
  ];
}
