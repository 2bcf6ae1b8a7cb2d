import type { LocatedBinary } from '../binaries/locate.js';
import { type Architecture, processorArchitecture } from '../binaries/program.js';
import { hostPaths } from '../cluster/layout.js';
import { closeAll, connectAll } from '../hosts/pool.js';
import type { Clock } from '../kernel/clock.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Component } from '../kernel/component.js';
import type { Transport } from '../kernel/transport.js';
import type { Desired } from '../plan/desired.js';
import { makePlan } from '../plan/make-plan.js';
import type { HostObservation, Observation } from '../plan/observation.js';
import type { Plan } from '../plan/plan.js';
import { preflightProblems } from '../plan/preflight.js';
import { observeHosts } from './observe.js';
import { desiredCluster } from './plan-desired.js';
import type { LocalInput } from './plan-input.js';
import type { ClusterProbes } from './plan-probes.js';

/** Where runs keep their lock and what they may have to put back: memory, gone with a reboot. */
export function runDirectory(root = ''): string {
  return `${root}/run/hardway`;
}

/** Opens the connection to every host of the cluster. Throws the problems of all hosts when some cannot be reached. */
export async function connectHosts(
  { cluster }: Pick<LocalInput, 'cluster'>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Transport>> {
  const { transports, problems } = await connectAll(cluster.hosts, signal === undefined ? {} : { signal });
  if (problems.length > 0) {
    await closeAll(transports.values());
    throw new HardwayError(problems);
  }
  return transports;
}

/** What was found and what it means. */
export interface Planned {
  readonly plan: Plan;
  readonly desired: Desired;
  /** The binaries that fit the processor of each host. */
  readonly binariesFor: (host: string) => readonly LocatedBinary[];
}

export interface PlanHostsOptions {
  readonly clock: Clock;
  readonly verify: boolean;
  readonly signal?: AbortSignal;
  /** Put before every path on the hosts; for tests. */
  readonly root?: string;
  /** The run that holds the locks; without one the hosts are only looked at. */
  readonly lock?: { readonly run: string; readonly troubleOf: (host: string) => Promise<never> };
}

function architectureProblems(
  input: Pick<LocalInput, 'binaries'>,
  hosts: ReadonlyMap<string, HostObservation>,
): Problem[] {
  return [...hosts.values()].flatMap(({ host, machine }) => {
    const architecture = processorArchitecture(machine);
    if (architecture !== null && input.binaries.has(architecture)) return [];
    return [
      problem('stop-architecture', {
        where: { host },
        what: `the host has a processor of type ${machine}, and there are no binaries for it here`,
        expected: `a host for one of: ${[...input.binaries.keys()].join(', ')}`,
        fix:
          architecture === null
            ? 'use a host with an amd64 or arm64 processor'
            : `get them: hardway binaries fetch --arch ${architecture} --from DIR`,
      }),
    ];
  });
}

function active(hosts: ReadonlyMap<string, HostObservation>, component: Component): string[] {
  return [...hosts.values()].filter(({ units }) => units.get(component)?.state === 'active').map(({ host }) => host);
}

/** Facts about the cluster as a whole, asked only of what runs. */
async function observeCluster(
  hosts: ReadonlyMap<string, HostObservation>,
  desired: Desired,
  probes: ClusterProbes,
): Promise<Observation> {
  const [members, apiservers] = [active(hosts, 'etcd'), active(hosts, 'kube-apiserver')];
  const [etcdMembers, bindings] = await Promise.all([
    members.length === 0 ? null : probes.etcdMembers(members),
    apiservers.length === 0 ? null : probes.existingBindings(apiservers, desired.bindings),
  ]);
  return { hosts, etcdMembers, bindings };
}

/**
 * Looks at all hosts and makes the plan. Reads only. Throws everything that forbids a plan, of all hosts at once:
 * foreign units, files, data or processes, unsuitable hosts, another membership of etcd.
 */
export async function planHosts(
  input: Omit<LocalInput, 'warnings'>,
  transports: ReadonlyMap<string, Transport>,
  probes: ClusterProbes,
  options: PlanHostsOptions,
): Promise<Planned> {
  const { cluster, bundle, files, binaries } = input;
  const { clock, verify, signal, lock, root = '' } = options;
  const paths = hostPaths(cluster.layout, cluster.controlPlane.target, root);
  const [anySet = []] = binaries.values();
  const first = desiredCluster({ cluster, bundle, files, root, binariesFor: () => anySet });
  const hosts = await observeHosts(transports, first, {
    clock,
    verify,
    runDirectory: runDirectory(root),
    etcdData: paths.etcd.data,
    manifestDirectory: paths.manifestDirectory,
    ...(signal === undefined ? {} : { signal }),
    ...(lock === undefined ? {} : { run: lock.run, lockTrouble: lock.troubleOf }),
  });
  const wrong = architectureProblems(input, hosts);
  const binariesFor = (host: string): readonly LocatedBinary[] => {
    const architecture: Architecture | null = processorArchitecture(hosts.get(host)?.machine ?? '');
    return (architecture === null ? undefined : binaries.get(architecture)) ?? anySet;
  };
  const desired = desiredCluster({ cluster, bundle, files, root, binariesFor });
  // The cluster is asked only when the hosts are ours: a foreign apiserver is none of our business.
  const before = [...wrong, ...preflightProblems(desired, { hosts, etcdMembers: null, bindings: null })];
  if (before.length > 0) throw new HardwayError(before);
  const observation = await observeCluster(hosts, desired, probes);
  const membership = preflightProblems(desired, observation);
  if (membership.length > 0) throw new HardwayError(membership);
  return { plan: makePlan(desired, observation), desired, binariesFor };
}
