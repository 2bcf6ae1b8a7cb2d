import path from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Endpoint, TlsIdentity } from '../endpoints/endpoint.js';
import { openEndpoint } from '../endpoints/open-endpoint.js';
import { type Material, type ReadKubeconfig, readKubeconfig } from '../formats/read-kubeconfig.js';
import { decodeUtf8 } from '../formats/utf8.js';
import { fail, HardwayError, isError, problem, type Problem } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';
import type { Transport } from '../kernel/transport.js';
import { readInput } from './read-input.js';

const maxBytes = 1024 * 1024;

/** How a kubeconfig says to reach an apiserver, and as whom. Its secrets do not print. */
export interface KubeconfigAccess {
  readonly host: string;
  readonly port: number;
  /** Of the URL, for apiservers behind a proxy: `/k8s/clusters/c1`; mostly empty. */
  readonly prefix: string;
  readonly serverName?: string;
  readonly tls: TlsIdentity;
  readonly token?: Secret;
}

type User = ReadKubeconfig['users'][number];
type Cluster = ReadKubeconfig['clusters'][number];

const code = 'input-kubeconfig';

function contextOf(kubeconfig: ReadKubeconfig, file: string, wanted: string | undefined) {
  const names = kubeconfig.contexts.map(({ name }) => name);
  const name = wanted ?? kubeconfig.currentContext;
  const context = kubeconfig.contexts.findIndex((candidate) => candidate.name === name);
  const { cluster: clusterName, user: userName } = kubeconfig.contexts[context] ?? { cluster: '', user: '' };
  const cluster = kubeconfig.clusters.findIndex((candidate) => candidate.name === clusterName);
  const user = kubeconfig.users.findIndex((candidate) => candidate.name === userName);
  if (context === -1) {
    const what = name === '' ? 'the file names no current context' : `the file has no context ${name}`;
    fail(code, { where: { file }, what, expected: names.join(', ') || 'a context', fix: 'name one with --context' });
  }
  return { context, cluster, user };
}

/** What a user of a kubeconfig logs in with that is not taken, and what to do about it. */
function refusedLogin({ name, other, command }: User): { what: string; fix: string } | null {
  const fix = 'make a kubeconfig with a client certificate or a token (kubectl create token), or name a host over SSH';
  if (other === 'exec') {
    const program = command === null ? 'a program' : `the program ${command}`;
    return { what: `the user ${name} logs in by running ${program}, which hardway does not do`, fix };
  }
  if (other === 'password') return { what: `the user ${name} logs in with a password, which is not taken`, fix };
  if (other === 'auth-provider') return { what: `the user ${name} logs in through an auth-provider plugin`, fix };
  return null;
}

async function textOf(material: Material<string> | null, folder: string): Promise<string | undefined> {
  if (material === null) return undefined;
  if ('data' in material) return material.data;
  const { bytes } = await readInput(path.resolve(folder, material.file), { maxBytes, code });
  return bytes.toString('latin1');
}

async function secretOf(material: Material<Secret> | null, folder: string): Promise<Secret | undefined> {
  if (material === null) return undefined;
  if ('data' in material) return material.data;
  const { bytes } = await readInput(path.resolve(folder, material.file), { maxBytes, code });
  return new Secret(bytes);
}

function serverOf({ server, name }: Cluster, file: string): URL {
  if (URL.canParse(server)) return new URL(server);
  return fail(code, { where: { file }, what: `the server of ${name} is no URL`, expected: 'https://host:port' });
}

/** Problems of the parts of the file that are used; what is wrong elsewhere is not our business here. */
function ofThese(problems: readonly Problem[], used: readonly string[]): readonly Problem[] {
  return problems
    .filter(({ where }) => where.field === undefined || used.some((part) => `${where.field ?? ''}.`.startsWith(part)))
    .filter(isError)
    .map((found) => ({ ...found, code }));
}

/**
 * Reads a kubeconfig and the files that one of its contexts names. Throws a HardwayError when the file or the context
 * cannot be used; programs that it names are never run.
 */
export async function readKubeconfigAccess(file: string, wanted?: string): Promise<KubeconfigAccess> {
  const { bytes } = await readInput(file, { maxBytes, code });
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded))
    fail(code, { where: { file }, what: 'the file is not UTF-8 text', expected: 'a kubeconfig' });
  const { kubeconfig, problems } = readKubeconfig(decoded.text, file);
  if (kubeconfig === null) throw new HardwayError(problems.map((found) => ({ ...found, code })));
  const at = contextOf(kubeconfig, file, wanted);
  const wrong = ofThese(problems, [`contexts.${at.context}.`, `clusters.${at.cluster}.`, `users.${at.user}.`]);
  if (wrong.length > 0) throw new HardwayError(wrong);
  const cluster = kubeconfig.clusters[at.cluster];
  const user = kubeconfig.users[at.user];
  if (cluster === undefined || user === undefined)
    throw new Error('a context without problems has a cluster and a user');
  const refused = refusedLogin(user);
  if (refused !== null) throw new HardwayError([problem(code, { where: { file }, ...refused })]);
  if (cluster.proxyUrl !== null) {
    fail(code, {
      where: { file },
      what: `the cluster ${cluster.name} is reached through a proxy, which is not done`,
      fix: 'inspect a master over SSH, or remove proxy-url where the server can be reached directly',
    });
  }
  const url = serverOf(cluster, file);
  const folder = path.dirname(path.resolve(file));
  const [ca, cert, key, token] = await Promise.all([
    textOf(cluster.certificateAuthority, folder),
    textOf(user.certificate, folder),
    secretOf(user.key, folder),
    secretOf(user.token, folder),
  ]);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 443 : Number(url.port),
    prefix: url.pathname.replace(/\/+$/, ''),
    ...(cluster.tlsServerName === null ? {} : { serverName: cluster.tlsServerName }),
    tls: {
      ca: ca ?? rootCertificates.join('\n'),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    },
    ...(token === undefined ? {} : { token }),
  };
}

/** Where an apiserver is reached when that is not what the kubeconfig says: from the host it runs on. */
export interface OtherServer {
  readonly host: string;
  readonly port: number;
  readonly serverName: string;
}

/** The apiserver of a kubeconfig, or another one of the same cluster, as an endpoint with the user's credentials. */
export function openAccess(access: KubeconfigAccess, from: Transport, other?: OtherServer): Endpoint {
  const { host, port, tls, token } = access;
  const named = access.serverName === undefined ? {} : { serverName: access.serverName };
  const endpoint = openEndpoint({ from, tls, ...(other ?? { host, port, ...named }) });
  const prefix = other === undefined ? access.prefix : '';
  return {
    ...endpoint,
    request: (request) =>
      endpoint.request({
        ...request,
        path: prefix + request.path,
        headers: {
          ...request.headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal().toString('utf8').trim()}` }),
        },
      }),
  };
}
