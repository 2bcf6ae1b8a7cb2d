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

/** What became of a lab. `elsewhere` is the folder of the machine's lab, when it is not the one that was named. */
export type LabDownResult = LabIsDown & { readonly directory: string; readonly elsewhere?: string };

/** Takes a lab down. Where there is none, nothing is to be done, and that is said. */
export async function labDown(request: LabDown): Promise<LabDownResult> {
  const { progress, signal } = request;
  const lab = labFolder(request.directory);
  const onWait = () => {
    progress('another run is at work on the lab; waiting for it');
  };
  return withLock(path.join(cacheDirectory(), 'lab.lock'), { onWait, signal }, async () => {
    const state = await readLabState(lab);
    if (state === null) {
      const other = await currentLab();
      const elsewhere = other === null ? {} : { elsewhere: other.directory };
      return { directory: lab.directory, removed: [], left: [], ...elsewhere };
    }
    const done = await (state.kind === 'hosts' ? hostsDown(lab, state, progress) : processesDown(lab, progress));
    return { directory: lab.directory, ...done };
  });
}
