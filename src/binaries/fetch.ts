import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, refuseErrors } from '../kernel/problem.js';
import { cacheDirectory, releaseDirectory } from './cache-directory.js';
import { locateBinaries, type LocatedBinary } from './locate.js';
import { withLock } from './lock.js';
import { type Architecture, type Program, programNamed, type Project, usualNames } from './program.js';
import { recordBeside, writeRecord } from './record.js';
import type { BinarySource } from './source.js';
import { verifyBinary } from './verify.js';

/** What to bring into the cache, and from where. */
export interface FetchRequest {
  readonly kubernetes: string;
  readonly etcd: string;
  readonly architecture: Architecture;
  /** Names of programs; without them all but kubeadm, kubelet and kube-proxy. */
  readonly names?: readonly string[];
  readonly source: BinarySource;
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly cache?: string;
}

/** What a fetch did: every binary that was asked for, and the names of those that were not there before. */
export interface Fetched {
  readonly binaries: readonly LocatedBinary[];
  readonly added: readonly string[];
}

/** Verifies what a source brought, then moves it into the cache: record first gone, then binary, then record. */
async function takeOver(staging: string, release: string, programs: readonly Program[], request: FetchRequest) {
  const problems: Problem[] = [];
  const verified = [];
  for (const program of programs) {
    const file = path.join(staging, program.name);
    const version = request[program.project];
    await chmod(file, 0o755);
    request.progress(`${program.name}: verifying`);
    const verdict = await verifyBinary(file, { program, version, architecture: request.architecture });
    if (verdict.ok) verified.push({ program, file, version, verdict });
    else problems.push(...verdict.problems);
  }
  refuseErrors(problems);
  for (const { program, file, version, verdict } of verified) {
    const target = path.join(release, program.name);
    await rm(recordBeside(target), { force: true });
    await rename(file, target);
    const { ino, size, mtimeMs, ctimeMs } = await stat(target);
    await writeRecord(recordBeside(target), {
      name: program.name,
      project: program.project,
      version,
      architecture: request.architecture,
      origin: request.source.origin,
      sha256: verdict.sha256,
      bytes: verdict.bytes,
      stamp: { bytes: size, inode: ino, modifiedMs: mtimeMs, changedMs: ctimeMs },
    });
  }
}

/** Brings the programs of one project that are missing or bad; returns their names. */
async function fetchProject(project: Project, names: readonly string[], request: FetchRequest, cache: string) {
  const version = request[project];
  const { architecture, signal, progress } = request;
  const release = releaseDirectory(cache, project, version, architecture);
  const wanted = { kubernetes: request.kubernetes, etcd: request.etcd, architecture, names };
  const onWait = () => {
    progress(`another run is filling ${release}; waiting for it`);
  };
  return withLock(`${release}.lock`, { onWait, signal }, async () => {
    const { found } = await locateBinaries(wanted, cache);
    const programs = names
      .filter((name) => !found.some((binary) => binary.name === name))
      .flatMap((name) => programNamed(name) ?? []);
    if (programs.length === 0) return [];
    await mkdir(release, { recursive: true });
    const into = await mkdtemp(path.join(release, '.incoming-'));
    try {
      const what = { project, version, architecture, programs, into, progress };
      await request.source.obtain(signal === undefined ? what : { ...what, signal });
      await takeOver(into, release, programs, request);
    } finally {
      await rm(into, { recursive: true, force: true });
    }
    return programs.map(({ name }) => name);
  });
}

/**
 * Fills the cache from a source. What is there and sound stays; nothing enters the cache that is not verified; each
 * file appears whole or not at all, so an interrupted run can simply be repeated.
 */
export async function fetchBinaries(request: FetchRequest): Promise<Fetched> {
  const cache = request.cache ?? cacheDirectory();
  const names = request.names ?? usualNames;
  const added: string[] = [];
  for (const project of ['etcd', 'kubernetes'] as const) {
    const ofProject = names.filter((name) => programNamed(name)?.project === project);
    if (ofProject.length > 0) added.push(...(await fetchProject(project, ofProject, request, cache)));
  }
  const { kubernetes, etcd, architecture } = request;
  const located = await locateBinaries({ kubernetes, etcd, architecture, names }, cache);
  refuseErrors(located.problems);
  return { binaries: located.found, added };
}
