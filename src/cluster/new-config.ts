import { stringifyYaml } from '../formats/yaml.js';
import type { LayoutName, Role, Target } from './cluster.js';

/** What a new config says. Nothing of it has been checked yet. */
export interface NewConfig {
  readonly name: string;
  readonly kubernetes: string;
  readonly etcd: string;
  readonly layout: LayoutName;
  readonly target: Target;
  readonly endpoint?: string;
  readonly certSANs: readonly string[];
  readonly sshUser?: string;
  readonly hosts: readonly { readonly name: string; readonly address: string; readonly roles: readonly Role[] }[];
  /** Where the JSON Schema lies, for editors. */
  readonly schema: string;
}

/** A text as YAML, quoted where YAML would read something else. */
function scalar(text: string): string {
  return stringifyYaml(text).trim();
}

function hostLines({ name, address, roles }: NewConfig['hosts'][number]): string {
  return [
    `    - name: ${scalar(name)}`,
    `      address: ${scalar(address)}`,
    `      roles: [${roles.join(', ')}]`,
  ].join('\n');
}

function endpointLines({ endpoint, hosts }: NewConfig): string {
  const masters = hosts.filter(({ roles }) => roles.includes('control-plane')).length;
  if (endpoint !== undefined) return `    endpoint: ${scalar(endpoint)}   # load balancer or virtual IP: HOST:PORT`;
  const why = masters > 1 ? 'without one, each kubeconfig names one master only' : 'one master needs none';
  return `    # endpoint: 198.51.100.10:6443   # load balancer or virtual IP in front of the masters; ${why}`;
}

/** The text of a new config, with a comment where a choice can be made. Every value is shown, also the defaults. */
export function newConfig(config: NewConfig): string {
  return `# yaml-language-server: $schema=${config.schema}
# A cluster for hardway. "hardway validate" checks this file and says what it describes.
apiVersion: hardway/v1
kind: Cluster
metadata:
  name: ${scalar(config.name)}
spec:
  kubernetes:
    version: ${scalar(config.kubernetes)}
  etcd:
    version: ${scalar(config.etcd)}
  layout: ${config.layout}   # names and paths of files on the hosts: kubeadm, kthw-crt or kthw
  controlPlane:
    target: ${config.target}   # what runs the components: systemd or static-pod
${endpointLines(config)}
    port: 6443   # of every kube-apiserver
    certSANs: ${config.certSANs.length === 0 ? '[]' : `[${config.certSANs.map(scalar).join(', ')}]`}   # further names and addresses for its serving certificate
    signing: false   # true: kube-controller-manager signs CSRs, and the key of the Kubernetes CA goes to the masters
  network:
    # Ranges that nothing else uses. A list of two, IPv4 and IPv6, makes dual stack.
    pods: 10.200.0.0/16
    services: 10.32.0.0/24
    domain: cluster.local
  pki:
    algorithm: ecdsa-p256   # or ecdsa-p384, rsa-2048, rsa-3072, rsa-4096
    validity: { ca: 3650d, leaf: 365d }
  encryption:
    provider: secretbox   # cipher for Secrets in etcd: secretbox, aescbc or aesgcm
  # How the hosts are reached; a host may say otherwise under its own "ssh". Without an identityFile the agent is asked.
  ssh:
    ${config.sshUser === undefined ? '# user: ops   # without one, your own name' : `user: ${scalar(config.sshUser)}`}
    port: 22
    # identityFile: ~/.ssh/id_ed25519
    # knownHostsFile: ./known_hosts
  hosts:
${config.hosts.map(hostLines).join('\n')}
  # Flags in addition to those hardway sets; the same under etcd, controllerManager, scheduler, and under a host.
  apiServer:
    extraArgs: []   # - { name: event-ttl, value: "2h" }
    unset: []
`;
}
