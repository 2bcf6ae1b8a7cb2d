import type { EffectiveFlag, InspectedComponent, Inspection, Provenance } from '../../src/inspect/effective-flag.js';
import type { Problem } from '../../src/kernel/problem.js';

const place = ({ source, line, column }: Provenance): string =>
  [source, line, column].filter((part) => part !== undefined).join(':');

/** All of `value` that is not told in words yet, on one line; nothing of what is empty. */
function rest(value: object): string {
  const told = Object.entries(value).filter(([, part]) => {
    return part !== undefined && (typeof part !== 'object' || part === null || Object.keys(part as object).length > 0);
  });
  return told.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(told))}`;
}

function flagLine({
  name,
  type,
  value,
  values,
  origin,
  confidence,
  provenance,
  overrode,
  ...more
}: EffectiveFlag): string {
  const found = value === null ? '?' : JSON.stringify(value);
  const elements = values === undefined ? '' : ` ${JSON.stringify(values)}`;
  const lost = overrode.map((other) => `, not ${JSON.stringify(other.value)} of ${place(other.provenance)}`).join('');
  return `  --${name} ${type} ${found}${elements} ${origin} ${confidence} ${provenance.map(place).join(' ')}${lost}${rest(more)}`;
}

function problemLine({ severity, code, what, ...more }: Problem): string {
  return `  ${severity} ${code}: ${what}${rest(more)}`;
}

function componentLines(component: InspectedComponent): readonly string[] {
  const { component: name, flags, settings, companions = [], differences, problems, ...more } = component;
  return [
    `${name}${rest(more)}`,
    ...Object.values(flags).map(flagLine),
    ...Object.entries(settings ?? {}).map(([setting, found]) => `  ${setting}: ${JSON.stringify(found)}`),
    ...companions.map((companion) => `  file${rest(companion)}`),
    ...differences.map((difference) => `  difference${rest(difference)}`),
    ...problems.map(problemLine),
  ];
}

/** Everything that a reading says, in lines that can be reviewed: nothing of it may change unseen. */
export function wholeReading({ components, problems, ...more }: Inspection): string {
  const other = rest(more);
  return [
    ...components.flatMap(componentLines),
    ...problems.map(problemLine),
    ...(other === '' ? [] : [other]),
    '',
  ].join('\n');
}
