import { loadAdmissionPlugins } from '../catalog/admission-plugins.js';
import { loadFeatureGates } from '../catalog/feature-gates.js';
import { type CatalogueChange, changesOfFlag, type Stretch } from '../catalog/flag-changes.js';
import { loadFlagNotes } from '../catalog/flag-notes.js';
import { everyFlagName, minorsOfFlag } from '../catalog/history.js';
import { loadFlagCatalog } from '../catalog/load.js';
import { gateChanges, pluginChanges } from '../catalog/switch-changes.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import type { UpgradeFinding } from '../inspect/upgrade/finding.js';
import { upgradeFindings } from '../inspect/upgrade/findings.js';
import { isComponent, isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, isError, type Problem } from '../kernel/problem.js';
import { compareVersions } from '../kernel/version.js';
import { inspect, type InspectRequest } from './inspect.js';
import { recordedMinor, recordedMinors } from './recorded-minor.js';

export interface FlagsChangesRequest extends Pick<InspectRequest, 'stdin' | 'config' | 'as' | 'signal'> {
  /** Versions or minors of the components. `from` may be left out where the source tells its version. */
  readonly from?: string;
  /** Without it the newest minor that is recorded. */
  readonly to?: string;
  readonly component?: KnownComponent;
  /** A source of flags: then what of it must change is told, instead of what changed at all. */
  readonly source?: string;
}

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

/** What changed between two minors of a component. */
export interface ComponentChanges {
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly CatalogueChange[];
}

/** Without a source `changes`, with one `upgrades`; the other is empty. */
export interface FlagsChanges {
  readonly changes: readonly ComponentChanges[];
  readonly upgrades: readonly ComponentUpgrade[];
  readonly problems: readonly Problem[];
}

export interface FlagsChangesOutcome {
  readonly result: FlagsChanges;
  readonly exitCode: ExitCode;
}

function stretchOf(component: KnownComponent, from: string, to: string | undefined): Stretch {
  const stretch = {
    from: recordedMinor(component, from),
    to: recordedMinor(component, to),
    minors: recordedMinors(component),
  };
  if (compareVersions(stretch.from, stretch.to) > 0) {
    fail('usage-invalid', { what: `--from ${stretch.from} is newer than --to ${stretch.to}`, fix: 'swap the two' });
  }
  return stretch;
}

async function changesIn(component: KnownComponent, stretch: Stretch): Promise<readonly CatalogueChange[]> {
  const notes = await loadFlagNotes(component);
  const names = [...(await everyFlagName(component))].sort();
  const flags = await Promise.all(
    names.map(async (name) => changesOfFlag(name, await minorsOfFlag(component, name), stretch, notes?.get(name))),
  );
  const plugins = component === 'kube-apiserver' ? await pluginChanges(stretch) : [];
  return [...flags.flat(), ...plugins, ...(await gateChanges(component, stretch))];
}

async function upgradeOf(
  component: KnownComponent,
  inspected: InspectedComponent,
  stretch: Stretch,
): Promise<ComponentUpgrade> {
  const { from, to } = stretch;
  const [before, after, notes, plugins, gates, changes] = await Promise.all([
    loadFlagCatalog(component, from),
    loadFlagCatalog(component, to),
    loadFlagNotes(component),
    component === 'kube-apiserver' ? loadAdmissionPlugins(to) : null,
    loadFeatureGates(component, to),
    changesIn(component, stretch),
  ]);
  if (before === null || after === null || notes === null) throw new Error(`nothing is recorded of ${component}`);
  const { host, sources, incomplete = false } = inspected;
  return {
    component,
    ...(host === undefined ? {} : { host }),
    sources,
    from,
    to,
    incomplete,
    findings: upgradeFindings(inspected, { from, to, before, after, notes, changes, plugins, gates }),
  };
}

/** The version that the component has: as the user says, or as its source does. */
function fromOf({ component, version }: InspectedComponent, told: string | undefined): string {
  const from = told ?? version;
  if (from !== undefined) return from;
  fail('usage-invalid', {
    what: `the source does not say which version of ${component} it is`,
    fix: 'say it with --from',
  });
}

/** Versions of Kubernetes say nothing of etcd: of the components found, those the versions can mean. */
function meant(component: InspectedComponent, { component: only, to }: FlagsChangesRequest): boolean {
  if (only !== undefined) return component.component === only;
  return component.component !== 'etcd' || (to?.replace(/^v/, '').startsWith('3.') ?? false);
}

async function upgradesOf(source: string, request: FlagsChangesRequest): Promise<FlagsChangesOutcome> {
  const { from, to, component: only, stdin, config, as, signal } = request;
  const { inspection, exitCode } = await inspect({
    sources: [source],
    hosts: [],
    config,
    stdin,
    effective: false,
    ...(as === undefined ? {} : { as }),
    ...(signal === undefined ? {} : { signal }),
    ...(only === undefined || !isComponent(only) ? {} : { component: only }),
    ...(from === undefined ? {} : { kubernetesVersion: from }),
  });
  const found = inspection.components.filter((component) => meant(component, request));
  if (found.length === 0 && !inspection.problems.some(isError)) {
    fail('input-no-component', {
      where: { file: source },
      what: `there is no ${only ?? 'component of Kubernetes'} in it`,
      ...(only === undefined ? { fix: 'for etcd give --component etcd, and its versions as --from and --to' } : {}),
    });
  }
  const upgrades = await Promise.all(
    found.flatMap((inspected) => {
      const { component } = inspected;
      if (!isKnownComponent(component)) return [];
      return [upgradeOf(component, inspected, stretchOf(component, fromOf(inspected, from), to))];
    }),
  );
  const stopped = upgrades.some(({ findings }) => findings.some(({ effect }) => effect === 'stops'));
  const unread = inspection.problems.some(isError);
  return {
    result: { changes: [], upgrades, problems: inspection.problems },
    exitCode: unread ? exitCode : stopped ? ExitCode.findings : ExitCode.done,
  };
}

/**
 * What changed between two versions; with a source what of it must change before the upgrade, exit code 4 when the
 * component would not start as it is configured. A source that cannot be read ends as it does for `inspect`.
 */
export async function flagsChanges(request: FlagsChangesRequest): Promise<FlagsChangesOutcome> {
  const { source, component = 'kube-apiserver', from, to } = request;
  if (source !== undefined) return upgradesOf(source, request);
  if (from === undefined)
    fail('usage-invalid', { what: '--from is missing', fix: 'hardway flags changes --from 1.34' });
  const stretch = stretchOf(component, from, to);
  const changes = await changesIn(component, stretch);
  return {
    result: { changes: [{ component, from: stretch.from, to: stretch.to, changes }], upgrades: [], problems: [] },
    exitCode: ExitCode.done,
  };
}
