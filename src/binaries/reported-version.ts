import { execa } from 'execa';
import type { Program } from './program.js';

/** The first release version in what a program prints about itself: `Kubernetes v1.37.1`, `etcd Version: 3.6.16`. */
export function versionIn(output: string): string | null {
  return /(?:^|[\s"])v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)(?=$|[\s",])/m.exec(output)?.[1] ?? null;
}

/** The answer of a program that was asked for its version. */
export type VersionAnswer = { readonly version: string } | { readonly failure: string };

/**
 * Runs a program with its version flag, without the caller's environment (etcd reads ETCD_* from it) and with a
 * deadline. Only for files that are ELF for this machine: a script never gets here.
 */
export async function reportedVersion(file: string, program: Program): Promise<VersionAnswer> {
  const result = await execa(file, program.versionArgs, {
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent' },
    extendEnv: false,
    timeout: 60_000,
    reject: false,
    stdin: 'ignore',
    maxBuffer: 100_000,
  });
  const version = versionIn(result.stdout);
  if (version !== null) return { version };
  const said = `${result.stderr}\n${result.stdout}`.trim().split('\n')[0] ?? '';
  const end = result.exitCode === undefined ? 'did not run' : `ended with exit code ${result.exitCode}`;
  return { failure: said === '' ? end : `${end}: ${said.slice(0, 200)}` };
}
