import type { Companion } from './companion.js';
import type { InspectedComponent, MasterMatrix } from './effective-flag.js';
import { fromEntries } from './effective.js';
import { identityBlank, identityOf } from './host-identity.js';
import { type ComparedFlag, factsKeeper, flagNamed, flagNamesOf, type MasterFacts } from './master-facts.js';
import { sameValue } from './same-value.js';

type Row = MasterMatrix['rows'][number];
type Why = NonNullable<Row['why']>;

interface Master {
  readonly name: string;
  readonly facts: MasterFacts;
  /** A value of it without what this host is called, so that it looks the same on every host. */
  readonly blank: (value: string) => string;
}

/** Flags that each master has for itself, whatever their values. */
const ownFlags: ReadonlySet<string> = new Set([
  'advertise-address',
  'hostname-override',
  'name',
  'node-ip',
  'initial-advertise-peer-urls',
  'initial-cluster-state',
  'advertise-client-urls',
]);

/** Files that each master has for itself: who it is, not whom it trusts. */
const ownFiles: ReadonlySet<string> = new Set([
  'tls-cert-file',
  'tls-private-key-file',
  'etcd-certfile',
  'etcd-keyfile',
  'kubelet-client-certificate',
  'kubelet-client-key',
  'proxy-client-cert-file',
  'proxy-client-key-file',
  'cert-file',
  'key-file',
  'peer-cert-file',
  'peer-key-file',
]);

/** How a master is called: by its host, otherwise by where its flags were read. */
function nameOf({ host, path }: MasterFacts): string {
  return host ?? path ?? '<stdin>';
}

/** Where the files of a host lie in a tree: what stands before the usual place of a unit or manifest. */
const usualPlace = /^(.*)\/(?:etc|run|lib|usr\/lib|usr\/local\/lib)\/(?:systemd\/system|kubernetes\/manifests)\//;

/** Components of the same key are of the same host: they know its addresses together. */
function hostKeyOf({ host, path }: MasterFacts): string | undefined {
  if (host !== undefined) return `host ${host}`;
  const root = usualPlace.exec(path ?? '')?.[1];
  return root === undefined ? undefined : `root ${root}`;
}

/** One component for each master: the first that runs there. `neighbours` are all components by the keys of their hosts. */
function mastersOf(
  components: readonly MasterFacts[],
  neighbours: ReadonlyMap<string, readonly MasterFacts[]>,
): readonly Master[] {
  const masters = new Map<string, Master>();
  for (const facts of components) {
    const name = nameOf(facts);
    if (masters.has(name)) continue;
    const ofHost = neighbours.get(hostKeyOf(facts) ?? '') ?? [];
    let known: Master['blank'] | undefined;
    const blank: Master['blank'] = (value) => (known ??= identityBlank(identityOf(facts, ofHost)))(value);
    masters.set(name, { name, facts, blank });
  }
  return [...masters.values()];
}

/** What a master has for a flag, null where it does not set it; undefined when it cannot be known. */
function valueOf(facts: MasterFacts, flag: string): string | null | undefined {
  const found = flagNamed(facts, flag);
  if (found === undefined) return facts.incomplete ? undefined : null;
  return found.confidence === 'undetermined' || found.value === null ? undefined : found.value;
}

const allSame = (values: readonly string[]): boolean => values.every((value) => value === values[0]);

/** Why masters that all set a flag mean the same by it, each for itself; null when they do not. */
function whyFlag(flag: string, masters: readonly Master[]): Why | null {
  if (ownFlags.has(flag)) return 'own-address';
  let first: { readonly set: ComparedFlag; readonly form: string } | undefined;
  let [isSameForm, isSameMeaning] = [true, true];
  for (const { facts, blank } of masters) {
    const set = flagNamed(facts, flag);
    if (set === undefined || set.value === null || set.confidence === 'undetermined') continue;
    const form = blank(set.value);
    first ??= { set, form };
    isSameForm &&= form === first.form;
    isSameMeaning &&= sameValue(first.set, set);
    if (!isSameForm && !isSameMeaning) return null;
  }
  if (first === undefined) return null;
  return isSameForm ? 'own-address' : 'same-meaning';
}

/** Whether those masters of which a value is known have more than one; most flags end here. */
function differs(flag: string, masters: readonly Master[]): boolean {
  let first: string | null | undefined;
  return masters.some(({ facts }) => {
    const value = valueOf(facts, flag);
    if (first === undefined) first = value;
    return value !== undefined && value !== first;
  });
}

function flagRow(flag: string, masters: readonly Master[]): Row | null {
  if (!differs(flag, masters)) return null;
  const values = Object.create(null) as Record<string, string | null>;
  let isSetEverywhere = true;
  for (const { name, facts } of masters) {
    const value = valueOf(facts, flag);
    if (value === undefined) continue;
    values[name] = value;
    isSetEverywhere &&= value !== null;
  }
  const why = isSetEverywhere ? whyFlag(flag, masters) : null;
  return { flag, expected: why !== null, ...(why === null ? {} : { why }), values };
}

type Kubeconfig = Extract<NonNullable<Companion['facts']>, { kind: 'kubeconfig' }>;

/** Whom a kubeconfig speaks to, and how sure it is of it. */
function serverOf({ server, hasCertificateAuthority, insecure }: Kubeconfig): string {
  const sure = insecure ? ' (not verified)' : hasCertificateAuthority ? '' : ' (authorities of the host)';
  return `${server ?? 'no server'}${sure}`;
}

/** What makes a file the same on two masters; null when nothing that may be known does. */
function contentOf({ state, facts }: Companion): string | null {
  if (state !== 'read' || facts === undefined) return null;
  if (facts.kind === 'certificates')
    return facts.certificates.map(({ fingerprint }) => fingerprint.slice(0, 16)).join(' ');
  if (facts.kind === 'key') return facts.publicKeys.map((key) => key.slice(0, 16)).join(' ');
  if (facts.kind === 'kubeconfig') return serverOf(facts);
  if (facts.kind === 'other') return null;
  return JSON.stringify(facts);
}

/** Certificates of the same issuers: each master its own, all from the same authority. */
function issuersOf({ facts }: Companion): string {
  return facts?.kind === 'certificates' ? facts.certificates.map(({ issuer }) => issuer).join('\n') : '';
}

interface FoundFile {
  readonly master: Master;
  readonly companion: Companion;
  readonly content: string;
}

/** From so many on, masters that each name another apiserver at the same port name their own. */
const manyServers = 3;

/** Kubeconfigs that each name another apiserver, where no other flag tells whose address it is. */
function eachAnother(found: readonly FoundFile[]): boolean {
  const servers = new Set(found.map(({ content }) => content));
  const around = found.map(({ content }) => content.replace(/^(https:\/\/)(?:\[[^\]]*\]|[^:/ ]*)/, '$1'));
  const known = found.some(({ master, content }) => master.blank(content) !== content);
  return !known && found.length >= manyServers && servers.size === found.length && allSame(around);
}

function whyFile(flag: string, found: readonly FoundFile[]): Why | null {
  if (ownFiles.has(flag)) return allSame(found.map(({ companion }) => issuersOf(companion))) ? 'own-certificate' : null;
  if (!found.every(({ companion }) => companion.facts?.kind === 'kubeconfig')) return null;
  if (allSame(found.map(({ master, content }) => master.blank(content)))) return 'own-address';
  return eachAnother(found) ? 'own-apiserver' : null;
}

function fileRow(flag: string, masters: readonly Master[]): Row | null {
  const found = masters.flatMap((master): FoundFile[] => {
    const companion = master.facts.companions.find((candidate) => candidate.flag === flag);
    const content = companion === undefined ? null : contentOf(companion);
    return companion === undefined || content === null ? [] : [{ master, companion, content }];
  });
  if (allSame(found.map(({ content }) => content))) return null;
  const why = whyFile(flag, found);
  const values = fromEntries(found.map(({ master, content }) => [master.name, content]));
  return { flag, of: 'file', expected: why !== null, ...(why === null ? {} : { why }), values };
}

function matrixOf(
  component: string,
  components: readonly MasterFacts[],
  neighbours: ReadonlyMap<string, readonly MasterFacts[]>,
): MasterMatrix | null {
  const masters = mastersOf(components, neighbours);
  if (masters.length < 2) return null;
  const [flags, files] = [new Set<string>(), new Set<string>()];
  for (const { facts } of masters) {
    for (const name of flagNamesOf(facts)) flags.add(name);
    for (const { flag } of facts.companions) files.add(flag);
  }
  const rows = [
    ...[...flags].map((flag) => flagRow(flag, masters)),
    ...[...files].map((flag) => fileRow(flag, masters)),
  ]
    .filter((row): row is Row => row !== null)
    .sort((a, b) => (a.flag < b.flag ? -1 : a.flag > b.flag ? 1 : 0));
  const versions = new Set(masters.map(({ facts }) => facts.version).filter((version) => version !== undefined));
  return {
    component,
    hosts: masters.map(({ name }) => name),
    ...(versions.size > 1
      ? { versions: fromEntries(masters.map(({ name, facts }) => [name, facts.version ?? null])) }
      : {}),
    rows,
  };
}

function groupedBy(components: readonly MasterFacts[], keyOf: (facts: MasterFacts) => string | undefined) {
  const groups = new Map<string, MasterFacts[]>();
  for (const facts of components) {
    const key = keyOf(facts);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [facts]);
    else group.push(facts);
  }
  return groups;
}

/**
 * What differs between masters, component by component; one that runs on a single master has no matrix. Differences that
 * have to be (a master's own address, name and certificates, the same list in another order) are marked as expected. A
 * master of which a value cannot be known is left out of that row; one that does not set the flag has null.
 */
export function compareMasters(components: readonly InspectedComponent[]): readonly MasterMatrix[] {
  return compareFacts(components.map(factsKeeper()));
}

/** The same of what was kept of components. */
export function compareFacts(masters: readonly MasterFacts[]): readonly MasterMatrix[] {
  const neighbours = groupedBy(masters, hostKeyOf);
  const byName = groupedBy(masters, ({ component }) => component);
  return [...byName].flatMap(([name, some]) => matrixOf(name, some, neighbours) ?? []);
}
