import path from 'node:path';
import { cacheDirectory } from '../binaries/cache-directory.js';
import { withLock } from '../binaries/lock.js';
import { fail } from '../kernel/problem.js';
import { hostsDown, type LabIsDown } from '../lab/hosts-down.js';
import { processesDown } from '../lab/processes-down.js';
import { type LabFolder, labFolder } from '../lab/lab-folder.js';
import { currentLab, type LabState, readLabState } from '../lab/lab-state.js';

export interface LabDown {
  readonly directory: string;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The lab in a folder; where there is none, the problem says where the lab of this machine is. */
export async function labIn(directory: string): Promise<{ readonly lab: LabFolder; readonly state: LabState }> {
  const lab = labFolder(directory);
  const state = await readLabState(lab);
  if (state !== null) return { lab, state };
  const other = await currentLab();
  return fail('lab-none', {
    where: { file: lab.directory },
    what: 'There is no lab in this folder.',
    fix:
      other === null
        ? 'hardway lab up --hosts 3'
        : `The lab of this machine is in ${other.directory}: name it with --directory.`,
  });
}

/** Takes a lab down. Where there is none, nothing is to be done, and that is said. */
export async function labDown(request: LabDown): Promise<LabIsDown & { readonly directory: string }> {
  const { progress, signal } = request;
  const onWait = () => {
    progress('another run is at work on the lab; waiting for it');
  };
  const folder = labFolder(request.directory);
  if ((await readLabState(folder)) === null && (await currentLab()) === null) {
    return { directory: folder.directory, removed: [], left: [] };
  }
  const { lab, state } = await labIn(request.directory);
  const done = await withLock(path.join(cacheDirectory(), 'lab.lock'), { onWait, signal }, () =>
    state.kind === 'hosts' ? hostsDown(lab, state, progress) : processesDown(lab, progress),
  );
  return { directory: lab.directory, ...done };
}
