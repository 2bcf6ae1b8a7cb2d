import type { Companion } from './companion.js';
import type { InspectedComponent, MasterMatrix } from './effective-flag.js';
import { fromEntries } from './effective.js';
import { identityOf, withoutIdentity } from './host-identity.js';
import { sameValue } from './same-value.js';

type Row = MasterMatrix['rows'][number];

/** What a master says of one flag; undefined when it cannot be known. */
type Said = { readonly value: string | null; readonly form: string } | undefined;

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
function nameOf({ host, sources }: InspectedComponent): string {
  return host ?? sources[0]?.path ?? '<stdin>';
}

/** One component for each master: the first that runs there. */
function mastersOf(components: readonly InspectedComponent[]): ReadonlyMap<string, InspectedComponent> {
  const masters = new Map<string, InspectedComponent>();
  for (const component of components) {
    const name = nameOf(component);
    if (!masters.has(name)) masters.set(name, component);
  }
  return masters;
}

function saidOf(component: InspectedComponent, flag: string, identity: readonly string[]): Said {
  const found = component.flags[flag];
  if (found === undefined) return component.incomplete === true ? undefined : { value: null, form: '' };
  if (found.confidence === 'undetermined' || found.value === null) return undefined;
  return { value: found.value, form: withoutIdentity(found.value, identity) };
}

function agree(components: readonly InspectedComponent[], flag: string): boolean {
  const [first, ...others] = components.flatMap((component) => component.flags[flag] ?? []);
  return first !== undefined && others.every((other) => sameValue(first, other));
}

function flagRow(
  flag: string,
  masters: ReadonlyMap<string, InspectedComponent>,
  identities: ReadonlyMap<string, readonly string[]>,
): Row | null {
  const said = [...masters].flatMap(([name, component]) => {
    const one = saidOf(component, flag, identities.get(name) ?? []);
    return one === undefined ? [] : [{ name, component, ...one }];
  });
  const [first, ...others] = said;
  if (first === undefined || others.every(({ value }) => value === first.value)) return null;
  const setEverywhere = said.every(({ value }) => value !== null);
  const sameForm = others.every(({ form }) => form === first.form);
  const expected =
    setEverywhere &&
    (sameForm ||
      ownFlags.has(flag) ||
      agree(
        said.map(({ component }) => component),
        flag,
      ));
  return { flag, expected, values: fromEntries(said.map(({ name, value }) => [name, value])) };
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

function fileRow(flag: string, masters: ReadonlyMap<string, InspectedComponent>): Row | null {
  const found = [...masters].flatMap(([name, { companions = [] }]) => {
    const companion = companions.find((candidate) => candidate.flag === flag);
    const content = companion === undefined ? null : contentOf(companion);
    return companion === undefined || content === null ? [] : [{ name, companion, content }];
  });
  const [first, ...others] = found;
  if (first === undefined || others.every(({ content }) => content === first.content)) return null;
  const sameIssuer = others.every(({ companion }) => issuersOf(companion) === issuersOf(first.companion));
  const shown = found.map(({ name, content }): [string, string] => [name, content]);
  return { flag, of: 'file', expected: ownFiles.has(flag) && sameIssuer, values: fromEntries(shown) };
}

function matrixOf(component: string, all: readonly InspectedComponent[]): MasterMatrix | null {
  const masters = mastersOf(all.filter((candidate) => candidate.component === component));
  if (masters.size < 2) return null;
  const identities = new Map(
    [...masters].map(([name, master]) => [
      name,
      identityOf(
        master,
        all.filter(({ host }) => host !== undefined && host === master.host),
      ),
    ]),
  );
  const flags = new Set([...masters.values()].flatMap((master) => Object.keys(master.flags)));
  const files = new Set([...masters.values()].flatMap(({ companions = [] }) => companions.map(({ flag }) => flag)));
  const rows = [
    ...[...flags].map((flag) => flagRow(flag, masters, identities)),
    ...[...files].map((flag) => fileRow(flag, masters)),
  ]
    .filter((row): row is Row => row !== null)
    .sort((a, b) => (a.flag < b.flag ? -1 : a.flag > b.flag ? 1 : 0));
  const versions = new Map([...masters].map(([name, { version }]) => [name, version ?? null]));
  const known = new Set([...versions.values()].filter((version) => version !== null));
  return {
    component,
    hosts: [...masters.keys()],
    ...(known.size > 1 ? { versions: fromEntries([...versions]) } : {}),
    rows,
  };
}

/**
 * What differs between masters, component by component; one that runs on a single master has no matrix. Differences that
 * have to be (a master's own address, name and certificates, the same list in another order) are marked as expected. A
 * master of which a value cannot be known is left out of that row; one that does not set the flag has null.
 */
export function compareMasters(components: readonly InspectedComponent[]): readonly MasterMatrix[] {
  const names = [...new Set(components.map(({ component }) => component))];
  return names.flatMap((name) => matrixOf(name, components) ?? []);
}
