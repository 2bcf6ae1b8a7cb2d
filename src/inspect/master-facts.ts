import type { Companion } from './companion.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';

/** What of a flag is compared with the same flag of another master. */
export type ComparedFlag = Pick<EffectiveFlag, 'name' | 'type' | 'value' | 'values' | 'confidence'>;

/** What of a component is compared with other masters. */
export interface MasterFacts extends Pick<InspectedComponent, 'component' | 'host' | 'version' | 'incomplete'> {
  readonly sources: readonly { readonly path?: string }[];
  /** A list: that of thousands of masters takes a tenth of the memory that tables would. */
  readonly flags: readonly ComparedFlag[];
  readonly companions?: readonly Companion[];
}

export function flagNamed(flags: readonly ComparedFlag[], name: string): ComparedFlag | undefined {
  return flags.find((flag) => flag.name === name);
}

/** The facts of a component that is kept anyway. */
export function factsOf(component: InspectedComponent): MasterFacts {
  return { ...component, flags: Object.values(component.flags) };
}

/** The same value that keeps nothing else in memory: a piece of a text, as V8 has it, keeps the whole text. */
function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/**
 * Makes the facts of one master after another small enough to keep thousands of them: what several masters have in
 * common is kept once, and nothing refers to the texts that were read.
 */
export function factsKeeper(): (component: InspectedComponent) => MasterFacts {
  const kept = new Map<string, unknown>();
  const once = <T>(value: T, key = JSON.stringify(value)): T => {
    const known = kept.get(key);
    if (known !== undefined) return known as T;
    const own = detached(value);
    kept.set(detached(key), own);
    return own;
  };
  return ({ component, host, version, incomplete, sources, flags, companions }) => {
    const compared = Object.values(flags).map(({ name, type, value, values, confidence }) => {
      // A key of its own: there are many flags, and to write each as JSON would be half of the work.
      const key = `${name}\0${type}\0${confidence}\0${value ?? '\0'}\0${values?.join('\0') ?? '\0'}`;
      const facts = { name, type, value, confidence };
      return once<ComparedFlag>(values === undefined ? facts : { ...facts, values }, key);
    });
    const [first] = sources;
    return {
      component: once(component),
      ...(host === undefined ? {} : { host: once(host) }),
      ...(version === undefined ? {} : { version: once(version) }),
      ...(incomplete === undefined ? {} : { incomplete }),
      sources: first?.path === undefined ? [] : [{ path: detached(first.path) }],
      flags: compared,
      ...(companions === undefined ? {} : { companions: companions.map((companion) => once(companion)) }),
    };
  };
}
