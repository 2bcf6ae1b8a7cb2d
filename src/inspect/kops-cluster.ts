import type { ArgvWord } from '../formats/argv.js';
import { wordAt } from '../formats/static-pod.js';
import type { ParsedYaml, YamlPath } from '../formats/yaml.js';
import type { KnownComponent } from '../kernel/component.js';
import type { Where } from '../kernel/problem.js';
import type { EnvironmentValue } from './component-argv.js';

/** What a spec of kops says of one component. */
export interface KopsArgs {
  readonly component: KnownComponent;
  readonly words: readonly ArgvWord[];
  /** Variables that etcd-manager hands on to etcd. */
  readonly environment: readonly EnvironmentValue[];
  readonly where: Where;
  readonly version?: string;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const sections: Readonly<Record<string, KnownComponent>> = {
  kubeAPIServer: 'kube-apiserver',
  kubeControllerManager: 'kube-controller-manager',
  kubeScheduler: 'kube-scheduler',
  kubelet: 'kubelet',
  masterKubelet: 'kubelet',
  controlPlaneKubelet: 'kubelet',
  kubeProxy: 'kube-proxy',
};

/** Fields whose flag is not their name in kebab case (the `flag:` tags of pkg/apis/kops/v1alpha2/componentconfig.go). */
const flagOfField: Readonly<Record<string, string>> = {
  allocateNodeCIDRs: 'allocate-node-cidrs',
  apiServerCount: 'apiserver-count',
  auditLogMaxAge: 'audit-log-maxage',
  auditLogMaxBackups: 'audit-log-maxbackup',
  auditLogMaxSize: 'audit-log-maxsize',
  enableProfiling: 'profiling',
  etcdCaFile: 'etcd-cafile',
  etcdCertFile: 'etcd-certfile',
  etcdKeyFile: 'etcd-keyfile',
  imageGCHighThresholdPercent: 'image-gc-high-threshold',
  imageGCLowThresholdPercent: 'image-gc-low-threshold',
  kubeAPIQPS: 'kube-api-qps',
  kubeconfigPath: 'kubeconfig',
  leaderElectRenewDeadlineDuration: 'leader-elect-renew-deadline',
  logFormat: 'logging-format',
  logLevel: 'v',
  networkPluginName: 'network-plugin',
  nvidiaGPUs: 'experimental-nvidia-gpus',
  podPidsLimit: 'pod-max-pids',
  registryPullQPS: 'registry-qps',
  requestheaderExtraHeaderPrefixes: 'requestheader-extra-headers-prefix',
  serviceAccountJWKSURI: 'service-account-jwks-uri',
  taints: 'register-with-taints',
  volumePluginDirectory: 'volume-plugin-dir',
};

/** Fields that are about the pod, or that kops works into other places than a flag of the component. */
const noFlags: ReadonlySet<string> = new Set([
  'appendAdmissionPlugins',
  'burst',
  'cpuLimit',
  'cpuRequest',
  'disableBasicAuth',
  'enabled',
  'env',
  'image',
  'maxPersistentVolumes',
  'memoryLimit',
  'memoryRequest',
  'qps',
  'shutdownGracePeriod',
  'shutdownGracePeriodCriticalPods',
  'usePolicyConfigMap',
]);

/** Lists that are one flag for each element; of all others the elements are joined by commas. */
const repeated: ReadonlySet<string> = new Set(['oidcRequiredClaim', 'serviceAccountKeyFile']);

function kebab(field: string): string {
  const apart = field.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2');
  return apart.toLowerCase();
}

function wordOf(yaml: ParsedYaml, flag: string, text: string, path: YamlPath): ArgvWord {
  const { line, column } = wordAt(yaml, text, path);
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  const read = { text: `--${flag}=${text}`, ...place };
  return yaml.template?.restored(read) ?? read;
}

/** The flag of one field; an empty value is no flag at all (pkg/flagbuilder). */
function wordsOf(yaml: ParsedYaml, field: string, value: unknown, path: YamlPath): readonly ArgvWord[] {
  if (noFlags.has(field) || value === null || value === undefined) return [];
  const flag = own(flagOfField, field) ?? kebab(field);
  const textOf = (item: unknown, at: YamlPath): string => wordAt(yaml, item, at).text;
  if (Array.isArray(value)) {
    const elements = value.map((item, i) => ({ text: textOf(item, [...path, i]), at: [...path, i] }));
    if (repeated.has(field)) return elements.map(({ text, at }) => wordOf(yaml, flag, text, at));
    const text = elements.map((element) => element.text).join(',');
    return text === '' ? [] : [wordOf(yaml, flag, text, elements[0]?.at ?? path)];
  }
  if (isTree(value)) {
    if (field === 'leaderElection')
      return Object.entries(value).flatMap(([key, item]) => wordsOf(yaml, key, item, [...path, key]));
    const pairs = Object.entries(value).map(([key, item]) => `${key}=${textOf(item, [...path, key])}`);
    return pairs.length === 0 ? [] : [wordOf(yaml, flag, pairs.sort().join(','), path)];
  }
  const text = textOf(value, path);
  return text === '' ? [] : [wordOf(yaml, flag, text, path)];
}

function versionIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /^v?(\d+\.\d+\.\d+)(?:[-+]|$)/.exec(value)?.[1] : undefined;
}

/** What a cluster of etcd is given by way of its manager, whose own variables have another prefix. */
function etcdArgs(yaml: ParsedYaml, cluster: Tree, path: YamlPath): readonly KopsArgs[] {
  const env = isTree(cluster.manager) && Array.isArray(cluster.manager.env) ? cluster.manager.env : [];
  const environment = env.flatMap((one: unknown, i): EnvironmentValue[] => {
    if (!isTree(one) || typeof one.name !== 'string' || !/^ETCD_(?!MANAGER_)/.test(one.name)) return [];
    const at = [...path, 'manager', 'env', i, 'value'];
    const { text, line } = wordAt(yaml, one.value ?? '', at);
    return [{ name: one.name, value: text, ...(line === undefined ? {} : { line }) }];
  });
  if (environment.length === 0) return [];
  const version = versionIn(cluster.version);
  const where = yaml.locate([...path, 'manager', 'env'], 'key');
  return [{ component: 'etcd', words: [], environment, where, ...(version === undefined ? {} : { version }) }];
}

/** Whether a document is a cluster, or a group of its hosts, as kops keeps them. */
export function isKops({ value }: ParsedYaml): boolean {
  return (
    isTree(value) && typeof value.apiVersion === 'string' && /^kops(?:\.k8s\.io)?\/v1alpha\d$/.test(value.apiVersion)
  );
}

/** The flags that the spec of a cluster of kops gives to components. */
export function kopsArgsIn(yaml: ParsedYaml): readonly KopsArgs[] {
  const spec = isTree(yaml.value) ? yaml.value.spec : undefined;
  if (!isTree(spec)) return [];
  const version = versionIn(spec.kubernetesVersion);
  const given = Object.entries(spec).flatMap(([key, fields]): KopsArgs[] => {
    const component = own(sections, key);
    if (component === undefined || !isTree(fields)) return [];
    const path = ['spec', key];
    const words = Object.entries(fields).flatMap(([field, value]) => wordsOf(yaml, field, value, [...path, field]));
    if (words.length === 0) return [];
    const where = yaml.locate(path, 'key');
    return [{ component, words, environment: [], where, ...(version === undefined ? {} : { version }) }];
  });
  const clusters: readonly unknown[] = Array.isArray(spec.etcdClusters) ? spec.etcdClusters : [];
  const etcd = clusters.flatMap((cluster, i) =>
    isTree(cluster) ? etcdArgs(yaml, cluster, ['spec', 'etcdClusters', i]) : [],
  );
  return [...given, ...etcd];
}
