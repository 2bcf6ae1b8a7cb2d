import type { Endpoint } from './endpoint.js';
import { listObjects } from './list-objects.js';
import { isObject, type JsonObject, objectsOf, textOf } from './read-json.js';

/** A pod of the control plane: as a rule the mirror of a static pod. */
export interface MasterPod {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  /** The object, with what it refers to in its own fields written in place (`valueFrom` of its name, node, addresses). */
  readonly object: JsonObject;
}

const componentNames = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kube-proxy'];
const selectors = [`component in (${componentNames.join(',')})`, 'tier=control-plane', 'k8s-app=kube-proxy'];
const namespace = 'kube-system';

function metadata(object: JsonObject): JsonObject {
  return isObject(object.metadata) ? object.metadata : {};
}

function fieldOf(object: JsonObject, path: string): string | undefined {
  let value: unknown = object;
  for (const key of path.split('.')) value = isObject(value) ? value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Variables that take a field of their own pod get its value: what the container was given when it started. */
function withOwnFields(object: JsonObject): JsonObject {
  const spec = isObject(object.spec) ? object.spec : {};
  const variable = (entry: JsonObject): JsonObject => {
    const from = isObject(entry.valueFrom) && isObject(entry.valueFrom.fieldRef) ? entry.valueFrom.fieldRef : {};
    const value = fieldOf(object, textOf(from.fieldPath));
    return value === undefined ? entry : { name: entry.name, value };
  };
  const container = (one: JsonObject): JsonObject =>
    one.env === undefined ? one : { ...one, env: objectsOf(one.env).map(variable) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: metadata(object).name, namespace: metadata(object).namespace },
    spec: { ...spec, containers: objectsOf(spec.containers).map(container) },
  };
}

/** A mirror of a static pod, or a pod of the system's own namespace: a control plane that a cluster hosts is another. */
function ofThisCluster(object: JsonObject): boolean {
  const { annotations, namespace: at } = metadata(object);
  return at === namespace || (isObject(annotations) && 'kubernetes.io/config.mirror' in annotations);
}

/**
 * The pods of the control plane in any namespace, by the labels that kubeadm and its kin give them, or by their names
 * where they have none. Throws `endpoint-status` when the user may not list pods, not even those of kube-system.
 */
export async function masterPods(endpoint: Endpoint): Promise<readonly MasterPod[]> {
  const everywhere = await Promise.allSettled(selectors.map((one) => listObjects(endpoint, '/api/v1/pods', one)));
  let objects = everywhere.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  if (!objects.some(ofThisCluster)) {
    const all = await listObjects(endpoint, `/api/v1/namespaces/${namespace}/pods`);
    objects = all.filter((object) => componentNames.some((name) => textOf(metadata(object).name).startsWith(name)));
  }
  const byName = new Map<string, MasterPod>();
  for (const object of objects.filter(ofThisCluster)) {
    const name = textOf(metadata(object).name);
    const at = textOf(metadata(object).namespace);
    const node = isObject(object.spec) ? textOf(object.spec.nodeName) : '';
    byName.set(`${at}/${name}`, { namespace: at, name, node: node || name, object: withOwnFields(object) });
  }
  return [...byName.values()].sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
}
