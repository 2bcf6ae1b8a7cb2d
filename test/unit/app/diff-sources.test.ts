import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { diff, type DiffRequest } from '../../../src/app/diff.js';
import { loadCluster } from '../../../src/app/load-cluster.js';
import { createPki } from '../../../src/app/pki-create.js';
import { render } from '../../../src/app/render.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import { clusterText } from '../../support/cluster-text.js';
import { answering } from '../../support/answering-host.js';
import { sampleProcess } from '../../support/host-answer.js';
import { type SshServer, startSshServer } from '../../support/ssh-server.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const config = path.join(folder.path, 'cluster.yaml');
const rendered = path.join(folder.path, 'rendered');
const servers: SshServer[] = [];

function write(hosts: readonly string[], extra = ''): void {
  writeFileSync(config, clusterText(hosts, extra));
}

const plainHosts = [
  '{ name: node1, address: 198.51.100.11, roles: [etcd, control-plane] }',
  '{ name: node2, address: 198.51.100.12, roles: [control-plane] }',
];

beforeAll(async () => {
  write(plainHosts);
  const { cluster } = await loadCluster(config);
  await createPki(path.join(folder.path, 'pki'), cluster);
  await render({ config, diff: false, clock: systemClock });
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  write(plainHosts);
});
afterAll(() => {
  folder.remove();
});

async function compared(a: string, b: string | undefined, more: Partial<DiffRequest> = {}) {
  const sides = { a, ...(b === undefined ? {} : { b }) };
  const { diff: found, exitCode } = await diff({ config, hosts: [], stdin: Readable.from([]), ...sides, ...more });
  const differing = found.components.flatMap((one) =>
    one.flags.map(({ flag, kind, a: left, b: right }) => {
      const host = one.a.host ?? one.b.host ?? '-';
      return `${host} ${one.component} ${flag} ${kind}: ${left?.value ?? '-'} ${right?.value ?? '-'}`;
    }),
  );
  const alone = (side: typeof found.onlyInA) => side.map(({ host, component }) => `${host ?? '-'} ${component}`);
  return { differing, found, exitCode, onlyInA: alone(found.onlyInA), onlyInB: alone(found.onlyInB) };
}

async function refused(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof HardwayError)) throw new Error('nothing was refused');
  return error.problems.map(({ what }) => what);
}

const audit = '  apiServer: { extraArgs: [{ name: audit-log-maxage, value: "7" }] }\n';

describe('what the config renders', () => {
  it('is the same as the folder that it was rendered to, host by host, the file of the scheduler included', async () => {
    const { found, ...result } = await compared('rendered:', rendered);
    expect(result).toEqual({ differing: [], exitCode: 0, onlyInA: [], onlyInB: [] });
    expect(found.problems).toEqual([]);
    expect(found.components.map(({ a, b }) => [a.component, a.host, b.host]).sort()).toEqual([
      ['etcd', 'node1', 'node1'],
      ['kube-apiserver', 'node1', 'node1'],
      ['kube-apiserver', 'node2', 'node2'],
      ['kube-controller-manager', 'node1', 'node1'],
      ['kube-controller-manager', 'node2', 'node2'],
      ['kube-scheduler', 'node1', 'node1'],
      ['kube-scheduler', 'node2', 'node2'],
    ]);
    expect(found.components[0]?.a.sources).toMatchObject([{ path: 'rendered:/etc/systemd/system/etcd.service' }]);
  });

  it('differs in what was changed in the config since, of the hosts that are asked for', async () => {
    write(plainHosts, audit);
    const { differing, exitCode, onlyInB } = await compared('rendered:', rendered, { hosts: ['node2'] });
    expect(differing).toEqual(['node2 kube-apiserver audit-log-maxage changed: 7 30']);
    expect(onlyInB).toEqual([
      'node1 etcd',
      'node1 kube-apiserver',
      'node1 kube-controller-manager',
      'node1 kube-scheduler',
    ]);
    expect(exitCode).toBe(4);
  });

  it('is compared with what runs on a host of the config; what it does not render is left out', async () => {
    const unit = readFileSync(path.join(rendered, 'node2/etc/systemd/system/kube-scheduler.service'), 'utf8');
    const words = unit
      .slice(unit.indexOf('ExecStart=') + 10)
      .split('\n\n')[0]
      ?.split(/[\s\\]+/)
      .filter((word) => word.startsWith('/') || word.startsWith('-'));
    const scheduler = sampleProcess(7, [...(words ?? []), '--leader-elect-lease-duration=99s']);
    const server = await startSshServer(answering([scheduler, sampleProcess(8, ['/usr/bin/kubelet', '--v=2'])]));
    servers.push(server);
    const { identityFile, knownHostsFile, port } = server.target.ssh;
    const ssh = `ssh: { user: ops, host: 127.0.0.1, port: ${port}, identityFile: ${identityFile ?? ''}, knownHostsFile: ${knownHostsFile ?? ''} }`;
    write([plainHosts[0] ?? '', `{ name: node2, address: 198.51.100.12, roles: [control-plane], ${ssh} }`]);
    const { differing, onlyInA, onlyInB, exitCode } = await compared('rendered:', undefined, { hosts: ['node2'] });
    expect(differing).toContain('node2 kube-scheduler leader-elect-lease-duration only-b: - 99s');
    expect(differing.filter((line) => / (?:changed|only-[ab]):/.test(line))).toHaveLength(1);
    expect(onlyInA).toEqual(['node2 kube-apiserver', 'node2 kube-controller-manager']);
    expect(onlyInB).toEqual([]);
    expect(exitCode).toBe(4);
  });

  it('needs a config and a store that are sound, and hosts that are in the config', async () => {
    await expect(compared('rendered:', rendered, { config: path.join(folder.path, 'none.yaml') })).rejects.toThrow();
    expect(await refused(compared('rendered:', rendered, { hosts: ['nod1'] }))).toEqual([
      'there is no host nod1 in the config',
    ]);
  });
});

describe('a folder', () => {
  const own = path.join(folder.path, 'own');
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(own, name)), { recursive: true });
    writeFileSync(path.join(own, name), text);
  };

  it('is all its units with their drop-ins and all its manifests; whatever else lies there is passed over', async () => {
    put('a/kube-apiserver.service', '[Service]\nExecStart=/bin/kube-apiserver --v=2\n');
    put('a/kube-apiserver.service.d/1.conf', '[Service]\nExecStart=\nExecStart=/bin/kube-apiserver --v=4\n');
    put('a/ssh.service', '[Service]\nExecStart=/usr/sbin/sshd\n');
    put('b/etcd.yaml', 'kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - command: [etcd, --name=m1]\n');
    put('b/.etcd.yaml.swp', 'kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - command: [etcd, --name=old]\n');
    put('notes.md', 'run `kube-apiserver --v=9`\n');
    put('binary', '\0\x01\x02');
    const file = path.join(folder.path, 'other.service');
    writeFileSync(file, '[Service]\nExecStart=/bin/kube-apiserver --v=3\n');
    const { differing, onlyInA, found } = await compared(own, file);
    expect(differing).toEqual(['- kube-apiserver v changed: 4 3']);
    expect(onlyInA).toEqual(['- etcd']);
    expect(found.problems).toEqual([]);
  });

  it('in which nothing starts a component is said to be one', async () => {
    mkdirSync(path.join(folder.path, 'empty'));
    const { found, exitCode } = await compared(path.join(folder.path, 'empty'), own);
    expect(found.problems.map(({ code, where }) => [code, where.file])).toEqual([
      ['input-no-component', path.join(folder.path, 'empty')],
    ]);
    expect(exitCode).toBe(3);
  });
});

describe('the sides of a diff', () => {
  it.each([
    ['there is only one side', 'a', undefined, []],
    ['hosts of the config are a third side beside two sources', 'a', 'b', ['node1']],
    ['standard input can be read once only', '-', '-', []],
  ])('are two: %s', async (what, a, b, hosts) => {
    expect(await refused(compared(a, b, { hosts }))).toEqual([what]);
  });
});
