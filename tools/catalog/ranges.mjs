// How the flags of many minors are folded into ranges, so that what stays the same is written once, and unfolded again.

/** Orders minors: 1.9 before 1.10. */
export function compareMinors(a, b) {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/**
 * Per minor: every flag that exists in it. The opposite of `fold`.
 * A range holds from its `from` on, up to and including its `to`; without `to` it holds up to the newest minor known.
 */
export function unfold(minors, { flags }) {
  return Object.fromEntries(
    minors.map((minor) => [
      minor,
      Object.entries(flags).flatMap(([name, ranges]) =>
        ranges
          .filter(({ from, to }) => compareMinors(from, minor) <= 0 && (!to || compareMinors(minor, to) <= 0))
          .map(({ from: _from, to: _to, ...facts }) => ({ name, ...facts })),
      ),
    ]),
  );
}

/** Ranges of minors in which a flag has the same type, default and marks; flags sorted by name, ranges by age. */
export function fold(component, flagsByMinor) {
  const minors = Object.keys(flagsByMinor).sort(compareMinors);
  const newest = minors.at(-1);
  const folded = {};
  for (const [index, minor] of minors.entries()) {
    for (const { name, ...facts } of flagsByMinor[minor]) {
      const ranges = (folded[name] ??= []);
      const last = ranges.at(-1);
      if (last && last.to === minors[index - 1] && same(last.facts, facts)) last.to = minor;
      else ranges.push({ from: minor, to: minor, facts });
    }
  }
  const flags = {};
  for (const name of Object.keys(folded).sort()) {
    flags[name] = folded[name].map(({ from, to, facts }) => ({ from, ...(to !== newest && { to }), ...facts }));
  }
  return { component, flags };
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** JSON with one line per flag: a new minor shows as the flags that changed. */
export function print({ component, flags }) {
  const lines = Object.entries(flags).map(([name, ranges]) => `    ${JSON.stringify(name)}: ${JSON.stringify(ranges)}`);
  return ['{', `  "component": ${JSON.stringify(component)},`, '  "flags": {', lines.join(',\n'), '  }', '}', ''].join(
    '\n',
  );
}
