import type { ArgvWord } from '../formats/argv.js';
import { splitShellCommands } from '../formats/shell-words.js';
import type { KnownComponent } from '../kernel/component.js';
import { basename, programOf } from './component-argv.js';

export interface Started {
  readonly component: KnownComponent;
  /** The words after the program. */
  readonly words: readonly ArgvWord[];
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'busybox']);

/** Words that only start what comes after them. */
const starters: ReadonlySet<string> = new Set(['exec', 'nohup', 'sudo', 'command', 'time']);

/** The component that a line of shell starts: `exec`, `VAR=x` and the like before it are skipped. */
function startedByShell(script: ArgvWord): Started | null {
  for (const command of splitShellCommands(script.text)) {
    let i = 0;
    while (i < command.length && (starters.has(command[i]?.text ?? '') || /^\w+=/.test(command[i]?.text ?? ''))) i++;
    const found = programOf(command.slice(i));
    if (found === null) continue;
    const place = { ...script };
    const words = command.slice(i + found.skip).map(({ text, unresolved }) => ({ ...place, text, unresolved }));
    return { component: found.component, words };
  }
  return null;
}

/**
 * What a command line starts: a component itself, one inside `sh -c`, or one behind go-runner, whose own flags before
 * the program are not the component's. Null when it is none of them.
 */
export function startedBy(words: readonly ArgvWord[]): Started | null {
  const direct = programOf(words);
  if (direct !== null) return { component: direct.component, words: words.slice(direct.skip) };
  const program = basename(words[0]?.text ?? '');
  if (program === 'go-runner') {
    const at = words.findIndex((word, i) => i > 0 && !word.text.startsWith('-'));
    const found = at === -1 ? null : programOf(words.slice(at));
    return found === null ? null : { component: found.component, words: words.slice(at + found.skip) };
  }
  if (!shells.has(program)) return null;
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word.text));
  const script = flag === -1 ? undefined : words[flag + 1];
  return script === undefined ? null : startedByShell(script);
}
