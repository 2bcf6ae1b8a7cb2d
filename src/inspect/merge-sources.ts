import type { Problem } from '../kernel/problem.js';
import { fromEntries } from './effective.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';

type Difference = InspectedComponent['differences'][number];

/** A name for the source of a component in a difference. */
function nameOf({ sources }: InspectedComponent): string {
  const [source] = sources;
  return source?.path ?? source?.kind ?? '';
}

/** Whether two sources say the same of a flag. What one of them cannot tell, or may only leave out, is no difference. */
function agree(a: EffectiveFlag | undefined, b: EffectiveFlag | undefined): boolean {
  if (a?.confidence === 'undetermined' || b?.confidence === 'undetermined') return true;
  if (a?.values !== undefined && b?.values !== undefined) return a.values.join('\0') === b.values.join('\0');
  return a?.value === b?.value;
}

function differencesOf(sources: readonly InspectedComponent[], names: readonly string[]): Difference[] {
  const [first, ...others] = sources;
  return names.flatMap((name) => {
    // A default is what a source does not say.
    const said = (source: InspectedComponent | undefined): EffectiveFlag | undefined => {
      const flag = source?.flags[name];
      return flag?.origin === 'default' ? undefined : flag;
    };
    const open = (source: InspectedComponent | undefined): boolean =>
      source?.incomplete === true && said(source) === undefined;
    if (others.every((other) => open(first) || open(other) || agree(said(first), said(other)))) return [];
    const values = sources.map((source) => ({ source: nameOf(source), value: said(source)?.value ?? null }));
    return [{ flag: name, values }];
  });
}

function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, what }) => {
    const key = `${code} ${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What a running process was started with, it took: a file with the same words is not refused, whatever we think. */
function believed(first: InspectedComponent, other: InspectedComponent): readonly Problem[] {
  const runs = first.sources.some(({ kind }) => kind === 'proc');
  const names = [...new Set([...Object.keys(first.flags), ...Object.keys(other.flags)])];
  const same = first.positionals.join('\0') === other.positionals.join('\0');
  if (!runs || !same || differencesOf([first, other], names).length > 0) return other.problems;
  return other.problems.filter(({ code }) => code !== 'input-refused');
}

/**
 * One component out of what several sources say about it. The first is what counts (the running process); the others
 * add where a value comes from, and every disagreement becomes a difference: a file edited and not restarted, a flag
 * that only one of them has (its value is null where it is not set).
 */
export function mergeSources(sources: readonly InspectedComponent[]): InspectedComponent {
  const [first, ...others] = sources;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  if (others.length === 0) return first;
  const flags = Object.values(first.flags).map((flag): [string, EffectiveFlag] => {
    const same = others.flatMap((other) => other.flags[flag.name] ?? []).filter((other) => agree(flag, other));
    const provenance = [...same.flatMap((other) => other.provenance), ...flag.provenance];
    return [flag.name, { ...flag, provenance }];
  });
  const names = [...new Set(sources.flatMap((source) => Object.keys(source.flags)))].sort();
  const version = sources.find((source) => source.version !== undefined)?.version;
  return {
    ...first,
    ...(version === undefined ? {} : { version }),
    sources: sources.flatMap((source) => source.sources),
    flags: fromEntries(flags),
    differences: differencesOf(sources, names),
    problems: withoutRepeats([...others.flatMap((other) => believed(first, other)), ...first.problems]),
  };
}
