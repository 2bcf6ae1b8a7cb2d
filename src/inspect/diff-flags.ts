import type { EffectiveFlag, InspectedComponent, Origin, Provenance } from './effective-flag.js';
import { sameValue } from './same-value.js';

/** What one side says of a flag; null for a side that does not say it. */
export interface DiffSide {
  /** null when it cannot be known. */
  readonly value: string | null;
  readonly origin: Origin;
  readonly provenance: readonly Provenance[];
}

/**
 * `changed`: both set it, differently. `only-a`, `only-b`: one sets it, and not to what the other has by default.
 * `same-effect`: one sets what the other has by default. `undetermined`: a side cannot tell.
 */
export type DiffKind = 'changed' | 'only-a' | 'only-b' | 'same-effect' | 'undetermined';

export interface FlagDiff {
  readonly flag: string;
  readonly kind: DiffKind;
  readonly a: DiffSide | null;
  readonly b: DiffSide | null;
  /** For lists that both set: the elements that b has and a has not, and the other way round. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** The defaults of a component by flag; empty where the version is not known, and then nothing can be said of them. */
export type Defaults = Readonly<Record<string, EffectiveFlag>>;

/** What stands on one side of a comparison. */
export interface DiffInput {
  readonly component: Pick<InspectedComponent, 'flags' | 'incomplete'>;
  readonly defaults: Defaults;
  /** Whether a flag that is not set may stand in a file that was not read. */
  readonly mayBeInFile?: (flag: string) => boolean;
}

function sideOf(flag: EffectiveFlag | undefined): DiffSide | null {
  if (flag === undefined) return null;
  const { value, origin, provenance } = flag;
  return { value, origin, provenance };
}

function kindOf(a: EffectiveFlag | undefined, b: EffectiveFlag | undefined, sides: Sides): DiffKind | null {
  if (a?.value === null || b?.value === null) return 'undetermined';
  if (a !== undefined && b !== undefined) return sameValue(a, b) ? null : 'changed';
  const [set, other, only] = a === undefined ? [b, sides.a, 'only-b' as const] : [a, sides.b, 'only-a' as const];
  if (set === undefined) return null;
  if (other.component.incomplete === true || other.mayBeInFile?.(set.name) === true) return 'undetermined';
  const byDefault = other.defaults[set.name];
  return byDefault !== undefined && sameValue(set, byDefault) ? 'same-effect' : only;
}

function elementsOf(a: EffectiveFlag | undefined, b: EffectiveFlag | undefined): Partial<FlagDiff> {
  if (a?.values === undefined || b?.values === undefined) return {};
  const [left, right] = [a.values, b.values];
  return {
    added: right.filter((element) => !left.includes(element)),
    removed: left.filter((element) => !right.includes(element)),
  };
}

interface Sides {
  readonly a: DiffInput;
  readonly b: DiffInput;
}

/** Every flag in which two components differ, sorted by name. Flags that neither sets are not compared. */
export function diffFlags(a: DiffInput, b: DiffInput): readonly FlagDiff[] {
  const names = [...new Set([...Object.keys(a.component.flags), ...Object.keys(b.component.flags)])].sort();
  return names.flatMap((flag): FlagDiff[] => {
    const [left, right] = [a.component.flags[flag], b.component.flags[flag]];
    const kind = kindOf(left, right, { a, b });
    if (kind === null) return [];
    return [{ flag, kind, a: sideOf(left), b: sideOf(right), ...elementsOf(left, right) }];
  });
}
