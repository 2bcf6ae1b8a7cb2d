import { describe, expect, it } from 'vitest';
import type { CompanionKind } from '../../../../src/inspect/companions/companion-flags.js';
import { type FileAnswer, inWalkOrder } from '../../../../src/inspect/companions/files.js';
import { mergeDropIns } from '../../../../src/inspect/companions/merge-drop-ins.js';
import { readCompanions } from '../../../../src/inspect/companions/read-companions.js';
import { companionPaths, hostPathOf } from '../../../../src/inspect/companions/requests.js';
import { unreadFlags } from '../../../../src/inspect/companions/unread-flags.js';
import type { EffectiveFlag, InspectedComponent } from '../../../../src/inspect/effective-flag.js';
import { component, flag } from '../../../support/upgrade-case.js';

const text = (content: string): FileAnswer => ({ state: 'read', bytes: Buffer.from(content) });

function one(
  kind: CompanionKind,
  answer: FileAnswer | undefined,
  name = 'kube-apiserver',
  hostPath: string | null = '/h',
) {
  const answers = new Map(answer === undefined ? [] : [['/h', answer]]);
  return readCompanions([{ flag: 'f', kind, path: '/p', hostPath }], name, answers)[0];
}

describe('a companion', () => {
  const common = { flag: 'f', path: '/p', hostPath: '/h' };
  it('that is missing, or cannot be read, says why', () => {
    const missing = (what: string): readonly unknown[] => [
      expect.objectContaining({ code: 'input-companion-missing', severity: 'error', where: { file: '/h' }, what }),
    ];
    expect(one('other', { state: 'missing' })?.companion).toEqual({
      ...common,
      state: 'missing',
      problems: missing('--f points to a file that is not there'),
    });
    expect(one('folder', { state: 'missing' })?.companion.problems).toEqual(
      missing('--f points to a folder that is not there'),
    );
    const unreadable = (answer: FileAnswer) => one('other', answer)?.companion.problems;
    const denied = (what: string): readonly unknown[] => [
      expect.objectContaining({ code: 'input-companion-unreadable', severity: 'warning', where: { file: '/h' }, what }),
    ];
    expect(unreadable({ state: 'unreadable' })).toEqual(denied('the file of --f cannot be read'));
    expect(unreadable({ state: 'unreadable', why: 'no' })).toEqual(denied('the file of --f cannot be read: no'));
    expect(unreadable({ state: 'folder', paths: [] })).toEqual(
      denied('the file of --f cannot be read: it is a folder'),
    );
  });

  it('that is out of reach is not looked for', () => {
    expect(one('other', undefined)?.companion).toEqual({ ...common, state: 'out-of-reach', problems: [] });
    const { hostPath, ...rest } = common;
    expect(one('other', text(''), 'kubelet', null)?.companion).toEqual({
      ...rest,
      state: 'out-of-reach',
      problems: [],
    });
    expect(one('other', text(''), 'kubelet', '/p')?.companion).not.toHaveProperty('hostPath', hostPath);
  });

  it.each<[CompanionKind, string, string]>([
    ['encryption-config', 'kube-apiserver', 'kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\n'],
    ['audit-policy', 'kube-apiserver', 'kind: Policy\napiVersion: audit.k8s.io/v1\n'],
    [
      'authentication-config',
      'kube-apiserver',
      'kind: AuthenticationConfiguration\napiVersion: apiserver.config.k8s.io/v1\n',
    ],
    [
      'authorization-config',
      'kube-apiserver',
      'kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers: [{type: RBAC}]\n',
    ],
    ['admission-config', 'kube-apiserver', 'kind: AdmissionConfiguration\napiVersion: apiserver.config.k8s.io/v1\n'],
    ['kubeconfig', 'kubelet', 'kind: Config\napiVersion: v1\n'],
    ['abac-policy', 'kube-apiserver', ''],
    ['credentials-table', 'kube-apiserver', ''],
    ['other', 'kube-apiserver', ''],
  ])('of the kind %s is read as that', (kind, name, content) => {
    expect(one(kind, text(content), name)?.companion).toMatchObject({ state: 'read', facts: { kind } });
  });

  it.each([
    ['etcd', 'name: a\n', 'name'],
    ['kubelet', 'kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nmaxPods: 5\n', 'max-pods'],
    [
      'kube-proxy',
      'kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nmode: ipvs\n',
      'proxy-mode',
    ],
    [
      'kube-scheduler',
      'kind: KubeSchedulerConfiguration\napiVersion: kubescheduler.config.k8s.io/v1\nenableProfiling: true\n',
      'profiling',
    ],
  ])('that configures %s is read as its own', (name, content, setting) => {
    const read = one('component-config', text(content), name);
    expect(read?.companion).toMatchObject({ state: 'read', facts: { kind: 'component-config' } });
    expect(read?.settings.map((found) => found.flag)).toEqual([setting]);
    expect(one('component-config', text(content), 'kube-controller-manager')?.companion.facts).toEqual({
      kind: 'other',
    });
  });

  it('is told with its mode and owner, as far as these are known', () => {
    const read = (more: object) => one('other', { state: 'read', bytes: Buffer.alloc(0), ...more })?.companion;
    expect(read({ mode: '0640' })).toEqual({
      ...common,
      mode: '0640',
      state: 'read',
      facts: { kind: 'other' },
      problems: [],
    });
    expect(read({ owner: 'root:etcd' })).toMatchObject({ owner: 'root:etcd' });
    expect(read({})).not.toHaveProperty('mode');
    expect(
      one('credentials-table', { state: 'read', bytes: Buffer.from([255]), privateKey: true })?.companion.state,
    ).toBe('invalid');
  });
});

describe('the order in which a folder is walked', () => {
  it.each([
    [
      ['/d/b', '/d/a'],
      ['/d/a', '/d/b'],
    ],
    [
      ['/d/a-b', '/d/a/z', '/d/a.conf'],
      ['/d/a/z', '/d/a-b', '/d/a.conf'],
    ],
    [
      ['/d/a/b/c', '/d/a/a', '/d/B'],
      ['/d/B', '/d/a/a', '/d/a/b/c'],
    ],
    [
      ['/d/10', '/d/9', '/d/é'],
      ['/d/10', '/d/9', '/d/é'],
    ],
  ])('of %j is %j', (paths, expected) => {
    expect(inWalkOrder(paths)).toEqual(expected);
    expect(inWalkOrder([...paths].reverse())).toEqual(expected);
  });
});

describe('drop-ins', () => {
  const map = (file: string, set: string[], values: string[], gone: string[] = []) => ({
    file,
    settings: [{ flag: 'm', value: values.join(','), values, keys: { set, gone } }],
    reset: [],
  });
  it('are merged key by key, with the file that spoke last', () => {
    const base = [
      { flag: 'm', value: 'a<1,b<2,c=3', values: ['a<1', 'b<2', 'c=3'] },
      { flag: 'n', value: '1' },
    ];
    expect(mergeDropIns(base, [map('/1', ['b'], ['b<9']), map('/2', ['d'], ['d=4'], ['a'])])).toEqual([
      { flag: 'm', value: 'c=3,b<9,d=4', values: ['c=3', 'b<9', 'd=4'], keys: { set: ['d'], gone: ['a'] }, file: '/2' },
      { flag: 'n', value: '1' },
    ]);
    expect(mergeDropIns([], [map('/1', ['b'], ['b=9'])])).toMatchObject([{ flag: 'm', value: 'b=9', file: '/1' }]);
    expect(mergeDropIns(base, [{ file: '/1', settings: [], reset: ['n'] }]).map((left) => left.flag)).toEqual(['m']);
  });
});

describe('the files that a component asks for', () => {
  const asked = (
    flags: readonly EffectiveFlag[],
    mounts?: Parameters<typeof companionPaths>[1],
    name = 'kube-apiserver',
  ) =>
    companionPaths(component(flags, { component: name }), mounts).map(
      ({ flag: from, kind, path, hostPath }) => `${from} ${kind} ${path} ${hostPath ?? '-'}`,
    );

  it('are those of flags with a value', () => {
    const filled: EffectiveFlag = { ...flag('tls-cert-file', '/d', 1), origin: 'default' };
    expect(
      asked([filled, flag('client-ca-file', null, 1), flag('etcd-cafile', '', 1), flag('etcd-certfile', '/c', 1)]),
    ).toEqual(['etcd-certfile certificates /c /c']);
    expect(asked([flag('service-account-key-file', '/a,/b', 1, ['/a', '', '/b'])])).toEqual([
      'service-account-key-file key /a /a',
      'service-account-key-file key /b /b',
    ]);
  });

  it('are those of certificates for names too', () => {
    const sni = flag('tls-sni-cert-key', 'x', 1, ['/a,/b:n,m', '/c,/d', '/e', ',/f']);
    expect(asked([sni])).toEqual([
      'tls-sni-cert-key certificates /a /a',
      'tls-sni-cert-key key /b /b',
      'tls-sni-cert-key certificates /c /c',
      'tls-sni-cert-key key /d /d',
      'tls-sni-cert-key certificates /e /e',
      'tls-sni-cert-key key /f /f',
    ]);
    expect(asked([{ ...sni, origin: 'default' }])).toEqual([]);
  });

  it('are no more than 200', () => {
    const many = Array.from({ length: 300 }, (_, i) => `/${i}`);
    expect(asked([flag('service-account-key-file', 'x', 1, many)])).toHaveLength(200);
  });

  it('of a folder are the folder first, and then what is in it', () => {
    const dir = component([flag('config-dir', '/etc/k.d/', 1)], { component: 'kubelet' });
    const mounts = [{ mountPath: '/etc', hostPath: '/srv' }];
    expect(companionPaths(dir, mounts)).toEqual([
      { flag: 'config-dir', kind: 'folder', path: '/etc/k.d/', hostPath: '/srv/k.d/' },
    ]);
    const answers = new Map<string, FileAnswer>([
      ['/srv/k.d/', { state: 'folder', paths: ['/srv/k.d/a.conf', '/srv/k.d/b/c.conf'] }],
    ]);
    expect(companionPaths(dir, mounts, answers)).toEqual([
      { flag: 'config-dir', kind: 'component-config', path: '/etc/k.d/a.conf', hostPath: '/srv/k.d/a.conf' },
      { flag: 'config-dir', kind: 'component-config', path: '/etc/k.d/b/c.conf', hostPath: '/srv/k.d/b/c.conf' },
    ]);
    expect(companionPaths(dir, [], answers)).toEqual([
      { flag: 'config-dir', kind: 'folder', path: '/etc/k.d/', hostPath: null },
    ]);
  });

  it('are where the longest mount has them', () => {
    const mounts = [
      { mountPath: '/a/b', hostPath: '/long/' },
      { mountPath: '/a', hostPath: '/short' },
      { mountPath: '/a/b/', hostPath: '/second' },
    ];
    expect(hostPathOf('/a/b', mounts)).toBe('/long');
    expect(hostPathOf('/a/bc', mounts)).toBe('/short/bc');
    expect(hostPathOf('/a/x/../b/./c/', mounts)).toBe('/long/c');
    expect(hostPathOf('/b', mounts)).toBeNull();
    expect(hostPathOf('a/b', mounts)).toBeNull();
  });
});

describe('flags that a file may set which was not read', () => {
  const proxy = (rest: Partial<InspectedComponent>, config: EffectiveFlag = flag('config', '/p', 1)) =>
    unreadFlags(component([config], { component: 'kube-proxy', ...rest }));
  const companion = (state: 'read' | 'missing') => ({
    companions: [{ flag: 'config', path: '/p', state, problems: [] }],
  });

  it('are open until it is', () => {
    expect(proxy({})('proxy-mode')).toBe(true);
    expect(proxy(companion('missing'))('proxy-mode')).toBe(true);
    expect(proxy(companion('read'))('proxy-mode')).toBe(false);
    expect(proxy({})('no-such-flag')).toBe(false);
    expect(proxy({}, { ...flag('config', '/p', 1), origin: 'default' })('proxy-mode')).toBe(false);
    expect(proxy({}, flag('config', '', 1))('proxy-mode')).toBe(false);
    expect(unreadFlags(component([]))('anonymous-auth')).toBe(false);
    expect(unreadFlags(component([], { component: 'kube-controller-manager' }))('v')).toBe(false);
  });

  it('are all of etcd, those of the folder of a kubelet, and some of kube-apiserver', () => {
    const etcd = unreadFlags(component([flag('config-file', '/e', 1)], { component: 'etcd' }));
    expect([etcd('name'), etcd('anything')]).toEqual([true, true]);
    const kubelet = unreadFlags(component([flag('config-dir', '/d', 1)], { component: 'kubelet' }));
    expect([kubelet('max-pods'), kubelet('node-ip')]).toEqual([true, false]);
    const names = (given: string, wanted: readonly string[]) => {
      const open = unreadFlags(component([flag(given, '/x', 1)]));
      return wanted.filter((name) => !open(name));
    };
    const oidc = [
      'client-id',
      'groups-claim',
      'groups-prefix',
      'issuer-url',
      'required-claim',
      'username-claim',
      'username-prefix',
    ];
    expect(
      names('authentication-config', ['anonymous-auth', ...oidc.map((name) => `oidc-${name}`), 'oidc-ca-file']),
    ).toEqual(['oidc-ca-file']);
    const hook = ['cache-authorized-ttl', 'cache-unauthorized-ttl', 'config-file', 'version'];
    expect(
      names('authorization-config', [
        'authorization-mode',
        ...hook.map((name) => `authorization-webhook-${name}`),
        'authorization-policy-file',
      ]),
    ).toEqual(['authorization-policy-file']);
  });
});
