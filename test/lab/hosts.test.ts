import { access, readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { labDown } from '../../src/app/lab-down.js';
import { labStatus } from '../../src/app/lab-status.js';
import { labUp } from '../../src/app/lab-up.js';
import { labVersions } from '../../src/app/lab-versions.js';
import { containerOf } from '../../src/lab/container.js';
import { remains } from '../../src/lab/hosts-down.js';
import { hostFolder, labFolder } from '../../src/lab/lab-folder.js';
import { labHost, labHosts } from '../../src/lab/network.js';
import { processesWith } from '../../src/lab/process-table.js';
import { inLab } from '../support/deployed-lab.js';
import { expectValid } from '../support/json-schema.js';
import { noLab, silent, startLab, withLab } from '../support/lab-hosts.js';
import { jsonOf } from '../support/run-cli.js';

const { signal } = new AbortController();

/** A unit in the sandbox that Kubernetes components are deployed in. */
const sandboxed = `[Service]
Type=exec
ExecStart=/usr/bin/sh -c 'echo written > /var/lib/sandboxed/file; exec sleep 600'
StateDirectory=sandboxed
CapabilityBoundingSet=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateUsers=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictNamespaces=yes
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
`;

/** Every process of a host, whether nspawn or anything inside it. */
function processesOf(directory: string) {
  return processesWith(({ argv, environment }) =>
    [...argv, ...environment].some((word) => word.includes(`${directory}/hosts/`)),
  );
}

describe.skipIf(noLab)('three lab hosts', () => {
  const lab = withLab(3);

  it('let ops in over SSH, with sudo that does not ask', async () => {
    for (const n of [1, 2, 3]) {
      const answer = await lab().on(n, 'hostname; id -un; sudo -n id -un; systemctl is-system-running');
      expect(answer.stdout.split('\n')).toEqual([`node${n}`, 'ops', 'root', 'running']);
    }
  });

  it('are told of as the schemas promise', async () => {
    expectValid('lab:up', JSON.parse(JSON.stringify({ schemaVersion: 1, ...lab() })));
    const status = await inLab(lab(), 'lab', 'status', '--directory', lab().directory, '--json');
    expectValid('lab:status', jsonOf(status));
    const ssh = await inLab(lab(), 'lab', 'ssh', 'node1', '--directory', lab().directory, '--json', '--', 'hostname');
    expectValid('lab:ssh', jsonOf(ssh));
    expect(jsonOf(ssh)).toMatchObject({ host: 'node1', code: 0, stdout: 'node1' });
  });

  it('have host keys and machine ids of their own', async () => {
    const lines = (await readFile(lab().knownHosts, 'utf8')).trim().split('\n');
    expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(3);
    const ids = await Promise.all([1, 2, 3].map(async (n) => (await lab().on(n, 'cat /etc/machine-id')).stdout));
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });

  it('reach each other', async () => {
    const answer = await lab().on(1, `bash -c 'exec 3<>/dev/tcp/${labHost(3).address}/22; head -c 7 <&3'`);
    expect(answer.stdout).toBe('SSH-2.0');
  });

  it('run units in the sandbox that components are deployed in', async () => {
    const write = `cat > /etc/systemd/system/sandboxed.service <<'END'\n${sandboxed}END\n`;
    const answer = await lab().on(1, `${write}systemctl daemon-reload && systemctl start sandboxed`, 'root');
    expect(answer).toMatchObject({ code: 0 });
    const found = await lab().on(1, 'systemctl is-active sandboxed; cat /var/lib/sandboxed/file', 'root');
    expect(found.stdout).toBe('active\nwritten');
  });

  it('keep the units of one apart from those of another', async () => {
    // A host that took the other's process for its own would wait for it without end.
    const start = 'systemd-run --unit=same --property=TimeoutStopSec=infinity --quiet sleep infinity';
    for (const n of [1, 2]) expect(await lab().on(n, start, 'root')).toMatchObject({ code: 0 });
    expect(await lab().on(1, 'systemctl stop same', 'root')).toMatchObject({ code: 0 });
    expect((await lab().on(2, 'systemctl is-active same')).stdout).toBe('active');
  });

  it('stay as they are when the lab is started again', async () => {
    const { directory } = lab();
    const before = await labStatus(directory);
    const again = await labUp({ directory, hosts: 3, versions: labVersions, progress: silent, signal });
    expect(again.started).toEqual([]);
    expect(await labStatus(directory)).toEqual(before);
  });

  it('are the only ones of this machine', async () => {
    const elsewhere = labUp({
      directory: `${lab().directory}-2`,
      hosts: 1,
      versions: labVersions,
      progress: silent,
      signal,
    });
    await expect(elsewhere).rejects.toThrow(lab().directory);
    await expect(access(`${lab().directory}-2`)).rejects.toThrow('ENOENT');
  });
});

describe.skipIf(noLab)('a lab that is taken down', () => {
  it('leaves no process, mount, link or folder, also after its supervisor was killed', async () => {
    const { lab, stop } = await startLab(2);
    onTestFinished(stop);
    const folder = labFolder(lab.directory);
    const { nspawn } = await containerOf(hostFolder(folder, 'node1'));
    expect(nspawn).not.toBeNull();
    if (nspawn !== null) process.kill(nspawn.pid, 'SIGKILL');
    expect(await processesOf(lab.directory)).not.toEqual([]);
    expect(await remains(folder, { kind: 'hosts', hosts: 2 })).not.toEqual([]);

    const down = await labDown({ directory: lab.directory, progress: silent, signal });
    expect(down).toMatchObject({ removed: labHosts(2).map(({ name }) => name), left: [] });
    expect(await processesOf(lab.directory)).toEqual([]);
    expect(await remains(folder, { kind: 'hosts', hosts: 2 })).toEqual([]);
    await expect(access(lab.directory)).rejects.toThrow('ENOENT');
  });
});
