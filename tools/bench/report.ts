import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** One measured figure against what was asked of it. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** What was asked, in words; empty where a figure is only reported. */
  readonly asked: string;
  readonly met: boolean | null;
}

export interface Section {
  readonly title: string;
  readonly about: string;
  readonly figures: readonly Figure[];
}

/** A figure that must not be above a bound. */
export function atMost(what: string, value: number, bound: number, unit: string, digits = 2): Figure {
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}`.trim(),
    asked: `≤ ${bound} ${unit}`.trim(),
    met: value <= bound,
  };
}

/** A figure that is only told. */
export function told(what: string, measured: string): Figure {
  return { what, measured, asked: '', met: null };
}

function verdict(figure: Figure): string {
  if (figure.met === null) return '';
  return figure.met ? 'met' : '**missed**';
}

function sectionText(section: Section): string {
  const rows = section.figures.map((f) => `| ${f.what} | ${f.measured} | ${f.asked} | ${verdict(f)} |`);
  return [
    `## ${section.title}`,
    '',
    section.about,
    '',
    '| figure | measured | asked | |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The page `docs/benchmarks.md`: when, where, how to repeat, and every figure, misses included. */
export function reportText(sections: readonly Section[], date: Date): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const openssl = execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. All figures of a section come from one run, turn by turn, so that a busy machine slows',
    'both sides of a ratio alike; medians of CPU time (user and system) unless a figure says otherwise.',
    '',
    `- Date: ${date.toISOString().slice(0, 10)}`,
    `- Machine: ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${openssl}`,
    '- Repeat: `npm run bench` for everything (root and the packages of the lab needed for the deployment), or',
    '  `npm run bench -- startup`, `-- pki`, `-- deploy` for one part (then only printed).',
    '',
    ...sections.map(sectionText),
  ].join('\n');
}
