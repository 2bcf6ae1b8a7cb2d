import type { Companion } from './companion.js';
import type { MasterMatrix } from './effective-flag.js';
import { fromEntries } from './effective.js';
import { identityBlank, identityOf } from './host-identity.js';
import type { MasterFacts } from './master-facts.js';
import { sameValue } from './same-value.js';

type Row = MasterMatrix['rows'][number];

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
function nameOf({ host, sources }: MasterFacts): string {
  return host ?? sources[0]?.path ?? '<stdin>';
}

/** One component for each master: the first that runs there. `neighbours` are all components by their hosts. */
function mastersOf(
  components: readonly MasterFacts[],
  neighbours: ReadonlyMap<string, readonly MasterFacts[]>,
): readonly Master[] {
  const masters = new Map<string, Master>();
  for (const facts of components) {
    const name = nameOf(facts);
    if (masters.has(name)) continue;
    const ofHost = facts.host === undefined ? [] : (neighbours.get(facts.host) ?? []);
    let known: Master['blank'] | undefined;
    const blank: Master['blank'] = (value) => (known ??= identityBlank(identityOf(facts, ofHost)))(value);
    masters.set(name, { name, facts, blank });
  }
  return [...masters.values()];
}

/** What a master has for a flag, null where it does not set it; undefined when it cannot be known. */
function valueOf({ flags, incomplete }: MasterFacts, flag: string): string | null | undefined {
  const found = flags[flag];
  if (found === undefined) return incomplete === true ? undefined : null;
  return found.confidence === 'undetermined' || found.value === null ? undefined : found.value;
}

/** Whether masters that all set a flag mean the same by it, each for itself. */
function agree(masters: readonly Master[], flag: string): boolean {
  const found = masters.flatMap(({ facts, blank }) => {
    const set = facts.flags[flag];
    return set === undefined || set.value === null ? [] : [{ set, form: blank(set.value) }];
  });
  const [first, ...others] = found;
  if (first === undefined) return false;
  return others.every(({ form }) => form === first.form) || others.every(({ set }) => sameValue(first.set, set));
}

function flagRow(flag: string, masters: readonly Master[]): Row | null {
  const said = masters.flatMap((master) => {
    const value = valueOf(master.facts, flag);
    return value === undefined ? [] : [{ master, value }];
  });
  const [first, ...others] = said;
  if (first === undefined || others.every(({ value }) => value === first.value)) return null;
  const setEverywhere = said.every(({ value }) => value !== null);
  const own = (): boolean =>
    ownFlags.has(flag) ||
    agree(
      said.map(({ master }) => master),
      flag,
    );
  const values = fromEntries(said.map(({ master, value }) => [master.name, value]));
  return { flag, expected: setEverywhere && own(), values };
}

/** What makes a file the same on two masters; null when nothing that may be known does. */
function contentOf({ state, facts }: Companion): string | null {
  if (state !== 'read' || facts === undefined) return null;
  if (facts.kind === 'certificates')
    return facts.certificates.map(({ fingerprint }) => fingerprint.slice(0, 16)).join(' ');
  if (facts.kind === 'key') return facts.publicKeys.map((key) => key.slice(0, 16)).join(' ');
  if (facts.kind === 'other') return null;
  return JSON.stringify(facts);
}

/** Certificates of the same issuers: each master its own, all from the same authority. */
function issuersOf({ facts }: Companion): string | null {
  return facts?.kind === 'certificates' ? facts.certificates.map(({ issuer }) => issuer).join('\n') : null;
}

function fileRow(flag: string, masters: readonly Master[]): Row | null {
  const found = masters.flatMap(({ name, facts }) => {
    const companion = facts.companions?.find((candidate) => candidate.flag === flag);
    const content = companion === undefined ? null : contentOf(companion);
    return companion === undefined || content === null ? [] : [{ name, companion, content }];
  });
  const [first, ...others] = found;
  if (first === undefined || others.every(({ content }) => content === first.content)) return null;
  const sameIssuer = others.every(({ companion }) => issuersOf(companion) === issuersOf(first.companion));
  const shown = found.map(({ name, content }): [string, string] => [name, content]);
  return { flag, of: 'file', expected: ownFiles.has(flag) && sameIssuer, values: fromEntries(shown) };
}

function matrixOf(
  component: string,
  components: readonly MasterFacts[],
  neighbours: ReadonlyMap<string, readonly MasterFacts[]>,
): MasterMatrix | null {
  const masters = mastersOf(components, neighbours);
  if (masters.length < 2) return null;
  const flags = new Set(masters.flatMap(({ facts }) => Object.keys(facts.flags)));
  const files = new Set(masters.flatMap(({ facts }) => facts.companions?.map(({ flag }) => flag) ?? []));
  const rows = [
    ...[...flags].map((flag) => flagRow(flag, masters)),
    ...[...files].map((flag) => fileRow(flag, masters)),
  ]
    .filter((row): row is Row => row !== null)
    .sort((a, b) => (a.flag < b.flag ? -1 : a.flag > b.flag ? 1 : 0));
  const versions = masters.map(({ name, facts }): [string, string | null] => [name, facts.version ?? null]);
  const known = new Set(versions.map(([, version]) => version).filter((version) => version !== null));
  return {
    component,
    hosts: masters.map(({ name }) => name),
    ...(known.size > 1 ? { versions: fromEntries(versions) } : {}),
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
export function compareMasters(components: readonly MasterFacts[]): readonly MasterMatrix[] {
  const neighbours = groupedBy(components, ({ host }) => host);
  const byName = groupedBy(components, ({ component }) => component);
  return [...byName].flatMap(([name, some]) => matrixOf(name, some, neighbours) ?? []);
}
