import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { flagsChanges } from '../../src/app/flags-changes.js';
import { realBinary, realVersions } from '../support/real-binaries.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'hardway-upgrade-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** How the real component ends that is started so; it is killed should it not end by itself. */
async function start(component: string, words: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(await realBinary(component), words, {
    cwd: folder,
    env: {},
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  if (error !== undefined) throw error;
  return { status, text: `${stdout}\n${stderr}` };
}

/** What we say keeps it from starting. */
async function stops(component: string, words: readonly string[]): Promise<readonly string[]> {
  const line = [component, ...words].map((word) => JSON.stringify(word)).join(', ');
  const manifest = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      command: [${line}]\n`;
  const versions = { from: realVersions.kubernetes, to: realVersions.kubernetes };
  const stdin = Readable.from([manifest]);
  const { result } = await flagsChanges({ ...versions, source: '-', stdin, config: 'cluster.yaml' });
  const findings = result.upgrades.flatMap((upgrade) => upgrade.findings);
  return findings.filter(({ effect }) => effect === 'stops').map(({ what }) => what);
}

const missing = path.join(folder, 'missing.pem');
// Read before the options are judged.
const key = path.join(folder, 'sa.key');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
writeFileSync(key, privateKey.export({ type: 'sec1', format: 'pem' }));
/** As much as options need to be accepted; the start then fails at a file that is missing. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': [
    '--etcd-servers=https://127.0.0.1:1',
    `--cert-dir=${folder}`,
    '--service-account-issuer=https://a.example',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    `--client-ca-file=${missing}`,
  ],
  'kube-controller-manager': [`--kubeconfig=${missing}`, `--cert-dir=${folder}`],
  'kube-scheduler': [`--kubeconfig=${missing}`],
};

const config = path.join(folder, 'scheduler.yaml');
writeFileSync(config, 'apiVersion: kubescheduler.config.k8s.io/v1beta3\nkind: KubeSchedulerConfiguration\n');

describe('the real components', () => {
  it.each(Object.entries(accepted))(
    '%s takes what nothing is said against, as far as it looks',
    async (component, words) => {
      expect(await stops(component, words)).toEqual([]);
      const { status, text } = await start(component, words);
      expect(status).not.toBe(0);
      expect(text).toContain(missing);
    },
  );

  it.each([
    ['kube-apiserver', '--insecure-port=0', /unknown flag: --insecure-port/],
    [
      'kube-apiserver',
      '--enable-admission-plugins=PodSecurityPolicy',
      /plugin .{0,2}PodSecurityPolicy.{0,2} is unknown/,
    ],
    ['kube-apiserver', '--feature-gates=TTLAfterFinished=true', /unrecognized feature gate: TTLAfterFinished/],
    ['kube-apiserver', '--feature-gates=VolumeAttributesClass=false', /feature is locked to true/],
    ['kube-apiserver', '--runtime-config=api/all', /invalid value api\/all=/],
    ['kube-apiserver', '--runtime-config=settings.k8s.io/v1alpha1=true', /unknown api groups? settings\.k8s\.io/],
    ['kube-apiserver', '--audit-log-version=audit.k8s.io/v1beta1 --audit-log-path=-', /invalid group version/],
    ['kube-apiserver', '--event-ttl=1d', /invalid argument "1d"/],
    ['kube-apiserver', 'stray', /unexpected argument|does not take any arguments|unknown command/],
    ['kube-controller-manager', '--cloud-provider=aws', /built-in cloud providers are disabled/],
    ['kube-controller-manager', '--pod-eviction-timeout=5m', /unknown flag: --pod-eviction-timeout/],
    ['kube-scheduler', '--port=0', /unknown flag: --port/],
  ])('%s does not start with %s, as we say', async (component, word, expected) => {
    const words = [...(accepted[component] ?? []), ...word.split(' ')];
    expect(await stops(component, words)).toHaveLength(1);
    const { status, text } = await start(component, words);
    expect(status).not.toBe(0);
    expect(text).toMatch(expected);
  });

  it.each(['etcd-servers', 'service-account-issuer', 'service-account-key-file', 'service-account-signing-key-file'])(
    'kube-apiserver does not start without --%s, as we say',
    async (name) => {
      const words = (accepted['kube-apiserver'] ?? []).filter((word) => !word.startsWith(`--${name}=`));
      expect(await stops('kube-apiserver', words)).toEqual([expect.stringContaining(`--${name} is not set`)]);
      const { status, text } = await start('kube-apiserver', words);
      expect(status).not.toBe(0);
      expect(text).toContain(`--${name}`.replace('--service-account-issuer', 'service-account-issuer'));
      expect(text).not.toContain(missing);
    },
  );

  it('kube-scheduler does not start with a config of a version that is gone, as we say', async () => {
    const { status, text } = await start('kube-scheduler', [`--config=${config}`]);
    expect(status).not.toBe(0);
    expect(text).toContain('kubescheduler.config.k8s.io/v1beta3');
  });
});
