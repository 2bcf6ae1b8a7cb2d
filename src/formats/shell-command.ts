import { argvWord, fieldsOf, valueOf } from './shell-expansion.js';
import { runBuiltin } from './shell-builtins.js';
import { heredocText } from './shell-heredoc.js';
import { heredocScript, scriptArgument } from './shell-nested.js';
import type { CommandEffect, ShellAssignment, ShellRun, WrittenCommand } from './shell-run.js';
import { type ScriptScope, type ShellVariable, variableOf } from './shell-scope.js';
import { programPlace } from './shell-starters.js';
import { redirectedTo, writtenByProgram } from './shell-targets.js';
import type { ShellWordToken } from './shell-tokens.js';
import type { ShellPiece } from './shell-values.js';

const declarations: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);

/** The assignment that a word is: `A=b`, `A+=b`; null for any other word. */
export function assignmentOf(word: ShellWordToken): ShellAssignment | null {
  const match = /^([A-Za-z_]\w*)(\+?)=/.exec(word.raw);
  const [first, ...rest] = word.parts;
  if (match === null || first?.kind !== 'text' || first.quoted) return null;
  const [prefix, name = '', plus] = match;
  const value = { ...first, text: first.text.slice(prefix.length), at: first.at + prefix.length };
  return { name, appends: plus === '+', value: [value, ...rest] };
}

function assign({ name, appends, value }: ShellAssignment, scope: ScriptScope): void {
  const known = appends ? scope.get(name) : undefined;
  const old = scope.spend(known?.pieces.length ?? 0) ? known : undefined;
  const unknownOld = appends && old === undefined && (known !== undefined || !scope.closed);
  const before: readonly ShellPiece[] = unknownOld
    ? [{ ...scope.placeOf(0), text: `$${name}`, unresolved: true }]
    : (old?.pieces ?? []);
  if ('elements' in value) {
    const elements = [
      ...(old?.elements ?? (before.length === 0 ? [] : [before])),
      ...value.elements.flatMap((word) => fieldsOf(word.parts, scope)),
    ];
    scope.set(name, { pieces: elements[0] ?? [], elements });
  } else scope.set(name, { pieces: [...before, ...valueOf(value, scope)] });
}

/** Follows one simple command: assignments and builtins change the scope, everything else is written down. */
export function runSimpleCommand(written: WrittenCommand, run: ShellRun, conditional: boolean): CommandEffect {
  const { scope } = run;
  const place = scope.placeOf(written.at);
  const name = written.words[0]?.raw ?? '';
  const heredocs = written.redirections.flatMap(({ heredoc }) => {
    return heredoc === undefined ? [] : [run.heredocs.push({ ...heredocText(heredoc, scope), appends: false }) - 1];
  });
  const target = redirectedTo(written.redirections, scope);
  if (written.words.length === 0 || declarations.has(name)) {
    for (const assignment of written.assignments) assign(assignment, scope);
    for (const word of written.words.slice(1)) declare(word, name, scope);
    for (const { name: declared } of name === 'export' ? written.assignments : []) scope.export(declared);
    return { heredocs, target };
  }
  const prefixes = written.assignments.map(({ name: variable, value }) =>
    variableOf(variable, 'elements' in value ? [] : valueOf(value, scope)),
  );
  const fields = written.words.flatMap((word) => fieldsOf(word.parts, scope));
  const all = fields.map((field) => argvWord(field, place));
  if (runBuiltin(fields, all, run, place)) return { heredocs, target };
  const { index, assignments } = programPlace(all);
  const words = all.slice(index);
  const environment = [
    ...scope.environment(),
    ...prefixes,
    ...assignments.map((i) => environmentWord(fields[i] ?? [], all[i]?.text ?? '')),
  ];
  const inside =
    scriptArgument(words, fields.slice(index), environment) ??
    heredocScript(words, heredocs, run.heredocs, environment);
  if (inside !== null && run.nested(inside)) return { heredocs, target };
  if (words.length > 0) run.commands.push({ words, environment, line: place.line, conditional });
  return { heredocs, target: target ?? writtenByProgram(words) };
}

function environmentWord(field: readonly ShellPiece[], text: string): ShellVariable {
  const equals = text.indexOf('=');
  const { value, ...rest } = variableOf(text.slice(0, equals), field);
  return { ...rest, value: value === null ? null : value.slice(equals + 1) };
}

function declare(word: ShellWordToken, builtinName: string, scope: ScriptScope): void {
  const assignment = assignmentOf(word);
  if (assignment !== null) assign(assignment, scope);
  const name = assignment?.name ?? word.raw;
  if (builtinName === 'export' && /^[A-Za-z_]\w*$/.test(name)) scope.export(name);
}
