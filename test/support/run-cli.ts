import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from './source-files.js';

/** How a run of the built CLI ended. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the built CLI that is under way; there is no terminal. */
export interface StartedCli {
  readonly child: ChildProcess;
  readonly ended: Promise<CliRun>;
}

/** Starts the built CLI as a process of its own, as users do. */
export function startCli(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): StartedCli {
  const child = spawn(process.execPath, [path.join(projectRoot, 'bin/run.js'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
  const ended = new Promise<CliRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...printed });
    });
  });
  return { child, ended };
}

/** Runs the built CLI to its end. */
export function runCli(args: readonly string[], cwd: string): Promise<CliRun> {
  return startCli(args, cwd).ended;
}

/** The one JSON document that a run printed. */
export function jsonOf<T>(run: CliRun, parse: (text: string) => T = JSON.parse): T {
  try {
    return parse(run.stdout);
  } catch {
    throw new Error(`no JSON; status ${run.code ?? '?'}, stderr: ${run.stderr.slice(0, 2000)}`);
  }
}
