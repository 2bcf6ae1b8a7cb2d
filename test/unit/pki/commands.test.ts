import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Kubeconfig } from '../../../src/commands/kubeconfig.js';
import { PkiCreate } from '../../../src/commands/pki/create.js';
import { PkiList } from '../../../src/commands/pki/list.js';
import { PkiRenew } from '../../../src/commands/pki/renew.js';
import { PkiVerify } from '../../../src/commands/pki/verify.js';
import { readKubeconfig } from '../../../src/formats/read-kubeconfig.js';
import { canariesIn, keyCanary } from '../../support/canary.js';
import { storeAt } from '../../support/pki-store.js';
import { type CommandRun, runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const config = (masters: number, extra = ''): string =>
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

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let pki: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = path.join(folder.path, 'cluster.yaml');
  pki = path.join(folder.path, 'pki');
  writeFileSync(file, config(1));
});
afterEach(() => {
  folder.remove();
});

type AnyCommand = Parameters<typeof runCommand>[0];
const run = (command: AnyCommand, ...argv: string[]): Promise<CommandRun> =>
  runCommand(command, [...argv, '--config', file]);
const json = (result: CommandRun): unknown => JSON.parse(result.stdout);

describe('the pki commands', () => {
  it('create, list and verify agree on a new store, and put it beside the config', async () => {
    const created = await run(PkiCreate);
    expect(created).toMatchObject({ exitCode: 0, stderr: '' });
    expect(created.stdout).toContain('16 made');
    const { certificates } = json(await run(PkiList, '--json')) as { certificates: Record<string, unknown>[] };
    expect(certificates).toHaveLength(14);
    expect(certificates.find(({ name }) => name === 'node1/etcd-peer')).toMatchObject({
      path: path.join(pki, 'hosts/node1/etcd-peer.crt'),
      subject: 'CN=node1',
      issuer: 'CN=etcd-ca',
      sans: ['localhost', 'node1', '198.51.100.11', '127.0.0.1', '::1'],
      daysLeft: 364,
      keyAlgorithm: 'ecdsa-p256',
      isCa: false,
      problems: [],
    });
    expect(await run(PkiVerify)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('verify ends with 6 and explains, in the same way with and without --json', async () => {
    await run(PkiCreate);
    chmodSync(path.join(pki, 'ca.key'), 0o644);
    const text = await run(PkiVerify);
    expect(text.exitCode).toBe(6);
    expect(text.stdout).toContain('fix: chmod 600');
    const machine = await run(PkiVerify, '--json');
    expect(machine.exitCode).toBe(6);
    expect(json(machine)).toMatchObject({ sound: false, problems: [{ code: 'pki-key-exposed' }] });
  });

  it('create ends with 6 when a leaf no longer fits, and renew mends it', async () => {
    await run(PkiCreate);
    writeFileSync(file, config(1, '  controlPlane: { certSANs: [api.example.org] }'));
    expect((await run(PkiCreate)).exitCode).toBe(6);
    expect((await run(PkiRenew, 'node1/apiserver')).exitCode).toBe(0);
    expect((await run(PkiCreate)).exitCode).toBe(0);
    expect(new X509Certificate(storeAt(pki).read('hosts/node1/apiserver.crt')).subjectAltName).toContain(
      'api.example.org',
    );
  });

  it('list and verify without a store end with 6 and name the command that makes one', async () => {
    for (const command of [PkiList, PkiVerify]) {
      const result = await run(command);
      expect(result.exitCode).toBe(6);
      expect(result.stderr).toContain('hardway pki create');
    }
  });
});

describe('pki renew', () => {
  it('makes new pairs for one name on all hosts, and changes nothing else', async () => {
    writeFileSync(file, config(2));
    await run(PkiCreate);
    const before = storeAt(pki).snapshot().split('\n');
    const result = json(await run(PkiRenew, 'scheduler', 'node2/apiserver', '--json')) as {
      renewed: { name: string }[];
    };
    expect(result.renewed.map(({ name }) => name)).toEqual(['node1/scheduler', 'node2/apiserver', 'node2/scheduler']);
    const changed = storeAt(pki)
      .snapshot()
      .split('\n')
      .filter((line) => !before.includes(line))
      .map((line) => line.split(' ')[2]);
    expect(changed.sort()).toEqual(
      ['node1/scheduler', 'node2/apiserver', 'node2/scheduler'].flatMap((id) => [`hosts/${id}.crt`, `hosts/${id}.key`]),
    );
    expect((await run(PkiVerify)).exitCode).toBe(0);
  });

  it('keeps the keys when asked, and renews every leaf with --all', async () => {
    await run(PkiCreate);
    const keys = (): string[] =>
      storeAt(pki)
        .snapshot()
        .split('\n')
        .filter((line) => line.endsWith('.key'));
    const before = keys();
    const authority = storeAt(pki).read('ca.crt');
    const admin = storeAt(pki).read('admin.crt');
    expect((await run(PkiRenew, '--all', '--keep-key')).exitCode).toBe(0);
    expect(keys()).toEqual(before);
    expect(storeAt(pki).read('admin.crt')).not.toBe(admin);
    expect(storeAt(pki).read('ca.crt')).toBe(authority);
    expect((await run(PkiVerify)).exitCode).toBe(0);
  });

  it.each([
    ['an authority', ['kubernetes-ca'], 6, 'whoever trusts the old one'],
    ['the service-account key', ['service-account'], 6, 'makes every token'],
    ['a name that is near another', ['apiservre'], 2, 'did you mean apiserver?'],
    ['nothing at all', [], 2, '--all'],
    ['names and --all', ['admin', '--all'], 2, '--all'],
  ])('refuses %s, with the reason', async (_, argv, exitCode, reason) => {
    await run(PkiCreate);
    const before = storeAt(pki).snapshot();
    const result = await run(PkiRenew, ...argv);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toContain(reason);
    expect(storeAt(pki).snapshot()).toBe(before);
  });

  it('needs the key of the authority', async () => {
    await run(PkiCreate);
    rmSync(path.join(pki, 'etcd/ca.key'));
    expect((await run(PkiRenew, 'etcd-server')).exitCode).toBe(6);
    expect((await run(PkiRenew, 'apiserver')).exitCode).toBe(0);
  });
});

describe('kubeconfig', () => {
  const written = (name: string) => readKubeconfig(readFileSync(path.join(pki, name), 'utf8'), name);

  it('writes one for the administrator into the store, 0600, with everything inside', async () => {
    await run(PkiCreate);
    expect(await run(Kubeconfig, 'admin')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(statSync(path.join(pki, 'admin.kubeconfig')).mode & 0o777).toBe(0o600);
    const { kubeconfig, problems } = written('admin.kubeconfig');
    expect(problems).toEqual([]);
    expect(kubeconfig?.clusters).toMatchObject([{ name: 'demo', server: 'https://198.51.100.11:6443' }]);
    expect(kubeconfig?.clusters[0]?.certificateAuthority).toEqual({ data: storeAt(pki).read('ca.crt') });
    expect(kubeconfig?.users[0]?.certificate).toEqual({ data: storeAt(pki).read('admin.crt') });
    const key = kubeconfig?.users[0]?.key;
    expect(key && 'data' in key ? key.data.reveal().toString() : '').toBe(storeAt(pki).read('admin.key'));
  });

  it('has one context for each master when there is no endpoint', async () => {
    writeFileSync(file, config(3));
    await run(PkiCreate);
    await run(Kubeconfig, 'admin');
    const { kubeconfig } = written('admin.kubeconfig');
    expect(kubeconfig?.contexts.map(({ name }) => name)).toEqual(
      [1, 2, 3].map((n) => `kubernetes-admin@demo-node${n}`),
    );
    expect(kubeconfig?.currentContext).toBe('kubernetes-admin@demo-node1');
  });

  it('certifies a user whose key is kept nowhere else, and warns of too much power', async () => {
    await run(PkiCreate);
    const before = storeAt(pki).snapshot();
    const out = path.join(folder.path, 'jane.conf');
    const argv = ['--user', 'jane', '--group', 'dev', '--group', 'system:masters', '--days', '30', '--out', out];
    const result = await run(Kubeconfig, ...argv);
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toContain('[pki-privileged]');
    expect(storeAt(pki).snapshot()).toBe(before);
    const certificate = readKubeconfig(readFileSync(out, 'utf8'), out).kubeconfig?.users[0]?.certificate;
    const read = new X509Certificate(certificate && 'data' in certificate ? certificate.data : '');
    expect(read.subject).toBe('O=dev\nO=system:masters\nCN=jane');
    expect(Math.round((Date.parse(read.validTo) - Date.now()) / 86_400_000)).toBe(30);
  });

  it('prints it when asked to, but not into a JSON document', async () => {
    await run(PkiCreate);
    const printed = await run(Kubeconfig, 'super-admin', '--out', '-');
    expect(readKubeconfig(printed.stdout, '-').problems).toEqual([]);
    expect(await run(Kubeconfig, 'admin', '--out', '-', '--json')).toMatchObject({ exitCode: 2 });
  });

  it('breaks the glass even when another certificate is broken', async () => {
    await run(PkiCreate);
    storeAt(pki).write('hosts/node1/apiserver.crt', 'gone');
    rmSync(path.join(pki, 'etcd'), { recursive: true });
    expect((await run(Kubeconfig, 'super-admin')).exitCode).toBe(0);
  });

  it.each([
    ['an unknown name', ['admn'], 2, 'did you mean admin?'],
    ['a server without TLS', ['admin', '--server', 'http://198.51.100.11:6443'], 2, 'https'],
    ['a user with a line break', ['--user', 'a\nb'], 2, 'control characters'],
    ['a user of 65 characters', ['--user', 'a'.repeat(65)], 2, '64'],
    ['neither name nor user', [], 2, 'say for whom'],
  ])('refuses %s', async (_, argv, exitCode, reason) => {
    await run(PkiCreate);
    const result = await run(Kubeconfig, ...argv);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(reason);
  });

  it('replaces its own file only: neither a foreign file nor a link', async () => {
    await run(PkiCreate);
    const out = path.join(folder.path, 'admin.conf');
    expect((await run(Kubeconfig, 'admin', '--out', out)).exitCode).toBe(0);
    expect((await run(Kubeconfig, 'admin', '--out', out)).exitCode).toBe(0);
    writeFileSync(out, 'precious');
    expect((await run(Kubeconfig, 'admin', '--out', out)).exitCode).toBe(3);
    expect(readFileSync(out, 'utf8')).toBe('precious');
    const link = path.join(folder.path, 'link');
    symlinkSync(out, link);
    expect((await run(Kubeconfig, 'admin', '--out', link)).exitCode).toBe(3);
    expect(readFileSync(out, 'utf8')).toBe('precious');
  });

  it('warns when the server is in no certificate', async () => {
    await run(PkiCreate);
    const result = await run(Kubeconfig, 'admin', '--server', 'https://lb.example.org:6443');
    expect(result.stderr).toContain('lb.example.org is not in the certificates');
  });
});

describe('keys that have been planted', () => {
  const planted = () =>
    readdirSync(pki, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.key'))
      .map((name) => keyCanary(name, readFileSync(path.join(pki, name), 'utf8')));

  it('are found in every form by the search itself', async () => {
    await run(PkiCreate);
    const [canary] = planted();
    if (canary === undefined) throw new Error('no key');
    const pem = readFileSync(path.join(pki, canary.name), 'utf8');
    expect(canariesIn(`x ${pem}`, [canary])).toContain(`${canary.name}: base64`);
    expect(canariesIn(Buffer.from(pem).toString('base64'), [canary])).toContain(`${canary.name}: base64`);
    expect(canariesIn(canary.bytes.subarray(3, 11).toString('hex'), [canary])).toEqual([`${canary.name}: hex`]);
    expect(canariesIn(canary.bytes.subarray(5, 13).toString('latin1'), [canary])).toContain(`${canary.name}: bytes`);
    expect(canariesIn(storeAt(pki).read('ca.crt'), planted())).toEqual([]);
  });

  it('leave no trace in anything the commands print, in text, as JSON, with errors or with DEBUG', async () => {
    await run(PkiCreate);
    const canaries = [...planted()];
    const secret = /secret: (\S+)/.exec(storeAt(pki).read('encryption-key.yaml'))?.[1] ?? '';
    canaries.push({ name: 'encryption key', bytes: Buffer.from(secret, 'base64') });
    const store = storeAt(pki);
    const broken: (() => void)[] = [
      () => undefined,
      () => {
        store.write('admin.crt', store.read('admin.key'));
      },
      () => {
        store.write('sa.key', store.read('sa.key').slice(0, -30));
      },
      () => {
        store.write('ca.key', store.read('etcd/ca.key'));
      },
      () => {
        store.write('encryption-key.yaml', `name: key1\nsecrets: ${secret}\n`);
      },
      () => {
        chmodSync(path.join(pki, 'etcd/ca.key'), 0o644);
      },
    ];
    mkdirSync(path.join(folder.path, 'out'));
    let output = '';
    process.env.DEBUG = '1';
    try {
      for (const damage of broken) {
        damage();
        // What renewals have made since belongs to the search as well; what is broken by now was in it before.
        canaries.push(keyCanary('scheduler', storeAt(pki).read('hosts/node1/scheduler.key')));
        for (const more of [[], ['--json']]) {
          const calls: [AnyCommand, string[]][] = [
            [PkiVerify, []],
            [PkiList, []],
            [PkiCreate, []],
            [Kubeconfig, ['admin', '--out', path.join(folder.path, 'out', 'admin.conf')]],
            [Kubeconfig, ['--user', 'jane']],
            [PkiRenew, ['scheduler']],
            [PkiRenew, ['kubernetes-ca']],
          ];
          for (const [command, argv] of calls) {
            const result = await run(command, ...argv, ...more);
            expect(result.exitCode).not.toBe(1);
            output += result.stdout + result.stderr;
          }
        }
      }
    } finally {
      delete process.env.DEBUG;
    }
    expect(output.length).toBeGreaterThan(20_000);
    expect(output).not.toContain('PRIVATE KEY-----');
    expect(canariesIn(output, canaries)).toEqual([]);
  }, 60_000);
});
