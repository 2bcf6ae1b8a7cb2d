import { type AdmissionPlugins, loadAdmissionPlugins } from './admission-plugins.js';
import { apiVersionsGone } from './gone-api-versions.js';
import { type FeatureGates, loadFeatureGates } from './feature-gates.js';
import type { CatalogueChange, ChangeKind, Stretch } from './flag-changes.js';

/** The minors after the first of the stretch, up to its end. */
function steps({ from, to, minors }: Stretch): readonly string[] {
  return minors.slice(minors.indexOf(from) + 1, minors.indexOf(to) + 1);
}

function change(kind: ChangeKind, name: string, since: string, note: string | null = null): CatalogueChange {
  return { kind, name, since, was: null, now: null, replacedBy: null, note };
}

/** The first minor from which something holds to the end; the end when it holds there only. */
function heldSince<T>(states: readonly (readonly [string, T])[], holds: (state: T) => boolean): string {
  const broken = states.findLastIndex(([, state]) => !holds(state));
  return states[broken + 1]?.[0] ?? states.at(-1)?.[0] ?? '';
}

function loaded<T>(states: readonly (readonly [string, T | null])[]): readonly (readonly [string, T])[] {
  return states.flatMap(([minor, state]) => (state === null ? [] : [[minor, state] as const]));
}

async function pluginStates(minors: readonly string[]): Promise<readonly (readonly [string, AdmissionPlugins])[]> {
  return loaded(await Promise.all(minors.map(async (minor) => [minor, await loadAdmissionPlugins(minor)] as const)));
}

/** Admission plugins of kube-apiserver that are gone, or that are on or off by default now. */
export async function pluginChanges(stretch: Stretch): Promise<readonly CatalogueChange[]> {
  const before = await loadAdmissionPlugins(stretch.from);
  const states = await pluginStates(steps(stretch));
  const after = states.at(-1)?.[1];
  // No names at all are recorded where only the flags of a minor are.
  if (before === null || before.names.length === 0 || after === undefined) return [];
  const gone = before.names.filter((name) => !after.names.includes(name));
  const on = after.defaults.filter((name) => !before.defaults.includes(name));
  const off = before.defaults.filter((name) => after.names.includes(name) && !after.defaults.includes(name));
  return [
    ...gone.map((name) =>
      change(
        'plugin-removed',
        name,
        heldSince(states, ({ names }) => !names.includes(name)),
      ),
    ),
    ...on.map((name) =>
      change(
        'plugin-on',
        name,
        heldSince(states, ({ defaults }) => defaults.includes(name)),
      ),
    ),
    ...off.map((name) =>
      change(
        'plugin-off',
        name,
        heldSince(states, ({ defaults }) => !defaults.includes(name)),
      ),
    ),
  ];
}

/** Versions of API groups that kube-apiserver refuses to be told of now. */
export function apiChanges({ from, to }: Stretch): readonly CatalogueChange[] {
  return apiVersionsGone(from, to).map(({ name, since }) => change('api-removed', name, since));
}

async function gateStates(
  component: string,
  minors: readonly string[],
): Promise<readonly (readonly [string, FeatureGates])[]> {
  return loaded(
    await Promise.all(minors.map(async (minor) => [minor, await loadFeatureGates(component, minor)] as const)),
  );
}

/** Feature gates that a component refuses now, at all or with one of the two values. */
export async function gateChanges(component: string, stretch: Stretch): Promise<readonly CatalogueChange[]> {
  const before = await loadFeatureGates(component, stretch.from);
  const states = await gateStates(component, steps(stretch));
  const after = states.at(-1)?.[1];
  if (before === null || after === undefined) return [];
  return before.all().flatMap((gate): readonly CatalogueChange[] => {
    const now = after.get(gate.name);
    if (now === undefined) {
      const since = heldSince(states, (gates) => gates.get(gate.name) === undefined);
      const last = states.findLast(([, gates]) => gates.get(gate.name) !== undefined)?.[1].get(gate.name) ?? gate;
      return [change('gate-removed', gate.name, since, last.stage === 'ga' ? 'the feature is always on' : null)];
    }
    if (now.locked !== true || gate.locked === true) return [];
    const since = heldSince(states, (gates) => gates.get(gate.name)?.locked === true);
    return [{ ...change('gate-locked', gate.name, since), now: String(now.default) }];
  });
}
