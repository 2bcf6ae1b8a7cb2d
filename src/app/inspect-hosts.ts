import path from 'node:path';
import type { Cluster } from '../cluster/cluster.js';
import type { ConnectTarget } from '../hosts/connect-target.js';
import { onEveryHost } from '../hosts/every-connection.js';
import type { Inspection } from '../inspect/effective-flag.js';
import { type HostOptions, inspectHost } from '../inspect/inspect-host.js';
import { systemClock } from '../kernel/clock.js';
import type { KnownComponent } from '../kernel/component.js';
import { nearest } from '../kernel/nearest.js';
import { HardwayError, problem } from '../kernel/problem.js';
import { askLive, type LiveAccess } from './ask-live.js';
import { loadBundle } from './load-bundle.js';
import { loadCluster } from './load-cluster.js';
import { keepYoungGenerationSmall } from './young-generation.js';

/** Hosts of a config with the versions that they are meant to run. */
export interface HostsOfConfig {
  readonly targets: readonly ConnectTarget[];
  readonly kubernetesVersion: string;
  readonly etcdVersion: string;
  /** As the administrator of the store beside the config, where there is a sound one. */
  readonly live?: LiveAccess;
}

/** Who may ask the apiservers of a config about themselves; nobody where there is no store that can be used. */
async function accessOfStore(folder: string, cluster: Cluster): Promise<LiveAccess | undefined> {
  try {
    const { bundle } = await loadBundle(path.join(folder, 'pki'), cluster, systemClock);
    const client = bundle.certificates.get('super-admin');
    const ca = bundle.certificates.get('kubernetes-ca')?.certificate;
    if (client?.key === undefined || ca === undefined) return undefined;
    return { tls: { ca, cert: client.certificate, key: client.key } };
  } catch (error) {
    if (error instanceof HardwayError) return undefined;
    throw error;
  }
}

/** The hosts of the config that are asked for. Throws when the config is invalid or has no host of that name. */
export async function hostsOfConfig(config: string, wanted: readonly string[] | 'all'): Promise<HostsOfConfig> {
  const { cluster, directory } = await loadCluster(config);
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
  const live = await accessOfStore(directory, cluster);
  return {
    ...(live === undefined ? {} : { live }),
    targets: cluster.hosts.filter(({ name }) => wanted === 'all' || wanted.includes(name)),
    kubernetesVersion: cluster.kubernetes.version,
    etcdVersion: cluster.etcd.version,
  };
}

type Options = Omit<HostOptions, 'components' | 'signal' | 'askLive'> & {
  readonly component?: KnownComponent;
  /** With what apiservers may be asked about themselves. */
  readonly live?: LiveAccess;
};

/** The kernel of a host that is up answers sooner; logging in may take longer, on a host that is busy. */
const dialTimeoutMs = 5_000;

/** From this many hosts on, memory is worth more than the time of the garbage collector. */
const manyTargets = 20;

function withoutRepeats(targets: readonly ConnectTarget[]): readonly ConnectTarget[] {
  const keyOf = ({ name, connection, ssh }: ConnectTarget): string =>
    JSON.stringify([name, connection, ssh.user, ssh.host, ssh.port]);
  return [...new Map(targets.map((target) => [keyOf(target), target])).values()];
}

/** Inspects all hosts at once. One that fails is a problem and does not hold up the others. */
export async function inspectHosts(
  targets: readonly ConnectTarget[],
  fromConfig: HostsOfConfig | undefined,
  { component, live, ...options }: Options,
  signal?: AbortSignal,
): Promise<Inspection> {
  const ofConfig = new Set<ConnectTarget>(fromConfig?.targets);
  // A hundred key exchanges make much garbage that is young; without this V8 would take 30 MiB more for it.
  if (targets.length + ofConfig.size > manyTargets) keepYoungGenerationSmall();
  const stop = signal === undefined ? {} : { signal };
  const common: HostOptions = {
    ...options,
    ...(component === undefined ? {} : { components: [component] }),
    ...stop,
  };
  const ownVersions =
    fromConfig === undefined
      ? {}
      : {
          kubernetesVersion: options.kubernetesVersion ?? fromConfig.kubernetesVersion,
          etcdVersion: fromConfig.etcdVersion,
        };
  const { results, problems } = await onEveryHost(
    withoutRepeats([...targets, ...ofConfig]),
    (transport, target) => {
      const isOurs = ofConfig.has(target);
      const access = live ?? (isOurs ? fromConfig?.live : undefined);
      const ask = access === undefined ? undefined : bindLive(access, signal);
      return inspectHost(transport, {
        ...common,
        ...(isOurs ? ownVersions : {}),
        ...(ask === undefined ? {} : { askLive: ask }),
      });
    },
    { dialTimeoutMs, ...stop },
  );
  return {
    components: results.flatMap(({ components }) => components),
    problems: [...problems, ...results.flatMap((inspection) => inspection.problems)],
  };
}

function bindLive(access: LiveAccess, signal: AbortSignal | undefined): NonNullable<HostOptions['askLive']> {
  return (transport, running) => askLive(access, transport, running, signal);
}
