import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type FileAnswer, type FileReader, inWalkOrder } from '../inspect/companions/files.js';
import { HardwayError } from '../kernel/problem.js';
import { readInput } from './read-input.js';

/** More than any configuration file or bundle of certificates has. */
const maxBytes = 4 * 1024 * 1024;

/** Folders in which a host keeps units and static pods, below its root. */
const layouts = [
  /^(.*?)\/(?:etc|run|usr\/lib|usr\/local\/lib|lib)\/systemd\/system\/[^/]+$/,
  /^(.*?)\/etc\/kubernetes\/manifests\/[^/]+$/,
  /^(.*?)\/var\/lib\/rancher\/rke2\/agent\/pod-manifests\/[^/]+$/,
];

/** The root of the tree a file lies in, laid out as on a host: empty for this machine itself; null when it is in none. */
export function rootOf(file: string): string | null {
  const absolute = path.resolve(file);
  for (const layout of layouts) {
    const root = layout.exec(absolute)?.[1];
    if (root !== undefined) return root;
  }
  return null;
}

/** More drop-ins than anybody has. */
const maxDropIns = 200;

async function folderAnswer(folder: string): Promise<FileAnswer> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith('.conf'));
    const paths = files.slice(0, maxDropIns).map((entry) => path.join(entry.parentPath, entry.name));
    return { state: 'folder', paths };
  } catch {
    return { state: 'unreadable' };
  }
}

const name = (id: number): string => (id === 0 ? 'root' : String(id));

async function answerOf(file: string): Promise<FileAnswer> {
  const facts = await stat(file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : undefined;
  });
  if (facts === null) return { state: 'missing' };
  if (file.endsWith('/') && facts?.isDirectory() === true) return folderAnswer(file);
  try {
    const { bytes } = await readInput(file, { maxBytes });
    const owned =
      facts === undefined
        ? {}
        : { mode: (facts.mode & 0o7777).toString(8).padStart(4, '0'), owner: `${name(facts.uid)}:${name(facts.gid)}` };
    return { state: 'read', bytes, ...owned };
  } catch (error) {
    if (!(error instanceof HardwayError)) throw error;
    const why = error.problems[0]?.what;
    return { state: 'unreadable', ...(why === undefined ? {} : { why }) };
  }
}

/** The files of a folder by their paths on the host. */
function belowRoot(answer: FileAnswer, root: string): FileAnswer {
  if (answer.state !== 'folder') return answer;
  return {
    ...answer,
    paths: inWalkOrder(answer.paths.map((file) => `/${path.relative(root === '' ? '/' : root, file)}`)),
  };
}

/**
 * Reads files below a root. In a `partial` tree, such as one that was rendered or copied, a file that is not there is out
 * of reach: the host itself may well have it.
 */
export function rootedFiles(root: string, { partial }: { readonly partial: boolean }): FileReader {
  return async (paths) => {
    const answers = await Promise.all(
      paths.map(async (one) => [one, belowRoot(await answerOf(path.join(root, one)), root)] as const),
    );
    return new Map(answers.filter(([, answer]) => !partial || answer.state !== 'missing'));
  };
}
