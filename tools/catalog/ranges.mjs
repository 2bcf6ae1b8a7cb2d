// How the flags of many minors are folded into ranges, so that what stays the same is written once, and unfolded again.

/** Orders minors: 1.9 before 1.10. */
export function compareMinors(a, b) {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/**
 * Per minor: every flag that exists in it. The opposite of `fold`.
 * An entry holds from its `from` on, up to and including its `to`; without `to` it holds up to the newest minor known.
 */
export function unfold({ sources, flags }) {
  return Object.fromEntries(
    Object.keys(sources).map((minor) => [
      minor,
      Object.entries(flags).flatMap(([name, entries]) =>
        entries
          .filter(({ from, to }) => compareMinors(from, minor) <= 0 && (!to || compareMinors(minor, to) <= 0))
          .map(({ from: _from, to: _to, ...facts }) => ({ name, ...facts })),
      ),
    ]),
  );
}

/** Ranges of minors in which a flag has the same type, default and marks; flags sorted by name, ranges by age. */
export function fold(component, sources, flagsByMinor) {
  const minors = Object.keys(flagsByMinor).sort(compareMinors);
  const newest = minors.at(-1);
  const folded = {};
  for (const [index, minor] of minors.entries()) {
    for (const { name, ...facts } of flagsByMinor[minor]) {
      const entries = (folded[name] ??= []);
      const last = entries.at(-1);
      if (last && last.to === minors[index - 1] && same(last.facts, facts)) last.to = minor;
      else entries.push({ from: minor, to: minor, facts });
    }
  }
  const flags = {};
  for (const name of Object.keys(folded).sort()) {
    flags[name] = folded[name].map(({ from, to, facts }) => ({ from, ...(to !== newest && { to }), ...facts }));
  }
  return { component, sources: Object.fromEntries(minors.map((minor) => [minor, sources[minor]])), flags };
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** JSON with one line per flag: a new minor shows as the flags that changed. */
export function print({ component, sources, flags }) {
  const lines = Object.entries(flags).map(([name, entries]) => `    ${JSON.stringify(name)}: ${JSON.stringify(entries)}`);
  return [
    '{',
    `  "component": ${JSON.stringify(component)},`,
    `  "sources": ${JSON.stringify(sources)},`,
    '  "flags": {',
    lines.join(',\n'),
    '  }',
    '}',
    '',
  ].join('\n');
}
