import { z } from 'zod';
import { layoutNames } from './cluster.js';

/*
 * The one source for what a config may hold: it checks the structure, types the code behind it, and becomes the JSON
 * Schema that editors complete from. The `error` of a part is the sentence after "expected". What a schema cannot say
 * (names, ranges, versions, flags) is checked by the rules.
 */

/** Longest single text of a config. */
const maxText = 8192;

const text = (expected: string) =>
  z.string({ error: expected }).max(maxText, { error: `at most ${maxText} characters` });
const named = (expected: string) => text(expected).min(1, { error: expected });

const port = () => {
  const error = 'a whole number from 1 to 65535, without quotes';
  return z.int({ error }).min(1, { error }).max(65535, { error });
};

const list = <T extends z.ZodType>(item: T, expected: string) =>
  z.array(item, { error: expected }).max(1000, { error: 'at most 1000 entries' });

const version = (example: string) => named(`a full release version such as ${example}`);

const flagName = () => named('the name of a flag, without dashes in front');

const extraArg = z.strictObject(
  {
    name: flagName().describe('Name of the flag, without dashes in front.'),
    value: text('text in quotes; flags are text, also when they look like a number or a boolean').describe(
      'Value of the flag, always text: "30", "true".',
    ),
    override: z
      .boolean({ error: 'true or false' })
      .describe('Needed where the value replaces a flag that hardway manages or weakens the cluster.')
      .meta({ default: false })
      .optional(),
  },
  { error: 'a map with name and value' },
);

const component = (program: string) =>
  z
    .strictObject(
      {
        extraArgs: list(extraArg, 'a list of {name, value}')
          .describe('Flags in addition to those hardway sets. The same name several times repeats the flag.')
          .optional(),
        unset: list(flagName(), 'a list of flag names')
          .describe('Names of flags that hardway would set and that are not wanted.')
          .optional(),
      },
      { error: 'a map with extraArgs and unset' },
    )
    .describe(`Flags of ${program}.`);

const componentSections = {
  etcd: component('etcd').optional(),
  apiServer: component('kube-apiserver').optional(),
  controllerManager: component('kube-controller-manager').optional(),
  scheduler: component('kube-scheduler').optional(),
};

const sshShared = {
  user: named('the name of a user').describe('User to log in as.').optional(),
  port: port().describe('Port of the SSH server.').meta({ default: 22 }).optional(),
  identityFile: named('a path').describe('Private key to log in with. Without one the SSH agent is asked.').optional(),
  knownHostsFile: named('a path').describe('Known host keys. Without one ~/.ssh/known_hosts.').optional(),
};

const host = z.strictObject(
  {
    name: named('a lower-case DNS label').describe(
      'Name of the host: a lower-case DNS label, the same as its hostname and node name.',
    ),
    address: named('an IP address in quotes or plain').describe('IP address under which the cluster uses the host.'),
    roles: list(
      z.enum(['etcd', 'control-plane'], { error: 'etcd or control-plane' }),
      'a list of roles: etcd, control-plane',
    )
      .min(1, { error: 'at least one role: etcd, control-plane' })
      .describe('What the host runs.'),
    connection: z
      .enum(['ssh', 'local'], { error: 'ssh or local' })
      .describe('local: this machine itself, without SSH.')
      .meta({ default: 'ssh' })
      .optional(),
    ssh: z
      .strictObject(
        {
          host: named('a host name or IP address')
            .describe('Where SSH connects to, by default the address.')
            .optional(),
          ...sshShared,
        },
        { error: 'a map with user, host, port, identityFile, knownHostsFile' },
      )
      .describe('How this host is reached; what is missing comes from spec.ssh.')
      .optional(),
    ...componentSections,
  },
  { error: 'a map with name, address and roles' },
);

const cidrs = (example: string) => {
  const error = `a CIDR such as ${example}, or a list of two (IPv4 and IPv6) for dual stack`;
  return z.union([named(error), z.array(named(error), { error }).min(1, { error }).max(2, { error })], { error });
};

const network = z.strictObject(
  {
    pods: cidrs('10.200.0.0/16').describe('Range of pod addresses.').meta({ default: '10.200.0.0/16' }).optional(),
    services: cidrs('10.32.0.0/24')
      .describe('Range of Service addresses. The first one is the kubernetes Service.')
      .meta({ default: '10.32.0.0/24' })
      .optional(),
    domain: named('a DNS name').describe('DNS domain of the cluster.').meta({ default: 'cluster.local' }).optional(),
  },
  { error: 'a map with pods, services and domain' },
);

const controlPlane = z.strictObject(
  {
    target: z
      .enum(['systemd', 'static-pod'], { error: 'systemd or static-pod' })
      .describe('What runs the components.')
      .meta({ default: 'systemd' })
      .optional(),
    endpoint: named('HOST:PORT, such as 198.51.100.10:6443 or api.example.org:6443')
      .describe('Load balancer or virtual IP in front of the masters: HOST:PORT.')
      .optional(),
    port: port().describe('Port of every kube-apiserver.').meta({ default: 6443 }).optional(),
    certSANs: list(named('a DNS name or IP address'), 'a list of DNS names and IP addresses')
      .describe('Further names and addresses for the serving certificate of kube-apiserver.')
      .optional(),
    signing: z
      .boolean({ error: 'true or false' })
      .describe('Let kube-controller-manager sign CSRs. Puts the key of the Kubernetes CA on every master.')
      .meta({ default: false })
      .optional(),
  },
  { error: 'a map with target, endpoint, port, certSANs and signing' },
);

const lifetime = (days: string) => named(`a number of days such as ${days}`);

const pki = z.strictObject(
  {
    algorithm: z
      .enum(['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'], {
        error: 'ecdsa-p256, ecdsa-p384, rsa-2048, rsa-3072 or rsa-4096',
      })
      .describe('Algorithm of every key.')
      .meta({ default: 'ecdsa-p256' })
      .optional(),
    validity: z
      .strictObject(
        {
          ca: lifetime('3650d').describe('Lifetime of the authorities.').meta({ default: '3650d' }).optional(),
          leaf: lifetime('365d').describe('Lifetime of all other certificates.').meta({ default: '365d' }).optional(),
        },
        { error: 'a map with ca and leaf' },
      )
      .describe('Lifetimes, in days: 365d.')
      .optional(),
  },
  { error: 'a map with algorithm and validity' },
);

const etcd = z
  .strictObject(
    { version: version('3.6.16').describe('Release of etcd.'), ...component('etcd').shape },
    { error: 'a map with version' },
  )
  .describe('Release and flags of etcd.');

/** A config as it is written, defaults not yet filled in. */
export const configSchema = z.strictObject(
  {
    apiVersion: z.literal('hardway/v1', { error: 'hardway/v1' }),
    kind: z.literal('Cluster', { error: 'Cluster' }),
    metadata: z.strictObject(
      { name: named('a lower-case DNS label').describe('Name of the cluster: a lower-case DNS label.') },
      { error: 'a map with name' },
    ),
    spec: z.strictObject(
      {
        kubernetes: z
          .strictObject(
            { version: version('1.37.1').describe('Release of Kubernetes.') },
            { error: 'a map with version' },
          )
          .describe('Release of Kubernetes.'),
        etcd,
        layout: z
          .enum(layoutNames, { error: 'kubeadm, kthw-crt or kthw' })
          .describe('Names and paths of files on the hosts.')
          .meta({ default: 'kubeadm' })
          .optional(),
        controlPlane: controlPlane.describe('How clients reach the control plane and what runs it.').optional(),
        network: network.describe('Ranges and names inside the cluster.').optional(),
        pki: pki.describe('Keys and certificates.').optional(),
        encryption: z
          .strictObject(
            {
              provider: z
                .enum(['secretbox', 'aescbc', 'aesgcm'], { error: 'secretbox, aescbc or aesgcm' })
                .describe('Cipher for Secrets in etcd.')
                .meta({ default: 'secretbox' })
                .optional(),
            },
            { error: 'a map with provider' },
          )
          .describe('Encryption of Secrets in etcd.')
          .optional(),
        ssh: z
          .strictObject(sshShared, { error: 'a map with user, port, identityFile, knownHostsFile' })
          .describe('How hosts are reached, unless they say otherwise.')
          .optional(),
        hosts: list(host, 'a list of hosts').min(1, { error: 'at least one host' }).describe('The machines.'),
        apiServer: componentSections.apiServer,
        controllerManager: componentSections.controllerManager,
        scheduler: componentSections.scheduler,
      },
      { error: 'a map with kubernetes, etcd and hosts' },
    ),
  },
  { error: 'a map with apiVersion, kind, metadata and spec' },
);

export type Config = z.infer<typeof configSchema>;
