import type { Probes } from '../apply/probes.js';
import type { Cluster, Host } from '../cluster/cluster.js';
import { type ApiserverClient, apiserverClient } from '../endpoints/apiserver-client.js';
import type { Endpoint } from '../endpoints/endpoint.js';
import { type EtcdClient, etcdClient } from '../endpoints/etcd-client.js';
import { componentHealth } from '../endpoints/health-client.js';
import { openEndpoint } from '../endpoints/open-endpoint.js';
import type { Component } from '../kernel/component.js';
import { HardwayError } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { etcdPorts } from '../render/ports.js';
import { bindingObject, bindingPath } from './plan-bindings.js';

const probeTimeoutMs = 3_000;

/** What endpoints of a cluster are asked with: its PKI, and a connection to each of its hosts. */
export interface ProbeInput {
  readonly cluster: Cluster;
  readonly bundle: PkiBundle;
  readonly transports: ReadonlyMap<string, Transport>;
}

/** A cluster's endpoints, and two questions to it as a whole. */
export interface ClusterProbes extends Probes {
  /** Peer URLs of the members that the etcd on one of these hosts knows; null when none answers. */
  etcdMembers(hosts: readonly string[]): Promise<readonly string[] | null>;
  /** Which bindings of ours exist, asked on one of these hosts; null when no apiserver answers. */
  existingBindings(hosts: readonly string[], names: readonly string[]): Promise<readonly string[] | null>;
}

function certificate(bundle: PkiBundle, id: string): string {
  const found = bundle.certificates.get(id);
  if (found === undefined) throw new RangeError(`${id} is not in the bundle`);
  return found.certificate;
}

function identity(bundle: PkiBundle, ca: string, leaf: string) {
  const key = bundle.certificates.get(leaf)?.key;
  return { ca: certificate(bundle, ca), cert: certificate(bundle, leaf), ...(key === undefined ? {} : { key }) };
}

/** Opens an endpoint for one use. Each use is a handshake of its own, so it is the certificate of now that is checked. */
async function using<T>(endpoint: Endpoint, use: (endpoint: Endpoint) => Promise<T>): Promise<T> {
  try {
    return await use(endpoint);
  } finally {
    endpoint.close();
  }
}

/** What a probe found, or in words why it could not be asked. */
async function inWords(probe: () => Promise<string | null>): Promise<string | null> {
  try {
    return await probe();
  } catch (error) {
    if (error instanceof HardwayError) return error.problems[0]?.what ?? error.message;
    throw error;
  }
}

/** The first answer that is no failure of the connection, host by host; null when there is none. */
async function firstAnswer<T>(hosts: readonly string[], ask: (host: string) => Promise<T>): Promise<T | null> {
  for (const host of hosts) {
    try {
      return await ask(host);
    } catch (error) {
      if (!(error instanceof HardwayError)) throw error;
    }
  }
  return null;
}

/** The endpoints of a cluster, each reached through the connection of its own host and by its own address. */
export function clusterProbes({ cluster, bundle, transports }: ProbeInput): ClusterProbes {
  const reach = (name: string): { host: Host; from: Transport } => {
    const host = cluster.hosts.find((candidate) => candidate.name === name);
    const from = transports.get(name);
    if (host === undefined || from === undefined) throw new RangeError(`${name} is not connected`);
    return { host, from };
  };
  const etcd = <T>(name: string, use: (client: EtcdClient) => Promise<T>): Promise<T> => {
    const { host, from } = reach(name);
    const tls = identity(bundle, 'etcd-ca', `${name}/etcd-healthcheck-client`);
    return using(openEndpoint({ from, host: host.address, port: etcdPorts.client, tls }), (e) => use(etcdClient(e)));
  };
  const apiserver = <T>(name: string, use: (client: ApiserverClient) => Promise<T>): Promise<T> => {
    const { host, from } = reach(name);
    const tls = identity(bundle, 'kubernetes-ca', 'super-admin');
    const { port } = cluster.controlPlane;
    return using(openEndpoint({ from, host: host.address, port, tls }), (e) => use(apiserverClient(e)));
  };
  const etcdHealth = (host: string): Promise<string | null> =>
    etcd(host, async (client) => {
      const { healthy, reason } = await client.health(probeTimeoutMs);
      return healthy ? null : `etcd is not healthy${reason === '' ? '' : `: ${reason}`}`;
    });
  const apiserverHealth = (host: string): Promise<string | null> =>
    apiserver(host, async (client) => {
      const { ok, checks } = await client.readyz(probeTimeoutMs);
      const failing = checks.filter((check) => !check.ok).map(({ name }) => name);
      return ok ? null : `not ready: ${failing.join(', ') || 'no check named'}`;
    });
  const companionHealth = async (host: string, component: 'kube-controller-manager' | 'kube-scheduler') => {
    const { ok, detail } = await componentHealth(reach(host).from, component, 'healthz', probeTimeoutMs);
    return ok ? null : `not healthy: ${detail}`;
  };
  const health = (host: string, component: Component): Promise<string | null> => {
    if (component === 'etcd') return inWords(() => etcdHealth(host));
    if (component === 'kube-apiserver') return inWords(() => apiserverHealth(host));
    return inWords(() => companionHealth(host, component));
  };
  const members = cluster.hosts.filter(({ roles }) => roles.includes('etcd')).map(({ name }) => name);
  return {
    health,
    etcdLeader: () =>
      firstAnswer(members, async (host) => {
        const [status, list] = await etcd(host, (client) => Promise.all([client.status(), client.memberList()]));
        return list.find(({ id }) => id === status.leaderId)?.name ?? null;
      }),
    applyBindings: (host, names) =>
      apiserver(host, async (client) => {
        for (const name of names) await client.ensureObject(bindingPath(name), bindingObject(name));
      }),
    etcdMembers: (hosts) =>
      firstAnswer(hosts, async (host) =>
        (await etcd(host, (client) => client.memberList())).flatMap(({ peerUrls }) => peerUrls),
      ),
    existingBindings: (hosts, names) =>
      firstAnswer(hosts, (host) =>
        apiserver(host, async (client) => {
          const found = await Promise.all(names.map((name) => client.get(bindingPath(name))));
          return names.filter((_, i) => found[i] !== null);
        }),
      ),
  };
}
