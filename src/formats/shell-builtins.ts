import type { ArgvWord } from './argv.js';
import { linePlaces } from './line-places.js';
import type { ShellRun } from './shell-run.js';
import type { ShellPiece, ShellPlace } from './shell-values.js';

/** Builtins that change what is known; true when the command is one of them. */
export function runBuiltin(
  fields: readonly (readonly ShellPiece[])[],
  words: readonly ArgvWord[],
  run: ShellRun,
  place: ShellPlace,
): boolean {
  const { scope } = run;
  const [first, ...rest] = words.map(({ text }) => text);
  switch (first) {
    case 'unset':
      for (const name of rest) scope.set(name, { pieces: [], unset: true });
      return true;
    case 'set': {
      const at = rest[0] === '--' ? 1 : /^[-+]/.test(rest[0] ?? '-') ? -1 : 0;
      if (at !== -1) scope.positional = fields.slice(1 + at);
      return true;
    }
    case 'shift': {
      const count = Number(rest[0] ?? '1');
      scope.positional = Number.isNaN(count) ? undefined : scope.positional?.slice(count);
      return true;
    }
    case 'read':
      for (const name of rest) scope.set(name, { pieces: [{ ...place, text: `$${name}`, unresolved: true }] });
      return true;
    case 'eval':
      scope.forgetAll(place);
      return true;
    case '.':
    case 'source': {
      const path = rest[0] ?? '';
      const text = run.sourced(path);
      const places = linePlaces(text ?? '');
      const placeOf = (offset: number): ShellPlace => ({ ...places(offset), file: path });
      if (text === undefined || !run.nested({ text, placeOf, environment: 'same', open: false }))
        scope.forgetAll(place);
      return true;
    }
    default:
      return false;
  }
}
