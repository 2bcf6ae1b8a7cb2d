import type { ComponentArgv } from './component-argv.js';
import { startOf } from './start-of.js';
import { versionOfPath } from './version-text.js';

/** A process as /proc shows it. */
export interface ProcessFacts {
  readonly pid: number;
  /** /proc/PID/cmdline: the words, each ended by a NUL. */
  readonly cmdline: string;
  /** What /proc/PID/exe points to. */
  readonly exe?: string;
}

/** The words of a command line; NUL ends each, so empty ones and blanks survive. */
export function splitCmdline(cmdline: string): readonly string[] {
  if (cmdline === '') return [];
  return (cmdline.endsWith('\0') ? cmdline.slice(0, -1) : cmdline).split('\0');
}

/** The component a process is, with its exact words; null for other programs. A shell, or whatever else waits for one, is not one. */
export function readProcess(process: ProcessFacts): ComponentArgv | null {
  const path = `/proc/${process.pid}/cmdline`;
  const words = splitCmdline(process.cmdline).map((text) => ({ text }));
  const start = startOf(words);
  if (start === null || start.via.length > 0) return null;
  const started = { component: start.component, words: start.words };
  const version = process.exe === undefined ? undefined : versionOfPath(started.component, process.exe);
  return {
    ...started,
    source: { kind: 'proc', path },
    environment: [],
    ...(version === undefined ? {} : { version }),
    truncated: false,
    problems: [],
  };
}
