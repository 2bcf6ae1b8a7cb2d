import { openEndpoint } from '../endpoints/open-endpoint.js';
import type { Endpoint, TlsIdentity } from '../endpoints/endpoint.js';
import { askFlagz, askStatus, type ZPage } from '../endpoints/z-pages.js';
import type { ComponentArgv } from '../inspect/component-argv.js';
import type { LiveAnswer } from '../inspect/inspect-found.js';
import { versionOfText } from '../inspect/version-text.js';
import { HardwayError } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import { type KubeconfigAccess, openAccess } from './kubeconfig-access.js';

/** With what an apiserver may be asked about itself. */
export type LiveAccess = { readonly tls: TlsIdentity } | { readonly kubeconfig: KubeconfigAccess };

/** A name that apiservers have in their certificates, whoever made them: pods reach them by it. */
const serverName = 'kubernetes';
const timeoutMs = 5_000;

/** The last value of a flag in plain words; good enough for a port or an address, which are never lists. */
function flagIn({ words }: ComponentArgv, name: string): string | undefined {
  const texts = words.map(({ text }) => text.replaceAll('_', '-'));
  const at = texts.findLastIndex((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  const text = words[at]?.text;
  if (text === undefined) return undefined;
  return text.includes('=') ? text.slice(text.indexOf('=') + 1) : words[at + 1]?.text;
}

/** Where the apiserver of a host listens, as seen from there. */
function listensAt(argv: ComponentArgv): { readonly host: string; readonly port: number } {
  const address = flagIn(argv, 'bind-address') ?? '';
  const port = Number(flagIn(argv, 'secure-port') ?? 6443);
  const anywhere = ['', '0.0.0.0', '::', '[::]'].includes(address);
  return { host: anywhere ? '127.0.0.1' : address, port: Number.isInteger(port) && port > 0 ? port : 6443 };
}

function open(access: LiveAccess, from: Transport, argv: ComponentArgv): Endpoint {
  const at = listensAt(argv);
  return 'tls' in access
    ? openEndpoint({ from, ...at, serverName, tls: access.tls })
    : openAccess(access.kubeconfig, from, { ...at, serverName });
}

function valueOf<T>(page: ZPage<T>): T | undefined {
  return page.state === 'got' ? page.value : undefined;
}

/**
 * Asks the apiserver that runs on a host, through the connection to that host, for its version and flags. Null for other
 * components, and where it does not answer us: what files and process say stands without it.
 */
export async function askLive(
  access: LiveAccess,
  from: Transport,
  running: ComponentArgv,
  signal?: AbortSignal,
): Promise<LiveAnswer | null> {
  if (running.component !== 'kube-apiserver') return null;
  const endpoint = open(access, from, running);
  const bounded: Endpoint = {
    ...endpoint,
    request: (request) => endpoint.request({ timeoutMs, ...(signal === undefined ? {} : { signal }), ...request }),
  };
  try {
    const [flagz, status] = await Promise.all([askFlagz(bounded), askStatus(bounded)]);
    const flags = valueOf(flagz);
    const told = valueOf(status);
    const version = told === undefined ? undefined : versionOfText('kube-apiserver', told.version);
    return { ...(flags === undefined ? {} : { flags }), ...(version === undefined ? {} : { version }) };
  } catch (error) {
    if (!(error instanceof HardwayError) || error.problems.some(({ code }) => code === 'interrupted')) throw error;
    return null;
  } finally {
    endpoint.close();
  }
}
