import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { splitExecLine } from '../formats/systemd-exec.js';
import { listSetting, readUnit } from '../formats/systemd-unit.js';
import { fail } from '../kernel/problem.js';
import { redact } from '../kernel/redact.js';
import { startDetached } from './detached.js';
import { endProcess, signalProcess } from './end-process.js';
import type { LabFolder } from './lab-folder.js';
import { argvOfProcess, type ProcessIdentity, processesWith } from './process-table.js';

/** One component as its unit would start it. */
export interface Program {
  readonly component: string;
  /** Lies below the folder of the lab, which is how its process is found again. */
  readonly path: string;
  readonly args: readonly string[];
  readonly log: string;
}

/** The program of a lab by its component, before or after it is started. */
export function programPath(lab: LabFolder, component: string): string {
  return path.join(lab.root, 'usr/local/bin', component);
}

/** Reads back what a rendered unit starts, by systemd's own rules. */
export function programOfUnit(lab: LabFolder, component: string, unit: string): Program {
  const [line] = listSetting([readUnit(unit, `${component}.service`)], 'Service', 'ExecStart');
  const [command] = line === undefined ? [] : splitExecLine(line.value);
  if (command === undefined) return fail('bug', { what: `The unit of ${component} starts nothing.` });
  const args = command.args.map((word) => word.text);
  return { component, path: command.path, args, log: path.join(lab.logs, `${component}.log`) };
}

/** The process of a program of a lab; null when it does not run. */
export async function processOf(programFile: string): Promise<ProcessIdentity | null> {
  const [found = null] = await processesWith(({ argv }) => argv[0] === programFile);
  return found;
}

/** Ends a component of a lab in good order; kube-apiserver takes some seconds for that. */
export async function endProgram(programFile: string): Promise<boolean> {
  const running = await processOf(programFile);
  if (running === null) return false;
  if (!(await endProcess(running, { ask: () => signalProcess(running, 'SIGTERM'), graceMs: 25_000 }))) {
    const what = `${path.basename(programFile)} (process ${running.pid}) does not end.`;
    fail('lab-left-behind', { what, fix: 'Run the command again.' });
  }
  return true;
}

/** Starts a component unless it runs with these very words; one that runs with others is ended first. */
export async function ensureProgram(program: Program): Promise<'running' | 'started'> {
  const running = await processOf(program.path);
  if (running !== null) {
    const argv = await argvOfProcess(running);
    if (argv.join('\0') === [program.path, ...program.args].join('\0')) return 'running';
    await endProgram(program.path);
  }
  // Without the caller's environment: etcd reads ETCD_* from it.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent' };
  await startDetached({ command: program.path, args: program.args, log: program.log, env });
  return 'started';
}

/** The last lines of a component's log that say what is wrong, masked. */
export async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.trimEnd().split('\n').slice(-200);
  const telling = lines.filter((line) => /^[EF]\d{4} |^Error: |"level":"(?:error|fatal|panic)"/.test(line));
  return redact((telling.length > 0 ? telling : lines).slice(-3).join('\n')).slice(0, 1000);
}
