import { type FlagCatalog, flagCatalog } from '../../src/catalog/flag-catalog.js';
import type { CatalogueChange } from '../../src/catalog/flag-changes.js';
import type { FlagNote } from '../../src/catalog/flag-note.js';
import type { Flag } from '../../src/catalog/flag.js';
import type { EffectiveFlag, InspectedComponent } from '../../src/inspect/effective-flag.js';
import { upgradeFindings } from '../../src/inspect/upgrade/findings.js';
import type { UpgradeTarget } from '../../src/inspect/upgrade/target.js';

/** The flags of the later minor. */
export const declared: readonly Flag[] = [
  { name: 'admission-control', type: 'stringSlice', default: '[]' },
  { name: 'audit-log-maxage', type: 'int', default: '366' },
  { name: 'disable-admission-plugins', type: 'stringSlice', default: '[]' },
  { name: 'enable-admission-plugins', type: 'stringSlice', default: '[]' },
  { name: 'event-ttl', type: 'duration', default: '1h0m0s' },
  { name: 'feature-gates', type: 'mapStringBool', default: '' },
  { name: 'old', type: 'string', default: '', deprecated: 'use new' },
  { name: 'profiling', type: 'bool', default: 'true' },
  { name: 'runtime-config', type: 'mapStringString', default: '' },
];

/** A catalogue of these flags. */
export function catalog(minor: string, flags: readonly Flag[]): FlagCatalog {
  return flagCatalog({ component: 'kube-apiserver', minor, source: `${minor}.0`, sourceKind: 'built', flags });
}

/** A change of the catalogue; what is not given is nothing. */
export const change = (
  kind: CatalogueChange['kind'],
  name: string,
  rest: Partial<CatalogueChange> = {},
): CatalogueChange => ({
  kind,
  name,
  since: '1.25',
  was: null,
  now: null,
  replacedBy: null,
  note: null,
  ...rest,
});

/** From 1.24 to 1.30, with a small catalogue. */
export function target(
  given: Partial<UpgradeTarget> & { readonly noted?: Readonly<Record<string, FlagNote>> } = {},
): UpgradeTarget {
  const { noted = {}, ...rest } = given;
  return {
    from: '1.24',
    to: '1.30',
    before: catalog('1.24', [...declared, { name: 'odd', type: 'string', default: '' }]),
    after: catalog('1.30', declared),
    notes: { component: 'kube-apiserver', get: (name) => noted[name], names: () => Object.keys(noted) },
    changes: [],
    plugins: { minor: '1.30', names: ['NodeRestriction', 'PodSecurity'], defaults: ['PodSecurity'] },
    gates: null,
    ...rest,
  };
}

/** A flag that is set on a line of `a.service`. */
export function flag(name: string, value: string | null, line: number, values?: readonly string[]): EffectiveFlag {
  return {
    name,
    type: 'string',
    value,
    ...(values === undefined ? {} : { values }),
    origin: 'set',
    confidence: 'certain',
    provenance: [{ source: 'a.service', line, column: 3 }],
    overrode: [],
  };
}

/** A kube-apiserver with these flags. */
export function component(flags: readonly EffectiveFlag[], rest: Partial<InspectedComponent> = {}): InspectedComponent {
  return {
    component: 'kube-apiserver',
    sources: [{ kind: 'unit', path: 'a.service' }],
    flags: Object.fromEntries(flags.map((one) => [one.name, one])),
    positionals: [],
    differences: [],
    problems: [],
    ...rest,
  };
}

/** What the upgrade does, in short. */
export const told = (inspected: InspectedComponent, given?: Parameters<typeof target>[0]) =>
  upgradeFindings(inspected, target(given)).map(({ effect, flag: name, since }) => [effect, name, since]);
