import { type Problem, type Where, problem } from '../kernel/problem.js';
import { dateText } from './check-certificate.js';
import { nameText } from './distinguished-name-text.js';
import { checkNameConstraints } from './name-constraints.js';
import { type Certificate, isSignedBy } from './read-certificate.js';

/**
 * Whether a leaf comes from an authority: issuer name, key identifiers, the signature itself, lifetimes, and the name
 * constraints of the authority. `authority` names it for people. What makes the authority one is checked apart.
 */
export function checkIssuer(
  leaf: Certificate,
  signer: Certificate,
  authority: string,
  where: Where,
): readonly Problem[] {
  if (!leaf.issuer.raw.equals(signer.subject.raw)) {
    const what = `it is issued by ${nameText(leaf.issuer)}, and ${authority} is ${nameText(signer.subject)}`;
    return [problem('pki-chain', { where, what, expected: `a certificate that ${authority} has signed` })];
  }
  const { authorityKeyIdentifier } = leaf;
  const otherKey =
    authorityKeyIdentifier !== null &&
    signer.subjectKeyIdentifier !== null &&
    authorityKeyIdentifier !== signer.subjectKeyIdentifier;
  if (otherKey || !isSignedBy(leaf, signer)) {
    const what = otherKey
      ? `it was signed by another authority with the name of ${authority}: same name, other key`
      : `its signature was not made with the key of ${authority}`;
    return [problem('pki-chain', { where, what, expected: `a certificate that ${authority} has signed` })];
  }
  const problems: Problem[] = [];
  if (leaf.notAfter > signer.notAfter) {
    const what = `it is valid until ${dateText(leaf.notAfter)}, longer than ${authority} (${dateText(signer.notAfter)})`;
    problems.push(problem('pki-dates', { severity: 'warning', where, what }));
  }
  if (authorityKeyIdentifier === null) {
    const what = 'it has no authority key identifier, which strict verifiers want';
    problems.push(problem('pki-usage', { severity: 'warning', where, what }));
  }
  return [...problems, ...checkNameConstraints(leaf, signer, authority, where)];
}
