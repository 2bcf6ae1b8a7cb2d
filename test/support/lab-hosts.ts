import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { labDown } from '../../src/app/lab-down.js';
import { type LabIsUp, labUp } from '../../src/app/lab-up.js';
import { labVersions } from '../../src/app/lab-versions.js';
import { labFolder } from '../../src/lab/lab-folder.js';
import { lacking, thisMachine } from '../../src/lab/needs.js';
import { labHost } from '../../src/lab/network.js';
import { type SshAnswer, sshRun } from '../../src/lab/ssh.js';

const obstacles = await lacking(thisMachine());

/**
 * True when lab hosts cannot run here and that may be skipped over: `describe.skipIf(noLab)`. Under CI a lab is a must,
 * and what is missing shows as a failure.
 */
export const noLab = obstacles.length > 0 && process.env.CI !== 'true';

/** A lab in a temporary folder. */
export interface TestLab extends LabIsUp {
  /** Runs a command line on host number `n` (from 1) over SSH. */
  readonly on: (n: number, command: string, user?: 'ops' | 'root') => Promise<SshAnswer>;
}

export function silent(): void {
  // Progress of the lab is of no interest in a test that passes.
}

/** Starts hosts in a temporary folder; `stop` removes them and the folder, whatever has happened in between. */
export async function startLab(count: number): Promise<{ readonly lab: TestLab; readonly stop: () => Promise<void> }> {
  const parent = await mkdtemp(path.join(tmpdir(), 'hardway-lab-'));
  const directory = path.join(parent, 'lab');
  const { signal } = new AbortController();
  const stop = async (): Promise<void> => {
    await labDown({ directory, progress: silent, signal });
    await rm(parent, { recursive: true, force: true });
  };
  try {
    const up = await labUp({ directory, hosts: count, versions: labVersions, progress: silent, signal });
    const on: TestLab['on'] = (n, command, user = 'ops') => sshRun(labFolder(directory), labHost(n), command, user);
    return { lab: { ...up, on }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lab hosts for all tests of a file or a `describe`: up before the first, down after the last, also on failure. */
export function withLab(count: number): () => TestLab {
  let started: Awaited<ReturnType<typeof startLab>> | undefined;
  beforeAll(async () => {
    if (!noLab) started = await startLab(count);
  });
  afterAll(async () => {
    await started?.stop();
  });
  return () => {
    if (started === undefined) throw new Error('the lab has not been started');
    return started.lab;
  };
}
