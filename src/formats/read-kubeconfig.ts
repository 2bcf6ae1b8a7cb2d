import { type Problem, type Where, problem } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';
import { parseYaml, type YamlPath } from './yaml.js';

/** A file, or what would be in it. */
export type Material<T> = { readonly file: string } | { readonly data: T };

export interface ReadKubeconfig {
  readonly clusters: readonly {
    readonly name: string;
    readonly server: string;
    readonly certificateAuthority: Material<string> | null;
    readonly skipsTlsVerify: boolean;
    /** The name that the server's certificate must be for, where it is not that of the URL. */
    readonly tlsServerName: string | null;
    /** A proxy that clients go through. */
    readonly proxyUrl: string | null;
  }[];
  readonly users: readonly {
    readonly name: string;
    readonly certificate: Material<string> | null;
    readonly key: Material<Secret> | null;
    /** How else the user proves who it is: an exec plugin is reported, never run. */
    readonly other: 'exec' | 'token' | 'password' | 'auth-provider' | null;
    readonly token: Material<Secret> | null;
    /** The program of an exec plugin. */
    readonly command: string | null;
  }[];
  readonly contexts: readonly { readonly name: string; readonly cluster: string; readonly user: string }[];
  readonly currentContext: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Only a map is taken for one; everything else reads as empty, and what is required then is reported as missing. */
function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** As clients do: a token file counts before a token that is written down. */
function tokenOf(body: Fields): Material<Secret> | null {
  const file = word(body.tokenFile);
  const token = word(body.token);
  if (file !== '') return { file };
  return token === '' ? null : { data: new Secret(token) };
}

const strictBase64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Reads a kubeconfig, with all problems and where they are. No file it names is opened, no plugin it names is run, and
 * no problem shows a line of it, since any line may hold a key.
 */
export function readKubeconfig(
  text: string,
  file: string,
): { readonly kubeconfig: ReadKubeconfig | null; readonly problems: readonly Problem[] } {
  const yaml = parseYaml(text, { file }, { code: 'pki-kubeconfig' });
  const withoutLine = ({ file: at, line, column }: Where): Where => ({ file: at, line, column });
  const problems: Problem[] = yaml.problems.map((found) => ({ ...found, where: withoutLine(found.where) }));
  if (problems.length > 0) return { kubeconfig: null, problems };

  const report = (path: YamlPath, what: string, more: Partial<Pick<Problem, 'severity' | 'expected' | 'fix'>> = {}) => {
    const at = withoutLine(yaml.locate(path, 'value'));
    problems.push(problem('pki-kubeconfig', { where: { ...at, field: path.join('.') }, what, ...more }));
  };
  const root = fields(yaml.value);
  if (root.kind !== 'Config') {
    report(['kind'], 'the file is no kubeconfig', { expected: 'kind: Config' });
    return { kubeconfig: null, problems };
  }

  const entries = (list: string, inner: string) => {
    const value = root[list];
    return (Array.isArray(value) ? (value as unknown[]) : []).map((entry, i) => ({
      name: word(fields(entry).name),
      body: fields(fields(entry)[inner]),
      path: [list, i, inner] as const,
    }));
  };
  const material = (body: Fields, name: string, path: YamlPath): Material<string> | null => {
    const path64 = [...path, `${name}-data`];
    const data = body[`${name}-data`];
    const named = body[name];
    if (data !== undefined && named !== undefined) {
      report(path64, `${name} and ${name}-data are both given; clients use the data and ignore the file`);
    }
    if (data !== undefined && data !== '') {
      if (typeof data !== 'string' || !strictBase64.test(data) || data.length % 4 !== 0) {
        report(path64, `${name}-data is not base64`, { expected: 'a PEM file in base64, on one line' });
        return null;
      }
      return { data: Buffer.from(data, 'base64').toString('latin1') };
    }
    return typeof named === 'string' && named !== '' ? { file: named } : null;
  };

  const clusters = entries('clusters', 'cluster').map(({ name, body, path }) => {
    const server = word(body.server);
    const skipsTlsVerify = body['insecure-skip-tls-verify'] === true;
    if (skipsTlsVerify) {
      report([...path, 'insecure-skip-tls-verify'], `the cluster ${name} is not authenticated: anybody can pose as it`);
    }
    if (!server.startsWith('https://')) {
      report([...path, 'server'], `the server of ${name} is not reached over TLS`, { expected: 'an https:// URL' });
    }
    const certificateAuthority = material(body, 'certificate-authority', path);
    const tlsServerName = word(body['tls-server-name']) || null;
    const proxyUrl = word(body['proxy-url']) || null;
    return { name, server, certificateAuthority, skipsTlsVerify, tlsServerName, proxyUrl };
  });

  const users = entries('users', 'user').map(({ name, body, path }) => {
    const key = material(body, 'client-key', path);
    const certificate = material(body, 'client-certificate', path);
    const others = ['exec', 'token', 'password', 'auth-provider'] as const;
    const other = others.find((kind) => body[kind] !== undefined) ?? null;
    if (other === 'exec') {
      report([...path, 'exec'], `the user ${name} runs a program to log in; hardway does not run it`, {
        severity: 'warning',
      });
    }
    if ((certificate === null) !== (key === null)) {
      report(
        path,
        `the user ${name} has ${key === null ? 'a certificate without its key' : 'a key without certificate'}`,
      );
    }
    const secretKey = key === null || 'file' in key ? key : { data: new Secret(Buffer.from(key.data, 'latin1')) };
    const command = other === 'exec' ? word(fields(body.exec).command) || null : null;
    return { name, certificate, key: secretKey, other, token: tokenOf(body), command };
  });

  const contexts = entries('contexts', 'context').map(({ name, body, path }) => {
    const context = { name, cluster: word(body.cluster), user: word(body.user) };
    for (const [kind, list] of [
      ['cluster', clusters],
      ['user', users],
    ] as const) {
      if (!list.some((entry) => entry.name === context[kind])) {
        report([...path, kind], `the context ${name} names a ${kind} that is not in the file: ${context[kind]}`);
      }
    }
    return context;
  });

  const currentContext = word(root['current-context']);
  if (currentContext !== '' && !contexts.some(({ name }) => name === currentContext)) {
    report(['current-context'], `the current context is not in the file: ${currentContext}`);
  }
  return { kubeconfig: { clusters, users, contexts, currentContext }, problems };
}
