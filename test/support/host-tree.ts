import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRequest, Transport } from '../../src/kernel/transport.js';

/** Folders that scripts look into, as they are written there. */
const places = /(?<![\w}/\\])\/(proc|etc|run|lib|usr\/lib|usr\/local\/lib|var|opt)(?=[/ "'\n\\]|$)/gm;

/** A process as the kernel would show it. */
export interface TreeProcess {
  readonly pid: number;
  readonly words: readonly string[];
  /** As the kernel names it; the program by default. */
  readonly comm?: string;
  readonly parent?: number;
  /** The unit whose control group it is in. */
  readonly unit?: string;
  readonly contained?: boolean;
}

/**
 * A host that is a folder: scripts run in a real shell and find below it what a host has below `/`. Paths in its files
 * have to begin with the folder, and so do those in the answers.
 */
export interface HostTree {
  readonly put: (file: string, content: string, mode?: number) => string;
  readonly process: (process: TreeProcess) => void;
  /** As often as it was asked, with what it printed. */
  readonly answers: string[];
  readonly transport: Transport;
}

export function hostTree(root: string, shell = 'sh'): HostTree {
  const put = (file: string, content: string, mode = 0o644): string => {
    const place = path.join(root, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
    chmodSync(place, mode);
    return place;
  };
  const process = ({ pid, words, comm: named, parent = 1, unit, contained = false }: TreeProcess): void => {
    const comm = named ?? path.basename(words[0] ?? '').slice(0, 15);
    const group = contained ? '/kubepods/burstable/pod1/2' : unit === undefined ? '/' : `/system.slice/${unit}`;
    put(`proc/${pid}/comm`, `${comm}\n`);
    put(`proc/${pid}/cmdline`, `${words.join('\0')}\0`);
    put(`proc/${pid}/status`, `Name: ${comm}\nUid:\t0\t0\t0\t0\n`);
    put(`proc/${pid}/stat`, `${pid} (${comm}) S ${parent} ${'1 '.repeat(17)}500 0\n`);
    put(`proc/${pid}/cgroup`, `0::${group}\n`);
  };
  put('proc/stat', 'btime 1000\n');
  put('proc/1/comm', 'systemd\n');
  put('proc/1/cgroup', '0::/init.scope\n');
  put('proc/sys/kernel/hostname', 'tree\n');
  const answers: string[] = [];
  const run = ({ script, args = [], stdin = '' }: RunRequest) => {
    if (typeof stdin !== 'string') throw new Error('nothing but text is handed over here');
    // Within an expression of sed slashes are escaped.
    const own = script.replace(places, `${root}/$1`).replaceAll('\\/etc', `${root}/etc`.replaceAll('/', '\\/'));
    const ran = spawnSync(shell, ['-c', own, shell, ...args], { input: stdin });
    answers.push(ran.stdout.toString('utf8'));
    return Promise.resolve({ stdout: ran.stdout, stderr: ran.stderr, code: ran.status ?? -1 });
  };
  return { put, process, answers, transport: { host: 'tree', run } as unknown as Transport };
}
