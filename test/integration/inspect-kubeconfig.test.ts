import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { inspectKubeconfig } from '../../src/app/inspect-kubeconfig.js';
import { stringifyYaml } from '../../src/formats/yaml.js';
import type { KnownComponent } from '../../src/kernel/component.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type TestAuthority, testAuthority } from '../support/tls-files.js';

const token = 'a-token-that-must-never-be-shown';

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}
type Answers = Readonly<Record<string, Answer>>;

/** A mirror pod as the apiserver lists it. */
function pod(node: string, flags: readonly string[], metadata: object = {}) {
  return {
    metadata: {
      name: `kube-apiserver-${node}`,
      namespace: 'kube-system',
      labels: { component: 'kube-apiserver', tier: 'control-plane' },
      annotations: { 'kubernetes.io/config.mirror': 'x' },
      ...metadata,
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name: 'kube-apiserver',
          image: 'registry.k8s.io/kube-apiserver:v1.37.1',
          env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
          command: ['kube-apiserver', ...flags],
        },
      ],
    },
  };
}

describe('a cluster read through its apiserver', () => {
  const folder = temporaryFolder();
  let authority: TestAuthority;
  let server: Server;
  let answers: Answers = {};
  let asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
  let port = 0;

  beforeAll(async () => {
    authority = testAuthority('kubernetes-ca');
    const { cert, key } = authority.issue('apiserver', 'IP:127.0.0.1,DNS:kubernetes');
    server = createServer({ cert, key: key.reveal() }, (request, response) => {
      const url = request.url ?? '';
      asked.push({ url, authorization: request.headers.authorization });
      const found = Object.entries(answers).find(([start]) => url.startsWith(start))?.[1];
      response.statusCode = found === undefined ? 404 : (found.status ?? 200);
      response.end(JSON.stringify(found?.body ?? { kind: 'Status', message: 'nothing here' }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    authority.remove();
    folder.remove();
  });

  function kubeconfig(user: object, prefix = '', cluster: object = {}): string {
    const file = path.join(folder.path, 'kubeconfig');
    writeFileSync(path.join(folder.path, 'ca.crt'), authority.cert);
    const text = stringifyYaml({
      kind: 'Config',
      'current-context': 'one',
      clusters: [
        {
          name: 'c',
          cluster: { server: `https://127.0.0.1:${port}${prefix}`, 'certificate-authority': 'ca.crt', ...cluster },
        },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'one', context: { cluster: 'c', user: 'u' } }],
    });
    writeFileSync(file, text);
    return file;
  }

  const inspected = (file: string, component?: KnownComponent) =>
    inspectKubeconfig({ file }, { catalogs: loadFlagCatalog, ...(component === undefined ? {} : { component }) });
  const flagz = (flags: object): Answer => ({ body: { kind: 'Flagz', flags } });
  const list = (...items: readonly object[]): Answer => ({ body: { items } });

  it('shows each master by its node, with what its environment says in place', async () => {
    answers = { '/api/v1/pods': list(pod('m2', ['--v=3']), pod('m1', ['--v=2', '--external-hostname=$(NODE)'])) };
    const { components } = await inspected(kubeconfig({ token }));
    expect(components.map(({ host, version, sources }) => [host, version, sources])).toEqual([
      ['m1', '1.37.1', [{ kind: 'pod', path: 'kube-system/kube-apiserver-m1' }]],
      ['m2', '1.37.1', [{ kind: 'pod', path: 'kube-system/kube-apiserver-m2' }]],
    ]);
    expect(components[0]?.flags['external-hostname']).toMatchObject({
      value: 'm1',
      confidence: 'certain',
      provenance: [{ source: 'kube-system/kube-apiserver-m1' }],
    });
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${token}`]));
  });

  it('compares the apiserver that answers, found by its address, with what it says of itself', async () => {
    answers = {
      '/api/v1/pods': list(
        pod('m1', ['--advertise-address=10.0.0.1', '--v=2']),
        pod('m2', ['--advertise-address=10.0.0.2', '--v=2']),
      ),
      '/flagz': flagz({ 'advertise-address': '10.0.0.2', v: '4' }),
      '/statusz': { body: { kind: 'Statusz', binaryVersion: '1.37.0' } },
    };
    const { components, problems } = await inspected(kubeconfig({ token }));
    expect(problems).toEqual([]);
    expect(components.map(({ differences }) => differences)).toEqual([
      [],
      [
        {
          flag: 'v',
          values: [
            { source: 'kube-system/kube-apiserver-m2', value: '2' },
            { source: '/flagz', value: '4' },
          ],
        },
      ],
    ]);
    expect(components[1]).toMatchObject({ version: '1.37.0', versionFrom: 'statusz' });
  });

  it('that shows no pods is read from what the apiserver says of itself', async () => {
    answers = {
      '/api/v1': list(),
      '/flagz': flagz({ v: '4' }),
      '/version': { body: { gitVersion: 'v1.37.1' } },
    };
    const { components } = await inspected(kubeconfig({ token }));
    expect(components).toMatchObject([
      { component: 'kube-apiserver', version: '1.37.1', sources: [{ kind: 'flagz' }], flags: { v: { value: '4' } } },
    ]);
  });

  it.each([
    [404, 'ComponentFlagz'],
    [403, 'system:monitoring'],
    [401, 'credentials'],
    [503, 'runs'],
  ])('explains why /flagz is not had with status %i', async (status, hint) => {
    answers = { '/api/v1/pods': list(pod('m1', ['--v=2'])), '/flagz': { status, body: {} } };
    const { components, problems } = await inspected(kubeconfig({ token }));
    expect(components).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'endpoint-status', severity: 'warning' }]);
    expect(JSON.stringify(problems)).toContain(hint);
  });

  it('whose user may list the pods of kube-system only is read by the names of pods', async () => {
    const unlabelled = pod('m1', ['--v=2'], { labels: {}, annotations: {} });
    answers = {
      '/api/v1/pods': { status: 403, body: { message: 'no' } },
      '/api/v1/namespaces/kube-system/pods': list(unlabelled),
    };
    expect((await inspected(kubeconfig({ token }))).components.map(({ host }) => host)).toEqual(['m1']);
  });

  it('whose user may list nothing says so, with exit 5', async () => {
    answers = { '/api/v1': { status: 403, body: { message: 'pods is forbidden' } } };
    const { components, problems } = await inspected(kubeconfig({ token }));
    expect(components).toEqual([]);
    expect(problems[0]).toMatchObject({ code: 'endpoint-status', severity: 'error' });
    expect(problems[0]?.what).toContain('pods is forbidden');
  });

  it('does not take a control plane that it hosts for its own', async () => {
    answers = { '/api/v1/pods': list(pod('m1', ['--v=2'], { namespace: 'tenant', annotations: {} })) };
    expect((await inspected(kubeconfig({ token }))).components).toEqual([]);
  });

  it('with many pods is read page by page', async () => {
    answers = {
      '/api/v1/pods?limit=250&labelSelector=tier%3Dcontrol-plane&continue=more': list(pod('m2', ['--v=2'])),
      '/api/v1/pods?limit=250&labelSelector=tier': {
        body: { metadata: { continue: 'more' }, items: [pod('m1', ['--v=2'])] },
      },
      '/api/v1/pods': list(),
    };
    expect((await inspected(kubeconfig({ token }))).components.map(({ host }) => host)).toEqual(['m1', 'm2']);
  });

  it('behind a path is asked below it', async () => {
    answers = { '/k8s/c1/api/v1/pods': list(pod('m1', ['--v=2'])) };
    expect((await inspected(kubeconfig({ token }, '/k8s/c1/'))).components).toHaveLength(1);
  });

  it('shows its kubelets when asked, each through the apiserver', async () => {
    answers = {
      '/api/v1/nodes/n1/proxy/flagz': flagz({ v: '5' }),
      '/api/v1/nodes/n2/proxy/flagz': { status: 403, body: {} },
      '/api/v1/nodes?': list({ metadata: { name: 'n1' } }, { metadata: { name: 'n2' } }),
    };
    const { components, problems } = await inspected(kubeconfig({ token }), 'kubelet');
    expect(components).toMatchObject([{ component: 'kubelet', host: 'n1', flags: { v: { value: '5' } } }]);
    expect(problems).toMatchObject([{ code: 'endpoint-status', where: { host: 'n2' } }]);
  });

  it.each([
    ['an exec plugin', { exec: { command: 'aws-iam-authenticator' } }, 'aws-iam-authenticator'],
    ['a password', { username: 'u', password: token }, 'password'],
    ['an auth provider', { 'auth-provider': { name: 'gcp' } }, 'auth-provider'],
  ])('is not asked with %s', async (_what, user, said) => {
    const refused = inspected(kubeconfig(user));
    await expect(refused).rejects.toMatchObject({ problems: [{ code: 'input-kubeconfig' }] });
    await refused.catch((error: unknown) => {
      expect(String(error)).toContain(said);
      expect(JSON.stringify(error)).not.toContain(token);
    });
    expect(asked).toEqual([]);
  });

  it('whose certificate is from another authority gets no token', async () => {
    const other = testAuthority('somebody-else');
    const data = Buffer.from(other.cert).toString('base64');
    const file = kubeconfig({ token }, '', { 'certificate-authority': undefined, 'certificate-authority-data': data });
    await expect(inspected(file)).rejects.toMatchObject({ problems: [{ code: 'endpoint-untrusted' }] });
    other.remove();
    expect(asked).toEqual([]);
  });

  it('is not asked through a proxy, or in a context that is not there', async () => {
    const proxied = kubeconfig({ token }, '', { 'proxy-url': 'http://127.0.0.1:1' });
    await expect(inspected(proxied)).rejects.toMatchObject({ problems: [{ code: 'input-kubeconfig' }] });
    const absent = inspectKubeconfig({ file: kubeconfig({ token }), context: 'two' }, { catalogs: loadFlagCatalog });
    await expect(absent).rejects.toMatchObject({ problems: [{ code: 'input-kubeconfig', expected: 'one' }] });
  });
});
