import { loadAdmissionPlugins } from '../catalog/admission-plugins.js';
import { loadFeatureGates } from '../catalog/feature-gates.js';
import type { Stretch } from '../catalog/flag-changes.js';
import { loadFlagNotes } from '../catalog/flag-notes.js';
import { loadFlagCatalog } from '../catalog/load.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import type { UpgradeFinding } from '../inspect/upgrade/finding.js';
import { upgradeFindings } from '../inspect/upgrade/findings.js';
import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { fail, type Problem, problem } from '../kernel/problem.js';
import { compareVersions } from '../kernel/version.js';
import { changesIn, stretchOf } from './component-changes.js';
import { isRecorded, recordedMinors, writtenMinor } from './recorded-minor.js';

/** What an upgrade means for one component of a source. */
export interface ComponentUpgrade {
  readonly component: string;
  readonly host?: string;
  readonly sources: InspectedComponent['sources'];
  readonly from: string;
  readonly to: string;
  /** Flags may be missing from the source: what is not set cannot be told, and nothing is said of defaults. */
  readonly incomplete: boolean;
  /** First what keeps it from starting, then what it does otherwise, then what will go later. */
  readonly findings: readonly UpgradeFinding[];
}

async function upgradeOf(
  component: KnownComponent,
  inspected: InspectedComponent,
  { from, to, minors }: Stretch,
  told: string,
): Promise<ComponentUpgrade> {
  const [before, after, notes, plugins, gates, changes] = await Promise.all([
    loadFlagCatalog(component, from),
    loadFlagCatalog(component, to),
    loadFlagNotes(component),
    component === 'kube-apiserver' ? loadAdmissionPlugins(to) : null,
    loadFeatureGates(component, to),
    changesIn(component, { from, to, minors }),
  ]);
  if (before === null || after === null || notes === null) throw new Error(`nothing is recorded of ${component}`);
  const { host, sources, incomplete = false } = inspected;
  return {
    component,
    ...(host === undefined ? {} : { host }),
    sources,
    from: told,
    to,
    incomplete,
    findings: upgradeFindings(inspected, { from, to, before, after, notes, changes, plugins, gates }),
  };
}

/** The version that the component has: as the user says, or as its source does. */
function fromOf({ component, version, versions }: InspectedComponent, told: string | undefined): string {
  const from = told ?? version;
  if (from !== undefined) return from;
  fail('usage-invalid', {
    what: `the source does not say which version of ${component} it is`,
    ...(versions === undefined
      ? {}
      : { expected: `a version from ${versions.from} to ${versions.to}, as its flags show` }),
    fix: 'say it with --from',
  });
}

/**
 * The way of a component whose version is older than everything that is recorded of it: from the oldest on. What keeps the
 * later version from starting is told all the same; what changed before is not known.
 */
function wayFrom(component: KnownComponent, from: string, to: string | undefined): Stretch {
  const [oldest = ''] = recordedMinors(component);
  return stretchOf(component, isOlder(component, from) ? oldest : from, to);
}

function isOlder(component: KnownComponent, from: string): boolean {
  return compareVersions(writtenMinor(from), recordedMinors(component)[0] ?? '') < 0;
}

function olderThanRecords({ component, from }: { component: KnownComponent; from: string }, file: string): Problem {
  const [oldest = ''] = recordedMinors(component);
  return problem('input-no-catalogue', {
    severity: 'warning',
    where: { file },
    what: `the flags of ${component} ${writtenMinor(from)} are not recorded: which defaults changed before ${oldest} is not told`,
  });
}

function unrecorded(component: KnownComponent, file: string): Problem {
  return problem('input-no-catalogue', {
    severity: 'warning',
    where: { file },
    what: `${component} is left out: its flags are not recorded for both versions`,
  });
}

/** What the upgrade of several components means, and which of them had to be left out. */
export interface Upgrades {
  readonly upgrades: readonly ComponentUpgrade[];
  readonly problems: readonly Problem[];
}

/**
 * What an upgrade means for the components that were found in a source. Of some components fewer versions are recorded
 * than of others: one that is newer than the records is left out with a warning, unless nothing else is there; one that
 * is older is held against the later version alone.
 */
export async function upgradesOf(
  found: readonly InspectedComponent[],
  versions: { readonly from?: string | undefined; readonly to?: string | undefined },
  file: string,
): Promise<Upgrades> {
  const { to } = versions;
  const known = found.flatMap((inspected) => {
    const { component } = inspected;
    return isKnownComponent(component) ? [{ component, inspected, from: fromOf(inspected, versions.from) }] : [];
  });
  const recorded = known.filter(
    ({ component, from }) => (isRecorded(component, from) || isOlder(component, from)) && isRecorded(component, to),
  );
  const judged = recorded.length === 0 ? known : recorded;
  const upgrades = await Promise.all(
    judged.map((one) =>
      upgradeOf(one.component, one.inspected, wayFrom(one.component, one.from, to), writtenMinor(one.from)),
    ),
  );
  return {
    upgrades,
    problems: [
      ...known.filter((one) => !judged.includes(one)).map(({ component }) => unrecorded(component, file)),
      ...judged.filter(({ component, from }) => isOlder(component, from)).map((one) => olderThanRecords(one, file)),
    ],
  };
}
