import { describe, expect, it } from 'vitest';
import { readAuditPolicy } from '../../../../src/inspect/companions/audit-policy.js';
import {
  readEtcdConfig,
  readKubeletConfig,
  readProxyConfig,
  readSchedulerConfig,
} from '../../../../src/inspect/companions/component-config.js';
import { readEncryptionConfig } from '../../../../src/inspect/companions/encryption-config.js';
import { readKubeconfig } from '../../../../src/inspect/companions/kubeconfig.js';
import type { ParseCompanion } from '../../../../src/inspect/companions/parsed.js';
import { readAbacPolicy, readCredentialsTable } from '../../../../src/inspect/companions/text-tables.js';

const read = (parse: ParseCompanion, text: string) => parse(Buffer.from(text), '/f');

const lines = (parse: ParseCompanion, text: string) =>
  read(parse, text).problems.map(({ what, where }) => `${String(where.line ?? '')} ${what}`.trim());

const settings = (parse: ParseCompanion, text: string) =>
  Object.fromEntries((read(parse, text).settings ?? []).map(({ flag, value }) => [flag, value]));

const key = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, i) => 7 * i + 3)).toString('base64');

describe('an encryption config', () => {
  const config = (body: string, head = 'kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\n') =>
    `${head}resources:\n${body}`;

  it('tells blocks and providers in order, and counts keys', () => {
    const text = config(
      `- resources: [secrets, configmaps]\n  providers:\n  - secretbox: {keys: [{name: a, secret: ${key(32)}}]}\n  - identity: {}\n` +
        `- resources: ['*.*']\n  providers:\n  - kms: {apiVersion: v2, name: k, endpoint: unix:///k}\n  - aescbc: {keys: [{name: a, secret: ${key(16)}}, {name: b, secret: ${key(32)}}]}\n`,
    );
    expect(read(readEncryptionConfig, text)).toEqual({
      facts: {
        kind: 'encryption-config',
        resources: [
          {
            resources: ['secrets', 'configmaps'],
            providers: [
              { type: 'secretbox', keys: 1, weakKeys: 0 },
              { type: 'identity', keys: 0, weakKeys: 0 },
            ],
          },
          {
            resources: ['*.*'],
            providers: [
              { type: 'kms', keys: 0, weakKeys: 0, kmsVersion: 'v2' },
              { type: 'aescbc', keys: 2, weakKeys: 0 },
            ],
          },
        ],
      },
      problems: [],
    });
  });

  it('takes a kms provider that does not say its version for one of v1', () => {
    const text = config('- resources: [secrets]\n  providers:\n  - kms: {name: k, endpoint: unix:///k}\n');
    expect(read(readEncryptionConfig, text).facts).toMatchObject({
      resources: [{ providers: [{ type: 'kms', kmsVersion: 'v1' }] }],
    });
  });

  it('is read in the form of up to 1.12, and as JSON', () => {
    const old = config(
      '- resources: [secrets]\n  providers: [{identity: {}}]\n',
      'kind: EncryptionConfig\napiVersion: v1\n',
    );
    expect(read(readEncryptionConfig, old).problems).toEqual([]);
    const json = JSON.stringify({
      kind: 'EncryptionConfiguration',
      apiVersion: 'apiserver.config.k8s.io/v1',
      resources: [{ resources: ['secrets'], providers: [{ identity: {} }] }],
    });
    expect(read(readEncryptionConfig, json).problems).toEqual([]);
  });

  it.each([
    ['all zero', Buffer.alloc(32).toString('base64'), 1, []],
    ['published', 'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=', 1, []],
    ['too short', key(8), 1, ['6 a key of aescbc has 8 bytes, not 16, 24 or 32']],
    ['a placeholder', '<BASE 64 ENCODED SECRET>', 1, ['6 the secret of a key is not base64']],
    ['absent', '""', 1, ['6 a key has no secret']],
  ])('a key that is %s', (_, secret, weakKeys, expected) => {
    const text = config(`- resources: [secrets]\n  providers:\n  - aescbc: {keys: [{name: a, secret: ${secret}}]}\n`);
    const { facts } = read(readEncryptionConfig, text);
    expect(facts?.kind === 'encryption-config' ? facts.resources[0]?.providers[0]?.weakKeys : null).toBe(weakKeys);
    expect(lines(readEncryptionConfig, text)).toEqual(expected);
  });

  it.each([
    ['', ['the file is empty']],
    ['[]', ['the file holds no object']],
    ['kind: Pod', ['1 the file is of another kind']],
    ['kind: EncryptionConfiguration', ['1 the file has another apiVersion, or none']],
    ['kind: [', ['1 this is not YAML that can be read']],
    [config('- providers: []\n'), ['4 a block names no resources', '4 a block has no provider']],
    [config('- resources: [a]\n  providers: [{rot13: {}}]\n'), ['5 this is no provider']],
    [config('- resources: [a]\n  providers: [{aesgcm: {}}]\n'), ['5 aesgcm has no key']],
  ])('%j is refused', (text, expected) => {
    expect(lines(readEncryptionConfig, text)).toEqual(expected);
  });
});

describe('an audit policy', () => {
  const policy = (rules: string) => `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${rules}`;
  it.each([
    ['- level: Metadata\n', true, 'Metadata'],
    ['- level: None\n', false, 'None'],
    ['- level: None\n  users: [a]\n- level: RequestResponse\n', true, 'RequestResponse'],
    [
      '- level: Metadata\n  resources: [{group: "", resources: [secrets, configmaps]}, {group: authentication.k8s.io, resources: [tokenreviews]}]\n- level: Request\n',
      true,
      'Metadata',
    ],
    ['- level: Metadata\n  resources: [{resources: [secrets]}]\n- level: Request\n', true, 'mixed'],
    [
      '- level: Metadata\n  resources: [{group: "", resources: [secrets], resourceNames: [a]}]\n- level: Request\n',
      true,
      'Request',
    ],
    ['- level: None\n  nonResourceURLs: [/livez]\n- level: Metadata\n', true, 'Metadata'],
    ['- level: Metadata\n  verbs: [get]\n', true, 'None'],
    ['- level: Metadata\n  resources: [{group: ""}]\n', true, 'mixed'],
  ])('%j', (rules, logs, sensitive) => {
    expect(read(readAuditPolicy, policy(rules)).facts).toMatchObject({ logs, sensitive });
    expect(lines(readAuditPolicy, policy(rules))).toEqual([]);
  });

  it('with a level that does not exist, or without rules, is refused', () => {
    expect(lines(readAuditPolicy, policy('- level: Everything\n'))).toEqual(['4 a rule has no level']);
    expect(lines(readAuditPolicy, policy('  []\n'))).toEqual(['3 the policy has no rules']);
  });
});

describe('a kubeconfig', () => {
  const config = (cluster: string) =>
    `apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster: {${cluster}}\ncontexts:\n- name: c\n  context: {cluster: a, user: u}\ncurrent-context: c\nusers: [{name: u, user: {token: x}}]\n`;
  it.each([
    ['server: https://a:6443, certificate-authority: /ca.pem', 'https://a:6443', true, false],
    ['server: http://a:8080', 'http://a:8080', false, false],
    ['server: https://a, insecure-skip-tls-verify: true', 'https://a', false, true],
  ])('%s', (cluster, server, hasCertificateAuthority, insecure) => {
    expect(read(readKubeconfig, config(cluster)).facts).toEqual({
      kind: 'kubeconfig',
      server,
      hasCertificateAuthority,
      insecure,
    });
  });

  it('that is none, or names no cluster, is refused', () => {
    expect(lines(readKubeconfig, 'kind: Pod')).toEqual(['1 this is not a kubeconfig that can be read']);
    expect(lines(readKubeconfig, 'kind: Config')).toEqual(['the kubeconfig names no cluster']);
  });
});

describe('text tables', () => {
  it('an ABAC policy: lines, and those for everybody, in both forms', () => {
    const text = `{"user":"alice"}\n\n# comment\n{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"group":"*","resource":"*"}}\n{"user":"*"}\n`;
    expect(read(readAbacPolicy, text)).toEqual({
      facts: { kind: 'abac-policy', lines: 3, wildcards: 2 },
      problems: [],
    });
    expect(lines(readAbacPolicy, '{"user":"a"}\n{user}\n')).toEqual(['2 this line is not JSON']);
  });

  it('static tokens: rows only', () => {
    expect(read(readCredentialsTable, 't,u,1,"a,b"\nt2,u2,2\n')).toEqual({
      facts: { kind: 'credentials-table', rows: 2 },
      problems: [],
    });
    expect(lines(readCredentialsTable, 't,u,1\nt,u\n"t,u,1\n')).toEqual([
      '2 this row has 2 of at least three columns',
      '3 the quotes of this row are not closed',
    ]);
  });
});

describe('configuration files of components', () => {
  it('a KubeletConfiguration: scalars, lists and maps under the names of their flags', () => {
    const text = `kind: KubeletConfiguration
apiVersion: kubelet.config.k8s.io/v1beta1
authentication: {anonymous: {enabled: false}, x509: {clientCAFile: /ca.pem}}
clusterDNS: [10.0.0.10, 10.0.0.11]
featureGates: {A: true, B: false}
evictionHard: {memory.available: 100Mi}
staticPodURLHeader: {Authorization: [x]}
`;
    expect(settings(readKubeletConfig, text)).toEqual({
      'anonymous-auth': 'false',
      'client-ca-file': '/ca.pem',
      'cluster-dns': '10.0.0.10,10.0.0.11',
      'feature-gates': 'A=true,B=false',
      'eviction-hard': 'memory.available<100Mi',
    });
  });

  it('a KubeSchedulerConfiguration and a KubeProxyConfiguration', () => {
    const scheduler = `kind: KubeSchedulerConfiguration\napiVersion: kubescheduler.config.k8s.io/v1\nenableProfiling: false\nclientConnection: {kubeconfig: /k}\nleaderElection: {leaderElect: true}\n`;
    expect(settings(readSchedulerConfig, scheduler)).toEqual({
      profiling: 'false',
      kubeconfig: '/k',
      'leader-elect': 'true',
    });
    const proxy = `kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nmode: nftables\nconntrack: {maxPerCore: 0}\n`;
    expect(settings(readProxyConfig, proxy)).toEqual({ 'proxy-mode': 'nftables', 'conntrack-max-per-core': '0' });
  });

  it("etcd's file: fields are flags, but for the two TLS blocks", () => {
    const text = `name: a\ndata-dir: /d\nlog-outputs: [stderr]\nclient-transport-security: {cert-file: /c, client-cert-auth: true}\npeer-transport-security: {auto-tls: false}\n`;
    expect(settings(readEtcdConfig, text)).toEqual({
      name: 'a',
      'data-dir': '/d',
      'log-outputs': 'stderr',
      'cert-file': '/c',
      'client-cert-auth': 'true',
      'peer-auto-tls': 'false',
    });
  });
});
