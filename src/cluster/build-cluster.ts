import type { Component } from '../kernel/component.js';
import { deepFreeze } from '../kernel/freeze.js';
import { canonicalAddress, canonicalCidr, parseEndpoint } from './address.js';
import type { Cluster, ComponentOptions, Host, SshOptions } from './cluster.js';
import type { Config } from './config-schema.js';
import { inDirectory } from './config-path.js';
import { defaults } from './defaults.js';
import { parseDays } from './days.js';

export interface Surroundings {
  /** Absolute folder of the config: relative paths in it start here. */
  readonly directory: string;
  /** Home folder of the operator, for `~/`. */
  readonly home: string;
  /** Name of the operator: the SSH user where the config names none. */
  readonly user: string;
}

type Section = Config['spec']['apiServer'];
type ConfigHost = Config['spec']['hosts'][number];

function optionsOf(section: Section): ComponentOptions {
  return {
    extraArgs: (section?.extraArgs ?? []).map(({ name, value, override }) => ({
      name,
      value,
      override: override === true,
    })),
    unset: section?.unset ?? [],
  };
}

function allOptions(of: Pick<ConfigHost, 'etcd' | 'apiServer' | 'controllerManager' | 'scheduler'>) {
  return {
    etcd: optionsOf(of.etcd),
    'kube-apiserver': optionsOf(of.apiServer),
    'kube-controller-manager': optionsOf(of.controllerManager),
    'kube-scheduler': optionsOf(of.scheduler),
  } satisfies Record<Component, ComponentOptions>;
}

function sshOf(config: Config, host: ConfigHost, address: string, around: Surroundings): SshOptions {
  const shared = { ...config.spec.ssh, ...host.ssh };
  const path = (text: string) => inDirectory(text, around);
  return {
    user: shared.user ?? around.user,
    host: host.ssh?.host ?? address,
    port: shared.port ?? defaults.sshPort,
    ...(shared.identityFile === undefined ? {} : { identityFile: path(shared.identityFile) }),
    ...(shared.knownHostsFile === undefined ? {} : { knownHostsFile: path(shared.knownHostsFile) }),
  };
}

function hostOf(config: Config, host: ConfigHost, around: Surroundings): Host {
  const address = canonicalAddress(host.address) ?? host.address;
  return {
    name: host.name,
    address,
    roles: [...new Set(host.roles)],
    connection: host.connection ?? 'ssh',
    ssh: sshOf(config, host, address, around),
    options: allOptions(host),
  };
}

function listOf(value: string | readonly string[] | undefined, otherwise: string): readonly string[] {
  const values = value === undefined ? [otherwise] : typeof value === 'string' ? [value] : value;
  return values.map((cidr) => canonicalCidr(cidr) ?? cidr);
}

/** Fills in every default and brings addresses into canonical form. The config must have passed every rule. */
export function buildCluster(config: Config, around: Surroundings): Cluster {
  const { spec } = config;
  const port = spec.controlPlane?.port ?? defaults.port;
  const endpoint = spec.controlPlane?.endpoint === undefined ? null : parseEndpoint(spec.controlPlane.endpoint);
  return deepFreeze({
    name: config.metadata.name,
    kubernetes: { version: spec.kubernetes.version.replace(/^v/, '') },
    etcd: { version: spec.etcd.version.replace(/^v/, '') },
    layout: spec.layout ?? defaults.layout,
    controlPlane: {
      target: spec.controlPlane?.target ?? defaults.target,
      port,
      ...(endpoint === null ? {} : { endpoint: { host: endpoint.host, port: endpoint.port ?? port } }),
      certSANs: (spec.controlPlane?.certSANs ?? []).map((san) => canonicalAddress(san) ?? san.toLowerCase()),
      signing: spec.controlPlane?.signing ?? false,
    },
    network: {
      pods: listOf(spec.network?.pods, defaults.pods),
      services: listOf(spec.network?.services, defaults.services),
      domain: spec.network?.domain ?? defaults.domain,
    },
    pki: {
      algorithm: spec.pki?.algorithm ?? defaults.algorithm,
      validity: {
        ca: parseDays(spec.pki?.validity?.ca ?? '') ?? defaults.caDays,
        leaf: parseDays(spec.pki?.validity?.leaf ?? '') ?? defaults.leafDays,
      },
    },
    encryption: { provider: spec.encryption?.provider ?? defaults.provider },
    hosts: spec.hosts.map((host) => hostOf(config, host, around)),
    options: allOptions(spec),
  });
}
