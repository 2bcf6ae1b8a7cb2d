import { X509Certificate } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PkiCreate } from '../../../src/commands/pki/create.js';
import { PkiList } from '../../../src/commands/pki/list.js';
import { PkiRenew } from '../../../src/commands/pki/renew.js';
import { PkiVerify } from '../../../src/commands/pki/verify.js';
import { storeAt } from '../../support/pki-store.js';
import { config, file, pki, run, json, useConfig } from '../../support/pki-command.js';

useConfig();

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
