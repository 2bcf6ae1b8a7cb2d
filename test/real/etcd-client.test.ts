import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint, TlsIdentity } from '../../src/endpoints/endpoint.js';
import { etcdClient } from '../../src/endpoints/etcd-client.js';
import { openEndpoint } from '../../src/endpoints/open-endpoint.js';
import { waitUntil } from '../../src/endpoints/wait-until.js';
import { localTransport } from '../../src/hosts/local-transport.js';
import { realBinary, realVersions } from '../support/real-binaries.js';
import { freePort } from '../support/sshd.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testAuthority } from '../support/tls-files.js';

describe('the etcd client, asking a real etcd that wants a client certificate', () => {
  const folder = temporaryFolder();
  const authority = testAuthority('etcd-ca');
  const stranger = testAuthority('somebody-else');
  const client = authority.issue('health', 'DNS:health');
  let port = 0;
  let etcd: ChildProcess;

  function open(tls: TlsIdentity): Endpoint {
    return openEndpoint({ from: localTransport('node1'), host: '127.0.0.1', port, tls });
  }
  const known = (): Endpoint => open({ ca: authority.cert, cert: client.cert, key: client.key });

  beforeAll(async () => {
    const program = await realBinary('etcd');
    const serving = authority.issue('etcd', 'IP:127.0.0.1');
    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(path.join(folder.path, name), content, { mode: 0o600 });
      return path.join(folder.path, name);
    };
    port = await freePort();
    const peers = `http://127.0.0.1:${await freePort()}`;
    const clients = `https://127.0.0.1:${port}`;
    const words = [
      '--name=node1',
      `--data-dir=${path.join(folder.path, 'data')}`,
      `--listen-client-urls=${clients}`,
      `--advertise-client-urls=${clients}`,
      `--listen-peer-urls=${peers}`,
      `--initial-advertise-peer-urls=${peers}`,
      `--initial-cluster=node1=${peers}`,
      `--cert-file=${file('server.crt', serving.cert)}`,
      `--key-file=${file('server.key', serving.key.reveal())}`,
      `--trusted-ca-file=${file('ca.crt', authority.cert)}`,
      '--client-cert-auth',
    ];
    etcd = spawn(program, words, { stdio: 'ignore' });
    const endpoint = known();
    const ready = await waitUntil(
      async () => {
        const { healthy, reason } = await etcdClient(endpoint).health();
        return healthy ? { done: true, value: true } : { done: false, reason };
      },
      { intervalMs: 100, timeoutMs: 60_000 },
    );
    endpoint.close();
    expect(ready).toMatchObject({ done: true });
  });

  afterAll(async () => {
    if (etcd.exitCode === null) {
      etcd.kill();
      await once(etcd, 'exit');
    }
    authority.remove();
    stranger.remove();
    await pause(50);
    folder.remove();
  });

  it('reads members, status, alarms and the hash of the keys', async () => {
    const endpoint = known();
    const asking = etcdClient(endpoint);
    const [member, ...others] = await asking.memberList();
    expect(others).toEqual([]);
    expect(member).toMatchObject({ name: 'node1', clientUrls: [`https://127.0.0.1:${port}`], learner: false });
    const status = await asking.status();
    expect(status).toMatchObject({
      version: realVersions.etcd,
      memberId: member?.id,
      leaderId: member?.id,
      errors: [],
    });
    expect(status.raftAppliedIndex).toBeGreaterThan(0n);
    expect(await asking.alarms()).toEqual([]);
    expect((await asking.hashKv()).hash).toBeGreaterThan(0);
    endpoint.close();
  });

  it('says that our certificate is missing or not from the authority of etcd, which TLS 1.3 tells late', async () => {
    const strange = stranger.issue('health', 'DNS:health');
    for (const tls of [{ ca: authority.cert }, { ca: authority.cert, cert: strange.cert, key: strange.key }]) {
      const endpoint = open(tls);
      await expect(etcdClient(endpoint).health()).rejects.toMatchObject({
        exitCode: 5,
        problems: [{ code: 'endpoint-client-refused', where: { host: 'node1' } }],
      });
      endpoint.close();
    }
  });

  it('refuses an etcd of another authority', async () => {
    const endpoint = open({ ca: stranger.cert, cert: client.cert, key: client.key });
    await expect(etcdClient(endpoint).health()).rejects.toMatchObject({ problems: [{ code: 'endpoint-untrusted' }] });
    endpoint.close();
  });
});
