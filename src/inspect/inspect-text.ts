import { loadEveryFlag } from '../catalog/every-flag.js';
import type { FlagLookup } from '../formats/argv.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { TextKind } from '../kernel/source-kinds.js';
import { asWritten, copiedText, heldTogether } from './copied-text.js';
import type { Inspection } from './effective-flag.js';
import type { UnitReadingOptions } from './from-unit.js';
import { inspectComponent, type InspectOptions } from './inspect-component.js';
import { recognise, shapes } from './shapes/all.js';
import type { Reading, ShapeContext, WithinOptions } from './shapes/shape.js';
import { settleComponents, type SettleOptions } from './settle.js';

export interface TextOptions extends InspectOptions, SettleOptions, UnitReadingOptions {
  /** How the text is named in provenance and problems: a path, `<stdin>`. */
  readonly source: string;
  /** Read it as this kind, whatever it looks like. */
  readonly as?: TextKind;
  /** Only this component. */
  readonly component?: KnownComponent;
}

type Lookup = (component: KnownComponent) => FlagLookup;

interface KnownNames {
  readonly names: ReadonlySet<string>;
  readonly lookup: Lookup;
}

const nothingKnown: KnownNames = { names: new Set(), lookup: () => ({ get: () => undefined }) };

/** Every flag name that any minor of the components has of which a text speaks. */
async function knownNames(text: string): Promise<KnownNames> {
  const names = new Set<string>();
  const lookups = new Map<KnownComponent, FlagLookup>();
  for (const component of knownComponents) {
    if (!text.includes(component.replace('kube-', ''))) continue;
    const every = await loadEveryFlag(component);
    if (every === null) continue;
    lookups.set(component, every);
    for (const name of every.names()) names.add(name);
  }
  return { names, lookup: (component) => lookups.get(component) ?? { get: () => undefined } };
}

type OuterContext = Omit<ShapeContext, 'within'>;

/** Texts stand in each other at most this deep: a unit, in a script, in cloud-init, in an object of a cluster. */
const maxDepth = 3;

/** More than all masters of a company; a text with more of them is none that somebody wants to read. */
const maxFound = 500;

function tooMany(file: string): Problem {
  const what = `there are more components in it than the first ${maxFound}, which are read`;
  return problem('input-truncated', { severity: 'warning', where: { file }, what });
}

/** Reads a text as its kind; one that no shape recognises is tried as each. */
async function readText(text: string, as: TextKind | null, context: OuterContext, depth = 0): Promise<Reading> {
  const kind = as ?? recognise(text);
  const candidates = shapes.filter((shape) =>
    kind === null ? shape.onlyWhenRecognised !== true : shape.kind === kind,
  );
  let reading: Reading = { found: [], problems: [] };
  if (!/\S/.test(text)) return reading;
  for (const shape of candidates) {
    const read = await shape.reader();
    const within: ShapeContext['within'] = (inner, options) => readWithin(inner, context, { ...options, depth });
    reading = await read(text, { within, ...context });
    if (reading.found.length > 0) break;
  }
  return reading;
}

/** Reads a text inside another one; lines are told as those of the outer text, unless it has a label of its own. */
async function readWithin(
  text: string,
  context: OuterContext,
  { as, firstLine = 1, depth, ...rest }: WithinOptions & { readonly depth: number },
): Promise<Reading> {
  const kind = as ?? recognise(text);
  if (kind === null || depth >= maxDepth) return { found: [], problems: [] };
  const known = losesBoundaries(kind) ? await knownNames(text) : nothingKnown;
  const inner = { ...context, lookup: known.lookup, isFlagName: (name: string) => known.names.has(name), ...rest };
  return readText('\n'.repeat(firstLine - 1) + text, kind, inner, depth + 1);
}

function losesBoundaries(kind: TextKind | null): boolean {
  return kind === null || shapes.some((shape) => shape.kind === kind && shape.losesBoundaries);
}

/**
 * Tells which kind of text this is and takes the command lines of components out of it, as they are written there. A
 * text in which nothing is found gives none; nothing is thrown.
 */
export async function readSource(given: string, options: TextOptions): Promise<Reading> {
  const copied = copiedText(given, options.source, options.exact === true);
  const kind = options.as ?? recognise(copied.text);
  const text = heldTogether(copied.text, kind);
  const { names, lookup } = losesBoundaries(kind) ? await knownNames(text) : nothingKnown;
  const path = options.source.startsWith('<') ? {} : { path: options.source };
  const { dropIns = [], environmentFiles = () => undefined, scripts = () => undefined, exact = false } = options;
  const around = { dropIns, environmentFiles, scripts, exact };
  const context = { label: options.source, ...path, ...around, lookup, isFlagName: (name: string) => names.has(name) };
  const { found, problems } = await readText(text, kind, context);
  const told = found.length === 0 ? [] : copied.problems;
  const more = found.length > maxFound ? [tooMany(options.source)] : [];
  const kept = found.slice(0, maxFound).map((argv) => asWritten(argv, copied));
  return { found: kept, problems: [...told, ...problems, ...more] };
}

/**
 * Reads a text that holds command lines of components: recognises what it is, takes the command lines out of it, and
 * tells the flags that count, each with where it was found. A text in which nothing is found gives a problem of
 * severity error; nothing is thrown.
 */
export async function inspectText(text: string, options: TextOptions): Promise<Inspection> {
  const reading = await readSource(text, options);
  const wanted = reading.found.filter(
    ({ component }) => options.component === undefined || component === options.component,
  );
  const unsettled = wanted.map(async (argv) => ({
    component: await inspectComponent(argv, options),
    mounts: argv.mounts,
  }));
  const inspected = await settleComponents(await Promise.all(unsettled), options);
  const host = options.host === undefined ? {} : { host: options.host };
  const problems = reading.problems.map((p) => ({ ...p, where: { ...p.where, ...host } }));
  return {
    components: inspected,
    problems: wanted.length > 0 ? problems : nothingFound(problems, options.as ?? recognise(text), options),
  };
}

function nothingFound(problems: readonly Problem[], kind: TextKind | null, options: TextOptions): readonly Problem[] {
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const wanted = options.component ?? `${knownComponents.slice(0, -1).join(', ')} or ${knownComponents.at(-1) ?? ''}`;
  const where = { file: options.source };
  const none =
    kind === null
      ? problem('input-unknown-kind', {
          where,
          what: 'this has the marks of no kind of text that holds flags',
          expected: `a text that starts ${wanted}`,
          fix: 'say what it is with --as',
        })
      : problem('input-no-component', { where, what: `read as ${kind}, this does not start ${wanted}` });
  return [...problems, none];
}
