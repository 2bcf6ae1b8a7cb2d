import { describe, expect, it } from 'vitest';
import { readShellScript, type ShellReadingOptions } from '../../../src/formats/shell-script.js';

const read = (script: string, options: ShellReadingOptions = { closed: true, positional: [] }) =>
  readShellScript(script, options).commands;

/** The words of a command in a row, those that stand open in angle brackets; a question mark where it may not run. */
const shown = (script: string, options?: ShellReadingOptions) =>
  read(script, options).map(
    ({ words, conditional }) =>
      words.map(({ text, unresolved }) => (unresolved === undefined ? text : `<${text}>`)).join(' ') +
      (conditional ? ' ?' : ''),
  );

describe('commands that may not run', () => {
  it.each<[script: string, ...commands: string[]]>([
    ['a <<<b\nc', 'a', 'c'],
    ['a\n\nb; c & d | e', 'a', 'b', 'c', 'd', 'e'],
    ['a && b || c; d', 'a', 'b ?', 'c ?', 'd'],
    ['a &&\n\n  b\nc', 'a', 'b ?', 'c'],
    ['a ||\n# why\nb', 'a', 'b ?'],
    ['a && (b); c', 'a', 'b', 'c'],
    ['(a) && b', 'a', 'b ?'],
    ['{ a; } || b', 'a', 'b ?'],
    ['if a; then b; elif c; then d; else e; fi; f', 'a ?', 'b ?', 'c ?', 'd ?', 'e ?', 'f'],
    ['if a; then b; fi && c', 'a ?', 'b ?', 'c ?'],
    ['while a; do b; done; c', 'a ?', 'b ?', 'c'],
    ['until ! a; do time b; done; c', 'a ?', 'b ?', 'c'],
    ['for X in a b; do c; done; d', 'c ?', 'd'],
    ['for X in a b\ndo c; done', 'c ?'],
    ['for X do c; done', 'c ?'],
    ['for X\ndo c; done', 'c ?'],
    ['select X in a b; do c; done; d', 'c ?', 'd'],
    ['case $1 in\n\n a) b;;\n c|d) e;& (f) g;;& h) i\nesac; j', 'b ?', 'e ?', 'g ?', 'i ?', 'j'],
    ['case a in esac; b', 'b'],
    ['case a in b) c; d & e;; f) g; h; esac', 'c ?', 'd ?', 'e ?', 'g ?', 'h ?'],
    ['case a in b) (c);; d) e; esac', 'c ?', 'e ?'],
    ['f() { a; }; b', 'a ?', 'b'],
    ['f () ( a ); b', 'a ?', 'b'],
    ['function f { a; }; b', 'a ?', 'b'],
    ['f() if a; then b; fi; c', 'a ?', 'b ?', 'c'],
    ['( a; { b; } ); c', 'a', 'b', 'c'],
    ['[[ a && b ]] && c; d', 'c ?', 'd'],
    ['[[ a ]]; b', 'b'],
    ['! a && b', 'a', 'b ?'],
  ])('%j', (script, ...commands) => {
    expect(shown(script)).toEqual(commands);
  });

  it.each<[script: string, ...commands: string[]]>([
    ['fi; a', 'a'],
    ['done; esac; }; a', 'a'],
    ['else a', 'a'],
    ['if a; then done; b; fi; c', 'a ?', 'b ?', 'c'],
    ['while a; do else b; done; c', 'a ?', 'b ?', 'c'],
    ['if a; then ) b; fi; c', 'a ?', 'b ?', 'c'],
    ['{ a; ) b; }; c', 'a', 'b', 'c'],
    ['a ;; b; if c; then d;; e; fi', 'a', 'b', 'c ?', 'd ?', 'e ?'],
    ['a b ()', 'a b'],
    ['1a=(b c); d', '1a=', 'b c', 'd'],
    ['a if b then', 'a if b then'],
    ['"if" a; \\then b', 'if a', 'then b'],
    ['for', ''],
    ['if a', 'a ?'],
    ['case a', ''],
  ])('are told apart also where a script is not one: %j', (script, ...commands) => {
    expect(shown(script)).toEqual(commands.filter((command) => command !== ''));
  });
});

describe('what a branch changed', () => {
  it.each<[script: string, last: string]>([
    ['X=1; if a; then X=2; fi; p $X', 'p <$X>'],
    ['if a; then X=1; else X=2; fi; p $X', 'p <$X>'],
    ['X=1; a && X=2; p $X', 'p <$X>'],
    ['X=1; a || X=2; p $X', 'p <$X>'],
    ['X=1; [[ a ]] && X=2; p $X', 'p <$X>'],
    ['X=1; a; X=2; p $X', 'p 2'],
    ['X=1; a | X=2; p $X', 'p 2'],
    ['X=1; while a; do X=2; done; p $X', 'p <$X>'],
    ['X=1; case $1 in a) X=2;; esac; p $X', 'p <$X>'],
    ['X=1; f() { X=2; }; p $X', 'p <$X>'],
    ['X=1; (X=2); p $X', 'p 1'],
    ['X=1; { X=2; }; p $X', 'p 2'],
    ['X=1; if a; then Y=2; fi; p $X', 'p 1'],
    ['X=1; if a; then b; else p $X; fi; p $X', 'p 1'],
    ['for X in 1 2; do a; done; p $X', 'p <$X>'],
    ['X=1; if a; then X="$X 2"; fi; p $X', 'p 1 <$X>'],
    ['X=1; if a; then X="$X\t2\n"; fi; p ${X}3', 'p 1 <$X> 3'],
    ['X=1; if a; then X="${X}2"; fi; p ${X}3', 'p <1$X3>'],
    ['X=1; if a; then X="2 $X"; fi; p $X', 'p <$X>'],
    ['X=1; if a; then X=; fi; p $X', 'p <$X>'],
    ['X=(1); if a; then X+=(2); fi; p "${X[@]}" "$X"', 'p 1 <${X[@]}> 1'],
    ['set -- 1; if a; then set -- 2; fi; p $1', 'p <$1>'],
    ['set -- 1; if a; then set -- 2; else p $1; fi; q $1', 'q <$1>'],
    ['set -- 1; a && set -- 2; p "$1"', 'p <$1>'],
    ['set -- 1 2; while a; do shift; done; p "$@"', 'p <$@>'],
    ['set -- 1 2; shift $#; p "$@"', 'p <$@>'],
    ['set -- 1; if a; then b; fi; c && d; p $1', 'p 1'],
    ['set -- 1; (set -- 2); f() { set -- 3; }; p $1', 'p 1'],
    ['set -- 1; { set -- 2; }; p $1', 'p 2'],
  ])('%j', (script, last) => {
    expect(shown(script).at(-1)).toBe(last);
  });

  it.each<[script: string, command: string]>([
    ['X=1; if a; then X=2; else p $X; fi', 'p 1 ?'],
    ['if a; then X=2; elif p "$X"; then b; fi', 'p  ?'],
    ['X=1; if a; then b; else X=2; p $X; fi', 'p 2 ?'],
    ['X=1; case $1 in a) X=2;; b) p $X;; esac', 'p 1 ?'],
    ['for X in 1 2; do p $X; done', 'p <$X> ?'],
    ['set -- 1; if a; then set -- 2; else p $1; fi', 'p 1 ?'],
    ['set -- 1; f() { p $1; }', 'p <$1> ?'],
    ['X=1; f() { p $X; }', 'p 1 ?'],
  ])('is known inside it, and to no other: %j', (script, command) => {
    expect(shown(script).find((one) => one.startsWith('p'))).toBe(command);
  });

  it('stands at the place where it was changed', () => {
    const [, word] = read('if a; then\n  X=1\nfi\np $X').at(-1)?.words ?? [];
    expect(word).toEqual({ text: '$X', line: 2, column: 5, unresolved: ['$X'] });
    const [, loop] = read('for X in a; do p $X; done')[0]?.words ?? [];
    expect(loop).toEqual({ text: '$X', line: 1, column: 5, unresolved: ['$X'] });
  });
});
