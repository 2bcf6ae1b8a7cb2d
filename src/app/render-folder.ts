import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';
import type { RenderedFile } from '../render/rendered-file.js';

/** Marks a folder as written by `render`, with the hosts that are in it. */
const markerName = '.hardway-rendered.json';

/** A run writes into a folder of its own first; one that was killed leaves it behind. */
const runPattern = /^\.hardway-[0-9a-f]{12}$/;

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;

/** The text of the marker; unknown or broken markers count as none. */
function hostsOfMarker(text: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    const hosts: unknown = typeof value === 'object' && value !== null && 'hosts' in value ? value.hosts : null;
    return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : null;
  } catch {
    return null;
  }
}

async function kindOf(place: string): Promise<'absent' | 'folder' | 'file' | 'link' | 'other'> {
  try {
    const found = await lstat(place);
    if (found.isDirectory()) return 'folder';
    if (found.isSymbolicLink()) return 'link';
    return found.isFile() ? 'file' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    return unusable(place, 'cannot be looked at', error);
  }
}

function unusable(place: string, why: string, cause?: unknown): never {
  return fail(
    'render-out-unusable',
    { where: { file: place }, what: `the folder ${why}`, fix: 'choose another folder with --out' },
    cause === undefined ? undefined : { cause },
  );
}

function foreign(place: string): never {
  return fail('render-out-foreign', {
    where: { file: place },
    what: 'there is something here that hardway render did not write',
    expected: 'an empty folder, or one that was rendered before',
    fix: 'choose another folder with --out, or move away what is there',
  });
}

/**
 * The hosts that an earlier run rendered into a folder. Throws when the folder is a symbolic link or a file, or holds
 * something that hardway did not write; nothing is written.
 */
export async function renderedHosts(out: string): Promise<readonly string[]> {
  const kind = await kindOf(out);
  if (kind === 'absent') return [];
  if (kind === 'link') unusable(out, 'is a symbolic link, which is not followed');
  if (kind !== 'folder') unusable(out, 'is not a folder');
  if ((await readdir(out)).every((entry) => runPattern.test(entry))) return [];
  const marker = path.join(out, markerName);
  const hosts = (await kindOf(marker)) === 'file' ? hostsOfMarker(await readFile(marker, 'utf8')) : null;
  return hosts ?? foreign(out);
}

/** A new file with these permissions from its first byte on; never through a link that somebody put there. */
async function writeNew(file: string, content: string | Buffer, mode: number): Promise<void> {
  const handle = await open(file, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(out: string): Promise<void> {
  const leftovers = (await readdir(out)).filter((entry) => runPattern.test(entry));
  for (const entry of leftovers) await rm(path.join(out, entry), { recursive: true, force: true });
}

async function writeTree(folder: string, files: readonly RenderedFile[]): Promise<void> {
  for (const file of files) {
    const place = path.join(folder, file.host, file.path);
    await mkdir(path.dirname(place), { recursive: true });
    await writeNew(place, file.content instanceof Secret ? file.content.reveal() : file.content, file.mode);
  }
}

/**
 * Writes files as `<out>/<host>/<path on the host>`. Everything is written beside first; then each host's folder is
 * swapped at once. With `all`, hosts that are no longer in the config go; otherwise they stay.
 */
export async function writeRendered(
  out: string,
  files: readonly RenderedFile[],
  hosts: readonly string[],
  all: boolean,
): Promise<void> {
  const before = await renderedHosts(out);
  for (const host of hosts) {
    if (!before.includes(host) && (await kindOf(path.join(out, host))) !== 'absent') foreign(path.join(out, host));
  }
  const run = path.join(out, `.hardway-${randomBytes(6).toString('hex')}`);
  try {
    // It will hold keys: nobody else needs to look inside.
    await mkdir(out, { recursive: true, mode: 0o700 });
    await removeLeftovers(out);
    await mkdir(run, { mode: 0o700 });
  } catch (error) {
    unusable(out, 'cannot be written', error);
  }
  try {
    await writeTree(run, files);
    const kept = all ? [] : before.filter((host) => !hosts.includes(host));
    const marker = { writtenBy: 'hardway render', hosts: [...kept, ...hosts].sort() };
    await writeNew(path.join(run, markerName), `${JSON.stringify(marker, null, 2)}\n`, 0o644);
    await rename(path.join(run, markerName), path.join(out, markerName));
    for (const host of before.filter((name) => !kept.includes(name))) {
      if ((await kindOf(path.join(out, host))) !== 'absent')
        await rename(path.join(out, host), path.join(run, `old-${host}`));
    }
    for (const host of hosts) await rename(path.join(run, host), path.join(out, host));
  } catch (error) {
    unusable(out, 'cannot be written', error);
  } finally {
    await rm(run, { recursive: true, force: true });
  }
}

/** A file of the folder as it is now. */
export interface FoundFile {
  readonly host: string;
  /** Path on the host. */
  readonly path: string;
  readonly mode: number;
  /** Null for anything but a regular file. */
  readonly content: Buffer | null;
}

async function readTree(root: string, host: string, folder: string): Promise<FoundFile[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found: FoundFile[] = [];
  for (const entry of entries) {
    const inside = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      found.push(...(await readTree(root, host, inside)));
      continue;
    }
    const place = path.join(root, inside);
    const { mode } = await lstat(place);
    found.push({ host, path: inside, mode: mode & 0o7777, content: entry.isFile() ? await readNoFollow(place) : null });
  }
  return found;
}

async function readNoFollow(file: string): Promise<Buffer> {
  const handle = await open(file, O_RDONLY | O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Everything that an earlier run left for these hosts. */
export async function readRendered(out: string, hosts: readonly string[]): Promise<readonly FoundFile[]> {
  const present = (await renderedHosts(out)).filter((host) => hosts.includes(host));
  const found: FoundFile[] = [];
  for (const host of present) {
    if ((await kindOf(path.join(out, host))) === 'folder')
      found.push(...(await readTree(path.join(out, host), host, '/')));
  }
  return found;
}
