import type { ArgvWord } from '../../formats/argv.js';
import { problem } from '../../kernel/problem.js';
import { componentByFlags, componentNamed } from '../component-by-flags.js';
import { flagNameIn } from '../../formats/rejoin.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

const variable = /\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*/g;

type Variables = Readonly<Record<string, string>>;

/** What snapd sets for the programs of a revision, by the path of one of its files; below `current` it is not known. */
function snapVariables(path: string | undefined): Variables {
  const [, name, revision] = /(?:^|\/)var\/snap\/([\w-]+)\/(x?\d+)\/args\/[^/]+$/.exec(path ?? '') ?? [];
  if (name === undefined || revision === undefined) return {};
  return {
    SNAP: `/snap/${name}/${revision}`,
    SNAP_DATA: `/var/snap/${name}/${revision}`,
    SNAP_COMMON: `/var/snap/${name}/common`,
  };
}

function expanded(word: string, variables: Variables): string {
  return word.replace(variable, (written) => {
    const name = written.replace(/[${}]/g, '');
    return Object.hasOwn(variables, name) ? (variables[name] ?? written) : written;
  });
}

interface Piece {
  readonly text: string;
  readonly index: number;
  readonly guessed: boolean;
}

/** A line is one flag; a blank in its value needs no quotes, but then it is only our guess that it belongs to it. */
function piecesOf(text: string): readonly Piece[] {
  const pieces = [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*'|["'])+/g)].map((match) => {
    return { text: match[0], index: match.index, guessed: false };
  });
  const [first, ...rest] = pieces;
  const isOne = first?.text.startsWith('-') === true && first.text.includes('=');
  if (!isOne || rest.length === 0 || rest.some((piece) => piece.text.startsWith('--'))) return pieces;
  return [{ text, index: first.index, guessed: true }];
}

/**
 * The words on a line: MicroK8s and Charmed Kubernetes hand them to the component as a shell would split them, one flag
 * per line by custom. Quotes group, comments and empty lines say nothing.
 */
function wordsOn(line: string, number: number, variables: Variables): readonly ArgvWord[] {
  const start = line.length - line.trimStart().length;
  // A fragment of a script or unit still has the backslashes that made one line of it.
  const text = line.trim().replace(/\s*\\+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const found = piecesOf(text);
  return found.map(({ text: piece, index, guessed }) => {
    const unquoted = piece.replace(
      /"([^"]*)"|'([^']*)'/g,
      (_whole, double?: string, single?: string) => double ?? single ?? '',
    );
    const word = expanded(unquoted, variables);
    const unresolved = word.match(variable) ?? [];
    return {
      text: word,
      line: number,
      column: start + index + 1,
      ...(guessed ? { reconstructed: true } : {}),
      ...(unresolved.length === 0 ? {} : { unresolved }),
    };
  });
}

/**
 * Reads a file of arguments: `--flag=value` lines and nothing that names the program. Which component they are of is
 * told by the name of the file, or else by the names of the flags.
 */
export async function readArgsFile(text: string, context: ShapeContext): Promise<Reading> {
  const variables = snapVariables(context.path);
  const words = text.split(/\r\n|\n|\r/).flatMap((line, i) => wordsOn(line, i + 1, variables));
  const names = words.flatMap(({ text: word }) => flagNameIn(word) ?? []);
  const component = componentNamed(context.label) ?? (await componentByFlags(names));
  if (component === null) {
    const what = 'the flags are those of none of the components, and the name of the file tells none';
    return { found: [], problems: [problem('input-no-component', { where: { file: context.label }, what })] };
  }
  const argv = { component, source: sourceOf('args-file', context), words, environment: [] };
  return { found: [{ ...argv, truncated: false, problems: [] }], problems: [] };
}
