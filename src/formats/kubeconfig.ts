import { Secret } from '../kernel/secret.js';
import { stringifyYaml } from './yaml.js';

/** Where clients reach one kube-apiserver, or a load balancer before several. */
export interface KubeconfigServer {
  /** Name of the cluster entry: the cluster, or cluster and host where there are several. */
  readonly name: string;
  /** `https://198.51.100.11:6443` */
  readonly url: string;
}

interface Shared {
  /** One entry and one context each; the first is the current one. */
  readonly servers: readonly [KubeconfigServer, ...KubeconfigServer[]];
  readonly user: string;
}

/** A kubeconfig that names files, for components: they take up renewed files without a restart. */
export interface FileKubeconfig extends Shared {
  readonly certificateAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** A kubeconfig that holds everything itself, for people. All PEM. */
export interface EmbeddedKubeconfig extends Shared {
  readonly certificateAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: Secret;
}

/** `https://` URL of an address or name and a port; IPv6 addresses get their brackets. */
export function serverUrl(host: string, port: number): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function text(shared: Shared, authority: object, credentials: object): string {
  const context = (server: KubeconfigServer): string => `${shared.user}@${server.name}`;
  return stringifyYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: shared.servers.map((server) => ({
      name: server.name,
      cluster: { ...authority, server: server.url },
    })),
    users: [{ name: shared.user, user: credentials }],
    contexts: shared.servers.map((server) => ({
      name: context(server),
      context: { cluster: server.name, user: shared.user },
    })),
    'current-context': context(shared.servers[0]),
  });
}

/** A kubeconfig whose credentials stay in files of their own. Holds no secret. */
export function kubeconfigWithFiles(config: FileKubeconfig): string {
  return text(
    config,
    { 'certificate-authority': config.certificateAuthority },
    { 'client-certificate': config.clientCertificate, 'client-key': config.clientKey },
  );
}

/** A kubeconfig with the key inside, and therefore a Secret as a whole. */
export function kubeconfigWithData(config: EmbeddedKubeconfig): Secret {
  const base64 = (pem: string | Buffer): string => Buffer.from(pem).toString('base64');
  return new Secret(
    text(
      config,
      { 'certificate-authority-data': base64(config.certificateAuthority) },
      {
        'client-certificate-data': base64(config.clientCertificate),
        'client-key-data': base64(config.clientKey.reveal()),
      },
    ),
  );
}
