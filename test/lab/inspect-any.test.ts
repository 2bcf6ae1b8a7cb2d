import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/inspect/effective-flag.js';
import { hostFolder, labFolder } from '../../src/lab/lab-folder.js';
import { inLab, eventually } from '../support/deployed-lab.js';
import { noLab, withLab } from '../support/lab-hosts.js';
import { realBinary, realVersions } from '../support/real-binaries.js';

/** A master that nobody of ours has set up: other folders, other names, a wrapper, an EnvironmentFile. */
const unit = `[Unit]
Description=somebody's own apiserver
[Service]
EnvironmentFile=/opt/k8s/cfg/api.env
ExecStart=/opt/k8s/bin/kube-apiserver $API_OPTS \\
  --service-cluster-ip-range=\${RANGE} \\
  --authorization-mode=Node,RBAC
`;
const environment = `API_OPTS="--etcd-servers=http://127.0.0.1:2379 --cert-dir=/tmp/certs --v=1 \\
  --service-account-issuer=https://here --service-account-key-file=/opt/k8s/sa.pub \\
  --service-account-signing-key-file=/opt/k8s/sa.key --profiling=false"
RANGE=10.96.0.0/16
`;
const manifest = `apiVersion: v1
kind: Pod
metadata: { name: kube-scheduler, namespace: kube-system }
spec:
  containers:
  - name: kube-scheduler
    image: registry.k8s.io/kube-scheduler:v${realVersions.kubernetes}
    command: [kube-scheduler, --leader-elect=true]
`;
describe.skipIf(noLab)('a master that hardway did not set up', () => {
  const lab = withLab(1);

  async function put(file: string, content: string, mode = 0o644): Promise<void> {
    const target = path.join(hostFolder(labFolder(lab().directory), 'node1').root, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content, { mode });
  }

  async function inspected(...args: string[]): Promise<Inspection & { readonly text: string }> {
    const run = await inLab(lab(), 'inspect', '--host', 'node1', '--json', ...args);
    return { ...(JSON.parse(run.stdout) as Inspection), text: run.stdout };
  }
  const apiserverOf = ({ components }: Inspection) =>
    components.find(({ component }) => component === 'kube-apiserver');

  beforeAll(async () => {
    await put('opt/k8s/cfg/api.env', environment, 0o600);
    await put('etc/systemd/system/k8s-master-api.service', unit);
    await put('etc/kubelet.d/scheduler.yaml', manifest, 0o600);
    const root = hostFolder(labFolder(lab().directory), 'node1').root;
    await mkdir(path.join(root, 'opt/k8s/bin'), { recursive: true });
    await copyFile(await realBinary('kube-apiserver'), path.join(root, 'opt/k8s/bin/kube-apiserver'));
    const keys =
      'openssl genrsa -out /opt/k8s/sa.key 2048 && openssl rsa -in /opt/k8s/sa.key -pubout -out /opt/k8s/sa.pub';
    const start = 'chmod 755 /opt/k8s/bin/kube-apiserver && systemctl daemon-reload && systemctl start k8s-master-api';
    const answer = await lab().on(1, `${keys} && ${start}`, 'root');
    expect([answer.code, answer.stderr.includes('Failed')]).toEqual([0, false]);
    await eventually('the process runs', async () => (await lab().on(1, 'pgrep -x kube-apiserver')).code === 0, 20);
  });

  it('is read by its process and its unit, whatever that is called, with root only because a file needs it', async () => {
    const inspection = await inspected();
    const apiserver = apiserverOf(inspection);
    expect(apiserver).toMatchObject({ version: realVersions.kubernetes, versionFrom: 'binary', differences: [] });
    expect(apiserver?.sources.map(({ kind, path: at }) => at ?? kind)).toEqual([
      expect.stringMatching(/^\/proc\/\d+\/cmdline$/),
      '/etc/systemd/system/k8s-master-api.service',
    ]);
    expect(apiserver?.flags['service-cluster-ip-range']).toMatchObject({
      value: '10.96.0.0/16',
      provenance: [{ source: '/etc/systemd/system/k8s-master-api.service' }, {}],
    });
    const scheduler = inspection.components.find(({ component }) => component === 'kube-scheduler');
    expect(scheduler?.sources).toEqual([{ kind: 'manifest', path: '/etc/kubelet.d/scheduler.yaml' }]);
    expect(scheduler?.problems.map(({ code }) => code)).toContain('input-not-running');
    expect(apiserver?.flags.profiling).toMatchObject({ value: 'false', confidence: 'certain' });
  });

  it('has its private keys left where they are', async () => {
    const inspection = await inspected();
    const companions = apiserverOf(inspection)?.companions ?? [];
    expect(companions.find(({ flag }) => flag === 'service-account-signing-key-file')).toMatchObject({
      state: 'read',
      owner: 'root:root',
      facts: { kind: 'key', isPrivate: true },
    });
    const publicKeys = ['service-account-signing-key-file', 'service-account-key-file'].map((flag) => {
      const facts = companions.find((one) => one.flag === flag)?.facts;
      return facts?.kind === 'key' ? facts.publicKeys : flag;
    });
    expect(publicKeys[0]).toEqual(publicKeys[1]);
    expect(inspection.text).not.toContain('PRIVATE KEY');
  });

  it('whose EnvironmentFile was edited and whose drop-in was not loaded says both', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await put('opt/k8s/cfg/api.env', environment.replace('--v=1', '--v=5'), 0o600);
    const dropIn = 'etc/systemd/system/k8s-master-api.service.d/50-more.conf';
    await put(dropIn, '[Service]\nEnvironment=UNUSED=1\n');
    const apiserver = apiserverOf(await inspected());
    expect(apiserver?.differences).toMatchObject([{ flag: 'v', values: [{ value: '1' }, { value: '5' }] }]);
    const problems = apiserver?.problems.map(({ code, where }) => [code, where.file, where.host]);
    expect(problems).toContainEqual(['input-not-loaded', `/${dropIn}`, 'node1']);
    expect(problems).toContainEqual(['input-not-restarted', '/opt/k8s/cfg/api.env', 'node1']);
  });

  it('is only looked at: nothing on it changes', async () => {
    const seen = 'find /etc /opt /usr/local /var/lib /root /home -xdev -newer /opt/k8s/stamp -type f | sort';
    await lab().on(1, 'sleep 0.1; touch /opt/k8s/stamp; sleep 0.1', 'root');
    await inspected();
    const { stdout } = await lab().on(1, seen, 'root');
    expect(stdout).toBe('');
  });

  it('reports a missing restart no more after the restart', async () => {
    await lab().on(1, 'systemctl daemon-reload && systemctl restart k8s-master-api', 'root');
    await eventually('the process runs', async () => (await lab().on(1, 'pgrep -x kube-apiserver')).code === 0, 20);
    const apiserver = apiserverOf(await inspected());
    expect(apiserver?.differences).toEqual([]);
    expect(apiserver?.flags.v?.value).toBe('5');
  });

  it('is read through the script that its unit starts, and through the file that the script reads in', async () => {
    const script = `#!/bin/sh
. /opt/k8s/cfg/api.env
exec /opt/k8s/bin/kube-apiserver $API_OPTS --service-cluster-ip-range="$RANGE" --authorization-mode="$1"
`;
    await put('opt/k8s/bin/start-api.sh', script, 0o700);
    const started = unit
      .replace(/^EnvironmentFile=.*\n/m, '')
      .replace(/^ExecStart=(?:.*\\\n)*.*$/m, 'ExecStart=/bin/sh -e /opt/k8s/bin/start-api.sh Node,RBAC');
    await put('etc/systemd/system/k8s-master-api.service', started);
    await lab().on(1, 'systemctl daemon-reload && systemctl restart k8s-master-api', 'root');
    await eventually('the process runs', async () => (await lab().on(1, 'pgrep -x kube-apiserver')).code === 0, 20);
    const apiserver = apiserverOf(await inspected());
    expect(apiserver?.differences).toEqual([]);
    expect(apiserver?.flags['authorization-mode']?.provenance).toMatchObject([
      { source: '/opt/k8s/bin/start-api.sh', line: 3 },
      { source: expect.stringMatching(/^\/proc\//) as string },
    ]);
    expect(apiserver?.flags['service-cluster-ip-range']?.value).toBe('10.96.0.0/16');
  });

  it('says which arguments a config of k3s hands on, and leaves the token on the host', async () => {
    await put('etc/rancher/k3s/config.yaml', 'token: K10secret\nkube-controller-manager-arg: [v=3]\n', 0o600);
    const named = `exec -a "/usr/local/bin/k3s server" /usr/local/bin/k3s 300`;
    const start = `systemd-run --unit k3s.service --collect bash -c '${named}'`;
    await lab().on(1, `cp /bin/sleep /usr/local/bin/k3s && ${start}`, 'root');
    await eventually('it runs', async () => (await lab().on(1, 'pgrep -x k3s')).code === 0, 20);
    const inspection = await inspected('--component', 'kube-controller-manager');
    await lab().on(1, 'systemctl stop k3s; rm -rf /etc/rancher /usr/local/bin/k3s', 'root');
    const [controllerManager] = inspection.components;
    expect(controllerManager).toMatchObject({ incomplete: true, flags: { v: { value: '3' } } });
    expect(controllerManager?.flags.v?.provenance[0]?.source).toBe('/etc/rancher/k3s/config.yaml');
    expect(controllerManager?.problems.map(({ code }) => code)).not.toContain('input-not-running');
    expect(inspection.text).not.toContain('K10secret');
  });
});
