// The components of one project share one list of feature gates, but for a few of them.

/**
 * The gates of all components of one version, sorted by name: as the first component that has it declares it; `except`
 * names the components that lack it, and `otherwise` holds what a component declares differently.
 */
export function sharedGates(dumped) {
  const components = Object.keys(dumped).sort();
  const having = new Map();
  for (const component of components) {
    for (const { name, ...facts } of dumped[component].gates ?? []) {
      having.set(name, { ...having.get(name), [component]: facts });
    }
  }
  return [...having.keys()].sort().map((name) => {
    const declared = having.get(name);
    const [[, usual], ...others] = Object.entries(declared);
    const except = components.filter((component) => !(component in declared));
    const otherwise = others.filter(([, facts]) => JSON.stringify(facts) !== JSON.stringify(usual));
    return {
      name,
      ...usual,
      ...(except.length > 0 && { except }),
      ...(otherwise.length > 0 && { otherwise: Object.fromEntries(otherwise) }),
    };
  });
}
