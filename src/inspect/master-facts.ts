import type { Companion } from './companion.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';

/** What of a flag is compared with the same flag of another master. */
export type ComparedFlag = Pick<EffectiveFlag, 'name' | 'type' | 'value' | 'values' | 'confidence'>;

/** What of a component is compared with other masters; an InspectedComponent has all of it, and much more. */
export interface MasterFacts extends Pick<InspectedComponent, 'component' | 'host' | 'version' | 'incomplete'> {
  readonly sources: readonly { readonly path?: string }[];
  readonly flags: Readonly<Record<string, ComparedFlag>>;
  readonly companions?: readonly Companion[];
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
  const once = <T>(value: T): T => {
    const key = JSON.stringify(value);
    const known = kept.get(key);
    if (known !== undefined) return known as T;
    // What was parsed from the key needs the key alone.
    const own = JSON.parse(key) as T;
    kept.set(detached(key), own);
    return own;
  };
  return ({ component, host, version, incomplete, sources, flags, companions }) => {
    const compared = Object.create(null) as Record<string, ComparedFlag>;
    for (const { name, type, value, values, confidence } of Object.values(flags)) {
      const flag = once({ name, type, value, ...(values === undefined ? {} : { values }), confidence });
      compared[flag.name] = flag;
    }
    const [first] = sources;
    return {
      component: once(component),
      ...(host === undefined ? {} : { host: once(host) }),
      ...(version === undefined ? {} : { version: once(version) }),
      ...(incomplete === undefined ? {} : { incomplete }),
      sources: first?.path === undefined ? [] : [{ path: detached(first.path) }],
      flags: compared,
      ...(companions === undefined ? {} : { companions: companions.map(once) }),
    };
  };
}
