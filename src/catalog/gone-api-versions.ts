import { compareVersions } from '../kernel/version.js';

/** A version of an API group that kube-apiserver no longer registers from some minor on. */
export interface GoneApiVersion {
  /** As `--runtime-config` spells it: `batch/v2alpha1`. */
  readonly name: string;
  /** The first minor that knows it, where there are older ones. */
  readonly from?: string;
  /** The first minor that refuses it. */
  readonly since: string;
  /** The first minor that knows the version again. */
  readonly until?: string;
  /** No version of the group is left. */
  readonly group?: true;
}

/**
 * Read in `pkg/apis/<group>/install` of every minor from 1.11 on. A version that is registered and not served any more,
 * such as policy/v1beta1, is taken and does nothing; one that is not registered keeps the apiserver from starting, set to
 * false as well.
 */
export const goneApiVersions: readonly GoneApiVersion[] = [
  { name: 'componentconfig/v1alpha1', since: '1.12', group: true },
  { name: 'admissionregistration.k8s.io/v1alpha1', since: '1.14', until: '1.26' },
  { name: 'auditregistration.k8s.io/v1alpha1', from: '1.13', since: '1.19', group: true },
  { name: 'settings.k8s.io/v1alpha1', since: '1.20', group: true },
  { name: 'batch/v2alpha1', since: '1.21' },
  { name: 'discovery.k8s.io/v1alpha1', from: '1.16', since: '1.21' },
  { name: 'resource.k8s.io/v1alpha1', from: '1.26', since: '1.27' },
  { name: 'flowcontrol.apiserver.k8s.io/v1alpha1', from: '1.17', since: '1.29' },
  { name: 'resource.k8s.io/v1alpha2', from: '1.27', since: '1.31' },
  { name: 'coordination.k8s.io/v1alpha1', from: '1.31', since: '1.32' },
  { name: 'networking.k8s.io/v1alpha1', from: '1.25', since: '1.34' },
  { name: 'storagemigration.k8s.io/v1alpha1', from: '1.30', since: '1.35' },
  { name: 'autoscaling/v2beta1', since: '1.36' },
  { name: 'autoscaling/v2beta2', from: '1.12', since: '1.36' },
  { name: 'scheduling.k8s.io/v1alpha1', since: '1.36' },
  { name: 'scheduling.k8s.io/v1alpha2', from: '1.36', since: '1.37' },
];

function isGone({ since, until }: GoneApiVersion, minor: string): boolean {
  return compareVersions(since, minor) <= 0 && (until === undefined || compareVersions(minor, until) < 0);
}

/** The group version of a pair of `--runtime-config`: that of `batch/v2alpha1/cronjobs=true` is `batch/v2alpha1`. */
function groupVersionOf(pair: string): string {
  const [key = ''] = pair.split('=', 1);
  return key.trim().split('/').slice(0, 2).join('/');
}

/** The version of an API group that this pair of `--runtime-config` names and that the minor does not know any more. */
export function goneApiVersion(pair: string, minor: string): GoneApiVersion | undefined {
  const name = groupVersionOf(pair);
  return goneApiVersions.find((row) => row.name === name && isGone(row, minor));
}

function isKnown(row: GoneApiVersion, minor: string): boolean {
  return (row.from === undefined || compareVersions(row.from, minor) <= 0) && !isGone(row, minor);
}

/** The versions of API groups that one minor knows and a later one does not. */
export function apiVersionsGone(from: string, to: string): readonly GoneApiVersion[] {
  return goneApiVersions.filter((row) => isKnown(row, from) && isGone(row, to));
}
