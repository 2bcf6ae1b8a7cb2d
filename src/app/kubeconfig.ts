import path from 'node:path';
import { type Cluster, type Host, masters } from '../cluster/cluster.js';
import { type EmbeddedKubeconfig, kubeconfigWithData, serverUrl } from '../formats/kubeconfig.js';
import { nearest } from '../kernel/nearest.js';
import { HardwayError, type Problem, fail, isError, problem } from '../kernel/problem.js';
import type { Secret } from '../kernel/secret.js';
import type { Sources } from '../pki/issue.js';
import type { Verdict } from '../pki/verify.js';
import { explainingWriteErrors } from '../pki/write-errors.js';
import { pemBlock } from '../x509/pem-block.js';
import type { Certificate } from '../x509/read-certificate.js';
import { issueUser, type UserOptions } from './kubeconfig-user.js';
import { realSources } from './pki-create.js';
import { type JudgedStore, judgeExistingStore } from './pki-judge.js';
import { writePrivateFile } from './write-private-file.js';

export interface KubeconfigOptions {
  /** `admin`, `super-admin`, `node1/scheduler`, `node1/controller-manager`; or a user to certify. */
  readonly who: { readonly leaf: string } | { readonly user: UserOptions };
  /** URL to use instead of the endpoint or the masters. */
  readonly server?: string;
  /** A path, or `-` to hand the text back instead of writing it. */
  readonly out?: string;
}

export interface MadeKubeconfig {
  readonly user: string;
  readonly groups: readonly string[];
  readonly servers: readonly string[];
  /** RFC 3339, UTC. */
  readonly notAfter: string;
  /** Where it was written; null when it is handed back. */
  readonly path: string | null;
  readonly problems: readonly Problem[];
}

interface Credentials {
  readonly commonName: string;
  readonly groups: readonly string[];
  readonly certificate: Certificate;
  readonly key: Secret;
  /** The only host its owner talks to; undefined for people. */
  readonly host?: Host;
  readonly problems: readonly Problem[];
}

const clientLeaves = ['admin', 'super-admin', 'controller-manager', 'scheduler'];

function verdictOf(judged: JudgedStore, id: string): Verdict {
  const found = judged.verification.verdicts.find(({ spec }) => spec.id === id);
  if (found !== undefined && clientLeaves.includes(found.spec.name)) return found;
  const known = judged.plan.filter(({ name }) => clientLeaves.includes(name)).map((spec) => spec.id);
  const near = nearest(id, known);
  return fail('usage-invalid', {
    what: `there is no kubeconfig for ${id}`,
    expected: known.join(', '),
    fix: near === undefined ? 'for a person, certify a user: --user NAME' : `did you mean ${near}?`,
  });
}

/** The pair of a leaf of the plan. Only it and its authority must be sound: this is the break-glass way in. */
function leafCredentials(judged: JudgedStore, cluster: Cluster, id: string): Credentials {
  const { spec, pair, problems } = verdictOf(judged, id);
  const exposed = judged.verification.problems.filter((p) => p.where.file === pair?.keyFile);
  const wrong = [...problems, ...exposed];
  if (pair?.certificate == null || pair.keyPem === null || wrong.some(isError)) throw new HardwayError(wrong);
  const host = cluster.hosts.find(({ name }) => name === spec.host);
  const { commonName, organizations } = spec.subject;
  return {
    commonName,
    groups: organizations,
    certificate: pair.certificate,
    key: pair.keyPem,
    ...(host === undefined ? {} : { host }),
    problems: wrong,
  };
}

/** The authority that clients must trust; throws its problems when it cannot be used. */
function trustedAuthority(judged: JudgedStore): Certificate {
  const verdict = judged.verification.verdicts.find(({ spec }) => spec.id === 'kubernetes-ca');
  const certificate = verdict?.pair?.certificate ?? null;
  if (verdict === undefined || certificate === null || verdict.problems.some(isError)) {
    throw new HardwayError(verdict?.problems ?? []);
  }
  return certificate;
}

function serversFor(cluster: Cluster, options: KubeconfigOptions, host?: Host): EmbeddedKubeconfig['servers'] {
  const { endpoint, port } = cluster.controlPlane;
  if (options.server !== undefined) return [{ name: cluster.name, url: options.server }];
  if (host !== undefined) return [{ name: cluster.name, url: serverUrl(host.address, port) }];
  if (endpoint !== undefined) return [{ name: cluster.name, url: serverUrl(endpoint.host, endpoint.port) }];
  const [first, ...others] = masters(cluster).map((master) => ({
    name: masters(cluster).length === 1 ? cluster.name : `${cluster.name}-${master.name}`,
    url: serverUrl(master.address, port),
  }));
  if (first === undefined) throw new Error('a checked cluster has at least one master');
  return [first, ...others];
}

/** An override must be an https URL without a path, and should be a name that the apiservers' certificates hold. */
function serverProblems(judged: JudgedStore, server: string | undefined): readonly Problem[] {
  if (server === undefined) return [];
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '') {
    fail('usage-invalid', { what: 'the server is not a plain https URL', expected: 'https://HOST:PORT' });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const specs = judged.plan.filter(({ name }) => name === 'apiserver');
  if (specs.every(({ sans }) => sans.dns.includes(host) || sans.ip.includes(host))) return [];
  const what = `${host} is not in the certificates of the apiservers, so clients will refuse them`;
  const fix = 'add it to spec.controlPlane.certSANs, then: hardway pki renew apiserver';
  return [problem('pki-names', { severity: 'warning', where: { field: 'spec.controlPlane.certSANs' }, what, fix })];
}

const isKubeconfig = (text: string): boolean => /^kind:\s*"?Config"?\s*$/m.test(text);

const fileName = (name: string): string => `${name.replace(/[^A-Za-z0-9._@-]+/g, '-')}.kubeconfig`;

/**
 * Makes a kubeconfig with everything inside and writes it 0600, by default into the store as `<name>.kubeconfig`. A
 * user gets a certificate and key of its own, which are kept nowhere else. Returns the text only for `-`.
 */
export async function makeKubeconfig(
  pkiDir: string,
  cluster: Cluster,
  options: KubeconfigOptions,
  sources: Sources = realSources,
): Promise<{ readonly made: MadeKubeconfig; readonly text: Secret | null }> {
  const judged = await judgeExistingStore(pkiDir, cluster, sources.clock.now());
  const { who, server } = options;
  const warnings = serverProblems(judged, server);
  const authority = trustedAuthority(judged);
  const credentials: Credentials =
    'leaf' in who
      ? leafCredentials(judged, cluster, who.leaf)
      : await issueUser(judged, who.user, cluster.pki, sources);
  const servers = serversFor(cluster, options, credentials.host);
  const text = kubeconfigWithData({
    servers,
    user: credentials.commonName,
    certificateAuthority: pemBlock('CERTIFICATE', authority.der),
    clientCertificate: pemBlock('CERTIFICATE', credentials.certificate.der),
    clientKey: credentials.key,
  });
  const name = 'leaf' in who ? who.leaf : who.user.commonName;
  const file = options.out === '-' ? null : path.resolve(options.out ?? path.join(judged.directory, fileName(name)));
  if (file !== null) await explainingWriteErrors(file, () => writePrivateFile(file, text, isKubeconfig));
  const made = {
    user: credentials.commonName,
    groups: credentials.groups,
    servers: servers.map(({ url }) => url),
    notAfter: credentials.certificate.notAfter.toISOString(),
    path: file,
    problems: [...warnings, ...credentials.problems],
  };
  return { made, text: file === null ? text : null };
}
