import type { Flag } from '../catalog/flag.js';
import { goBool } from '../catalog/go-literals.js';
import { typeRules } from '../catalog/type-rules.js';
import {
  type ArgvWord,
  type FlagLookup,
  type FlagSyntax,
  meaningAlone,
  parseArgv,
  type RawFlag,
} from '../formats/argv.js';
import type { KnownComponent } from '../kernel/component.js';
import type { ComponentArgv } from './component-argv.js';
import type { Confidence, EffectiveFlag, Provenance } from './effective-flag.js';
import { isList, listValue } from './list-value.js';

/** One use of a flag with the value it carries and where it stands. */
interface Use {
  readonly value: string | null;
  readonly confidence: Confidence;
  readonly provenance: Provenance;
}

/** The type that is written for a flag the catalogue does not know. */
export const unknownType = 'unknown';

export function syntaxOf(component: KnownComponent): FlagSyntax {
  return component === 'etcd' ? 'go' : 'pflag';
}

function provenanceOf(word: ArgvWord, label: string): Provenance {
  const { file: source = label, line, column } = word;
  // Written out, here and below: spreading costs V8 several times as much, and there are many flags.
  if (line === undefined) return column === undefined ? { source } : { source, column };
  return column === undefined ? { source, line } : { source, line, column };
}

function useOf(raw: RawFlag, label: string): Use {
  const first = raw.words[0];
  const provenance = first === undefined ? { source: label } : provenanceOf(first, label);
  const unknown = raw.words.some((word) => (word.unresolved ?? []).length > 0 || word.truncated === true);
  if (unknown) return { value: null, confidence: 'undetermined', provenance };
  const reconstructed = raw.words.some((word) => word.reconstructed === true);
  const value = raw.value ?? (raw.flag === undefined ? 'true' : (meaningAlone(raw.flag) ?? ''));
  return { value, confidence: reconstructed ? 'reconstructed' : 'certain', provenance };
}

/** Booleans in one spelling; everything else as given. */
function canonical(type: string, value: string): string {
  if (type !== 'bool') return value;
  const read = goBool(value);
  return read === null ? value : String(read);
}

const weakest = (uses: readonly Use[]): Confidence =>
  (['undetermined', 'reconstructed'] as const).find((c) => uses.some(({ confidence }) => confidence === c)) ??
  'certain';

function overrodeOf(uses: readonly Use[]): EffectiveFlag['overrode'] {
  return uses.map(({ value, provenance }) => ({ value: value ?? '', provenance }));
}

function effectiveFlag(name: string, flag: Flag | undefined, uses: readonly Use[]): EffectiveFlag {
  const replaces = flag === undefined || typeRules(flag.type).repeats === 'replace';
  const counting = replaces ? uses.slice(-1) : uses;
  const confidence = weakest(counting);
  const type = flag?.type ?? unknownType;
  const origin = 'set';
  const provenance = counting.map((use) => use.provenance);
  const overrode = overrodeOf(replaces ? uses.slice(0, -1) : []);
  if (confidence === 'undetermined') return { name, type, origin, confidence, provenance, overrode, value: null };
  const given = counting.map((use) => use.value ?? '');
  if (flag === undefined || !isList(flag.type)) {
    return { name, type, origin, confidence, provenance, overrode, value: canonical(type, given[0] ?? '') };
  }
  const { text: value, elements: values } = listValue(flag, given);
  return { name, type, origin, confidence, provenance, overrode, value, values };
}

/** What became of the words of one command line. */
export interface EffectiveArgv {
  readonly flags: Readonly<Record<string, EffectiveFlag>>;
  readonly positionals: readonly ArgvWord[];
  readonly raw: readonly RawFlag[];
  readonly errors: readonly { readonly what: string; readonly word: ArgvWord }[];
  /** Whole words that are an unexpanded variable, and so may stand for any number of flags. */
  readonly openWords: readonly ArgvWord[];
}

/** A word such as `$KUBE_API_ARGS`: what it stands for is not known, not even how many words. */
function isOpen(word: ArgvWord): boolean {
  const [only] = word.unresolved ?? [];
  return only !== undefined && only === word.text;
}

/** The flags that a command line sets, merged by the rules of their types, sorted by name. */
export function effectiveArgv(argv: ComponentArgv, label: string, lookup: FlagLookup): EffectiveArgv {
  const openWords = argv.words.filter(isOpen);
  const words = openWords.length === 0 ? argv.words : argv.words.filter((word) => !isOpen(word));
  const { flags: raw, positionals, errors } = parseArgv(words, lookup, syntaxOf(argv.component));
  const byName = new Map<string, RawFlag[]>();
  for (const flag of raw) {
    const uses = byName.get(flag.name);
    if (uses === undefined) byName.set(flag.name, [flag]);
    else uses.push(flag);
  }
  const flags = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, uses]): [string, EffectiveFlag] => {
      const values = uses.map((use) => useOf(use, label));
      return [name, effectiveFlag(name, uses[0]?.flag, values)];
    });
  return { flags: fromEntries(flags), positionals, raw, errors, openWords };
}

/** An object that no name on a command line can harm, `__proto__` neither. */
export function fromEntries<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const object = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) object[name] = value;
  return object;
}
