import { isKnownComponent } from '../kernel/component.js';
import { type RangesByName, recordsIn } from './recorded-ranges.js';
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
  const recorded = recordsIn(await recordedGates(component), source.minor);
  const had = recorded.filter(({ except }) => except?.includes(component) !== true);
  const gates = Object.freeze(
    had.map(({ name, otherwise, ...usual }) => gateOf(name, otherwise?.[component] ?? usual)),
  );
  const byName = new Map(gates.map((gate) => [gate.name, gate]));
  return Object.freeze({
    component,
    minor: source.minor,
    get: (name: string) => byName.get(name),
    all: () => gates,
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
