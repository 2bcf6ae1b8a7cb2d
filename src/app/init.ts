import { constants } from 'node:fs';
import { lstat, open, realpath, unlink } from 'node:fs/promises';
import path from 'node:path';
import { newConfig } from '../cluster/new-config.js';
import { fail, HardwayError, type Problem } from '../kernel/problem.js';
import { packageRoot } from '../render/package-root.js';
import { type Ask, initAnswers, type InitRequest } from './init-answers.js';
import { checkedCluster } from './load-cluster.js';
import { type ClusterSummary, clusterSummary } from './validate.js';

export interface Initialized {
  /** The config that was written. */
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly cluster: ClusterSummary;
}

function exists(file: string): never {
  return fail('config-exists', {
    where: { file },
    what: 'there is something of this name already, and init never overwrites',
    fix: 'choose another name with --out, or remove it first',
  });
}

/** A folder that is a link may lead anywhere; the user shall name the place that is meant. */
async function refuseLinkedFolder(file: string): Promise<void> {
  const folder = path.dirname(file);
  try {
    if (!(await lstat(folder)).isSymbolicLink()) return;
  } catch (error) {
    fail(
      'config-write',
      { where: { file }, what: 'its folder does not exist', fix: `mkdir -p ${folder}` },
      { cause: error },
    );
  }
  const target = await realpath(folder).catch(() => 'nowhere');
  fail('config-write', {
    where: { file },
    what: `its folder is a symbolic link to ${target}`,
    fix: 'name that folder itself',
  });
}

/** Creates the file; links are not followed, an existing file is left alone, a half-written one is removed. */
async function createFile(file: string, text: string): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  let created = false;
  try {
    const handle = await open(file, flags, 0o644);
    created = true;
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (created) await unlink(file);
    if (code === 'EEXIST' || code === 'ELOOP') exists(file);
    fail('config-write', { where: { file }, what: `the file cannot be written: ${code}` }, { cause: error });
  }
}

/** Places in a file that was never written would mislead: only the fields are named. */
function withoutPlaces(error: HardwayError): HardwayError {
  const problems = error.problems.map((problem) => {
    const { field } = problem.where;
    return { ...problem, where: field === undefined ? {} : { field } };
  });
  return new HardwayError(problems, { cause: error });
}

/** Writes a new config. It is checked as a whole before anything is written; an existing file is never touched. */
export async function init(request: InitRequest, ask: Ask | null): Promise<Initialized> {
  const file = request.out;
  const there = await lstat(file).catch(() => null);
  if (there !== null) exists(file);
  await refuseLinkedFolder(file);
  const schema = path.join(packageRoot(), 'schemas', 'cluster.schema.json');
  const text = newConfig({ ...(await initAnswers(request, ask)), schema });
  const checked = await checkedCluster(text, { file, directory: path.resolve(path.dirname(file)) }).catch(
    (error: unknown) => {
      throw error instanceof HardwayError ? withoutPlaces(error) : error;
    },
  );
  await createFile(file, text);
  return { file, problems: checked.warnings, cluster: clusterSummary(checked.cluster) };
}
