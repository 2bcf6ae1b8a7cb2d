import { describe, expect, it } from 'vitest';
import { readShellScript } from '../../../src/formats/shell-script.js';
import { judgedByShell } from '../../support/judged-shell.js';

/** Scripts with the words of every call of `p` in them, as the shells print them and as we read them. */
const scripts: readonly (readonly [script: string, ...calls: readonly (readonly string[])[]])[] = [
  // What quotes keep and blanks divide.
  [String.raw`p a\ b "c\"d" 'e\f' "\g" h\i "\\" '' ""`, ['a b', 'c"d', 'e\\f', '\\g', 'hi', '\\', '', '']],
  ['p a"b"\'c\'d "e"f g"h"', ['abcd', 'ef', 'gh']],
  ['p "a\nb" \'c\nd\' e\\\nf "g\\\nh"', ['a\nb', 'c\nd', 'ef', 'gh']],
  ['p\ta\t\\\n b', ['a', 'b']],
  ['p "$" "$." $. a$ "a$" $', ['$', '$.', '$.', 'a$', 'a$', '$']],
  [String.raw`p "\$X" \$X '$X' "\${X}" "\a" \"a\" "\'"`, ['$X', '$X', '$X', '${X}', '\\a', '"a"', "\\'"]],
  ['X=\'a  b\'\np $X "$X" x$X"y"$X', ['a', 'b', 'a  b', 'xa', 'bya', 'b']],
  ['X=" a "\np x$X"y" x"$X"y $X', ['x', 'a', 'y', 'x a y', 'a']],
  ['X="a\tb\nc"\np $X "$X"', ['a', 'b', 'c', 'a\tb\nc']],
  ['X=\np $X "$X" a$X a"$X" $X$X', ['', 'a', 'a']],
  ['X="a b"\nY=$X\nZ="$X  "$Y\np "$Y" "$Z"', ['a b', 'a b  a b']],
  ['X_1=a X1=b _X=c\np $X_1-d ${X1}e $_X.', ['a-d', 'be', 'c.']],
  ['X=a\np "$X\\\n_1" "$\\\nX"', ['', 'a']],
  ['XY=a\np $X\\\nY "$X\\\nY"', ['a', 'a']],
  // Names that hold no variable, and words that only look like assignments.
  ['X=a\np X=b $X; p Y=$X', ['X=b', 'a'], ['Y=a']],
  ['X=a=b\np $X', ['a=b']],
  ['X="a"b\\ c\'d\'\np "$X"', ['ab cd']],
  ['X=a Y=$X\np $Y', ['a']],
  ['X=a\nX=b :\nX=c\np $X', ['c']],
  // Defaults.
  ['p ${X:-d} ${X-d} ${X:+e} ${X+e} "${X}" "${X+e}" ${X:=f} $X', ['d', 'd', '', '', 'f', 'f']],
  ['X=\np ${X:-d} "${X-d}" ${X:+e} "${X:+e}" ${X+g} ${X:=f} $X', ['d', '', '', 'g', 'f', 'f']],
  ['X=a\np ${X:-d} ${X-d} ${X:+e} ${X+e} ${X:=f} ${X=f} ${X:?g} ${X?g}', ['a', 'a', 'e', 'e', 'a', 'a', 'a', 'a']],
  ['p ${X=f g} "$X"', ['f', 'g', 'f g']],
  ['p "${X=f g}" "$X"', ['f g', 'f g']],
  ['p ${X="f  g"}', ['f', 'g']],
  ['p ${X-d e} "${X-d e}" ${X-"d e"} ${X-\'d e\'} ${X-d\\ e}', ['d', 'e', 'd e', 'd e', 'd e', 'd e']],
  ['p ${X-} "${X-}" ${X-""} a${X-}b', ['', '', 'ab']],
  ['X=1\np ${X+a b} "${X+a b}" ${X+"a b"} ${X+} "${X+}"', ['a', 'b', 'a b', 'a b', '']],
  ['Y="a  b"\np ${X-$Y} "${X-$Y}" ${X-"$Y"} ${X:-${Z:-$Y}}', ['a', 'b', 'a  b', 'a  b', 'a', 'b']],
  [String.raw`p ${'${X-\\}}'} "${'${X-\\}}'}" "${'${X-\\a}'}" ${'${X-\\a}'}`, ['}', '}', '\\a', 'a']],
  ['p "${X-a "b" c}" "${X-$}"', ['a b c', '$']],
  ['p ${X-{}} ${X-a\'}\'b} ${X-a"}"b}', ['{}', 'a}b', 'a}b']],
  ['p ${X-a\\\nb} "${X-a\\\nb}"', ['ab', 'ab']],
  ['X=${Y-a b}\nZ=${X+c d}\np "$X" "$Z"', ['a b', 'c d']],
  // Arguments.
  ['set a-b c+d\np "$@"', ['a-b', 'c+d']],
  ['set -- "a b" c\np $@ "$@" "$*" $* $1 "$1" "$2" "$3" $3', 'a,b,c,a b,c,a b c,a,b,c,a,b,a b,c,'.split(',')],
  ['set -- "a b" c\np x"$@"y x"$*"y ${1}z ${2}z "${@}" ${*}', 'xa b,cy,xa b cy,a,bz,cz,a b,c,a,b,c'.split(',')],
  ['set -- a b c d e f g h i j\np ${10} $10 ${1}0', ['j', 'a0', 'a0']],
  ['set -- a b c\nshift\np "$@"\nshift 2\np "$@" e', ['b', 'c'], ['e']],
  ['set --\np "$@" ${1-d} $@ $* "$1"', ['d', '']],
  ['set -- \'\'\np "$@" $@ ${1-d} ${1:-e}', ['', 'e']],
  ['set -- a b\nX=$@\nY="$*"\nZ=$*\np "$X" "$Y" "$Z"', ['a b', 'a b', 'a b']],
  ['set a b\np "$@"\nset -e\np "$@"\nset +e\np "$@"\nset -- \np c', ['a', 'b'], ['a', 'b'], ['a', 'b'], ['c']],
  ['set -- a\n(set -- b; p "$1"; X=c; p "$X")\np "$1" "$X"', ['b'], ['c'], ['a', '']],
  ['set -- a\n{ set -- b; X=c; }\np "$1" "$X"', ['b', 'c']],
  // Home.
  ['HOME=/h\np ~ ~/x "~" a~ \\~ "~/x"', ['/h', '/h/x', '~', 'a~', '~', '~/x']],
  ['HOME=/h\nX=~/y\nY="~"\np $X "$Y" $Y', ['/h/y', '~', '~']],
  ['HOME="/a  b"\np ~ ~/c', ['/a  b', '/a  b/c']],
  // What changes variables.
  ['X=a\nunset X\np ${X-d} "$X"', ['d', '']],
  ['X=a Y=b\nunset X Y\np ${X-d}${Y-e}', ['de']],
  ['export X=a Y\nreadonly Z=b\np $X $Y $Z', ['a', 'b']],
  ['X="a b"\nexport Y="$X"\np "$Y"', ['a b']],
  // Where commands end.
  ['p a;p b&&p c\np d #; p e\n#p f\np g#h "#i" \\#j', ['a'], ['b'], ['c'], ['d'], ['g#h', '#i', '#j']],
  ['p a 2>/dev/null b </dev/null c 2>&1 d\np 2 >&1 e\n2>/dev/null p f2>&1', ['a', 'b', 'c', 'd'], ['2', 'e'], ['f2']],
  ['{ p a; }; (p b); ( p c ) && p d; { p e; } | cat; ! p f', ['a'], ['b'], ['c'], ['d'], ['e'], ['f']],
  ['p {a} { }b a}', ['{a}', '{', '}b', 'a}']],
  ['for X in a\ndo p b; done; for X in a; do p c; done; case x in\n\nesac; p d', ['b'], ['c'], ['d']],
  ['while p a; do break; done; if p b; then p c; fi; case x in (x) p d;; esac', ['a'], ['b'], ['c'], ['d']],
];

/** Branches, and what only bash knows: a case that goes on, and `time`. What may differ is called unresolved. */
const ofBash: readonly (readonly [script: string, ours: readonly string[], theirs: readonly string[]])[] = [
  ['X=a\ncase x in x) X=b ;& y) p "$X";; esac', ['$X unresolved $X'], ['b']],
  ['X=a\ncase x in x) X=b ;;& *) p "$X";; esac', ['$X unresolved $X'], ['b']],
  ['X=a\ncase x in x) X="$X b" ;& y) p $X;; esac', ['a', '$X unresolved $X'], ['a', 'b']],
  ['X=a\ncase x in x) X=b ;& y) Y=c;; esac; p $X$Y', ['$X$Y unresolved $X unresolved $Y'], ['bc']],
  ['X=a\ncase x in x) X=b ;& y) X=c;; esac; p $X', ['$X unresolved $X'], ['c']],
  ['X=a\ncase x in x) X=b ;& y) X=c; p "$X";; esac', ['c'], ['c']],
  ['X=a\ncase y in x) X=b ;; y) p "$X";; esac', ['a'], ['a']],
  ['set -- a\ncase x in x) set -- b ;& y) p "$@";; esac', ['$@ unresolved $@'], ['b']],
  ['set -- a\ncase x in x) Y=b ;& y) p "$@";; esac', ['a'], ['a']],
  ['X=a\nif true; then X=c; else X="$X b"; fi; p $X', ['$X unresolved $X'], ['c']],
  ['X=a\nif true; then X="$X b"; else X=c; fi; p $X', ['$X unresolved $X'], ['a', 'b']],
  ['X=a\nif true; then X="$X b"; else X="$X c"; fi; p $X', ['a', '$X unresolved $X'], ['a', 'b']],
  ['X=a\nif true; then X="${X}b"; else X="$X c"; fi; p $X', ['a$X unresolved $X'], ['ab']],
  ['X=a\nif true; then X="$X b"; else X="$X c "; fi; p ${X}d', ['a', '$Xd unresolved $X'], ['a', 'bd']],
  ['X=(a)\nif true; then X=(c); else X+=(b); fi; p "${X[@]}"', ['$X unresolved $X'], ['c']],
  ['time p a', ['a'], ['a']],
  ['time -p p a', ['a'], ['a']],
  ['time -- p a', ['a'], ['a']],
  ['time -p -- p a', ['a'], ['a']],
  ['time -p { p a; }', ['a'], ['a']],
  ['time -p\np a', ['a'], ['a']],
  ['time if p a; then :; fi', ['a'], ['a']],
];

function read(script: string): string[][] {
  return readShellScript(script, { closed: true, positional: [] })
    .commands.filter(({ words }) => words[0]?.text === 'p')
    .map(({ words }) => words.slice(1).map(({ text, unresolved = [] }) => [text, ...unresolved].join(' unresolved ')));
}

describe('the calls of a script', () => {
  it.each(scripts.map(([script, ...calls]) => ({ script, calls })))('$script', ({ script, calls }) => {
    expect(read(script)).toEqual(calls);
  });

  it.each(['sh', 'bash'])('are what %s makes of them', (shell) => {
    const printed = judgedByShell(
      shell,
      scripts.map(([script]) => script),
    );
    expect(printed.map((calls) => calls.map(([, ...words]) => words))).toEqual(scripts.map(([, ...calls]) => calls));
  });

  it.each(ofBash)('are known in %j as far as they do not depend on a branch', (script, ours) => {
    expect(read(script)).toEqual([ours]);
  });

  it('with branches and what only bash has are what bash makes of them', () => {
    const printed = judgedByShell(
      'bash',
      ofBash.map(([script]) => script),
    );
    expect(printed.map((calls) => calls.map(([, ...words]) => words))).toEqual(ofBash.map(([, , theirs]) => [theirs]));
  });
});
