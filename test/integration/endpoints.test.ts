import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type Server, type ServerOptions, createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiserverClient } from '../../src/endpoints/apiserver-client.js';
import type { Endpoint, TlsIdentity } from '../../src/endpoints/endpoint.js';
import { openEndpoint } from '../../src/endpoints/open-endpoint.js';
import { localTransport } from '../../src/hosts/local-transport.js';
import { type TestAuthority, type TestPair, testAuthority } from '../support/tls-files.js';

describe('an endpoint over mutual TLS', () => {
  let authority: TestAuthority;
  let stranger: TestAuthority;
  let serving: TestPair;
  let client: TestPair;
  const servers: Server[] = [];
  const endpoints: Endpoint[] = [];

  beforeAll(() => {
    authority = testAuthority('kubernetes-ca');
    stranger = testAuthority('somebody-else');
    serving = authority.issue('apiserver', 'IP:127.0.0.1,DNS:node1');
    client = authority.issue('admin', 'DNS:admin');
  });
  afterAll(() => {
    authority.remove();
    stranger.remove();
  });
  afterEach(() => {
    for (const endpoint of endpoints.splice(0)) endpoint.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(listener: RequestListener, options: ServerOptions = {}, pair = serving): Promise<number> {
    const server = createServer(
      {
        cert: pair.cert,
        key: pair.key.reveal(),
        ca: authority.cert,
        requestCert: true,
        rejectUnauthorized: true,
        ...options,
      },
      listener,
    );
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  function open(port: number, tls: Partial<TlsIdentity> = {}, serverName?: string): Endpoint {
    const endpoint = openEndpoint({
      from: localTransport('node1'),
      host: '127.0.0.1',
      port,
      tls: { ca: authority.cert, cert: client.cert, key: client.key, ...tls },
      ...(serverName === undefined ? {} : { serverName }),
    });
    endpoints.push(endpoint);
    return endpoint;
  }

  const ok: RequestListener = (_request, response) => response.end('ok');

  it('answers requests over one kept connection', async () => {
    let connections = 0;
    const port = await serve(ok);
    servers[0]?.on('secureConnection', () => connections++);
    const endpoint = open(port);
    for (let i = 0; i < 3; i++) {
      expect((await endpoint.request({ path: '/readyz' })).body.toString()).toBe('ok');
    }
    expect(connections).toBe(1);
  });

  it('opens a new connection when the kept one was closed meanwhile', async () => {
    const port = await serve(ok);
    const endpoint = open(port);
    await endpoint.request({ path: '/readyz' });
    servers[0]?.closeAllConnections();
    expect((await endpoint.request({ path: '/readyz' })).status).toBe(200);
  });

  it('refuses a server of another authority before a request is sent', async () => {
    let asked = 0;
    const port = await serve(() => asked++);
    await expect(open(port, { ca: stranger.cert }).request({ path: '/' })).rejects.toMatchObject({
      exitCode: 5,
      problems: [{ code: 'endpoint-untrusted', where: { host: 'node1' } }],
    });
    expect(asked).toBe(0);
  });

  it('refuses a certificate for another address or name', async () => {
    const port = await serve(ok, {}, authority.issue('apiserver', 'IP:127.0.0.9'));
    await expect(open(port).request({ path: '/' })).rejects.toMatchObject({
      problems: [
        { code: 'endpoint-untrusted', what: expect.stringContaining('not for this name or address') as string },
      ],
    });
    const other = await serve(ok);
    await expect(open(other, {}, 'node2').request({ path: '/' })).rejects.toMatchObject({
      problems: [{ code: 'endpoint-untrusted' }],
    });
    expect((await open(other, {}, 'node1').request({ path: '/' })).status).toBe(200);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('says that our certificate was refused, over %s', async (version) => {
    const port = await serve(ok, { minVersion: version, maxVersion: version });
    const strange = stranger.issue('admin', 'DNS:admin');
    for (const tls of [
      { cert: undefined, key: undefined },
      { cert: strange.cert, key: strange.key },
    ]) {
      const refusal = (await open(port, tls as Partial<TlsIdentity>)
        .request({ path: '/' })
        .catch((error: unknown) => error)) as { problems: { code: string; what: string }[] };
      expect(refusal.problems).toHaveLength(1);
      // A server may also just hang up; then the message has to say what that can mean.
      expect(refusal.problems[0]?.what).toMatch(/client certificate/);
      expect(['endpoint-client-refused', 'endpoint-connection-lost']).toContain(refusal.problems[0]?.code);
    }
  });

  it('says when the connection is cut before and within the answer', async () => {
    const before = await serve((request) => request.socket.destroy());
    const within = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.destroy());
    });
    for (const port of [before, within]) {
      await expect(open(port).request({ path: '/' })).rejects.toMatchObject({
        problems: [{ code: 'endpoint-connection-lost' }],
      });
    }
  });

  it('gives up on a server that never answers, in the handshake and after', async () => {
    const mute = createTcpServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const slow = await serve(() => undefined);
    const half = await serve((_request, response) => response.write('half'));
    for (const port of [(mute.address() as AddressInfo).port, slow, half]) {
      await expect(open(port).request({ path: '/', timeoutMs: 300 })).rejects.toMatchObject({
        problems: [{ code: 'endpoint-timeout' }],
      });
    }
    mute.close();
  });

  it('stops at once when it is aborted', async () => {
    const port = await serve(() => undefined);
    const signal = AbortSignal.timeout(100);
    await expect(open(port).request({ path: '/', signal })).rejects.toMatchObject({ exitCode: 130 });
  });

  it('does not take an endless answer', async () => {
    const port = await serve((_request, response) => {
      const block = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        while (response.write(block));
        response.once('drain', more);
      };
      more();
    });
    await expect(open(port).request({ path: '/' })).rejects.toMatchObject({
      problems: [{ code: 'endpoint-answer-invalid' }],
    });
  });

  it('says when something that is not TLS listens there, or nothing', async () => {
    const plain = createTcpServer((socket) => socket.resume().end('SSH-2.0-hello\r\n')).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    await expect(open(port).request({ path: '/' })).rejects.toMatchObject({
      problems: [{ code: 'endpoint-tls-failed' }],
    });
    plain.close();
    await once(plain, 'close');
    await expect(open(port).request({ path: '/' })).rejects.toMatchObject({
      problems: [{ code: 'host-dial-refused' }],
    });
  });

  it('makes an object once, also when several ask for it', async () => {
    const stored = new Map<string, unknown>();
    const port = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        if (request.method === 'GET') {
          const found = stored.get(path);
          response.statusCode = found === undefined ? 404 : 200;
          response.end(JSON.stringify(found ?? { kind: 'Status', message: 'not found' }));
          return;
        }
        const object = JSON.parse(body) as { metadata: { name: string } };
        const key = `${path}/${object.metadata.name}`;
        response.statusCode = stored.has(key) ? 409 : 201;
        if (!stored.has(key)) stored.set(key, { ...object, metadata: { ...object.metadata, uid: '1' } });
        response.end('{}');
      });
    });
    const binding = {
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kubeadm:cluster-admins' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'kubeadm:cluster-admins' }],
    };
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kubeadm:cluster-admins';
    const apiserver = apiserverClient(open(port));
    const outcomes = await Promise.all([1, 2, 3].map(() => apiserver.ensureObject(path, binding)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(await apiserver.ensureObject(path, binding)).toBe('present');
    const otherGroup = { ...binding, subjects: [{ ...binding.subjects[0], name: 'others' }] };
    await expect(apiserver.ensureObject(path, otherGroup)).rejects.toMatchObject({
      problems: [{ code: 'endpoint-object-differs', where: { field: 'subjects' } }],
    });
  });
});
