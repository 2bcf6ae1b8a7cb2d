import { chmodSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Kubeconfig } from '../../../src/commands/kubeconfig.js';
import { PkiCreate } from '../../../src/commands/pki/create.js';
import { PkiList } from '../../../src/commands/pki/list.js';
import { PkiRenew } from '../../../src/commands/pki/renew.js';
import { PkiVerify } from '../../../src/commands/pki/verify.js';
import { canariesIn, keyCanary } from '../../support/canary.js';
import { storeAt } from '../../support/pki-store.js';
import { folder, pki, run, type AnyCommand, useConfig } from '../../support/pki-command.js';

useConfig();

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
