import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { type Problem, problem } from '../kernel/problem.js';
import { fits, headBytes, readKind } from './elf.js';
import { type Architecture, ownArchitecture, type Program } from './program.js';
import type { Stamp } from './record.js';
import { reportedVersion } from './reported-version.js';
import { scanFile } from './scan.js';

/** What a file has to be. */
export interface ExpectedBinary {
  readonly program: Program;
  readonly version: string;
  readonly architecture: Architecture;
  /** What was recorded when the file was last verified. */
  readonly recorded?: {
    readonly sha256: string;
    readonly bytes: number;
    readonly stamp: Stamp;
    readonly version: string;
  };
  /** The record is a promise (cache), not just a memory (a folder of the user's, which may change). */
  readonly recordBinds?: boolean;
}

/** A file that is what was expected; or every reason why it is not. */
export type Verdict =
  | { readonly ok: true; readonly sha256: string; readonly bytes: number; readonly stamp: Stamp }
  | { readonly ok: false; readonly problems: readonly Problem[] };

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.bytes === b.bytes && a.inode === b.inode && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs;
}

const again = 'Remove it and run `hardway binaries fetch` again, or name another folder.';

/** ELF header against architecture and size; everything that can be said without reading the whole file. */
async function headProblems(file: string, expected: ExpectedBinary, bytes: number): Promise<readonly Problem[]> {
  const { program, architecture } = expected;
  const where = { file };
  const want = `${program.name} ${expected.version} for linux-${architecture}`;
  const head = readKind(await readHead(file));
  if (head.kind === 'other') {
    const what = `${program.name} is ${head.looksLike}, not a Linux binary.`;
    return [problem('binaries-not-elf', { where, what, expected: want, fix: again })];
  }
  if (!fits(head, architecture)) {
    const what = `${program.name} is built for ${head.machine} (${head.bits} bit).`;
    return [problem('binaries-wrong-architecture', { where, what, expected: want, fix: again })];
  }
  if (bytes < head.end) {
    const what = `${program.name} is cut off: it has ${bytes} bytes, its headers speak of ${head.end}.`;
    return [problem('binaries-truncated', { where, what, expected: `at least ${head.end} bytes`, fix: again })];
  }
  return [];
}

async function canRun(file: string, architecture: Architecture): Promise<boolean> {
  if (ownArchitecture() !== architecture) return false;
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The version that a file reports, or, where it cannot run here, whether the version stands in it at all. */
async function versionProblems(file: string, expected: ExpectedBinary, mentions: boolean): Promise<readonly Problem[]> {
  const { program, version } = expected;
  const where = { file };
  if (!(await canRun(file, expected.architecture))) {
    if (mentions) return [];
    const what = `${program.name} is not ${version}: that version does not occur in it.`;
    return [problem('binaries-wrong-version', { where, what, expected: version, fix: again })];
  }
  const answer = await reportedVersion(file, program);
  if ('failure' in answer) {
    const what = `${program.name} cannot be asked for its version: ${answer.failure}.`;
    return [problem('binaries-not-runnable', { where, what, expected: version, fix: again })];
  }
  if (answer.version === version) return [];
  const what = `${program.name} reports version ${answer.version}.`;
  return [problem('binaries-wrong-version', { where, what, expected: version, fix: again })];
}

async function wholeVerdict(file: string, expected: ExpectedBinary, stamp: Stamp): Promise<Verdict> {
  const { program, recorded } = expected;
  const scan = await scanFile(file, expected.version);
  const verified = { ok: true, sha256: scan.sha256, bytes: scan.bytes, stamp } as const;
  if (recorded?.sha256 === scan.sha256 && recorded.version === expected.version) return verified;
  if (recorded !== undefined && expected.recordBinds === true) {
    const what = `${program.name} is not the file that was recorded: it has ${scan.bytes} bytes and ${scan.sha256}.`;
    const was = `${recorded.bytes} bytes and ${recorded.sha256}`;
    return {
      ok: false,
      problems: [problem('binaries-wrong-digest', { where: { file }, what, expected: was, fix: again })],
    };
  }
  if (scan.goPackage !== null && scan.goPackage !== program.goPackage) {
    const what = `${program.name} was built from ${scan.goPackage}.`;
    const details = { where: { file }, what, expected: program.goPackage, fix: again };
    return { ok: false, problems: [problem('binaries-wrong-program', details)] };
  }
  const problems = await versionProblems(file, expected, scan.mentions);
  return problems.length === 0 ? verified : { ok: false, problems };
}

/**
 * Checks that a file is a certain program in a certain version for a certain architecture. A file whose stamp is the
 * recorded one is taken as recorded, so that a changeless run need not read 330 MB.
 */
export async function verifyBinary(file: string, expected: ExpectedBinary): Promise<Verdict> {
  const found = await stat(file).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (found instanceof Error || !found.isFile()) {
    const what = `${expected.program.name} ${found instanceof Error ? `cannot be read (${found.code ?? found.message})` : 'is not a regular file'}.`;
    return { ok: false, problems: [problem('binaries-unreadable', { where: { file }, what, fix: again })] };
  }
  const stamp: Stamp = { bytes: found.size, inode: found.ino, modifiedMs: found.mtimeMs, changedMs: found.ctimeMs };
  const { recorded } = expected;
  if (recorded?.version === expected.version && sameStamp(recorded.stamp, stamp)) {
    return { ok: true, sha256: recorded.sha256, bytes: recorded.bytes, stamp };
  }
  const problems = await headProblems(file, expected, found.size);
  return problems.length > 0 ? { ok: false, problems } : wholeVerdict(file, expected, stamp);
}
