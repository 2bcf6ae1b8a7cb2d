import { supportedEtcdMinors, supportedKubernetesMinors } from '../catalog/versions.js';
import type { FlagLookup } from '../formats/argv.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { TextKind } from '../kernel/source-kinds.js';
import type { Inspection } from './effective-flag.js';
import type { UnitReadingOptions } from './from-unit.js';
import { chooseCatalog, inspectComponent, type InspectOptions } from './inspect-component.js';
import { recognise, shapes } from './shapes/all.js';
import type { Reading, ShapeContext } from './shapes/shape.js';

export interface TextOptions extends InspectOptions, UnitReadingOptions {
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

/** Every flag name of all supported minors of the components that a text speaks of. */
async function knownNames(text: string, options: InspectOptions): Promise<KnownNames> {
  const names = new Set<string>();
  const lookups = new Map<KnownComponent, FlagLookup>();
  for (const component of knownComponents) {
    if (!text.includes(component.replace('kube-', ''))) continue;
    const { catalog } = await chooseCatalog(component, undefined, options);
    lookups.set(component, catalog);
    const minors = component === 'etcd' ? supportedEtcdMinors : supportedKubernetesMinors;
    const others = await Promise.all(minors.map((minor) => options.catalogs(component, minor)));
    for (const known of [catalog, ...others]) for (const name of known?.names() ?? []) names.add(name);
  }
  return { names, lookup: (component) => lookups.get(component) ?? { get: () => undefined } };
}

/** Reads a text as its kind; one that no shape recognises is tried as each. */
async function readText(text: string, as: TextKind | null, context: Omit<ShapeContext, 'within'>): Promise<Reading> {
  const kind = as ?? recognise(text);
  const candidates = shapes.filter((shape) =>
    kind === null ? shape.onlyWhenRecognised !== true : shape.kind === kind,
  );
  let reading: Reading = { found: [], problems: [] };
  for (const shape of candidates) {
    const read = await shape.reader();
    reading = await read(text, { ...context, within: (inner, options) => readWithin(inner, context, options) });
    if (reading.found.length > 0) break;
  }
  return reading;
}

/** Reads a text inside another one; lines are told as those of the outer text. */
async function readWithin(
  text: string,
  context: Omit<ShapeContext, 'within'>,
  { as, firstLine = 1 }: { readonly as?: TextKind; readonly firstLine?: number } = {},
): Promise<Reading> {
  return readText('\n'.repeat(firstLine - 1) + text, as ?? recognise(text), context);
}

/**
 * Reads a text that holds command lines of components: recognises what it is, takes the command lines out of it, and
 * tells the flags that count, each with where it was found. A text in which nothing is found gives a problem of
 * severity error; nothing is thrown.
 */
export async function inspectText(text: string, options: TextOptions): Promise<Inspection> {
  const kind = options.as ?? recognise(text);
  const losesBoundaries = kind === null || shapes.some((shape) => shape.kind === kind && shape.losesBoundaries);
  const { names, lookup } = losesBoundaries ? await knownNames(text, options) : nothingKnown;
  const path = options.source.startsWith('<') ? {} : { path: options.source };
  const { dropIns = [], environmentFiles = () => undefined, exact = false } = options;
  const around = { dropIns, environmentFiles, exact };
  const context = { label: options.source, ...path, ...around, lookup, isFlagName: (name: string) => names.has(name) };
  const reading = await readText(text, kind, context);
  const wanted = reading.found.filter(
    ({ component }) => options.component === undefined || component === options.component,
  );
  const inspected = await Promise.all(wanted.map((argv) => inspectComponent(argv, options)));
  const host = options.host === undefined ? {} : { host: options.host };
  const problems = reading.problems.map((p) => ({ ...p, where: { ...p.where, ...host } }));
  return { components: inspected, problems: wanted.length > 0 ? problems : nothingFound(problems, kind, options) };
}

function nothingFound(problems: readonly Problem[], kind: TextKind | null, options: TextOptions): readonly Problem[] {
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const wanted = options.component ?? `${knownComponents.slice(0, -1).join(', ')} or ${knownComponents.at(-1) ?? ''}`;
  const where = { file: options.source };
  const none =
    kind === null
      ? problem('input-unknown-kind', {
          where,
          what: 'this is neither a manifest, nor a systemd unit, nor a process list',
          expected: `a text that starts ${wanted}`,
          fix: 'say what it is with --as',
        })
      : problem('input-no-component', { where, what: `read as ${kind}, this does not start ${wanted}` });
  return [...problems, none];
}
