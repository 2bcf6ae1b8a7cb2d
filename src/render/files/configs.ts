import type { Cluster, Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import { Secret } from '../../kernel/secret.js';
import type { PkiBundle } from '../../pki/pki-bundle.js';
import type { RenderedFile } from '../rendered-file.js';
import { renderTemplate } from '../templates.js';
import { limitsAnonymous } from '../flags/kube-apiserver.js';
import { type FileFacts, publicFile, secretFile } from './material.js';

/** Text as a YAML scalar: a JSON string is one in every version of YAML. */
const quoted = (text: string): string => JSON.stringify(text);

const folder = 'etc/kubernetes';

async function encryptionConfig(cluster: Cluster, bundle: PkiBundle): Promise<Secret> {
  const { name, key } = bundle.encryptionKey;
  const text = await renderTemplate(`${folder}/enc/encryption-config.yaml`, {
    provider: cluster.encryption.provider,
    name: quoted(name),
    secret: key.reveal().toString('base64'),
  });
  return new Secret(text);
}

/** The API of the file is v1 from 1.34 on, and was v1beta1 before. */
async function authenticationConfig(
  cluster: Cluster,
  paths: HostPaths,
  facts: (onChange: FileFacts['onChange'], about: string, used: 'kube-apiserver') => FileFacts,
): Promise<RenderedFile> {
  const api = compareVersions(minorOf(cluster.kubernetes.version), '1.34') >= 0 ? 'v1' : 'v1beta1';
  const text = await renderTemplate(`${folder}/auth/authentication-config.yaml`, { api });
  return publicFile(
    paths.authenticationConfig,
    text,
    facts('restart', 'which paths answer without a login', 'kube-apiserver'),
  );
}

/**
 * The config files beside the flags: encryption at rest, audit policy, anonymous access, scheduler. All of them are
 * readable by root only or hold nothing secret.
 */
export async function configFiles(
  cluster: Cluster,
  host: Host,
  bundle: PkiBundle,
  paths: HostPaths,
): Promise<RenderedFile[]> {
  const facts = (
    onChange: FileFacts['onChange'],
    about: string,
    used: 'kube-apiserver' | 'kube-scheduler',
  ): FileFacts => {
    return { host: host.name, owner: 'root:root', usedBy: [used], onChange, about };
  };
  const api = 'kube-apiserver';
  return [
    secretFile(
      paths.encryptionConfig,
      await encryptionConfig(cluster, bundle),
      facts('reload', 'how kube-apiserver encrypts secrets before they go to etcd', api),
    ),
    publicFile(
      paths.auditPolicy,
      await renderTemplate(`${folder}/audit/policy.yaml`, {}),
      facts('restart', 'which requests kube-apiserver writes to the audit log', api),
    ),
    ...(limitsAnonymous(cluster) ? [await authenticationConfig(cluster, paths, facts)] : []),
    publicFile(
      paths.schedulerConfig,
      await renderTemplate(`${folder}/kube-scheduler.yaml`, { kubeconfig: quoted(paths.kubeconfig.scheduler) }),
      facts('restart', 'the config of kube-scheduler', 'kube-scheduler'),
    ),
  ];
}
