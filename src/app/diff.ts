import { loadFlagCatalog } from '../catalog/load.js';
import { unreadFlags } from '../inspect/companions/unread-flags.js';
import { type Defaults, diffFlags, type FlagDiff } from '../inspect/diff-flags.js';
import type { InspectedComponent, Inspection } from '../inspect/effective-flag.js';
import { maskComponent, maskDiff } from '../inspect/mask.js';
import { defaultFlags } from '../inspect/other-origins.js';
import { components as ownComponents } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, type Problem } from '../kernel/problem.js';
import { type InspectOutcome, inspectUnmasked, type InspectRequest } from './inspect.js';
import { renderedSource } from './rendered-source.js';

export interface DiffRequest extends Omit<InspectRequest, 'sources' | 'effective'> {
  /** A path of a file or folder, `-`, `ssh://user@host[:port]`, or `rendered:`. */
  readonly a: string;
  /** The same; without it the hosts of the config are the other side. */
  readonly b?: string;
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
  const flags = diffFlags(
    { component: a, defaults: left, mayBeInFile: unreadFlags(a) },
    { component: b, defaults: right, mayBeInFile: unreadFlags(b) },
  );
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

/** Throws when the two sides are not two, or cannot be had together. */
function refuseSenseless({ a, b, hosts }: DiffRequest): void {
  if (a === '-' && b === '-')
    fail('usage-invalid', { what: 'standard input can be read once only', fix: 'name - once' });
  if (b === undefined && hosts.length === 0) {
    fail('usage-invalid', {
      what: 'there is only one side',
      expected: 'two sources, or one and the hosts of the config with --host or --all',
      fix: `hardway diff ${a} --all`,
    });
  }
  if (b !== undefined && hosts.length > 0 && a !== renderedSource && b !== renderedSource) {
    fail('usage-invalid', {
      what: 'hosts of the config are a third side beside two sources',
      fix: 'leave out B, or compare the hosts with --host or --all alone',
    });
  }
}

/** The components that a config renders; what else runs on a host is none of its business. */
function onlyOwn({ inspection, exitCode }: InspectOutcome): InspectOutcome {
  const components = inspection.components.filter(({ component }) => ownComponents.some((own) => own === component));
  return { inspection: { ...inspection, components }, exitCode };
}

/** One side, whatever it is. */
async function readSide(source: string | undefined, request: DiffRequest): Promise<InspectOutcome> {
  const { hosts } = request;
  if (source === undefined) return inspectUnmasked({ ...request, sources: [], effective: false });
  const sources = await import('./diff-sources.js');
  if (source === renderedSource) return sources.inspectRendered({ ...request, hosts });
  if (await sources.isFolder(source)) return sources.inspectFolder(source, request);
  return inspectUnmasked({ ...request, sources: [source], hosts: [], effective: false });
}

/**
 * Compares the flags of every component that two sources have in common. The exit code is 4 when they differ, and that
 * of `inspect` when a source cannot be read.
 */
export async function diff(request: DiffRequest): Promise<{ diff: Diff; exitCode: ExitCode }> {
  const { a, b } = request;
  refuseSenseless(request);
  const read = await Promise.all([readSide(a, request), readSide(b, request)]);
  const rendered = a === renderedSource || b === renderedSource;
  const [left, right] = rendered ? [onlyOwn(read[0]), onlyOwn(read[1])] : read;
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
