import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type CommandRun, runCommand } from './run-command.js';
import { temporaryFolder } from './temporary-folder.js';

/** A config with that many masters. */
export const config = (masters: number, extra = ''): string =>
  [
    'apiVersion: hardway/v1',
    'kind: Cluster',
    'metadata: { name: demo }',
    'spec:',
    '  kubernetes: { version: 1.37.1 }',
    '  etcd: { version: 3.6.16 }',
    '  network: { pods: 10.200.0.0/16, services: 10.32.0.0/24 }',
    extra,
    '  hosts:',
    ...Array.from(
      { length: masters },
      (_, i) => `    - { name: node${i + 1}, address: 198.51.100.${11 + i}, roles: [etcd, control-plane] }`,
    ),
    '',
  ].join('\n');

/** Of the test that runs. */
export let folder: ReturnType<typeof temporaryFolder>;
export let file: string;
export let pki: string;
/** Gives each test of a file a folder with a config of one master, and the place of its store. */
export function useConfig(): void {
  beforeEach(() => {
    folder = temporaryFolder();
    file = path.join(folder.path, 'cluster.yaml');
    pki = path.join(folder.path, 'pki');
    writeFileSync(file, config(1));
  });
  afterEach(() => {
    folder.remove();
  });
}

export type AnyCommand = Parameters<typeof runCommand>[0];
/** Runs a command on that config. */
export const run = (command: AnyCommand, ...argv: string[]): Promise<CommandRun> =>
  runCommand(command, [...argv, '--config', file]);
export const json = (result: CommandRun): unknown => JSON.parse(result.stdout);
