import type { ConnectTarget } from '../hosts/connect-target.js';
import { closeAll, connectAll } from '../hosts/pool.js';
import type { Inspection } from '../inspect/effective-flag.js';
import { type HostOptions, inspectHost } from '../inspect/inspect-host.js';
import type { Component } from '../kernel/component.js';
import { nearest } from '../kernel/nearest.js';
import { HardwayError, problem } from '../kernel/problem.js';
import { loadCluster } from './load-cluster.js';

/** Hosts of a config with the versions that they are meant to run. */
export interface HostsOfConfig {
  readonly targets: readonly ConnectTarget[];
  readonly kubernetesVersion: string;
  readonly etcdVersion: string;
}

/** The hosts of the config that are asked for. Throws when the config is invalid or has no host of that name. */
export async function hostsOfConfig(config: string, wanted: readonly string[] | 'all'): Promise<HostsOfConfig> {
  const { cluster } = await loadCluster(config);
  const names = cluster.hosts.map(({ name }) => name);
  const unknown = wanted === 'all' ? [] : wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new HardwayError(
      unknown.map((name) => {
        const similar = nearest(name, names);
        return problem('usage-invalid', {
          what: `${config} has no host ${name}`,
          expected: names.join(', '),
          ...(similar === undefined ? {} : { fix: `--host ${similar}` }),
        });
      }),
    );
  }
  return {
    targets: cluster.hosts.filter(({ name }) => wanted === 'all' || wanted.includes(name)),
    kubernetesVersion: cluster.kubernetes.version,
    etcdVersion: cluster.etcd.version,
  };
}

type Options = Omit<HostOptions, 'components' | 'signal'> & { readonly component?: Component };

/** Inspects all hosts at once. One that fails is a problem and does not hold up the others. */
export async function inspectHosts(
  targets: readonly ConnectTarget[],
  fromConfig: HostsOfConfig | undefined,
  { component, ...options }: Options,
  signal?: AbortSignal,
): Promise<Inspection> {
  const all = [...targets, ...(fromConfig?.targets ?? [])];
  const { transports, problems } = await connectAll(all, signal === undefined ? {} : { signal });
  const known = new Set(fromConfig?.targets.map(({ name }) => name));
  const common: HostOptions = {
    ...options,
    ...(component === undefined ? {} : { components: [component] }),
    ...(signal === undefined ? {} : { signal }),
  };
  const versions =
    fromConfig === undefined
      ? {}
      : {
          kubernetesVersion: options.kubernetesVersion ?? fromConfig.kubernetesVersion,
          etcdVersion: fromConfig.etcdVersion,
        };
  try {
    const outcomes = await Promise.allSettled(
      [...transports.values()].map((transport) =>
        inspectHost(transport, known.has(transport.host) ? { ...common, ...versions } : common),
      ),
    );
    const inspections = outcomes.map((outcome): Inspection => {
      if (outcome.status === 'fulfilled') return outcome.value;
      if (outcome.reason instanceof HardwayError) return { components: [], problems: outcome.reason.problems };
      throw outcome.reason;
    });
    return {
      components: inspections.flatMap(({ components }) => components),
      problems: [...problems, ...inspections.flatMap((inspection) => inspection.problems)],
    };
  } finally {
    await closeAll(transports.values());
  }
}
