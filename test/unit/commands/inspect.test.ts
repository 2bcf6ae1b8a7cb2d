import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { Inspect } from '../../../src/commands/inspect.js';
import type { EffectiveFlag, Inspection } from '../../../src/inspect/effective-flag.js';
import { runCommand } from '../../support/run-command.js';
import { startSshServer } from '../../support/ssh-server.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder.path, name);

function file(name: string, text: string | Buffer): string {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
}

const manifest = file(
  'kube-apiserver.yaml',
  `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.1
      command: [kube-apiserver, --secure-port=6443, "--authorization-mode=Node,RBAC"]
`,
);
const unit = file('etcd.service', '[Service]\nExecStart=/usr/local/bin/etcd --name=a \\\n  --data-dir=/var/lib/etcd\n');
const list = 'root  7  0.0  0.1  1  2 ?  Ssl  10:00  0:01 kube-scheduler --v=2\n';

afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  folder.remove();
});

const inspect = (...argv: string[]) => runCommand(Inspect, argv);

async function json(...argv: string[]): Promise<Inspection & { schemaVersion: number; exitCode: number }> {
  const { stdout, stderr, exitCode } = await inspect(...argv, '--json');
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Inspection & { schemaVersion: number }), exitCode };
}

const valuesOf = (flags: Readonly<Record<string, EffectiveFlag>> = {}) =>
  Object.fromEntries(Object.values(flags).map(({ name, value }) => [name, value]));
const codesOf = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

describe('inspect of files', () => {
  it('shows each of several, in the order they are named', async () => {
    const { stdout, exitCode } = await inspect(unit, manifest);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(`${folder.path}/`, '')).toBe(`etcd 3.4–3.7, from its flags (unit etcd.service)
FLAG      VALUE          WHERE
data-dir  /var/lib/etcd  line 3
name      a              line 2

kube-apiserver 1.37.1 (manifest kube-apiserver.yaml)
FLAG                VALUE      WHERE
authorization-mode  Node,RBAC  line 7
secure-port         6443       line 7
`);
  });

  it('gives one document of the promised shape', async () => {
    const { stdout } = await inspect(manifest, '--json');
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      components: [
        {
          component: 'kube-apiserver',
          version: '1.37.1',
          versionFrom: 'image',
          sources: [{ kind: 'manifest', path: manifest }],
          flags: {
            'authorization-mode': {
              name: 'authorization-mode',
              type: 'stringSlice',
              value: 'Node,RBAC',
              values: ['Node', 'RBAC'],
              origin: 'set',
              confidence: 'certain',
              provenance: [{ source: manifest, line: 7, column: 53 }],
              overrode: [],
            },
            'secure-port': {
              name: 'secure-port',
              type: 'int',
              value: '6443',
              origin: 'set',
              confidence: 'certain',
              provenance: [{ source: manifest, line: 7, column: 33 }],
              overrode: [],
            },
          },
          positionals: [],
          differences: [],
          problems: [],
        },
      ],
      problems: [],
    });
  });

  it('keeps to one component, and says so when a file does not start it', async () => {
    const { components, problems, exitCode } = await json(unit, manifest, '--component', 'etcd');
    expect(components.map(({ component }) => component)).toEqual(['etcd']);
    expect([problems.map(({ code, where }) => [code, where.file]), exitCode]).toEqual([
      [['input-no-component', manifest]],
      3,
    ]);
  });

  it('adds the defaults of the version when asked', async () => {
    const [plain] = (await json(manifest)).components;
    const [full] = (await json(manifest, '--effective')).components;
    expect(Object.keys(plain?.flags ?? {})).toHaveLength(2);
    expect(full?.flags.profiling).toMatchObject({ value: 'true', origin: 'default', provenance: [] });
    expect(full?.flags['secure-port']).toMatchObject({ value: '6443', origin: 'set' });
  });

  it('reads a file as what the user says', async () => {
    const listing = file('listing.txt', list);
    expect(valuesOf((await json(listing, '--as', 'ps')).components[0]?.flags)).toEqual({ v: '2' });
    const wrong = await json(listing, '--as', 'unit');
    expect([wrong.components, wrong.exitCode]).toEqual([[], 3]);
  });

  it('that cannot be read ends with 3 and does not hold up the others', async () => {
    const binary = file('binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]));
    const { components, problems, exitCode } = await json(at('missing.yaml'), manifest, binary, folder.path);
    expect(exitCode).toBe(3);
    expect(components).toHaveLength(1);
    expect(problems.map(({ where }) => where.file)).toEqual([at('missing.yaml'), binary, folder.path]);
    const text = await inspect(at('missing.yaml'), manifest);
    expect(text.stderr).toContain('there is no such file');
    expect(text.stdout).toContain('secure-port');
  });

  it('shows control characters escaped on a terminal and as they are in JSON', async () => {
    const nasty = file('nasty.cmdline', 'kube-apiserver\0--audit-log-path=/a\u001b[31m\u0007\0');
    const { stdout, stderr } = await inspect(nasty);
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0007\u001b]/);
    expect(stdout).toContain('[31m');
    expect(valuesOf((await json(nasty)).components[0]?.flags)).toEqual({ 'audit-log-path': '/a\u001b[31m\u0007' });
  });

  it('shows no token and no password', async () => {
    const secret = file('etcd.cmdline', 'etcd\0--discovery-token=s3cr3t\0--listen-client-urls=https://u:hunter2@h:1\0');
    for (const run of [await inspect(secret), await inspect(secret, '--json')]) {
      expect(run.stdout + run.stderr).not.toMatch(/s3cr3t|hunter2/);
      expect(run.stdout).toContain('[secret]');
    }
  });

  it('says since when a flag is gone and what does its work now, for versions that lack it only', async () => {
    const old = file(
      'old.service',
      '[Service]\nExecStart=/bin/kube-apiserver --experimental-encryption-provider-config=/e\n',
    );
    const [now] = (await json(old, '--kubernetes-version', '1.37.1')).components;
    expect(now?.problems).toMatchObject([
      {
        code: 'input-refused',
        severity: 'error',
        what: 'kube-apiserver 1.37.1 does not start with these flags: unknown flag: --experimental-encryption-provider-config (gone since 1.24)',
        expected: '--encryption-provider-config',
      },
    ]);
    const [then] = (await json(old, '--kubernetes-version', '1.13.0')).components;
    expect(then && codesOf(then)).not.toContain('input-unknown-flag');
    expect(then && codesOf(then)).not.toContain('input-refused');
  });

  it('of a command line without end reads the beginning and says that it was cut', async () => {
    const words = Array.from({ length: 30_000 }, (_, i) => `--a${i}=1`).join('\0');
    const { components } = await json(file('long.cmdline', `kube-apiserver\0${words}\0`));
    expect(Object.keys(components[0]?.flags ?? {})).toHaveLength(5_000);
    expect(components[0]?.problems[0]).toMatchObject({ code: 'input-truncated' });
  });
});

describe('inspect of standard input', () => {
  function withStdin(text: string) {
    const stream = Readable.from([Buffer.from(text)]);
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(stream as never);
    return stream;
  }

  it('reads it for a dash, beside files', async () => {
    withStdin(list);
    const { components } = await json('-', manifest);
    expect(components.map(({ component, sources }) => [component, sources])).toEqual([
      ['kube-scheduler', [{ kind: 'ps' }]],
      ['kube-apiserver', [{ kind: 'manifest', path: manifest }]],
    ]);
    expect(components[0]?.flags.v?.provenance[0]?.source).toBe('<stdin>');
  });

  it('leaves it alone when nothing is named: that is a usage problem', async () => {
    const stream = withStdin(list);
    const { stderr, exitCode } = await inspect();
    expect([exitCode, stderr.includes('there is nothing to inspect')]).toEqual([2, true]);
    expect(stream.readableDidRead).toBe(false);
  });

  it('is named once', async () => {
    expect((await inspect('-', '-')).exitCode).toBe(2);
  });
});

describe('inspect of hosts', () => {
  const config = (hosts: string) =>
    file(
      'cluster.yaml',
      `apiVersion: hardway/v1
kind: Cluster
metadata: { name: demo }
spec:
  kubernetes: { version: 1.37.1 }
  etcd: { version: 3.6.16 }
  hosts:
${hosts}`,
    );

  it('shows those that answer, and ends with 5 when one is dead', async () => {
    const server = await startSshServer();
    const { identityFile = '', knownHostsFile = '', port } = server.target.ssh;
    const host = (name: string, address: string, to: number, roles = 'etcd, control-plane') =>
      `    - { name: ${name}, address: ${address}, roles: [${roles}], ssh: { user: ops, host: 127.0.0.1, port: ${to}, identityFile: ${identityFile}, knownHostsFile: ${knownHostsFile} } }\n`;
    try {
      const cluster = config(host('node1', '198.51.100.11', port) + host('node2', '198.51.100.12', 1, 'control-plane'));
      const { components, problems, exitCode } = await json(manifest, '--all', '--config', cluster);
      expect(exitCode).toBe(5);
      expect(components[0]?.component).toBe('kube-apiserver');
      const failed = problems.filter(({ code }) => code.startsWith('host-'));
      expect(failed.map(({ where }) => where.host)).toEqual(['node2']);
      expect(server.commands.length).toBeGreaterThan(0);
      const one = await json('--host', 'node1', '--config', cluster);
      expect(one.problems.filter(({ code }) => code.startsWith('host-'))).toEqual([]);
      expect(one.exitCode).not.toBe(5);
    } finally {
      await server.stop();
    }
  });

  it('reaches a host with connection: local without SSH', async () => {
    const cluster = config(
      '    - { name: here, address: 198.51.100.11, roles: [etcd, control-plane], connection: local }\n',
    );
    const { problems, exitCode } = await json('--host', 'here', '--config', cluster);
    expect(problems.filter(({ code }) => code.startsWith('host-'))).toEqual([]);
    expect([0, 3]).toContain(exitCode);
  });

  it('names a host that the config does not have, with the one that was meant', async () => {
    const cluster = config('    - { name: node1, address: 198.51.100.11, roles: [etcd, control-plane] }\n');
    const { stderr, exitCode } = await inspect('--host', 'node11', '--config', cluster);
    expect([exitCode, stderr.includes('--host node1')]).toEqual([2, true]);
  });

  it('takes no password in a URL, and does not repeat it', async () => {
    for (const url of [
      'ssh://ops:hunter2@198.51.100.11',
      'ssh://ops:hunter2@198.51.100.11:22',
      'ssh://ops:hunter2@-oX',
    ]) {
      for (const run of [await inspect(url), await inspect(url, '--json')]) {
        expect(run.exitCode).toBe(2);
        expect(run.stdout + run.stderr).not.toContain('hunter2');
      }
    }
  });

  it.each(['ssh://', 'ssh://-oProxyCommand=x', 'ssh://ops@h:0', 'ssh://ops@h:99999', 'ssh://ops@h/etc', 'http://h/x'])(
    'refuses %s before anything is contacted',
    async (url) => {
      const { exitCode, problems } = await json(url, manifest);
      expect([exitCode, codesOf({ problems })]).toEqual([2, ['usage-invalid']]);
    },
  );
});
