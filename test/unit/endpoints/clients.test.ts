import { describe, expect, it } from 'vitest';
import { apiserverClient } from '../../../src/endpoints/apiserver-client.js';
import type { Endpoint, EndpointRequest } from '../../../src/endpoints/endpoint.js';
import { etcdClient } from '../../../src/endpoints/etcd-client.js';

type Answer = readonly [status: number, body: string | object];

/** An endpoint in memory: answers by method and path. */
function endpoint(answers: Readonly<Record<string, Answer | ((request: EndpointRequest) => Answer)>>): Endpoint {
  return {
    name: 'https://127.0.0.1:6443 on node1',
    host: 'node1',
    request: (request) => {
      const found = answers[`${request.method ?? 'GET'} ${request.path}`] ?? [404, { message: 'not found' }];
      const [status, body] = typeof found === 'function' ? found(request) : found;
      return Promise.resolve({ status, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });
    },
    close: () => undefined,
  };
}

describe('the etcd client', () => {
  it('reads health, also when it is bad', async () => {
    expect(await etcdClient(endpoint({ 'GET /health': [200, { health: 'true', reason: '' }] })).health()).toEqual({
      healthy: true,
      reason: '',
    });
    const bad = endpoint({ 'GET /health': [503, { health: 'false', reason: 'RAFT NO LEADER' }] });
    expect(await etcdClient(bad).health()).toEqual({ healthy: false, reason: 'RAFT NO LEADER' });
  });

  it('reads members, with what protobuf leaves out', async () => {
    const members = [
      {
        ID: '9372538179322589801',
        name: 'node1',
        peerURLs: ['https://198.51.100.11:2380'],
        clientURLs: ['https://198.51.100.11:2379'],
      },
      { ID: '1', peerURLs: ['https://198.51.100.12:2380'], isLearner: true },
    ];
    expect(await etcdClient(endpoint({ 'POST /v3/cluster/member/list': [200, { members }] })).memberList()).toEqual([
      {
        id: '8211f1d0f64f3269',
        name: 'node1',
        peerUrls: ['https://198.51.100.11:2380'],
        clientUrls: ['https://198.51.100.11:2379'],
        learner: false,
      },
      { id: '1', name: '', peerUrls: ['https://198.51.100.12:2380'], clientUrls: [], learner: true },
    ]);
  });

  it('reads 64-bit numbers exactly', async () => {
    const status = {
      header: { cluster_id: '18446744073709551615', member_id: '2', revision: '9007199254740993', raft_term: '2' },
      version: '3.6.16',
      dbSize: '20480',
      leader: '2',
      raftIndex: '9007199254740995',
    };
    expect(await etcdClient(endpoint({ 'POST /v3/maintenance/status': [200, status] })).status()).toMatchObject({
      clusterId: 'ffffffffffffffff',
      revision: 9007199254740993n,
      raftIndex: 9007199254740995n,
      raftAppliedIndex: 0n,
      dbSize: 20480,
      version: '3.6.16',
      errors: [],
    });
  });

  it('reads alarms, of which there are none most of the time', async () => {
    expect(await etcdClient(endpoint({ 'POST /v3/maintenance/alarm': [200, { header: {} }] })).alarms()).toEqual([]);
    const full = endpoint({ 'POST /v3/maintenance/alarm': [200, { alarms: [{ memberID: '255', alarm: 'NOSPACE' }] }] });
    expect(await etcdClient(full).alarms()).toEqual([{ memberId: 'ff', alarm: 'NOSPACE' }]);
  });

  it('reads the hash of the key space at a revision', async () => {
    const asked: unknown[] = [];
    const client = etcdClient(
      endpoint({
        'POST /v3/maintenance/hashkv': ({ body }) => {
          asked.push(body);
          return [200, { header: { revision: '12' }, hash: 4058988308, compact_revision: '1' }];
        },
      }),
    );
    expect(await client.hashKv(10n)).toEqual({ hash: 4058988308, revision: 12n });
    expect(asked).toEqual([{ revision: '10' }]);
  });

  it('says what etcd answered when it failed, and when it is not etcd', async () => {
    const failing = endpoint({
      'POST /v3/cluster/member/list': [503, { error: 'etcdserver: request timed out', code: 14 }],
    });
    await expect(etcdClient(failing).memberList()).rejects.toThrow('etcdserver: request timed out');
    const other = endpoint({ 'POST /v3/cluster/member/list': [200, '<html>'] });
    await expect(etcdClient(other).memberList()).rejects.toMatchObject({
      problems: [{ code: 'endpoint-answer-invalid' }],
    });
  });
});

describe('the apiserver client', () => {
  const verbose =
    '[+]ping ok\n[-]etcd failed: reason withheld\n[+]poststarthook/rbac/bootstrap-roles ok\nreadyz check failed\n';

  it('reads probes check by check; not ready is a result', async () => {
    const result = await apiserverClient(endpoint({ 'GET /readyz?verbose': [500, verbose] })).readyz();
    expect(result).toEqual({
      ok: false,
      checks: [
        { name: 'ping', ok: true },
        { name: 'etcd', ok: false },
        { name: 'poststarthook/rbac/bootstrap-roles', ok: true },
      ],
    });
    expect((await apiserverClient(endpoint({ 'GET /livez?verbose': [200, '[+]ping ok\n'] })).livez()).ok).toBe(true);
    await expect(
      apiserverClient(endpoint({ 'GET /readyz?verbose': [401, 'Unauthorized'] })).readyz(),
    ).rejects.toMatchObject({
      problems: [{ code: 'endpoint-status', what: expect.stringContaining('401: Unauthorized') as string }],
    });
  });

  it('gives null for what does not exist and the reason of a refusal', async () => {
    const client = apiserverClient(
      endpoint({
        'GET /version': [200, { gitVersion: 'v1.37.1' }],
        'GET /api/v1/nodes': [403, { kind: 'Status', message: 'nodes is forbidden: User "x" cannot list' }],
      }),
    );
    expect(await client.get('/api/v1/namespaces/none')).toBeNull();
    expect(await client.version()).toBe('v1.37.1');
    await expect(client.get('/api/v1/nodes')).rejects.toThrow('403: nodes is forbidden');
  });

  it('compares an object that exists by what is wanted, whatever the server added and in any order', async () => {
    const stored = {
      kind: 'ClusterRoleBinding',
      metadata: { name: 'b', uid: '1', resourceVersion: '7' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [
        { kind: 'Group', name: 'g2', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'Group', name: 'g1', apiGroup: 'rbac.authorization.k8s.io' },
      ],
    };
    const client = apiserverClient(endpoint({ 'GET /b': [200, stored] }));
    const wanted = {
      metadata: { name: 'b' },
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ name: 'g1' }, { name: 'g2' }],
    };
    expect(await client.ensureObject('/b', wanted)).toBe('present');
    const differs = { problems: [{ code: 'endpoint-object-differs' }] };
    await expect(client.ensureObject('/b', { ...wanted, roleRef: { name: 'view' } })).rejects.toMatchObject(differs);
    await expect(client.ensureObject('/b', { ...wanted, subjects: [{ name: 'g1' }] })).rejects.toMatchObject(differs);
  });

  it('asks for flags in the newest form the server has', async () => {
    const asked: string[] = [];
    const client = apiserverClient(
      endpoint({
        'GET /flagz': ({ headers }) => {
          const accept = headers?.accept ?? '';
          asked.push(accept);
          return accept.includes('v1alpha1') ? [200, { kind: 'Flagz', flags: { 'secure-port': '6443' } }] : [406, 'no'];
        },
      }),
    );
    expect([...(await client.flagz())]).toEqual([['secure-port', '6443']]);
    expect(asked).toEqual([
      'application/json;as=Flagz;v=v1beta1;g=config.k8s.io',
      'application/json;as=Flagz;v=v1alpha1;g=config.k8s.io',
    ]);
  });
});
