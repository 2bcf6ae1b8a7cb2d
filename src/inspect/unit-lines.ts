import type { UnitAssignment, UnitFile } from '../formats/systemd-unit.js';
import { nearest } from '../kernel/nearest.js';
import { type Problem, problem } from '../kernel/problem.js';

/** Settings that stand before any section header belong to the only section a fragment can mean. */
export function asService(unit: UnitFile, section: string): UnitFile {
  if (unit.assignments.some((assignment) => assignment.section !== '')) return unit;
  return { ...unit, assignments: unit.assignments.map((assignment) => ({ ...assignment, section })) };
}

const commands: ReadonlySet<string> = new Set([
  'ExecCondition',
  'ExecReload',
  'ExecStart',
  'ExecStartPost',
  'ExecStartPre',
  'ExecStop',
  'ExecStopPost',
]);

/** The setting that was to be ExecStart=, in a unit that has none: systemd passes over names that it does not know. */
function meantAsStart({ assignments }: UnitFile): UnitAssignment | undefined {
  if (assignments.some(({ key }) => key === 'ExecStart')) return undefined;
  return assignments.find(({ key, value }) => {
    return !commands.has(key) && nearest(key, ['ExecStart']) !== undefined && /^\S*\/\S/.test(value);
  });
}

/** The unit with a misspelt ExecStart= read as the one that was meant. */
export function asMeant(unit: UnitFile): UnitFile {
  const meant = meantAsStart(unit);
  if (meant === undefined) return unit;
  const assignments = unit.assignments.map((one) => (one === meant ? { ...one, key: 'ExecStart' } : one));
  return { ...unit, assignments };
}

/** Says that systemd does not know the name of a setting that was to be ExecStart=. */
export function misspelt(unit: UnitFile): Problem[] {
  const meant = meantAsStart(unit);
  if (meant === undefined) return [];
  return [
    problem('input-unit-refused', {
      severity: 'error',
      where: { file: unit.file, line: meant.line },
      what: `systemd does not know the setting ${meant.key}, so this unit starts nothing`,
      expected: 'ExecStart',
      fix: 'write ExecStart=',
    }),
  ];
}

/** Lines that systemd drops although they look like flags, with those that continue them. */
export function lostLines(unit: UnitFile): Problem[] {
  const lost = [
    ...unit.notes.map(({ line, column, text }) => ({ line, column, text })),
    ...unit.assignments.map(({ line, key, value }) => ({ line, column: 1, text: `${key}=${value}` })),
  ].filter(({ text }) => text.startsWith('-'));
  return lost.map(({ line, column, text }) => {
    const names = text.split(/\s+/).filter((word, i) => i === 0 || word.startsWith('--'));
    const flags = [...new Set(names.map((name) => name.split('=')[0] ?? ''))];
    const [last, ...others] = [flags.at(-1) ?? '', ...flags.slice(0, -1)];
    const list = others.length === 0 ? last : `${others.join(', ')} and ${last}`;
    return problem('input-ignored-line', {
      severity: 'warning',
      where: { file: unit.file, line, column },
      what: `systemd ignores this line, so ${list} ${others.length === 0 ? 'has' : 'have'} no effect`,
      expected: 'a line before it that ends in one backslash with nothing after it',
      fix: 'end the line before with a single backslash',
    });
  });
}
