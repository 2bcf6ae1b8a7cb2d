import { loadFlagCatalog } from '../catalog/load.js';
import { type Defaults, diffFlags, type FlagDiff } from '../inspect/diff-flags.js';
import type { InspectedComponent, Inspection } from '../inspect/effective-flag.js';
import { maskComponent, maskDiff } from '../inspect/mask.js';
import { defaultFlags } from '../inspect/other-origins.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, type Problem } from '../kernel/problem.js';
import { inspectUnmasked, type InspectRequest } from './inspect.js';

export interface DiffRequest extends Omit<InspectRequest, 'sources' | 'hosts' | 'effective'> {
  readonly a: string;
  readonly b: string;
}

export type Described = Pick<InspectedComponent, 'component' | 'host' | 'version' | 'sources'>;

/** One component that both sides have. */
export interface ComponentDiff {
  readonly component: string;
  readonly a: Described;
  readonly b: Described;
  readonly flags: readonly FlagDiff[];
}

export interface Diff {
  readonly components: readonly ComponentDiff[];
  /** Components that only one side has. */
  readonly onlyInA: readonly Described[];
  readonly onlyInB: readonly Described[];
  readonly problems: readonly Problem[];
}

function describe({ component, host, version, sources }: InspectedComponent): Described {
  return { component, ...(host === undefined ? {} : { host }), ...(version === undefined ? {} : { version }), sources };
}

/** Pairs by component, and by host where a side has several of a component. */
function pairs(a: readonly InspectedComponent[], b: readonly InspectedComponent[]) {
  const rest = [...b];
  const paired: [InspectedComponent, InspectedComponent][] = [];
  const alone: InspectedComponent[] = [];
  for (const left of a) {
    const same = rest.filter((right) => right.component === left.component);
    const several = a.filter(({ component }) => component === left.component).length > 1 || same.length > 1;
    const right = several ? same.find(({ host }) => host === left.host) : same[0];
    if (right === undefined) alone.push(left);
    else {
      paired.push([left, right]);
      rest.splice(rest.indexOf(right), 1);
    }
  }
  return { paired, onlyInA: alone, onlyInB: rest };
}

async function defaultsOf({ component, version }: InspectedComponent): Promise<Defaults> {
  const catalog = version === undefined ? null : await loadFlagCatalog(component, version);
  return catalog === null ? {} : defaultFlags(catalog);
}

async function compare([a, b]: readonly [InspectedComponent, InspectedComponent]): Promise<ComponentDiff> {
  const [left, right] = await Promise.all([defaultsOf(a), defaultsOf(b)]);
  const flags = diffFlags({ component: a, defaults: left }, { component: b, defaults: right });
  return { component: a.component, a: describe(a), b: describe(b), flags: flags.map(maskDiff) };
}

function differs({ flags }: ComponentDiff): boolean {
  return flags.some(({ kind }) => kind !== 'same-effect' && kind !== 'undetermined');
}

/** That a side does not start at all matters more than any flag of it. What else is wrong is for `inspect` to say. */
function refusalsOf({ components }: Inspection): readonly Problem[] {
  const all = components.flatMap((component) => maskComponent(component).problems);
  return all.filter(({ code }) => code === 'input-refused' || code === 'input-unit-refused');
}

/**
 * Compares the flags of every component that two sources have in common. The exit code is 4 when they differ, and that
 * of `inspect` when a source cannot be read.
 */
export async function diff(request: DiffRequest): Promise<{ diff: Diff; exitCode: ExitCode }> {
  const { a, b } = request;
  if (a === '-' && b === '-')
    fail('usage-invalid', { what: 'standard input can be read once only', fix: 'name - once' });
  const read = (source: string) => inspectUnmasked({ ...request, sources: [source], hosts: [], effective: false });
  const [left, right] = await Promise.all([read(a), read(b)]);
  const { paired, onlyInA, onlyInB } = pairs(left.inspection.components, right.inspection.components);
  const components = await Promise.all(paired.map(compare));
  const result: Diff = {
    components,
    onlyInA: onlyInA.map(describe),
    onlyInB: onlyInB.map(describe),
    problems: [left, right].flatMap(({ inspection }) => [...inspection.problems, ...refusalsOf(inspection)]),
  };
  const failed = [left, right].find(({ exitCode }) => exitCode !== ExitCode.done);
  const different = components.some(differs) || onlyInA.length + onlyInB.length > 0;
  return { diff: result, exitCode: failed?.exitCode ?? (different ? ExitCode.findings : ExitCode.done) };
}
