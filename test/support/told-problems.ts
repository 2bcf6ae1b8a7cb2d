import { loadFlagCatalog } from '../../src/catalog/load.js';
import type { FileReader } from '../../src/inspect/companions/files.js';
import type { InspectedComponent } from '../../src/inspect/effective-flag.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import type { Problem } from '../../src/kernel/problem.js';

/** How a command line is read. */
export interface Read {
  readonly version?: string;
  readonly program?: string;
  /** Texts of the files that flags point to, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

function reader(texts: Readonly<Record<string, string>>): FileReader {
  return (paths) =>
    Promise.resolve(
      new Map(
        paths.flatMap((path) => {
          const text = texts[path];
          return text === undefined ? [] : [[path, { state: 'read', bytes: Buffer.from(text) }]];
        }),
      ),
    );
}

const textOf = (flags: string, program: string): string => `${program} ${flags}`;

/** The component that a line of `ps` with these flags shows. */
export async function readLine(flags: string, { version, program = 'kube-apiserver', files }: Read = {}) {
  const { components } = await inspectText(textOf(flags, program), {
    source: 'x',
    as: 'ps',
    catalogs: loadFlagCatalog,
    ...(version === undefined ? {} : { kubernetesVersion: version, etcdVersion: version }),
    ...(files === undefined ? {} : { files: reader(files) }),
  });
  const [component] = components;
  if (component === undefined) throw new Error('nothing was read');
  return component;
}

/** A problem in one line: how bad, which, at which word (`-` for none), and what it says. */
function lineOf(text: string, { severity, code, where, what, expected, fix }: Problem): string {
  const word = where.column === undefined ? '-' : (text.slice(where.column - 1).split(' ')[0] ?? '');
  const more = [...(expected === undefined ? [] : [`expected ${expected}`]), ...(fix === undefined ? [] : [fix])];
  return [severity, code.replace('input-', ''), word, [what, ...more].join('; ')].join(' | ');
}

/** All that is told of a line of `ps` with these flags. */
export async function toldOf(flags: string, read: Read = {}): Promise<readonly string[]> {
  const { problems } = await readLine(flags, read);
  return problems.map((found) => lineOf(textOf(flags, read.program ?? 'kube-apiserver'), found));
}

/** The same of problems that were found in another way. */
export function toldProblems(flags: string, problems: InspectedComponent['problems']): readonly string[] {
  return problems.map((found) => lineOf(textOf(flags, 'kube-apiserver'), found));
}
