import { compareVersions } from '../kernel/version.js';

const scheduler = 'kubescheduler.config.k8s.io';

/** The API versions of component configs that went: the first minor that refuses them, and what to write instead. */
const gone: readonly { readonly component: string; readonly apiVersion: string; readonly since: string }[] = [
  { component: 'kube-scheduler', apiVersion: `${scheduler}/v1alpha1`, since: '1.19' },
  { component: 'kube-scheduler', apiVersion: `${scheduler}/v1alpha2`, since: '1.19' },
  { component: 'kube-scheduler', apiVersion: `${scheduler}/v1beta1`, since: '1.23' },
  { component: 'kube-scheduler', apiVersion: `${scheduler}/v1beta2`, since: '1.28' },
  { component: 'kube-scheduler', apiVersion: `${scheduler}/v1beta3`, since: '1.29' },
];

// From old to new: the version that each minor prefers.
const preferred: readonly (readonly [minor: string, apiVersion: string])[] = [
  ['1.19', `${scheduler}/v1beta1`],
  ['1.22', `${scheduler}/v1beta2`],
  ['1.23', `${scheduler}/v1beta3`],
  ['1.25', `${scheduler}/v1`],
];

/** Since when a component refuses a config file of this API version, and which to write; undefined when that minor reads it. */
export function refusedConfig(
  component: string,
  minor: string,
  apiVersion: string,
): { readonly since: string; readonly write: string } | undefined {
  const found = gone.find((row) => row.component === component && row.apiVersion === apiVersion);
  if (found === undefined || compareVersions(minor, found.since) < 0) return undefined;
  const write = preferred.findLast(([since]) => compareVersions(since, minor) <= 0);
  return { since: found.since, write: write?.[1] ?? `${scheduler}/v1` };
}
