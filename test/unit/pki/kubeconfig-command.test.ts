import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Kubeconfig } from '../../../src/commands/kubeconfig.js';
import { PkiCreate } from '../../../src/commands/pki/create.js';
import { readKubeconfig } from '../../../src/formats/read-kubeconfig.js';
import { storeAt } from '../../support/pki-store.js';
import { config, folder, file, pki, run, useConfig } from '../../support/pki-command.js';

useConfig();

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
