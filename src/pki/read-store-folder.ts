import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';
import { committedFolder, fileNameToPath } from './store-journal.js';
import { isSecretPath, isStorePath } from './store-paths.js';
import type { StoreContents, StoredFile } from './store-files.js';

const maxBytes = 1 << 20;

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Mode and owner of a key: nobody else may read it, and it should be ours. */
async function accessProblems(file: FileHandle, shown: string): Promise<readonly Problem[]> {
  const { mode, uid } = await file.stat();
  const problems: Problem[] = [];
  if ((mode & 0o077) !== 0) {
    problems.push(
      problem('pki-key-exposed', {
        where: { file: shown },
        what: `others than its owner may read or change the key: its mode is ${(mode & 0o777).toString(8).padStart(4, '0')}`,
        expected: 'mode 0600',
        fix: `chmod 600 ${shown}; if others used this machine meanwhile, the key is no longer secret: make it anew`,
      }),
    );
  }
  const own = process.getuid?.();
  if (own !== undefined && uid !== own && own !== 0) {
    const what = `the key belongs to another user (uid ${uid}), who can read and replace it`;
    problems.push(problem('pki-key-exposed', { severity: 'warning', where: { file: shown }, what }));
  }
  return problems;
}

interface Found {
  readonly file?: StoredFile;
  readonly problems: readonly Problem[];
}

/** Reads one file without following a symlink; what is no regular file or too large is a problem. */
async function readStoreFile(directory: string, at: string, as: string): Promise<Found> {
  const shown = path.join(directory, at);
  const refuse = (what: string): Found => ({
    problems: [problem('pki-unreadable', { where: { file: shown }, what, expected: 'a regular file' })],
  });
  let file: FileHandle;
  try {
    file = await open(shown, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'EMLINK')) return refuse('it is a symbolic link, which hardway does not follow here');
    if (hasCode(error, 'EACCES', 'EPERM')) return refuse('it may not be read');
    if (hasCode(error, 'ENOENT')) return { problems: [] };
    throw error;
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return refuse('it is not a regular file');
    if (stat.size > maxBytes) return refuse(`it has ${stat.size} bytes, far more than a certificate or key`);
    const bytes = await file.readFile();
    const secret = isSecretPath(as);
    // latin1 keeps every byte, so that what is no text can be named for what it is.
    const content = secret ? new Secret(bytes) : bytes.toString('latin1');
    return { file: { path: as, content }, problems: secret ? await accessProblems(file, shown) : [] };
  } finally {
    await file.close();
  }
}

interface Listing {
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

/** The paths below one folder of the store. Hidden names are hardway's own or nobody's business. */
async function listFolder(directory: string, folder: string): Promise<Listing> {
  const entries = await readdir(path.join(directory, folder), { withFileTypes: true });
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    const inside = at === 'etcd' || at === 'hosts' || /^hosts\/[^/]+$/.test(at);
    if (inside && entry.isSymbolicLink()) {
      const what = 'it is a symbolic link, which hardway does not follow here';
      problems.push(
        problem('pki-unreadable', { where: { file: path.join(directory, at) }, what, expected: 'a folder' }),
      );
    } else if (inside && entry.isDirectory()) {
      const below = await listFolder(directory, at);
      paths.push(...below.paths);
      problems.push(...below.problems);
    } else if (isStorePath(at)) paths.push(at);
  }
  return { paths, problems };
}

/** Files of a run that was killed after it had committed: they count already, only their last move is missing. */
async function committedFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  try {
    const names = await readdir(path.join(directory, committedFolder));
    return new Map(
      names.flatMap((name) => {
        const target = fileNameToPath(name);
        return target === null ? [] : [[target, `${committedFolder}/${name}`] as const];
      }),
    );
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return new Map();
    throw error;
  }
}

/**
 * Reads the whole store. Follows no symlink, reads no file over 1 MiB, and reports every file that may not be read or
 * whose key others may read. A folder that is not there is an empty store.
 */
export async function readStoreFolder(directory: string): Promise<StoreContents> {
  const nothing = { directory, exists: false, files: [] };
  try {
    const root = await lstat(directory);
    if (!root.isDirectory()) {
      const what = root.isSymbolicLink() ? 'the store is a symbolic link' : 'the store is not a folder';
      const fix = 'name the folder itself with --pki';
      return { ...nothing, problems: [problem('pki-unreadable', { where: { file: directory }, what, fix })] };
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { ...nothing, problems: [] };
    throw error;
  }
  let listing: Listing;
  try {
    listing = await listFolder(directory, '');
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM')) throw error;
    const what = 'the store, or a folder in it, may not be read';
    return { ...nothing, problems: [problem('pki-unreadable', { where: { file: directory }, what })] };
  }
  const committed = await committedFiles(directory);
  const wanted = new Map([...listing.paths.map((at) => [at, at] as const), ...committed]);
  const found = await Promise.all([...wanted].map(([as, at]) => readStoreFile(directory, at, as)));
  return {
    directory,
    exists: true,
    files: found.flatMap(({ file }) => file ?? []),
    problems: [...listing.problems, ...found.flatMap(({ problems }) => problems)],
  };
}
