import fc from '../../support/properties.js';
import { judgedByShell } from '../../support/judged-shell.js';
import { describe, expect, it } from 'vitest';
import { readShellScript } from '../../../src/formats/shell-script.js';

/** The same by our reading; a call with words that it calls unknown is left out. */
function read(script: string): (readonly string[] | null)[] {
  const { commands, heredocs } = readShellScript(script, { closed: true, positional: [] });
  let next = 0;
  return commands
    .filter(({ words: [program] }) => program?.text === 'p' || program?.text === 'h')
    .map(({ words }) => {
      const [program, ...rest] = words;
      if (program?.text === 'h') {
        const heredoc = heredocs[next++];
        return heredoc === undefined || heredoc.unresolved.length > 0 ? null : ['h', heredoc.body];
      }
      if (words.some(({ unresolved = [] }) => unresolved.length > 0)) return null;
      return ['p', ...rest.map(({ text }) => text)];
    });
}

const raw = String.raw;
const name = fc.constantFrom('X', 'Y', 'Z');
const plain = fc.constantFrom(
  'a',
  'b=c',
  '--x=',
  '-',
  '#',
  ',',
  '%',
  '}',
  ':',
  raw`\ `,
  raw`\"`,
  raw`\'`,
  raw`\$X`,
  raw`\a`,
  '\\\n',
  '\\\\',
);
const parameter = fc.oneof(
  name.map((n) => `$${n}`),
  name.map((n) => `\${${n}}`),
  fc
    .tuple(
      name,
      fc.constantFrom(':-', '-', ':=', '=', ':+', '+'),
      fc.constantFrom('', 'd', 'd e', '$Y', '"f  g"', '${Z-h i}'),
    )
    .map(([n, operator, word]) => `\${${n}${operator}${word}}`),
  fc.constantFrom('$*', '$1', '${2}', '${1:-k l}'),
);
const single = fc.constantFrom(`'a b'`, `''`, raw`'\'`, `'$X'`, `'"'`, `'a\n b'`, `'#'`);
const inDouble = fc.oneof(
  fc.constantFrom(
    'a',
    ' b ',
    "'",
    raw`\"`,
    raw`\\`,
    raw`\$`,
    raw`\q`,
    '\\\n',
    '\n',
    '`'.replace('`', raw`\``),
    '#',
    '$.',
    '$ ',
  ),
  parameter,
);
const double = fc.array(inDouble, { maxLength: 4 }).map((parts) => `"${parts.join('')}"`);
const word = fc
  .array(fc.oneof({ weight: 3, arbitrary: plain }, parameter, single, double), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  // A comment, and not a word, would begin with the sign; a lone `}` ends a group.
  .filter((text) => !text.startsWith('#') && text !== '}' && !/^(?:\\\n)+[#}]/.test(text));
// Shells do not agree on what an empty "$@" does to its neighbours, so it stands alone.
const all = fc.constantFrom('$@', '"$@"', 'u"v$@w"');
const words = fc.array(fc.oneof({ weight: 5, arbitrary: word }, all), { maxLength: 4 }).map((list) => list.join(' '));
const assignment = fc.tuple(name, fc.oneof(word, fc.constant(''))).map(([n, value]) => `${n}=${value}`);
const call = words.map((list) => `p ${list}`);
const heredocLine = fc
  .array(fc.oneof(inDouble, fc.constantFrom('"', raw`\"`, '  --a=b')), { maxLength: 4 })
  .map((parts) => `.${parts.join('')}.`);
const heredoc = fc
  .tuple(fc.constantFrom('EOF', "'EOF'", raw`E\OF`, '"E"OF'), fc.array(heredocLine, { maxLength: 3 }))
  .map(([delimiter, lines]) => `h <<${delimiter}\n${[...lines, ''].join('\n')}EOF`);
/** How a branch of a case ends: what bash has besides `;;` goes on in the next one. */
type BranchEnd = ';;' | ';&' | ';;&';
const branch = (body: fc.Arbitrary<string>, ends: readonly BranchEnd[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(fc.boolean(), body, body).map(([yes, a, b]) => `if ${String(yes)}; then ${a}\nelse\n${b}\nfi`),
    fc.tuple(body, body).map(([a, b]) => `case x in y|z) ${a}\n;; *) ${b}\n;; esac`),
    fc
      .tuple(fc.constantFrom('x', 'y'), body, fc.constantFrom(...ends), fc.constantFrom('y', '*'), body)
      .map(([first, a, end, second, b]) => `case x in ${first}) ${a}\n${end} ${second}) ${b}\n;; esac`),
    fc.tuple(fc.constantFrom('true &&', 'false ||', 'false &&'), assignment).map(([guard, a]) => `${guard} ${a}`),
    body.map((a) => `for Z in m n; do\n${a}\ndone`),
    body.map((a) => `( ${a}\n)`),
    body.map((a) => `{ ${a}\n}`),
  );
const calls = fc.oneof(
  { weight: 3, arbitrary: assignment },
  { weight: 4, arbitrary: call },
  heredoc,
  words.map((list) => `set -- ${list}`),
  fc.constantFrom('set -- s t; shift', 'unset X', '# p no', 'p a; p b', 'p a 2> /dev/null', 'p 2>&1 a </dev/null b'),
);
const changes = fc.oneof(
  assignment,
  fc.tuple(name, fc.constantFrom(' a', 'b ', '')).map(([n, text]) => `${n}="$${n}${text}"`),
);
const script = (ends: readonly BranchEnd[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: calls }, { weight: 1, arbitrary: branch(changes, ends) }), {
      minLength: 1,
      maxLength: 7,
    })
    .map((statements) => `${statements.join('\n')}\np "$X" $Y "$@"\n`);

describe('scripts are read as a real shell runs them', () => {
  it.each<[string, readonly BranchEnd[]]>([
    ['sh', [';;']],
    ['bash', [';;', ';&', ';;&']],
  ])('%s agrees on every call whose words we call known', (shell, ends) => {
    const scripts = fc.sample(script(ends), { numRuns: 500, seed: 20_261_121 });
    let known = 0;
    const wrong = judgedByShell(shell, scripts).flatMap((theirs, i) => {
      const ours = read(scripts[i] ?? '');
      known += ours.filter((one) => one !== null).length;
      const differs =
        ours.length !== theirs.length ||
        ours.some((one, k) => one !== null && one.join('\0') !== theirs[k]?.join('\0'));
      return differs ? [{ script: scripts[i], ours, theirs }] : [];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(known).toBeGreaterThan(800);
  });
});
