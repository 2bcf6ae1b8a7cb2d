import { compareVersions } from '../kernel/version.js';
import { goneApiVersion } from './gone-api-versions.js';

/** Values that a component took once and refuses from some minor on, although the flag and its type stayed. */
interface RefusedValue {
  readonly component: string;
  readonly flags: readonly string[];
  readonly since: string;
  /** Judges one element of the value, or the value of a flag that has no elements. */
  readonly refuses: (element: string) => boolean;
  /** Completes "… is refused". */
  readonly what: string;
  readonly fix: string;
  /** The value is looked at only while this flag is set as well. */
  readonly beside?: string;
}

const builtInClouds = (component: string): RefusedValue => ({
  component,
  flags: ['cloud-provider'],
  since: '1.29',
  refuses: (value) => value !== '' && value !== 'external',
  what: 'the name of a built-in cloud provider',
  fix: 'Use --cloud-provider=external and run the cloud-controller-manager of the cloud.',
});

const locks = (component: string): RefusedValue[] => [
  {
    component,
    flags: ['leader-elect-resource-lock'],
    since: '1.24',
    refuses: (value) => value === 'endpoints' || value === 'configmaps',
    what: 'a lock of this kind',
    fix: 'Use leases, by way of endpointsleases or configmapsleases while still below 1.28.',
  },
  {
    component,
    flags: ['leader-elect-resource-lock'],
    since: '1.28',
    refuses: (value) => value === 'endpointsleases' || value === 'configmapsleases',
    what: 'a lock of two kinds',
    fix: 'Use leases, after every instance has run with the mixed lock once.',
  },
];

const auditVersion = (flag: string, beside: string): RefusedValue => ({
  component: 'kube-apiserver',
  flags: [flag],
  since: '1.24',
  refuses: (value) => value === 'audit.k8s.io/v1alpha1' || value === 'audit.k8s.io/v1beta1',
  what: 'an alpha or beta version of audit events',
  fix: 'Remove the flag: audit.k8s.io/v1 is the default.',
  beside,
});

const refused: readonly RefusedValue[] = [
  {
    component: 'kube-apiserver',
    flags: ['insecure-port', 'port'],
    since: '1.20',
    refuses: (value) => Number(value) !== 0,
    what: 'any port but 0',
    fix: 'Remove it and let every client use --secure-port with credentials.',
  },
  {
    component: 'kube-apiserver',
    flags: ['storage-backend'],
    since: '1.13',
    refuses: (value) => value === 'etcd2',
    what: 'etcd2',
    fix: 'Migrate the data to the v3 API of etcd before the upgrade, and remove the flag.',
  },
  {
    component: 'kube-apiserver',
    flags: ['runtime-config'],
    since: '1.17',
    refuses: (pair) => pair === 'api/all' || pair === 'api/all=',
    what: 'api/all without a value',
    fix: 'Write api/all=true.',
  },
  auditVersion('audit-log-version', 'audit-log-path'),
  auditVersion('audit-webhook-version', 'audit-webhook-config-file'),
  builtInClouds('kube-apiserver'),
  builtInClouds('kube-controller-manager'),
  ...locks('kube-controller-manager'),
  ...locks('kube-scheduler'),
];

/** Why a value is refused; `what` completes "… is refused". */
export interface Refusal {
  readonly since: string;
  readonly what: string;
  readonly fix: string;
}

function refusedApi(pair: string, minor: string): Refusal | undefined {
  const gone = goneApiVersion(pair, minor);
  if (gone === undefined) return undefined;
  const [group = ''] = gone.name.split('/');
  const name = gone.group === true ? group : gone.name;
  const what = gone.group === true ? `the group ${name}, which is gone,` : `the API version ${name}, which is gone,`;
  return { since: gone.since, what, fix: `Remove ${name} from --runtime-config, whether it is true or false there.` };
}

/**
 * Why a component of that minor refuses an element of a flag's value although its type is right; undefined if it does
 * not. `isSet` says which other flags are set.
 */
export function refusedValue(
  component: string,
  minor: string,
  flag: string,
  element: string,
  isSet: (flag: string) => boolean = () => true,
): Refusal | undefined {
  const found = refused.find(
    (row) =>
      row.component === component &&
      row.flags.includes(flag) &&
      compareVersions(row.since, minor) <= 0 &&
      (row.beside === undefined || isSet(row.beside)) &&
      row.refuses(element),
  );
  if (found !== undefined) return { since: found.since, what: found.what, fix: found.fix };
  return component === 'kube-apiserver' && flag === 'runtime-config' ? refusedApi(element, minor) : undefined;
}
