import type { Endpoint } from '../endpoints/endpoint.js';
import { listObjects } from '../endpoints/list-objects.js';
import { type MasterPod, masterPods } from '../endpoints/master-pods.js';
import { isObject, textOf } from '../endpoints/read-json.js';
import { askFlagz, askStatus, type ZPage } from '../endpoints/z-pages.js';
import { localTransport } from '../hosts/local-transport.js';
import type { ComponentArgv } from '../inspect/component-argv.js';
import type { InspectedComponent, Inspection } from '../inspect/effective-flag.js';
import { inspectComponent, type InspectOptions } from '../inspect/inspect-component.js';
import { readSource } from '../inspect/inspect-text.js';
import { mergePrinted } from '../inspect/merge-printed.js';
import { settleComponents } from '../inspect/settle.js';
import { chooseCatalog } from '../inspect/version.js';
import { versionOfText } from '../inspect/version-text.js';
import type { KnownComponent } from '../kernel/component.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import { openAccess, readKubeconfigAccess } from './kubeconfig-access.js';

/** Which kubeconfig, and which of its contexts. */
export interface KubeconfigSource {
  readonly file: string;
  readonly context?: string;
}

export interface KubeconfigOptions extends InspectOptions {
  readonly component?: KnownComponent;
}

/** Why a page that tells flags was not had, and what to do about it. */
const reasons: Readonly<Record<Exclude<ZPage<never>['state'], 'got'>, { why: string; fix: string }>> = {
  missing: {
    why: 'is not served: the feature gate ComponentFlagz is off (the default up to 1.35), or the version is older than 1.32',
    fix: 'start the component with --feature-gates=ComponentFlagz=true',
  },
  forbidden: {
    why: 'is not allowed for this user',
    fix: 'take a user of the group system:monitoring, or one with get on the nonResourceURLs /flagz and /statusz',
  },
  unauthorized: { why: 'wants a user that the apiserver knows', fix: 'renew the credentials of the kubeconfig' },
  failed: { why: 'is not answered', fix: 'check that the component runs and that the apiserver can reach it' },
  'unknown-form': { why: 'comes in a form that is not known', fix: 'take a newer hardway' },
};

function notTold(endpoint: Endpoint, path: string, state: Exclude<ZPage<never>['state'], 'got'>): Problem {
  const { why, fix } = reasons[state];
  const what = `${path} of ${endpoint.name} ${why}, so what the process says of itself is not compared`;
  return problem('endpoint-status', { severity: 'warning', where: { host: endpoint.host }, what, fix });
}

/** The words of a pod stand in no file with lines. */
function withoutPlaces(argv: ComponentArgv, path: string): ComponentArgv {
  const words = argv.words.map(({ text, unresolved }) => ({
    text,
    ...(unresolved === undefined ? {} : { unresolved }),
  }));
  return { ...argv, source: { kind: 'pod', path }, words };
}

async function inspectPod(pod: MasterPod, options: KubeconfigOptions): Promise<Inspection> {
  const label = `${pod.namespace}/${pod.name}`;
  const own = { ...options, host: pod.node };
  const { found, problems } = await readSource(JSON.stringify(pod.object), { ...own, source: label, as: 'manifest' });
  const wanted = found.filter(({ component }) => options.component === undefined || component === options.component);
  const components = await Promise.all(wanted.map((argv) => inspectComponent(withoutPlaces(argv, label), own)));
  const about = wanted.length === 0 ? [] : problems.map((p) => ({ ...p, where: { ...p.where, host: pod.node } }));
  return { components, problems: about };
}

/** What a component prints of itself, as a source of its own. */
function printedArgv(
  component: KnownComponent,
  label: string,
  flags: ReadonlyMap<string, string>,
  version: string | undefined,
): ComponentArgv {
  return {
    component,
    source: { kind: 'flagz', path: label },
    words: [],
    environment: [],
    printed: [...flags].map(([name, value]) => ({ name, value })),
    ...(version === undefined ? {} : { version, versionFrom: 'statusz' as const }),
    truncated: false,
    problems: [],
  };
}

/** The apiserver that answered, among those whose pods are seen: the only one, or the one of that address. */
function answering(components: readonly InspectedComponent[], flags: ReadonlyMap<string, string>): number {
  const apiservers = components.flatMap(({ component }, i) => (component === 'kube-apiserver' ? [i] : []));
  const address = flags.get('advertise-address') ?? '';
  const same = apiservers.filter((i) => address !== '' && components[i]?.flags['advertise-address']?.value === address);
  return (apiservers.length === 1 ? apiservers[0] : same.length === 1 ? same[0] : undefined) ?? -1;
}

async function withApiserver(
  endpoint: Endpoint,
  found: readonly InspectedComponent[],
  options: KubeconfigOptions,
): Promise<Inspection> {
  if (options.component !== undefined && options.component !== 'kube-apiserver')
    return { components: found, problems: [] };
  const [flagz, status] = await Promise.all([askFlagz(endpoint), askStatus(endpoint)]);
  const told = status.state === 'got' ? versionOfText('kube-apiserver', status.value.version) : undefined;
  if (flagz.state !== 'got') return { components: found, problems: [notTold(endpoint, '/flagz', flagz.state)] };
  const at = answering(found, flagz.value);
  const seen = found[at];
  if (seen === undefined) {
    const argv = printedArgv('kube-apiserver', '/flagz', flagz.value, told);
    const component = await inspectComponent(argv, { ...options, host: endpoint.host });
    return { components: [...found, component], problems: [] };
  }
  const { catalog } = await chooseCatalog('kube-apiserver', told ?? seen.version, options);
  const merged = mergePrinted(seen, { flags: flagz.value, label: '/flagz' }, catalog);
  const version = told === undefined ? {} : { version: told, versionFrom: 'statusz' as const };
  return { components: found.with(at, { ...merged, ...version }), problems: [] };
}

/** The kubelets of all nodes, through the apiserver. */
async function kubelets(endpoint: Endpoint, options: KubeconfigOptions): Promise<Inspection> {
  const nodes = await listObjects(endpoint, '/api/v1/nodes');
  const names = nodes.map((node) => (isObject(node.metadata) ? textOf(node.metadata.name) : '')).filter(Boolean);
  const results = await Promise.all(
    names.map(async (name): Promise<Inspection> => {
      const at = `/api/v1/nodes/${encodeURIComponent(name)}/proxy`;
      const [flagz, status] = await Promise.all([askFlagz(endpoint, at), askStatus(endpoint, at)]);
      if (flagz.state !== 'got') {
        const told = notTold(endpoint, `${at}/flagz`, flagz.state);
        return { components: [], problems: [{ ...told, where: { host: name } }] };
      }
      const version = status.state === 'got' ? versionOfText('kubelet', status.value.version) : undefined;
      const argv = printedArgv('kubelet', `${at}/flagz`, flagz.value, version);
      return { components: [await inspectComponent(argv, { ...options, host: name })], problems: [] };
    }),
  );
  const none = problem('input-no-component', { where: { host: endpoint.host }, what: 'the cluster has no nodes' });
  return {
    components: results.flatMap(({ components }) => components),
    problems: names.length === 0 ? [none] : results.flatMap(({ problems }) => problems),
  };
}

/** A refusal that is told and does not end the rest. */
async function orWarning<T>(
  work: Promise<T>,
  otherwise: T,
): Promise<{ readonly value: T; readonly problems: readonly Problem[] }> {
  try {
    return { value: await work, problems: [] };
  } catch (error) {
    if (!(error instanceof HardwayError) || !error.problems.every((p) => p.code === 'endpoint-status')) throw error;
    return { value: otherwise, problems: error.problems };
  }
}

/**
 * Reads the masters of a cluster through its apiserver, without SSH: the mirror pods of all masters, and what the
 * apiserver that answers says of itself (`/flagz`, `/statusz`). kubelets only when asked for. Read-only. Throws a
 * HardwayError when the kubeconfig cannot be used or the apiserver does not answer.
 */
export async function inspectKubeconfig(source: KubeconfigSource, options: KubeconfigOptions): Promise<Inspection> {
  const access = await readKubeconfigAccess(source.file, source.context);
  const from = localTransport(access.host);
  const endpoint = openAccess(access, from);
  try {
    if (options.component === 'kubelet') return await kubelets(endpoint, options);
    const { value: pods, problems } = await orWarning(masterPods(endpoint), []);
    const seen = await Promise.all(pods.map((pod) => inspectPod(pod, options)));
    const found = seen.flatMap(({ components }) => components);
    const all = await withApiserver(endpoint, found, options);
    const told = [...problems, ...seen.flatMap((one) => one.problems), ...all.problems];
    const settled = await settleComponents(
      all.components.map((component) => ({ component, mounts: [] })),
      options,
    );
    return { components: settled, problems: settled.length > 0 ? told : [...told, nothing(endpoint, told)] };
  } finally {
    endpoint.close();
    await from.close();
  }
}

function nothing(endpoint: Endpoint, told: readonly Problem[]): Problem {
  return problem('input-no-component', {
    severity: told.some(({ severity }) => severity === 'error') ? 'warning' : 'error',
    where: { host: endpoint.host },
    what: 'the apiserver shows no pods of a control plane: it runs outside the cluster, or as systemd units',
    fix: 'inspect the masters over SSH: hardway inspect ssh://user@host',
  });
}
