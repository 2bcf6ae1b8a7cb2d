import { access } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';
import { cacheDirectory, releaseDirectory } from './cache-directory.js';
import { type Architecture, controlPlaneNames, type Program, programNamed, type Project } from './program.js';
import { type BinaryOrigin, readRecord, recordBeside, recordElsewhere, writeRecord } from './record.js';
import { verifyBinary } from './verify.js';

/** Which binaries are wanted. */
export interface WantedBinaries {
  /** Versions without a leading v. */
  readonly kubernetes: string;
  readonly etcd: string;
  readonly architecture: Architecture;
  /** Names of programs; the four of the control plane when left out. */
  readonly names?: readonly string[];
  /** A folder that goes before the cache: `<folder>/<architecture>/<name>` or `<folder>/<name>`. */
  readonly directory?: string;
}

/** A binary on this machine that has been verified. */
export interface LocatedBinary {
  readonly name: string;
  readonly project: Project;
  readonly version: string;
  readonly architecture: Architecture;
  /** Absolute. */
  readonly path: string;
  /** `sha256:…` */
  readonly sha256: string;
  readonly bytes: number;
  readonly origin: BinaryOrigin;
}

export interface LocatedBinaries {
  readonly found: readonly LocatedBinary[];
  /** One for each binary that is missing or not what it should be. */
  readonly problems: readonly Problem[];
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function inFolder(
  directory: string | undefined,
  architecture: Architecture,
  name: string,
): Promise<string | null> {
  if (directory === undefined) return null;
  for (const candidate of [path.resolve(directory, architecture, name), path.resolve(directory, name)]) {
    if (await exists(candidate)) return candidate;
  }
  return null;
}

function missing(program: Program, version: string, wanted: WantedBinaries, cached: string): Problem {
  const looked = wanted.directory === undefined ? '' : ` It is not in ${wanted.directory} either.`;
  return problem('binaries-missing', {
    where: { file: cached },
    what: `${program.name} ${version} for linux-${wanted.architecture} is not in the cache.${looked}`,
    fix: 'Run `hardway binaries fetch --from DIR` with a folder that has it, or `hardway binaries fetch --from-source`.',
  });
}

async function locateOne(
  program: Program,
  wanted: WantedBinaries,
  cache: string,
): Promise<LocatedBinary | readonly Problem[]> {
  const version = wanted[program.project];
  const { architecture } = wanted;
  const cached = path.join(releaseDirectory(cache, program.project, version, architecture), program.name);
  const own = await inFolder(wanted.directory, architecture, program.name);
  if (own === null && !(await exists(cached))) return [missing(program, version, wanted, cached)];

  const file = own ?? cached;
  const recordFile = own === null ? recordBeside(cached) : recordElsewhere(cache, own);
  const recorded = await readRecord(recordFile);
  const expected = { program, version, architecture, recordBinds: own === null };
  const verdict = await verifyBinary(file, recorded === null ? expected : { ...expected, recorded });
  if (!verdict.ok) return verdict.problems;

  const { sha256, bytes, stamp } = verdict;
  const origin = own === null ? (recorded?.origin ?? 'folder') : 'folder';
  const identity = { name: program.name, project: program.project, version, architecture, origin, sha256, bytes };
  const remembered = recorded?.sha256 === sha256 && recorded.stamp.changedMs === stamp.changedMs;
  if (!remembered) await writeRecord(recordFile, { ...identity, stamp });
  return { ...identity, path: file };
}

/**
 * Finds and verifies binaries: in the folder that was named, then in the cache. Never builds, never downloads, and
 * reports everything that is wrong at once. A bad file in the folder is a problem, not a reason to look further.
 */
export async function locateBinaries(wanted: WantedBinaries, cache = cacheDirectory()): Promise<LocatedBinaries> {
  const programs = (wanted.names ?? controlPlaneNames).map((name) => {
    const program = programNamed(name);
    if (program === undefined) throw new RangeError(`there is no program called ${name}`);
    return program;
  });
  const found: LocatedBinary[] = [];
  const problems: Problem[] = [];
  // One after the other: two files hashed at once are not faster from one disk.
  for (const program of programs) {
    const result = await locateOne(program, wanted, cache);
    if ('path' in result) found.push(result);
    else problems.push(...result);
  }
  return { found, problems };
}
