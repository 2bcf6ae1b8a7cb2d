import { isKnownComponent } from '../kernel/component.js';
import { type RangesByName, recordReader } from './recorded-ranges.js';
import { recordSource } from './sources.js';

export type FeatureStage = 'alpha' | 'beta' | 'ga' | 'deprecated';

/** A feature gate of one component in one minor, as the program itself declares it. */
export interface FeatureGate {
  readonly name: string;
  readonly stage: FeatureStage;
  /** Whether the feature is on when --feature-gates does not speak of it. */
  readonly default: boolean;
  /** The default cannot be changed: the other value keeps the component from starting. */
  readonly locked?: boolean;
}

/** Every feature gate of one component in one minor; a name that is not among them keeps it from starting. */
export interface FeatureGates {
  readonly component: string;
  /** The minor it speaks for: `1.37`. */
  readonly minor: string;
  get(name: string): FeatureGate | undefined;
  /** All gates, sorted by name. */
  all(): readonly FeatureGate[];
}

interface Facts {
  readonly stage: string;
  readonly default: boolean;
  readonly locked?: boolean;
}

interface Recorded extends Facts {
  /** The components that do not have it, though they share the list. */
  readonly except?: readonly string[];
  /** By component: what it declares differently from the others. */
  readonly otherwise?: Readonly<Record<string, Facts>>;
}

/**
 * The feature gates of a component in a version (`1.37.1`, `v1.37.1`) or minor (`1.37`), among them the two that stand
 * for all of a stage, AllAlpha and AllBeta. Null when nothing is recorded about that component or minor.
 */
export async function loadFeatureGates(component: string, version: string): Promise<FeatureGates | null> {
  const source = recordSource(component, version);
  if (source === null || !isKnownComponent(component)) return null;
  const recorded = await recordedGates(component);
  const record = recordReader(recorded, source.minor);
  const read = (name: string): FeatureGate | undefined => {
    const had = record(name);
    if (had === undefined || had.except?.includes(component) === true) return undefined;
    return gateOf(name, had.otherwise?.[component] ?? had);
  };
  // A command line names a handful of hundreds of gates: each is made when it is asked for.
  const made = new Map<string, FeatureGate | undefined>();
  const get = (name: string): FeatureGate | undefined => {
    if (!made.has(name)) made.set(name, read(name));
    return made.get(name);
  };
  let all: readonly FeatureGate[] | undefined;
  return Object.freeze({
    component,
    minor: source.minor,
    get,
    all: () => (all ??= Object.freeze(Object.keys(recorded).flatMap((name) => get(name) ?? []))),
  });
}

async function recordedGates(component: string): Promise<RangesByName<Recorded>> {
  if (component === 'etcd')
    return (await import('./data/etcd-feature-gates.json', { with: { type: 'json' } })).default.gates;
  return (await import('./data/kubernetes-feature-gates.json', { with: { type: 'json' } })).default.gates;
}

function gateOf(name: string, { stage, default: on, locked }: Facts): FeatureGate {
  return Object.freeze({ name, stage: stage as FeatureStage, default: on, ...(locked !== undefined && { locked }) });
}
