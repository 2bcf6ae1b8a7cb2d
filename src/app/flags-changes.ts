import type { InspectedComponent } from '../inspect/effective-flag.js';
import { isComponent, type KnownComponent } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, isError, type Problem, refuseErrors } from '../kernel/problem.js';
import { changesIn, type ComponentChanges, stretchOf } from './component-changes.js';
import type { ComponentUpgrade } from './component-upgrade.js';
import type { InspectRequest } from './inspect.js';

export interface FlagsChangesRequest extends Pick<InspectRequest, 'stdin' | 'config' | 'as' | 'root' | 'signal'> {
  /** Versions or minors of the components. `from` may be left out where the source tells its version. */
  readonly from?: string;
  /** Without it the newest minor that is recorded. */
  readonly to?: string;
  readonly component?: KnownComponent;
  /** A source of flags: then what of it must change is told, instead of what changed at all. */
  readonly source?: string;
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

/** Versions of Kubernetes say nothing of etcd: of the components found, those the versions can mean. */
function meant(component: InspectedComponent, { component: only, to }: FlagsChangesRequest): boolean {
  if (only !== undefined) return component.component === only;
  return component.component !== 'etcd' || (to?.replace(/^v/, '').startsWith('3.') ?? false);
}

async function upgradeOfSource(source: string, request: FlagsChangesRequest): Promise<FlagsChangesOutcome> {
  const { from, to, component: only, stdin, config, as, root, signal } = request;
  // Reading sources costs start-up time, which a comparison of versions need not pay.
  const [{ inspect }, { upgradesOf }] = await Promise.all([import('./inspect.js'), import('./component-upgrade.js')]);
  const { inspection, exitCode } = await inspect({
    sources: [source],
    hosts: [],
    config,
    stdin,
    effective: false,
    ...(as === undefined ? {} : { as }),
    ...(root === undefined ? {} : { root }),
    ...(signal === undefined ? {} : { signal }),
    ...(only === undefined || !isComponent(only) ? {} : { component: only }),
    ...(from === undefined ? {} : { kubernetesVersion: from }),
  });
  const found = inspection.components.filter((component) => meant(component, request));
  if (found.length === 0) {
    refuseErrors(inspection.problems);
    fail('input-no-component', {
      where: { file: source },
      what: `there is no ${only ?? 'component of Kubernetes'} in it`,
      ...(only === undefined ? { fix: 'for etcd give --component etcd, and its versions as --from and --to' } : {}),
    });
  }
  const { upgrades, problems } = await upgradesOf(found, { from, to }, source);
  const stopped = upgrades.some(({ findings }) => findings.some(({ effect }) => effect === 'stops'));
  const unread = inspection.problems.some(isError);
  return {
    result: { changes: [], upgrades, problems: [...inspection.problems, ...problems] },
    exitCode: unread ? exitCode : stopped ? ExitCode.findings : ExitCode.done,
  };
}

/**
 * What changed between two versions; with a source what of it must change before the upgrade, exit code 4 when the
 * component would not start as it is configured. A source that cannot be read ends as it does for `inspect`.
 */
export async function flagsChanges(request: FlagsChangesRequest): Promise<FlagsChangesOutcome> {
  const { source, component = 'kube-apiserver', from, to } = request;
  if (source !== undefined) return upgradeOfSource(source, request);
  if (from === undefined)
    fail('usage-invalid', { what: '--from is missing', fix: 'hardway flags changes --from 1.34' });
  const stretch = stretchOf(component, from, to);
  const changes = await changesIn(component, stretch);
  return {
    result: { changes: [{ component, from: stretch.from, to: stretch.to, changes }], upgrades: [], problems: [] },
    exitCode: ExitCode.done,
  };
}
