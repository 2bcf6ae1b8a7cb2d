import { etcdPairing, supportedEtcdMinors, supportedKubernetesMinors } from '../../catalog/versions.js';
import type { Problem } from '../../kernel/problem.js';
import { compareVersions, minorOf, parseVersion } from '../../kernel/version.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

interface Product {
  readonly called: string;
  readonly path: readonly string[];
  readonly minors: readonly string[];
}

const kubernetes: Product = {
  called: 'Kubernetes',
  path: ['spec', 'kubernetes', 'version'],
  minors: supportedKubernetesMinors,
};
const etcd: Product = { called: 'etcd', path: ['spec', 'etcd', 'version'], minors: supportedEtcdMinors };

function versionProblem(context: RuleContext, product: Product, text: string | undefined): readonly Problem[] {
  if (text === undefined) return [];
  const { called, path, minors } = product;
  const version = parseVersion(text);
  if (version === null) {
    const what = `${shown(text)} is not a release of ${called}`;
    const expected = 'a full release version with three numbers, such as 1.37.1; no pre-releases';
    return [problemAt(context, path, 'config-version', { what, expected })];
  }
  if (minors.includes(minorOf(version))) return [];
  const what = `${called} ${minorOf(version)} is not supported by this release of hardway`;
  return [problemAt(context, path, 'config-version', { what, expected: `one of ${minors.join(', ')}` })];
}

/** Full release versions of supported minors, and an etcd that the apiserver works with. */
export const versions: Rule = (draft, context) => {
  const wanted = { kubernetes: draft.spec?.kubernetes?.version, etcd: draft.spec?.etcd?.version };
  const problems = [
    ...versionProblem(context, kubernetes, wanted.kubernetes),
    ...versionProblem(context, etcd, wanted.etcd),
  ];
  if (problems.length > 0 || wanted.kubernetes === undefined || wanted.etcd === undefined) return problems;
  const pairing = etcdPairing(wanted.kubernetes);
  if (pairing === undefined || compareVersions(minorOf(wanted.etcd), pairing.minimum) >= 0) return problems;
  const what = `etcd ${wanted.etcd} is too old for Kubernetes ${wanted.kubernetes}`;
  const expected = `etcd ${pairing.minimum} or newer; kubeadm uses ${pairing.recommended}`;
  return [problemAt(context, etcd.path, 'config-version-pairing', { what, expected })];
};
