import { printable } from '../../kernel/printable.js';
import type { Problem, Where } from '../../kernel/problem.js';
import { paint } from '../paint.js';

function place(where: Where): string {
  const file =
    where.file === undefined
      ? []
      : [
          [where.file, where.line, where.line === undefined ? undefined : where.column]
            .filter((p) => p !== undefined)
            .join(':'),
        ];
  const host = where.host === undefined ? [] : [`host ${where.host}`];
  const field = where.field === undefined ? [] : [where.field];
  return [...file, ...host, ...field].map(printable).join(' · ');
}

/** The source line with a caret under the column; long lines are cut around it. */
function caret(where: Where): string[] {
  if (where.excerpt === undefined || where.line === undefined) return [];
  const column = Math.max(1, where.column ?? 1);
  const start = Math.max(0, column - 41);
  const shown = printable(where.excerpt.slice(start, start + 72));
  const offset = printable(where.excerpt.slice(start, column - 1)).length;
  const gutter = String(where.line);
  return [
    `  ${paint.dim(`${gutter} |`)} ${shown}`,
    `  ${' '.repeat(gutter.length)} ${paint.dim('|')} ${' '.repeat(offset)}${paint.bold('^')}`,
  ];
}

/** The fix after a problem. Several in a row that are fixed in the same way have it after the last of them. */
function fixAfter(problems: readonly Problem[], at: number): string[] {
  const alike = (i: number): boolean =>
    problems[i]?.code === problems[at]?.code && problems[i]?.fix === problems[at]?.fix;
  const fix = problems[at]?.fix;
  if (fix === undefined || alike(at + 1)) return [];
  let first = at;
  while (alike(first - 1)) first--;
  const count = at - first + 1;
  return [`  fix${count === 1 ? '' : ` for ${count === 2 ? 'both' : `all ${String(count)}`}`}: ${printable(fix)}`];
}

function problemView(problem: Problem, fix: readonly string[]): string {
  const label = problem.severity === 'error' ? paint.red('error') : paint.yellow('warning');
  const at = place(problem.where);
  const lines = [
    `${label} ${at === '' ? '' : `${paint.bold(at)}: `}${printable(problem.what)}`,
    ...caret(problem.where),
    ...(problem.expected === undefined ? [] : [`  expected: ${printable(problem.expected)}`]),
    ...fix,
    ...(problem.evidence ?? []).map((line) => `  ${paint.dim(`| ${printable(line)}`)}`),
    `  ${paint.dim(`[${problem.code}]`)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Problems as people read them: place, what is wrong, the line with a caret, what was expected, how to fix it. */
export function problemsView(problems: readonly Problem[]): string {
  return problems.map((problem, i) => problemView(problem, fixAfter(problems, i))).join('');
}
