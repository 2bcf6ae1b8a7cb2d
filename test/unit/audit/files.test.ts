import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { audit } from '../../../src/app/audit.js';
import type { Finding } from '../../../src/audit/finding.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** A static pod whose container sees /srv/kubernetes of the host as /config. */
function pod(flags: readonly string[]): string {
  return `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.1
      command: ${JSON.stringify(['kube-apiserver', ...flags])}
      volumeMounts: [{ name: config, mountPath: /config }]
  volumes: [{ name: config, hostPath: { path: /srv/kubernetes } }]
`;
}

let trees = 0;

/** The findings about an apiserver in the copy of a host's files, by slug. */
async function judgedTree(flags: readonly string[], files: Readonly<Record<string, string>>) {
  const root = path.join(folder.path, `host${trees++}`);
  const manifest = path.join(root, 'etc/kubernetes/manifests/kube-apiserver.yaml');
  mkdirSync(path.dirname(manifest), { recursive: true });
  mkdirSync(path.join(root, 'srv/kubernetes'), { recursive: true });
  writeFileSync(manifest, pod(flags));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, 'srv/kubernetes', name), text);
  const { report } = await audit({
    sources: [manifest],
    hosts: [],
    config: 'cluster.yaml',
    stdin: Readable.from([]),
    rules: [],
    failOn: 'fail',
  });
  const text = JSON.stringify(report);
  const findings: Readonly<Record<string, Finding>> = Object.fromEntries(
    report.findings.map((finding) => [finding.rule, finding]),
  );
  return { findings, text };
}

const secret = Buffer.from('a key that nobody may ever see..').toString('base64');
const aescbc = `{ aescbc: { keys: [{ name: k, secret: ${secret} }] } }`;

describe('the files of a static pod are read where the host has them', () => {
  const encryption = async (resources: string) => {
    const config = `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n${resources}`;
    return judgedTree(['--encryption-provider-config=/config/enc.yaml'], { 'enc.yaml': config });
  };

  it.each([
    ['in flow style', `  - { resources: [secrets], providers: [${aescbc}, { identity: {} }] }\n`, 'pass'],
    [
      'identity first, with a comment before it',
      `  - resources: [secrets]\n    providers:\n      # aescbc:\n      - identity: {}\n      - ${aescbc}\n`,
      'fail',
    ],
    [
      'a last block without encryption for something else',
      `  - { resources: [secrets], providers: [${aescbc}] }\n  - { resources: [pods], providers: [{ identity: {} }] }\n`,
      'pass',
    ],
  ] as const)('an encryption config %s', async (_, resources, right) => {
    const { findings, text } = await encryption(resources);
    expect(findings['encryption-provider']?.status).toBe(right);
    expect(findings['encryption-provider']?.provenance).toContainEqual({ source: '/srv/kubernetes/enc.yaml' });
    expect(text).not.toContain(secret);
  });

  it('authorization modes out of a file', async () => {
    const config = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers: [{ type: Node, name: node }, { type: RBAC, name: rbac }]
`;
    const { findings } = await judgedTree(['--authorization-config=/config/authz.yaml'], { 'authz.yaml': config });
    const statuses = ['authorization-always-allow', 'authorization-node', 'authorization-rbac'].map(
      (rule) => findings[rule]?.status,
    );
    expect(statuses).toEqual(['pass', 'pass', 'pass']);
  });

  it.each([
    ['{ enabled: false }', 'pass'],
    ['{ enabled: true, conditions: [{ path: /livez }, { path: /readyz }] }', 'pass'],
    ['{ enabled: true, conditions: [{ path: /livez }, { path: /metrics }] }', 'fail'],
    ['{ enabled: true }', 'fail'],
  ] as const)('anonymous: %s', async (anonymous, right) => {
    const config = `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\nanonymous: ${anonymous}\n`;
    const flags = ['--authentication-config=/config/authn.yaml', '--authorization-mode=RBAC'];
    const { findings } = await judgedTree(flags, { 'authn.yaml': config });
    expect(findings['anonymous-requests']?.status).toBe(right);
  });

  it('an audit policy that logs nothing', async () => {
    const policy = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: None }]\n';
    const flags = ['--audit-policy-file=/config/policy.yaml', '--audit-log-path=/var/log/audit.log'];
    const { findings } = await judgedTree(flags, { 'policy.yaml': policy });
    expect(findings['audit-policy']?.status).toBe('fail');
  });

  it('a file that is not there leaves the verdict open', async () => {
    const { findings } = await judgedTree(['--encryption-provider-config=/config/enc.yaml'], {});
    expect(findings['encryption-provider']?.status).toBe('undetermined');
  });
});
