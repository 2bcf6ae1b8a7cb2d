import { type Problem, problem } from '../kernel/problem.js';
import type { Issued } from '../pki/issue.js';
import { dateText } from '../x509/check-certificate.js';

const day = 86_400_000;

/** Leaves whose lifetime was cut because their authority ends earlier: one warning for each authority. */
export function clampWarnings(issued: readonly Issued[], fileOf: (id: string) => string): readonly Problem[] {
  const cut = issued.filter(({ spec, certificate }) => {
    const lifetime = certificate.notAfter.getTime() - certificate.notBefore.getTime();
    return spec.issuer !== null && lifetime < spec.validityDays * day;
  });
  return [...new Set(cut.map(({ spec }) => spec.issuer ?? ''))].map((authority) => {
    const own = cut.filter(({ spec }) => spec.issuer === authority);
    const until = own[0] === undefined ? '' : dateText(own[0].certificate.notAfter);
    return problem('pki-dates', {
      severity: 'warning',
      where: { file: fileOf(authority) },
      what: `${authority} ends on ${until}, and so do the ${own.length} certificates it has just signed`,
    });
  });
}
