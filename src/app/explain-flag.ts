import { type FlagFacts, flagFacts } from '../catalog/flag-facts.js';
import { type FlagEvent, flagHistory, rangeIn } from '../catalog/flag-history.js';
import { canonicalName } from '../catalog/flag-name.js';
import type { Agreement, FlagNote } from '../catalog/flag-note.js';
import { loadFlagNotes } from '../catalog/flag-notes.js';
import type { Flag } from '../catalog/flag.js';
import { goBool } from '../catalog/go-literals.js';
import { minorsOfFlag } from '../catalog/history.js';
import type { RecordedRange } from '../catalog/recorded-flags.js';
import { replacementFor } from '../catalog/replacements.js';
import { checkValue, elementsOf, typeRules } from '../catalog/type-rules.js';
import { typeInWords } from '../catalog/type-words.js';
import { writtenDefault } from '../kernel/printed-default.js';
import type { KnownComponent } from '../kernel/component.js';
import { compareVersions } from '../kernel/version.js';
import { recordedMinors } from './recorded-minor.js';
import { valueRefusal } from './value-refusal.js';

/** A value that was asked about together with the flag. */
export interface GivenValue {
  readonly accepted: boolean;
  /** What the component expects instead; completes "expected …". Null where the type is not what is wrong. */
  readonly expected: string | null;
  /** Why it is refused although its type is right: names the component does not know, values that went. */
  readonly why: readonly string[];
  /** How the component reads it, where that differs from the text: a boolean, or the elements of a list. */
  readonly readAs: readonly string[] | null;
}

/** Everything known of a flag of one component, as of one minor. */
export interface FlagExplanation extends Omit<FlagFacts, 'type' | 'default'> {
  readonly component: string;
  /** The minor the explanation is for: `1.37`. */
  readonly version: string;
  /** Whether that minor has the flag. */
  readonly exists: boolean;
  /** The minor that type, default and the like are of: the nearest that has the flag; null when no recorded one has. */
  readonly asOf: string | null;
  /** Null, as is the default, for a flag that went before the oldest minor recorded. */
  readonly type: string | null;
  readonly default: string | null;
  /** How it is written: `--audit-log-maxage=N`. */
  readonly form: string | null;
  /** What the component takes when the flag is not set, where its default does not say so. */
  readonly unset: string | null;
  /** What the value is, what a second use does, what an empty value means. */
  readonly reading: readonly string[];
  /** The first minor that refuses it, and what to do then. */
  readonly gone: { readonly since: string; readonly note: string } | null;
  /** What became of it, from old to new, as far as the records go. */
  readonly history: readonly FlagEvent[];
  readonly agreesWith: readonly Agreement[];
  readonly kubeadm: string | null;
  readonly breaks: string | null;
  readonly given: GivenValue | null;
}

/** The minor to speak for: the asked one, else the last one before it that has the flag, else the first after it. */
function nearestMinor(ranges: readonly RecordedRange[], minors: readonly string[], minor: string): string | undefined {
  const having = minors.filter((one) => rangeIn(ranges, one) !== undefined);
  return having.findLast((one) => compareVersions(one, minor) <= 0) ?? having[0];
}

async function judged(
  flag: Flag | undefined,
  value: string | undefined,
  component: KnownComponent,
  minor: string,
): Promise<GivenValue | null> {
  if (flag === undefined || value === undefined) return null;
  const expected = checkValue(flag, value, component);
  if (expected !== null) return { accepted: false, expected, why: [], readAs: null };
  const why = await valueRefusal(component, minor, flag, value);
  if (why.length > 0) return { accepted: false, expected: null, why, readAs: null };
  const truth = flag.type === 'bool' ? goBool(value) : null;
  const isList = typeRules(flag.type).elements !== 'one';
  return {
    accepted: true,
    expected: null,
    why: [],
    readAs: truth !== null ? [String(truth)] : isList ? elementsOf(flag, value) : null,
  };
}

/** No value of a flag is taken by a version that lacks it. */
function withoutTheFlag(component: string, minor: string, name: string): GivenValue {
  return { accepted: false, expected: null, why: [`${component} ${minor} has no flag --${name}`], readAs: null };
}

/** What is said of a flag of which only the note and the fact that it went are left. */
const unrecorded = { deprecated: null, hidden: false, inert: null, required: false, since: null, until: null } as const;

function nameOnly(name: string, note: FlagNote | undefined, component: string): FlagFactsOrLess {
  const replacedBy = note?.replacedBy ?? replacementFor(component, name)?.replacedBy ?? null;
  const { group = null, about = null } = note ?? {};
  return { ...unrecorded, name, type: null, default: null, replacedBy, group, about };
}

type FlagFactsOrLess = Omit<FlagFacts, 'type' | 'default'> & Pick<FlagExplanation, 'type' | 'default'>;

/** What became of the flag; of one that no recorded minor has, at least when it went. */
function historyOf(
  ranges: readonly RecordedRange[],
  minors: readonly string[],
  note: FlagNote | undefined,
  gone: { readonly since: string } | undefined,
): readonly FlagEvent[] {
  if (ranges.length === 0 && gone !== undefined) return [{ minor: gone.since, kind: 'removed' }];
  return flagHistory(ranges, minors, note);
}

/** Explains one flag of one component, with a value if one was given. `minor` is one that is recorded. */
export async function explainFlag(
  component: KnownComponent,
  written: string,
  minor: string,
  value?: string,
): Promise<FlagExplanation> {
  const name = canonicalName(component, written);
  const minors = recordedMinors(component);
  const [ranges, notes] = await Promise.all([minorsOfFlag(component, name), loadFlagNotes(component)]);
  const note = notes?.get(name);
  const shown = nearestMinor(ranges, minors, minor);
  const range = shown === undefined ? undefined : rangeIn(ranges, shown);
  const flag = range === undefined ? undefined : { ...range, name };
  const words = flag === undefined ? undefined : typeInWords(flag);
  const gone = replacementFor(component, name);
  const facts =
    flag === undefined || shown === undefined
      ? nameOnly(name, note, component)
      : flagFacts(flag, ranges, minors, shown, note);
  return {
    component,
    version: minor,
    exists: shown === minor,
    asOf: shown ?? null,
    ...facts,
    form: words?.form ?? null,
    unset: words === undefined || writtenDefault(facts.default ?? '') !== '' ? null : (note?.unset ?? null),
    reading: words?.sentences ?? [],
    gone: gone === undefined ? null : { since: gone.since, note: gone.note },
    history: historyOf(ranges, minors, note, gone),
    agreesWith: note?.agreesWith ?? [],
    kubeadm: note?.kubeadm ?? null,
    breaks: note?.breaks ?? null,
    given:
      shown === minor || value === undefined
        ? await judged(flag, value, component, minor)
        : withoutTheFlag(component, minor, name),
  };
}
