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

function problemView(problem: Problem): string {
  const label = problem.severity === 'error' ? paint.red('error') : paint.yellow('warning');
  const at = place(problem.where);
  const lines = [
    `${label} ${at === '' ? '' : `${paint.bold(at)}: `}${printable(problem.what)}`,
    ...caret(problem.where),
    ...(problem.expected === undefined ? [] : [`  expected: ${printable(problem.expected)}`]),
    ...(problem.fix === undefined ? [] : [`  fix: ${printable(problem.fix)}`]),
    ...(problem.evidence ?? []).map((line) => `  ${paint.dim(`| ${printable(line)}`)}`),
    `  ${paint.dim(`[${problem.code}]`)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Problems as people read them: place, what is wrong, the line with a caret, what was expected, how to fix it. */
export function problemsView(problems: readonly Problem[]): string {
  return problems.map(problemView).join('');
}
