import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { components } from '../../src/kernel/component.js';

const run = promisify(execFile);

/** What systemd itself says about units. */
export interface UnitVerdict {
  /** Everything `systemd-analyze verify` prints; empty when it accepts all of them. */
  readonly complaints: string;
  /** Exposure by unit name, from `systemd-analyze security --offline`: 0 is safest, 10 worst. */
  readonly exposure: ReadonlyMap<string, number>;
}

async function output(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, [...args]);
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`;
    if (said === '') throw error;
    return said;
  }
}

/**
 * Lets the systemd of a base tree judge units by name (`etcd.service`). The tree is not changed: it lies under an
 * overlay, where the four programs are stubs because `verify` wants what ExecStart names to exist. Needs root.
 */
export async function verifyUnits(base: string, units: ReadonlyMap<string, string>): Promise<UnitVerdict> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-units-'));
  const [upper, work, root] = ['upper', 'work', 'root'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const part of [upper, work, root]) mkdirSync(part);
  for (const part of ['etc/systemd/system', 'usr/local/bin']) mkdirSync(path.join(upper, part), { recursive: true });
  for (const [name, text] of units) writeFileSync(path.join(upper, 'etc/systemd/system', name), text);
  for (const name of components) symlinkSync('/bin/true', path.join(upper, 'usr/local/bin', name));
  const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`;
  await run('mount', ['-t', 'overlay', 'overlay', '-o', layers, root]);
  try {
    const places = [...units.keys()].map((name) => `/etc/systemd/system/${name}`);
    const complaints = await output('chroot', [root, 'systemd-analyze', 'verify', '--man=no', ...places]);
    const exposure = new Map<string, number>();
    for (const place of places) {
      const args = [root, 'systemd-analyze', 'security', '--offline=true', '--no-pager', place];
      const found = /Overall exposure level for \S+: ([\d.]+)/.exec(await output('chroot', args));
      exposure.set(path.basename(place), Number(found?.[1] ?? Number.NaN));
    }
    return { complaints: complaints.trim(), exposure };
  } finally {
    await run('umount', [root]);
    rmSync(folder, { recursive: true, force: true });
  }
}
