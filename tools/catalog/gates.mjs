// The components of one project share one list of feature gates, but for a few: those that lack a gate are named with it.

/** The gates of all components of one version, `except` naming the components that do not have the gate; sorted by name. */
export function sharedGates(dumped) {
  const components = Object.keys(dumped).sort();
  const byName = new Map();
  for (const component of components) {
    for (const { name, ...facts } of dumped[component].gates ?? []) {
      const seen = byName.get(name) ?? { facts, having: new Set() };
      if (JSON.stringify(seen.facts) !== JSON.stringify(facts))
        throw new Error(
          `${name}: ${component} declares it otherwise than ${[...seen.having].join(', ')}. Teach gates.mjs.`,
        );
      seen.having.add(component);
      byName.set(name, seen);
    }
  }
  return [...byName.keys()].sort().map((name) => {
    const { facts, having } = byName.get(name);
    const except = components.filter((component) => !having.has(component));
    return { name, ...facts, ...(except.length > 0 && { except }) };
  });
}
