import { type Problem, type Where, problem } from '../kernel/problem.js';
import { canonicalAddress } from '../x509/address.js';
import { attributeValues, nameText } from '../x509/distinguished-name-text.js';
import { oid } from '../x509/oids.js';
import type { Certificate } from '../x509/read-certificate.js';
import type { CertificateSpec } from './certificate-plan.js';

function renewal(spec: CertificateSpec): string {
  return `issue it anew: hardway pki renew ${spec.id}`;
}

function subjectProblems(spec: CertificateSpec, certificate: Certificate, where: Where): readonly Problem[] {
  const names = attributeValues(certificate.subject, oid.commonName);
  const groups = [...attributeValues(certificate.subject, oid.organization)].sort();
  const wanted = [...spec.subject.organizations].sort();
  const fits = names.length === 1 && names[0] === spec.subject.commonName && groups.join('\0') === wanted.join('\0');
  if (fits) return [];
  const expected = [...wanted.map((group) => `O=${group}`), `CN=${spec.subject.commonName}`].join(', ');
  const what = `its subject is ${nameText(certificate.subject)}`;
  return [problem('pki-subject', { where, what, expected, fix: renewal(spec) })];
}

function nameProblems(spec: CertificateSpec, certificate: Certificate, where: Where): readonly Problem[] {
  const problems: Problem[] = [];
  const dns = certificate.dns.map((name) => name.toLowerCase());
  const missing = [
    ...spec.sans.dns.filter((name) => !dns.includes(name)),
    ...spec.sans.ip.filter((address) => !certificate.ip.includes(address)),
  ];
  if (missing.length > 0) {
    const none = certificate.dns.length + certificate.ip.length === 0;
    problems.push(
      problem('pki-names', {
        where,
        what: `${none ? 'it has no names but its common name, which nobody reads; ' : ''}it lacks ${missing.join(', ')}`,
        expected: 'every name and address under which it is reached',
        fix: renewal(spec),
      }),
    );
  }
  const disguised = certificate.dns.filter((name) => canonicalAddress(name) !== null);
  if (disguised.length > 0) {
    const what = `it has addresses written as DNS names: ${disguised.join(', ')}; clients do not accept them as addresses`;
    problems.push(problem('pki-names', { severity: 'warning', where, what, fix: renewal(spec) }));
  }
  return problems;
}

function usageProblems(spec: CertificateSpec, certificate: Certificate, where: Where): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (what: string, expected: string, severity: Problem['severity'] = 'error'): void => {
    problems.push(problem('pki-usage', { where, what, expected, severity, fix: renewal(spec) }));
  };
  const usages = certificate.extendedKeyUsage?.usages ?? [];
  const expected = `extended key usage ${spec.extendedUsages.join(' and ')}`;
  if (certificate.extendedKeyUsage === null) report('it has no extended key usage', expected, 'warning');
  else if (usages.includes('any')) report('it may be used for anything (anyExtendedKeyUsage)', expected, 'warning');
  else {
    const lacking = spec.extendedUsages.filter((usage) => !usages.includes(usage));
    if (lacking.length > 0) report(`it may not be used for ${lacking.join(' and ')}`, expected);
  }
  if (certificate.keyUsage !== null && !certificate.keyUsage.usages.includes('digitalSignature')) {
    report(`its key usage is ${certificate.keyUsage.usages.join(', ')}`, 'key usage with digitalSignature');
  }
  if (
    certificate.basicConstraints?.authority === true ||
    certificate.keyUsage?.usages.includes('keyCertSign') === true
  ) {
    report('it is an authority itself, and whoever has its key can sign others', 'a leaf');
  }
  return problems;
}

/** Whether a certificate is the one the config asks for: subject, names, usages. Authorities only need their own. */
export function checkFit(spec: CertificateSpec, certificate: Certificate, where: Where): readonly Problem[] {
  if (spec.issuer === null) return [];
  return [
    ...subjectProblems(spec, certificate, where),
    ...nameProblems(spec, certificate, where),
    ...usageProblems(spec, certificate, where),
  ];
}
