// How what is declared in many minors is folded into ranges, so that what stays the same is written once, and unfolded
// again. A minor is a list of records: a name and its facts, be they of a flag, a feature gate or an admission plugin.

/** Orders minors: 1.9 before 1.10. */
export function compareMinors(a, b) {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/**
 * Per minor: every record that exists in it. The opposite of `fold`.
 * A range holds from its `from` on, up to and including its `to`; without `to` it holds up to the newest minor known.
 */
export function unfold(minors, folded) {
  return Object.fromEntries(
    minors.map((minor) => [
      minor,
      Object.entries(folded).flatMap(([name, ranges]) =>
        ranges
          .filter(({ from, to }) => compareMinors(from, minor) <= 0 && (!to || compareMinors(minor, to) <= 0))
          .map(({ from: _from, to: _to, ...facts }) => ({ name, ...facts })),
      ),
    ]),
  );
}

/** Ranges of minors in which the facts about a name are the same; names sorted, ranges from old to new. */
export function fold(byMinor) {
  const minors = Object.keys(byMinor).sort(compareMinors);
  const newest = minors.at(-1);
  const growing = {};
  for (const [index, minor] of minors.entries()) {
    for (const { name, ...facts } of byMinor[minor]) {
      const ranges = (growing[name] ??= []);
      const last = ranges.at(-1);
      if (last && last.to === minors[index - 1] && same(last.facts, facts)) last.to = minor;
      else ranges.push({ from: minor, to: minor, facts });
    }
  }
  const folded = {};
  for (const name of Object.keys(growing).sort()) {
    folded[name] = growing[name].map(({ from, to, facts }) => ({ from, ...(to !== newest && { to }), ...facts }));
  }
  return folded;
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** JSON with one line per name under `key`: a new minor shows as the flags that changed. */
export function print(head, key, folded) {
  const lines = Object.entries(folded).map(
    ([name, ranges]) => `    ${JSON.stringify(name)}: ${JSON.stringify(ranges)}`,
  );
  const top = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return ['{', ...top, `  ${JSON.stringify(key)}: {`, lines.join(',\n'), '  }', '}', ''].join('\n');
}
