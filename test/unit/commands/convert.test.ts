import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from '../../support/properties.js';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import type { Converted } from '../../../src/app/convert.js';
import { Convert } from '../../../src/commands/convert.js';
import { plainText } from '../../../src/formats/pasted-text.js';
import { placeholdersIn } from '../../../src/formats/placeholders.js';
import { parseYaml } from '../../../src/formats/yaml.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import type { TextKind } from '../../../src/kernel/source-kinds.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  folder.remove();
});

const at = (name: string): string => path.join(folder.path, name);
let files = 0;

function file(text: string, extension = 'service'): string {
  const name = at(`${++files}.${extension}`);
  writeFileSync(name, text);
  return name;
}

const unit = (...flags: string[]): string =>
  file(`[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  ${flags.join(' \\\n  ')}\n`);

async function converted(...argv: string[]): Promise<Converted & { exitCode: number }> {
  const { stdout, exitCode } = await runCommand(Convert, [...argv, '--json']);
  return { ...(JSON.parse(stdout) as Converted), exitCode };
}

/** The flags that a text sets, as inspect reads them. */
async function flagsIn(text: string, as: TextKind): Promise<Record<string, string | readonly string[] | null>> {
  const { components } = await inspectText(text, { source: 'converted', as, catalogs: loadFlagCatalog });
  expect(components).toHaveLength(1);
  const flags = Object.values(components[0]?.flags ?? {});
  return Object.fromEntries(flags.map(({ name, value, values }) => [name, values ?? value]));
}

const rich = [
  '--advertise-address=198.51.100.11',
  '--authorization-mode Node,RBAC',
  '--enable-admission-plugins=NodeRestriction',
  '--enable-admission-plugins=AlwaysPullImages',
  '--service-account-key-file=/var/lib/kubernetes/sa.pub',
  '--service-account-key-file=/var/lib/kubernetes/old-sa.pub',
  '--tls-sni-cert-key=/srv/a.crt,/srv/a.key:*.example.com,example.com',
  '--tls-sni-cert-key=/srv/b.crt,/srv/b.key',
  '--client-ca-file=/var/lib/kubernetes/ca.pem',
  '--audit-log-path=/var/log/kubernetes/audit.log',
  '--etcd-prefix=/registry',
  '--anonymous_auth=0',
  '--v=2',
];

describe('convert', () => {
  it('writes a unit as a manifest with the same flags', async () => {
    const source = unit(...rich);
    const { text, exitCode, problems } = await converted(source, '--to', 'manifest', '--kubernetes-version', '1.37.1');
    expect(exitCode).toBe(0);
    expect(await flagsIn(text ?? '', 'manifest')).toEqual(await flagsIn(readFileSync(source, 'utf8'), 'unit'));
    expect(problems.map(({ what }) => what)).toContain(
      'user, environment, ordering, limits and sandbox of the unit have no place in a manifest',
    );
  });

  it('mounts the folders of the files that flags name, and nothing that is no path', async () => {
    const { text } = await converted(unit(...rich), '--to', 'manifest', '--kubernetes-version', '1.37.1');
    const pod = parseYaml(text ?? '', { file: 'pod' }).value as {
      spec: { containers: { image: string; volumeMounts: { mountPath: string; readOnly: boolean }[] }[] };
    };
    const [container] = pod.spec.containers;
    expect(container?.image).toBe('registry.k8s.io/kube-apiserver:v1.37.1');
    expect(container?.volumeMounts.map(({ mountPath, readOnly }) => [mountPath, readOnly])).toEqual([
      ['/etc/ssl/certs', true],
      ['/srv', true],
      ['/var/lib/kubernetes', true],
      ['/var/log/kubernetes', false],
    ]);
  });

  it('comes back from a manifest as a unit, and says what a unit has no place for', async () => {
    const source = unit(...rich);
    const there = await converted(source, '--to', 'manifest', '--kubernetes-version', '1.37.1');
    const back = await converted(
      file(there.text ?? '', 'yaml'),
      '--to',
      'unit',
      '--program',
      '/opt/bin/kube-apiserver',
    );
    expect(await flagsIn(back.text ?? '', 'unit')).toEqual(await flagsIn(readFileSync(source, 'utf8'), 'unit'));
    expect(back.text).toContain('ExecStart=/opt/bin/kube-apiserver \\\n');
    expect(back.problems.map(({ what }) => what)).toContain(
      'probes, resources, priority and security context of the pod have no place in a unit',
    );
  });

  it('writes extraArgs for cluster.yaml and for kubeadm, one for each use of a flag', async () => {
    const source = unit('--tls-sni-cert-key=/a.crt,/a.key', '--tls-sni-cert-key=/b.crt,/b.key', '--v=2');
    expect((await converted(source, '--to', 'extra-args')).text).toBe(`spec:
  apiServer:
    extraArgs:
      - name: tls-sni-cert-key
        value: /a.crt,/a.key
      - name: tls-sni-cert-key
        value: /b.crt,/b.key
      - name: v
        value: "2"
`);
    const kubeadm = await converted(source, '--to', 'kubeadm', '--kubernetes-version', '1.37.1');
    expect(parseYaml(kubeadm.text ?? '', { file: 'kubeadm' }).value).toMatchObject({
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: 'v1.37.1',
      apiServer: { extraArgs: [{}, {}, { name: 'v', value: '2' }] },
    });
  });

  it('says what is not carried over into another text of the same kind', async () => {
    const there = await converted(unit(...rich), '--to', 'unit');
    expect(there.problems.map(({ what }) => what)).toContain(
      'user, environment, ordering, limits and sandbox of the unit are not carried over',
    );
    const pod = await converted(unit(...rich), '--to', 'manifest', '--kubernetes-version', '1.37.1');
    const again = await converted(file(pod.text ?? '', 'yaml'), '--to', 'manifest');
    expect(again.problems.map(({ what }) => what)).toContain(
      'probes, resources, priority and security context of the pod are not carried over',
    );
  });

  it('hands a container nothing that would hide its own root, and mounts nothing that is no path', async () => {
    const source = unit(
      '--tls-sni-cert-key=/a.crt,/a.key',
      '--audit-log-path=/audit.log',
      '--etcd-servers-overrides=/events#https://198.51.100.11:2379',
      '--cors-allowed-origins=//localhost(:|$)',
    );
    const { text } = await converted(source, '--to', 'manifest', '--kubernetes-version', '1.37.1');
    const pod = parseYaml(text ?? '', { file: 'pod' }).value as {
      spec: { volumes: { hostPath: { path: string; type: string } }[] };
    };
    expect(pod.spec.volumes.map(({ hostPath }) => [hostPath.path, hostPath.type])).toEqual([
      ['/a.crt', 'File'],
      ['/a.key', 'File'],
      ['/audit.log', 'FileOrCreate'],
      ['/etc/ssl/certs', 'DirectoryOrCreate'],
    ]);
  });

  it('names an image by a release, not by a minor and not by what a distribution puts behind it', async () => {
    const image = async (version: string) => {
      const run = await runCommand(Convert, [unit(...rich), '--to', 'manifest', '--kubernetes-version', version]);
      return /image: (.*)/.exec(run.stdout)?.[1] ?? run.stderr.split('\n')[0];
    };
    expect(await image('1.34')).toMatch(/^error the source does not tell the version of kube-apiserver/);
    expect(await image('1.34.2+k3s1')).toBe('registry.k8s.io/kube-apiserver:v1.34.2');
    expect(await image('1.35.0-rc.1')).toBe('registry.k8s.io/kube-apiserver:v1.35.0-rc.1');
  });

  it('writes what kubeadm of the same minor reads', async () => {
    const source = unit('--v=2', '--profiling=false');
    const read = async (version: string) =>
      parseYaml((await converted(source, '--to', 'kubeadm', '--kubernetes-version', version)).text ?? '', {
        file: 'kubeadm',
      }).value;
    expect(await read('1.30.4')).toEqual({
      apiVersion: 'kubeadm.k8s.io/v1beta3',
      kind: 'ClusterConfiguration',
      kubernetesVersion: 'v1.30.4',
      apiServer: { extraArgs: { profiling: 'false', v: '2' } },
    });
    expect(await read('1.21')).toMatchObject({
      apiVersion: 'kubeadm.k8s.io/v1beta2',
      kubernetesVersion: 'stable-1.21',
    });
    const twice = unit('--service-account-issuer=https://a', '--service-account-issuer=https://b');
    const run = await runCommand(Convert, [twice, '--to', 'kubeadm', '--kubernetes-version', '1.30.4']);
    expect(run).toMatchObject({ stdout: '', exitCode: 3 });
    expect(run.stderr).toContain('--service-account-issuer is repeated');
  });

  it('tells kubeadm what to mount besides what it mounts by itself', async () => {
    const source = unit(
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--audit-log-path=/var/log/kubernetes/audit.log',
      '--audit-policy-file=/etc/kubernetes/audit.yaml',
    );
    const { text } = await converted(source, '--to', 'kubeadm', '--kubernetes-version', '1.37.1');
    expect(parseYaml(text ?? '', { file: 'kubeadm' }).value).toMatchObject({
      apiServer: {
        extraVolumes: [
          {
            hostPath: '/etc/kubernetes/audit.yaml',
            mountPath: '/etc/kubernetes/audit.yaml',
            readOnly: true,
            pathType: 'File',
          },
          { hostPath: '/var/log/kubernetes', readOnly: false, pathType: 'DirectoryOrCreate' },
        ],
      },
    });
  });

  it('takes the paths of the host into another manifest, where the first one mounts them elsewhere', async () => {
    const pod = file(
      `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.35.4
      command: [kube-apiserver, --audit-policy-file=/inside/policy.yaml]
      volumeMounts: [{ name: a, mountPath: /inside }]
  volumes: [{ name: a, hostPath: { path: /srv/audit } }]
`,
      'yaml',
    );
    const stays = expect.stringContaining('paths stay as the container has them') as string;
    for (const to of ['manifest', 'unit', 'extra-args', 'kubeadm']) {
      const { text, problems } = await converted(pod, '--to', to, '--root', path.dirname(pod));
      expect(text).toContain('/srv/audit/policy.yaml');
      expect(text).not.toContain('/inside');
      expect(problems.map(({ what }) => what)).not.toContainEqual(stays);
    }
    const alone = await converted(pod, '--to', 'unit');
    expect(alone.problems.map(({ what }) => what)).toContainEqual(stays);
  });

  it('says which flags cluster.yaml makes by itself', async () => {
    const source = unit('--advertise-address=198.51.100.11', '--v=2', '--client-ca-file=/ca.pem');
    const { problems } = await converted(source, '--to', 'extra-args');
    expect(problems.map(({ what }) => what)).toContain(
      'cluster.yaml makes these by itself: --advertise-address, --client-ca-file',
    );
    const kubeadm = await converted(source, '--to', 'kubeadm', '--kubernetes-version', '1.37.1');
    expect(kubeadm.problems.map(({ what }) => what).join()).not.toContain('by itself');
  });

  it('says why it cannot know all flags', async () => {
    const run = await runCommand(Convert, [unit('--v=2', '$MORE'), '--to', 'extra-args']);
    expect(run).toMatchObject({ stdout: '', exitCode: 3 });
    expect(run.stderr).toMatch(/\$MORE may stand for any flags[\s\S]*flags may be missing from this source/);
  });

  it('makes flags of what etcd takes from its environment', async () => {
    const source = file('[Service]\nEnvironment=ETCD_NAME=a\nExecStart=/usr/bin/etcd --data-dir=/var/lib/etcd\n');
    const { text } = await converted(source, '--to', 'unit');
    expect(await flagsIn(text ?? '', 'unit')).toEqual({ 'data-dir': '/var/lib/etcd', name: 'a' });
  });

  it('says which values lost against later ones', async () => {
    const { text, problems } = await converted(unit('--v=2', '--v=4'), '--to', 'extra-args');
    expect(text).toContain('value: "4"');
    expect(problems.find(({ code }) => code === 'convert-lost')?.what).toMatch(/^--v is given 2 times/);
  });

  it('writes nothing when a value is not known, and names every one', async () => {
    const { stdout, stderr, exitCode } = await runCommand(Convert, [
      unit('--advertise-address=${INTERNAL_IP}', '--etcd-servers=${ETCD}', '--v=2'),
      '--to',
      'unit',
    ]);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain('--advertise-address');
    expect(stderr).toContain('--etcd-servers');
  });

  it('writes nothing of a source that was cut off', async () => {
    const cut = file('[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  --v=2 \\\n');
    const { exitCode, stderr } = await runCommand(Convert, [cut, '--to', 'extra-args']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('flags may be missing');
  });

  it('wants one component, and the version where an image needs it', async () => {
    const two = file(
      'root 1 0.0 0.1 1 1 ? S 10:00 0:01 kube-scheduler --v=2\nroot 2 0.0 0.1 1 1 ? S 10:00 0:01 etcd\n',
      'txt',
    );
    expect((await runCommand(Convert, [two, '--to', 'unit'])).stderr).toContain('--component');
    expect((await runCommand(Convert, [two, '--to', 'unit', '--component', 'etcd'])).exitCode).toBe(0);
    const { exitCode, stderr } = await runCommand(Convert, [unit('--v=2'), '--to', 'manifest']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('--kubernetes-version');
  });

  it('writes a secret into a private file only', async () => {
    const source = unit('--oidc-issuer-url=https://me:hunter2@id.example/', '--v=2');
    const shown = await runCommand(Convert, [source, '--to', 'unit']);
    expect([shown.exitCode, shown.stdout]).toEqual([3, '']);
    expect(shown.stderr).not.toContain('hunter2');
    const out = at('private.service');
    const written = await runCommand(Convert, [source, '--to', 'unit', '--out', out, '--json']);
    expect(written.stdout + written.stderr).not.toContain('hunter2');
    expect(readFileSync(out, 'utf8')).toContain('hunter2');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await runCommand(Convert, [source, '--to', 'unit', '--out', out])).exitCode).toBe(3);
  });

  it('carries every value through every form', async () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((v) => !/[\0-\x1f\x7f]|\p{Surrogate}/u.test(v))
      // In a manifest that somebody hands us a placeholder is one, not a value.
      // What a page puts in the place of blanks, dashes and quotes is read as those, and so it is in a value.
      .filter((v) => plainText(v).text === v)
      .filter((v) => placeholdersIn(v).length === 0 && !/\{\{|\{%|<%/.test(v));
    await fc.assert(
      fc.asyncProperty(value, async (given) => {
        const source = file(
          JSON.stringify({
            kind: 'Pod',
            spec: {
              containers: [{ command: ['kube-apiserver', `--oidc-client-id=${given.replaceAll('$', '$$$$')}`] }],
            },
          }),
          'json',
        );
        const { text } = await converted(source, '--to', 'unit');
        expect(await flagsIn(text ?? '', 'unit')).toEqual({ 'oidc-client-id': given });
      }),
      { numRuns: 40 },
    );
  });
});
