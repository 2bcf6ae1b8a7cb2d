import { assignmentOf, runSimpleCommand } from './shell-command.js';
import { maxHeredocs } from './shell-heredoc.js';
import type { ShellRun, WrittenCommand, WrittenTo } from './shell-run.js';
import type { ShellToken } from './shell-tokens.js';
import type { ShellValue } from './shell-values.js';

type Positional = ShellRun['scope']['positional'];

interface Frame {
  readonly kind: 'if' | 'loop' | 'case' | 'group' | 'subshell' | 'function';
  /** What was changed in it is kept apart until it ends. */
  readonly layered: boolean;
  readonly branches: ReadonlyMap<string, ShellValue>[];
  /** The arguments before it, and those that each of its branches left. */
  readonly positional: Positional;
  readonly positionals: Positional[];
}

const closers: Readonly<Record<string, Frame['kind']>> = { fi: 'if', done: 'loop', esac: 'case' };

/** Walks over the tokens of a script and follows its commands and branches (XCU 2.9 and 2.10). */
export class ScriptWalk {
  private i = 0;
  private before = ';';
  private command: WrittenCommand | null = null;
  private readonly frames: Frame[] = [];
  private definesFunction = false;
  /** Heredocs whose text goes down a pipe to the command that comes next. */
  private piped: readonly number[] = [];

  constructor(
    private readonly tokens: readonly ShellToken[],
    private readonly run: ShellRun,
  ) {}

  walk(): void {
    while (this.i < this.tokens.length && this.run.heredocs.length < maxHeredocs) {
      const token = this.tokens[this.i];
      this.i++;
      if (token === undefined) break;
      if (token.kind === 'operator') this.operator(token.text);
      else if (token.kind === 'redirection') this.begun(token.at).redirections.push(token);
      else if (this.command !== null || !this.reserved(token.raw)) this.word(token);
    }
    this.finish(';');
  }

  private begun(at: number): WrittenCommand {
    this.command ??= { words: [], assignments: [], redirections: [], at };
    return this.command;
  }

  private word(token: Extract<ShellToken, { kind: 'word' }>): void {
    const command = this.begun(token.at);
    const next = this.tokens[this.i];
    const array = /^([A-Za-z_]\w*)(\+?)=$/.exec(token.raw);
    if (array !== null && next?.kind === 'operator' && next.text === '(' && next.at === token.at + token.raw.length) {
      const elements = this.until((text) => text === ')');
      command.assignments.push({ name: array[1] ?? '', appends: array[2] === '+', value: { elements } });
      return;
    }
    const assignment = command.words.length === 0 ? assignmentOf(token) : null;
    if (assignment === null) command.words.push(token);
    else command.assignments.push(assignment);
  }

  /** Takes tokens up to and with an operator or a bare word, and gives the words among them. */
  private until(isEnd: (text: string) => boolean): Extract<ShellToken, { kind: 'word' }>[] {
    const words: Extract<ShellToken, { kind: 'word' }>[] = [];
    while (this.i < this.tokens.length) {
      const token = this.tokens[this.i];
      this.i++;
      if (token === undefined || isEnd(token.kind === 'word' ? token.raw : token.text)) break;
      if (token.kind === 'word') words.push(token);
    }
    return words;
  }

  private finish(operator: string): void {
    const { command, run } = this;
    if (command === null) {
      if (operator !== '\n') this.before = operator;
      return;
    }
    this.command = null;
    const guarded = this.before === '&&' || this.before === '||';
    const layered = guarded && run.scope.enter();
    const conditional = guarded || this.frames.some(({ kind }) => !['group', 'subshell'].includes(kind));
    const { positional } = run.scope;
    const effect = runSimpleCommand(command, run, conditional);
    if (layered) run.scope.merge([run.scope.leave()]);
    if (guarded) run.scope.positional = eitherOf(positional, [run.scope.positional]);
    const waiting = [...(this.before === '|' ? this.piped : []), ...effect.heredocs];
    if (effect.target !== null) this.write(waiting, effect.target);
    this.piped = operator.startsWith('|') && effect.target === null ? waiting : [];
    this.before = operator === '|&' ? '|' : operator;
  }

  private write(indexes: readonly number[], { path, appends }: WrittenTo): void {
    for (const index of indexes) {
      const heredoc = this.run.heredocs[index];
      if (heredoc !== undefined) this.run.heredocs[index] = { ...heredoc, target: path, appends };
    }
  }

  private operator(text: string): void {
    if (text === '(') {
      const next = this.tokens[this.i];
      const only = this.command?.words.length === 1 && this.command.assignments.length === 0;
      if (only && next?.kind === 'operator' && next.text === ')') {
        this.i++;
        this.command = null;
        this.definesFunction = true;
        return;
      }
      this.finish('(');
      this.open(this.definesFunction ? 'function' : 'subshell');
      return;
    }
    this.finish(text);
    if (text === ')') {
      const kind = this.frames.at(-1)?.kind;
      if (kind === 'subshell' || kind === 'function') this.close(kind);
    } else if (text.startsWith(';;') || text === ';&') {
      if (this.frames.at(-1)?.kind !== 'case') return;
      this.branch(text.endsWith('&'));
      this.pattern();
    }
  }

  /** Past `pattern)`, unless the case ends here. */
  private pattern(): void {
    for (;;) {
      const token = this.tokens[this.i];
      if (token?.kind === 'operator' && token.text === '\n') this.i++;
      else if (token?.kind === 'word' && token.raw === 'esac') return;
      else break;
    }
    this.until((text) => text === ')');
  }

  /** Follows a reserved word; false when the word is none. */
  private reserved(raw: string): boolean {
    switch (raw) {
      case 'if':
        this.open('if');
        return true;
      case 'while':
      case 'until':
        this.open('loop');
        return true;
      case 'then':
      case 'do':
      case '!':
        return true;
      case 'time':
        return this.timed();
      case 'else':
      case 'elif':
        if (this.frames.at(-1)?.kind === 'if') this.branch(false);
        return true;
      case 'fi':
      case 'done':
      case 'esac':
        this.close(closers[raw] ?? 'if');
        return true;
      case 'for':
      case 'select':
        this.loopOver();
        return true;
      case 'case':
        this.until((text) => text === 'in');
        this.open('case');
        this.pattern();
        return true;
      case '{':
        this.open(this.definesFunction ? 'function' : 'group');
        return true;
      case '}': {
        const kind = this.frames.at(-1)?.kind;
        if (kind === 'group' || kind === 'function') this.close(kind);
        return true;
      }
      case 'function':
        this.i++;
        this.definesFunction = true;
        return true;
      case '[[':
        this.until((text) => text === ']]');
        this.before = ';';
        return true;
      default:
        return false;
    }
  }

  /** `time` and its `-p` before any command are bash's; with other options it is the program (`time -f %e`). */
  private timed(): boolean {
    const rawAt = (index: number): string => {
      const token = this.tokens[index];
      return token?.kind === 'word' ? token.raw : '';
    };
    let { i } = this;
    while (['-p', '--'].includes(rawAt(i))) i++;
    if (rawAt(i).startsWith('-')) return false;
    this.i = i;
    return true;
  }

  private loopOver(): void {
    const variable = this.tokens[this.i];
    this.open('loop');
    if (variable?.kind !== 'word') return;
    const piece = { ...this.run.scope.placeOf(variable.at), text: `$${variable.raw}`, unresolved: true };
    this.run.scope.set(variable.raw, { pieces: [piece] });
    this.until((text) => text === ';' || text === '\n' || text === 'do');
  }

  private open(kind: Frame['kind']): void {
    const { scope } = this.run;
    const layered = kind !== 'group' && scope.enter();
    this.frames.push({ kind, layered, branches: [], positional: scope.positional, positionals: [] });
    if (kind === 'function') scope.positional = undefined;
    this.definesFunction = false;
    this.before = ';';
  }

  /**
   * One branch ends and another begins, which knows nothing of the first. In bash it may also run right after the first:
   * `;&` goes on with it, `;;&` goes on with looking at patterns.
   */
  private branch(goesOn: boolean): void {
    const frame = this.frames.at(-1);
    if (frame?.layered !== true) return;
    const { scope } = this.run;
    const changed = scope.leave();
    frame.branches.push(changed);
    frame.positionals.push(scope.positional);
    scope.enter();
    if (goesOn) scope.merge([changed]);
    scope.positional = goesOn ? eitherOf(frame.positional, [scope.positional]) : frame.positional;
  }

  private close(kind: Frame['kind']): void {
    const frame = this.frames.at(-1);
    if (frame?.kind !== kind) return;
    this.frames.pop();
    this.before = ';';
    if (!frame.layered) return;
    const { scope } = this.run;
    const changed = scope.leave();
    if (kind !== 'subshell') scope.merge([...frame.branches, changed]);
    // A subshell and a function have arguments of their own.
    const own = kind === 'subshell' || kind === 'function';
    scope.positional = own ? frame.positional : eitherOf(frame.positional, [...frame.positionals, scope.positional]);
  }
}

/** The arguments after branches that may have run or not: unknown when one of them changed what was there before. */
function eitherOf(before: Positional, after: readonly Positional[]): Positional {
  return after.every((one) => one === before) ? before : undefined;
}
