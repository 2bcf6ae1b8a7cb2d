import { nearest } from '../kernel/nearest.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { CertificatePlan, CertificateSpec } from './certificate-plan.js';

const notLeaves: Readonly<Record<string, string>> = {
  'service-account': 'a new key makes every token that the old one signed void',
  'encryption-key': 'what the old key has encrypted can only be read with it',
};

const everybody =
  'whoever trusts the old one (kubelets, pods, kubeconfigs, the other masters) must learn of the new one before anything is signed with it';

/**
 * The leaves that are meant by ids (`node1/apiserver`, `admin`) or by names (`apiserver`: on all hosts), each once, in
 * the order of the plan. Authorities and keys that are no certificates are refused with the reason.
 */
export function selectLeaves(
  plan: CertificatePlan,
  names: readonly string[],
): { readonly leaves: readonly CertificateSpec[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const chosen = new Set<string>();
  for (const name of names) {
    const matches = plan.filter((spec) => spec.id === name || spec.name === name);
    const reason = matches.some(({ issuer }) => issuer === null) ? everybody : notLeaves[name];
    if (reason !== undefined) {
      const what = `${name} cannot be renewed on its own: ${reason}`;
      problems.push(problem('pki-renew-authority', { what, expected: 'the name of a leaf' }));
    } else if (matches.length === 0) {
      const known = plan.filter(({ issuer }) => issuer !== null).flatMap((spec) => [spec.name, spec.id]);
      const near = nearest(name, known);
      problems.push(
        problem('usage-invalid', {
          what: `no certificate of this cluster is called ${name}`,
          expected: `one of ${[...new Set(plan.filter(({ issuer }) => issuer !== null).map((spec) => spec.name))].join(', ')}, or HOST/NAME`,
          ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
        }),
      );
    } else for (const { id } of matches) chosen.add(id);
  }
  return { leaves: plan.filter(({ id }) => chosen.has(id)), problems };
}
