import type { Companion } from './companion.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';

/** What of a flag is compared with the same flag of another master. */
export type ComparedFlag = Pick<EffectiveFlag, 'name' | 'type' | 'value' | 'values' | 'confidence'>;

/** What of a component is compared with other masters. */
export interface MasterFacts {
  readonly component: string;
  readonly host: string | undefined;
  readonly version: string | undefined;
  readonly incomplete: boolean;
  /** The first of its sources. */
  readonly path: string | undefined;
  /** Flags that earlier masters have as well: one list for all masters that have the same of them. */
  readonly shared: readonly ComparedFlag[];
  /** The others. */
  readonly own: readonly ComparedFlag[];
  readonly companions: readonly Companion[];
}

export function flagNamed({ shared, own }: MasterFacts, name: string): ComparedFlag | undefined {
  const isNamed = (flag: ComparedFlag): boolean => flag.name === name;
  return own.find(isNamed) ?? shared.find(isNamed);
}

export function flagNamesOf({ shared, own }: MasterFacts): readonly string[] {
  return [...shared, ...own].map(({ name }) => name);
}

/** The same value that keeps nothing else in memory: a piece of a text, as V8 has it, keeps the whole text. */
function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Gives the same value again for an equal one; the first that is kept for a key is made from what is given. */
type Once = <T>(key: string, given: T) => T;

function keepOnce(): Once {
  const kept = new Map<string, unknown>();
  return <T>(key: string, given: T): T => {
    const known = kept.get(key);
    if (known !== undefined) return known as T;
    const own = detached(given);
    kept.set(detached(key), own);
    return own;
  };
}

/** A flag of which so many values have been seen is different on each master: more of them need not be known again. */
const manyValues = 64;

const noCompanions: readonly Companion[] = [];

/** A flag as it is kept, with a number of its own. */
interface KeptFlag {
  readonly number: number;
  readonly flag: ComparedFlag;
}

/**
 * Makes the facts of one master after another small enough to keep thousands of them: what several masters have in
 * common is kept once, and nothing refers to the texts that were read.
 */
export function factsKeeper(): (component: InspectedComponent) => MasterFacts {
  const once = keepOnce();
  const text = <T extends string>(given: T): T => once(given, given);
  const flagsByName = new Map<string, Map<string, KeptFlag>>();
  const lists = new Map<string, readonly ComparedFlag[]>();
  let count = 0;

  const ownFlag = ({ name, type, value, values, confidence }: ComparedFlag): ComparedFlag => {
    const facts = { name: text(name), type: text(type), value: detached(value), confidence };
    return values === undefined ? facts : { ...facts, values: detached(values) };
  };
  const keepFlag = (given: ComparedFlag): KeptFlag | ComparedFlag => {
    const { name, type, value, values, confidence } = given;
    const key = `${type}\0${confidence}\0${value ?? '\0'}\0${values?.join('\0') ?? '\0'}`;
    let known = flagsByName.get(name);
    if (known === undefined) flagsByName.set(text(name), (known = new Map<string, KeptFlag>()));
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const flag = ownFlag(given);
    if (known.size < manyValues) known.set(detached(key), { number: count++, flag });
    return flag;
  };
  return ({ component, host, version, incomplete, sources, flags, companions }) => {
    const shared: KeptFlag[] = [];
    const own: ComparedFlag[] = [];
    for (const given of Object.values(flags)) {
      const flag = keepFlag(given);
      if ('number' in flag) shared.push(flag);
      else own.push(flag);
    }
    const listed = shared.map(({ number }) => number).join();
    let list = lists.get(listed);
    if (list === undefined) lists.set(listed, (list = shared.map(({ flag }) => flag)));
    const path = sources[0]?.path;
    return {
      component: text(component),
      host: host === undefined ? undefined : text(host),
      version: version === undefined ? undefined : text(version),
      incomplete: incomplete === true,
      path: path === undefined ? undefined : detached(path),
      shared: list,
      own,
      companions: companions?.map((companion) => once(JSON.stringify(companion), companion)) ?? noCompanions,
    };
  };
}
