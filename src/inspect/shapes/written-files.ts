import { isUnit } from './marks.js';
import type { Reading, ShapeContext } from './shape.js';

/** A file that a script writes, or that a guide shows. */
export interface WrittenFile {
  /** Where it lies on the host, where that is told. */
  readonly path?: string;
  readonly text: string;
  /** Line of the outer text on which it begins. */
  readonly firstLine: number;
}

/** More than any guide has of them. */
const maxFiles = 200;

const promising = /kube|etcd|apiserver|hyperkube|controller-manager|scheduler/i;

function paddedText({ text, firstLine }: WrittenFile): string {
  return '\n'.repeat(firstLine - 1) + text;
}

/** Files of variables and scripts that a unit among the files uses; by themselves they would be read once more. */
function readByUnits(files: readonly WrittenFile[]): ReadonlySet<string> {
  const names = files.flatMap(({ text }) =>
    [...text.matchAll(/^[ \t]*(?:EnvironmentFile|ExecStart)[ \t]*=[ \t]*[-@:+!|]{0,8}(\S{1,300})/gm)].map(
      ([, path = '']) => path,
    ),
  );
  return new Set(names);
}

function dropInsOf({ path }: WrittenFile, files: readonly WrittenFile[]): readonly WrittenFile[] {
  if (path?.endsWith('.service') !== true) return [];
  return files.filter((file) => file.path?.startsWith(`${path}.d/`) === true && file.path.endsWith('.conf'));
}

/**
 * Reads files that belong together: units get the files of variables, the drop-ins and the scripts that are among them.
 * Files that start nothing are passed over.
 */
export async function readFiles(all: readonly WrittenFile[], context: ShapeContext): Promise<Reading> {
  const files = all.filter(({ path = '', text }) => promising.test(path) || promising.test(text)).slice(0, maxFiles);
  const byPath = new Map(files.flatMap((file) => (file.path === undefined ? [] : [[file.path, file.text]])));
  const named = readByUnits(files);
  const readings: Reading[] = [];
  for (const file of files) {
    const isPart = file.path !== undefined && (named.has(file.path) || /\.service\.d\/[^/]+\.conf$/.test(file.path));
    if (isPart && files.some((other) => other !== file && isUnit(other.text))) continue;
    const dropIns = dropInsOf(file, files).map((dropIn) => ({ file: context.label, text: paddedText(dropIn) }));
    readings.push(
      await context.within(file.text, {
        firstLine: file.firstLine,
        dropIns,
        environmentFiles: (path) => byPath.get(path) ?? context.environmentFiles?.(path),
        scripts: (path) => byPath.get(path) ?? context.scripts?.(path),
      }),
    );
  }
  const useful = readings.filter(({ found }) => found.length > 0);
  return { found: useful.flatMap(({ found }) => found), problems: useful.flatMap(({ problems }) => problems) };
}
