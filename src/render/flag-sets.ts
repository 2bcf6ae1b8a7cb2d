import { canonicalName } from '../catalog/flag-name.js';
import { loadFlagCatalog } from '../catalog/load.js';
import { type Cluster, componentsOf, type ComponentOptions, type Host } from '../cluster/cluster.js';
import { type HostPaths, hostPaths } from '../cluster/layout.js';
import type { Component } from '../kernel/component.js';
import { fail, type Problem, problem, refuseErrors } from '../kernel/problem.js';
import type { FlagSet, SetFlag } from './flag-set.js';
import { etcdFlags } from './flags/etcd.js';
import { apiserverFlags } from './flags/kube-apiserver.js';
import { controllerManagerFlags } from './flags/kube-controller-manager.js';
import { schedulerFlags } from './flags/kube-scheduler.js';
import type { ManagedFlags } from './flags/managed-flag.js';
import { mergeFlags } from './merge-flags.js';

const managed: Readonly<Record<Component, (cluster: Cluster, host: Host, paths: HostPaths) => ManagedFlags>> = {
  etcd: etcdFlags,
  'kube-apiserver': apiserverFlags,
  'kube-controller-manager': controllerManagerFlags,
  'kube-scheduler': schedulerFlags,
};

/** The version of a component that a cluster runs. */
export function versionOf(cluster: Cluster, component: Component): string {
  return component === 'etcd' ? cluster.etcd.version : cluster.kubernetes.version;
}

/** The options with flag names as the component itself writes them: `audit_log_path` is `audit-log-path`. */
function canonical(component: Component, options: ComponentOptions): ComponentOptions {
  return {
    extraArgs: options.extraArgs.map((arg) => ({ ...arg, name: canonicalName(component, arg.name) })),
    unset: options.unset.map((name) => canonicalName(component, name)),
  };
}

function unknownFlag(flag: SetFlag, component: Component, version: string, host: Host): Problem {
  return problem('render-flag-unknown', {
    where: { host: host.name },
    what: `${component} ${version} has no flag --${flag.name}`,
    fix: 'take it out of extraArgs',
  });
}

async function flagSet(cluster: Cluster, host: Host, component: Component, paths: HostPaths): Promise<FlagSet> {
  const version = versionOf(cluster, component);
  const catalog = await loadFlagCatalog(component, version);
  if (catalog === null) {
    return fail('render-version-unknown', {
      what: `nothing is known about the flags of ${component} ${version}`,
      fix: 'choose a supported version',
    });
  }
  const merged = mergeFlags(
    managed[component](cluster, host, paths),
    canonical(component, cluster.options[component]),
    canonical(component, host.options[component]),
  );
  // What we would set and this version does not know is left out; what the user asks for is never dropped in silence.
  const known = merged.filter((flag) => catalog.get(flag.name) !== undefined);
  const asked = merged.filter((flag) => !known.includes(flag) && flag.from !== 'hardway');
  refuseErrors(asked.map((flag) => unknownFlag(flag, component, version, host)));
  return { component, version, flags: known };
}

/**
 * The flags of every component of a host, in the order in which they start. `root` is put before every path, for
 * components that run as plain processes.
 */
export async function flagSets(cluster: Cluster, host: Host, root = ''): Promise<readonly FlagSet[]> {
  const paths = hostPaths(cluster.layout, cluster.controlPlane.target, root);
  return Promise.all(componentsOf(host).map((component) => flagSet(cluster, host, component, paths)));
}
