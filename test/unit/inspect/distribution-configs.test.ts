import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectHost } from '../../../src/inspect/inspect-host.js';
import { maskComponent } from '../../../src/inspect/mask.js';
import { type HostTree, type TreeProcess } from '../../support/host-tree.js';
import { inspected, sources, tree } from '../../support/inspected-tree.js';

describe('the configs of distributions', () => {
  const config = `token: K10secret-of-the-cluster
kube-apiserver-arg:
- audit-log-maxage=30
- v=2
# a comment
datastore-endpoint: "postgres://u:hunter2@db/k3s"
"kube-apiserver-arg+": ["profiling=false"]
`;
  const secrets = ['K10secret', 'hunter2'];
  const sent = (host: HostTree): string =>
    host.answers
      .join('\n')
      .split(/\s+/)
      .map((word) => Buffer.from(word, 'base64').toString('latin1'))
      .join('\n');

  it('of rke2 are compared with the process; drop-ins replace, or add with a plus; tokens never leave the host', async () => {
    const host = tree();
    const main = host.put('etc/rancher/rke2/config.yaml', config, 0o600);
    const second = host.put(
      'etc/rancher/rke2/config.yaml.d/10-more.yaml',
      'kube-apiserver-arg+: audit-log-maxsize=9\n',
    );
    host.process({ pid: 5, words: ['/usr/local/bin/rke2', 'server'], unit: 'rke2-server.service' });
    host.process({
      pid: 7,
      words: ['kube-apiserver', '--v=2', '--audit-log-maxage=30', '--profiling=false', '--audit-log-maxsize=8'],
      contained: true,
    });
    const { first, codes } = await inspected(host);
    expect(sources(first)).toEqual(['proc', 'distro-config']);
    expect(first?.incomplete).toBeUndefined();
    expect(first?.flags['audit-log-maxage']?.provenance).toMatchObject([{ source: main, line: 3 }, {}]);
    expect(first?.flags.profiling?.provenance).toMatchObject([{ source: main, line: 7 }, {}]);
    expect(first?.differences).toMatchObject([{ flag: 'audit-log-maxsize', values: [{ value: '8' }, { value: '9' }] }]);
    expect(codes).toContain('input-not-restarted');
    expect(codes).not.toContain('input-truncated');
    expect(first?.problems.map(({ where }) => where.file)).toContain(second);
    expect(sent(host)).toContain('audit-log-maxage=30');
    for (const secret of secrets) expect(sent(host)).not.toContain(secret);
  });

  it('replace what a file before them says, key by key', async () => {
    const host = tree();
    host.put('etc/rancher/rke2/config.yaml', 'kube-apiserver-arg: [v=2, profiling=false]\n');
    host.put('etc/rancher/rke2/config.yaml.d/1.yaml', 'kube-apiserver-arg: [v=4]\n');
    host.process({ pid: 5, words: ['/usr/local/bin/rke2', 'server'] });
    const { first } = await inspected(host);
    expect(Object.keys(first?.flags ?? {})).toEqual(['v']);
    expect(first?.flags.v?.value).toBe('4');
  });

  it('of k3s say what is known when nothing is logged any more, and that there is more', async () => {
    const host = tree();
    host.put('etc/rancher/k3s/config.yaml', config, 0o600);
    host.process({ pid: 5, words: ['/usr/local/bin/k3s server'], comm: 'k3s-server' });
    const { first, codes } = await inspected(host);
    expect(first).toMatchObject({ incomplete: true, flags: { v: { value: '2' }, profiling: { value: 'false' } } });
    expect(codes).toContain('input-truncated');
    expect(codes).not.toContain('input-not-running');
    for (const secret of secrets) expect(sent(host)).not.toContain(secret);
  });

  const told = 'kube-apiserver-arg: [v=7]\n';
  it.each<[string, (host: HostTree & { readonly root: string }, at: string) => Partial<TreeProcess>]>([
    ['the words of the process', (_host, at) => ({ words: ['/usr/local/bin/k3s', 'server', '-c', at, '-c', '/no'] })],
    ['a word of the process', (_host, at) => ({ words: ['sh', '-c', 'k3s', 'server', `--config=${at}`] })],
    [
      'its unit, as the installer writes it',
      (host, at) => {
        host.put(
          'etc/systemd/system/k3s.service',
          `[Service]\nExecStart=/bin/k3s \\\n  server \\\n\t'--config' \\\n\t'${at}' \\\n`,
        );
        return { unit: 'k3s.service' };
      },
    ],
    [
      'a variable of its unit, whatever its words say',
      (host, at) => {
        host.put(
          'etc/systemd/system/k3s.service',
          `[Service]\nEnvironment="K3S_CONFIG_FILE=${at}" "A=b"\nExecStart=/bin/k3s server\n`,
        );
        return { unit: 'k3s.service', words: ['/bin/k3s', 'server', '--config=/no'] };
      },
    ],
    [
      'a file of variables, which counts more than its unit',
      (host, at) => {
        const file = host.put(
          'etc/systemd/system/k3s.service.env',
          `# K3S_CONFIG_FILE=/no\nK3S_TOKEN='x'\nK3S_CONFIG_FILE='${at}'\n#K3S_CONFIG_FILE=/no\n`,
        );
        host.put(
          'etc/systemd/system/k3s.service',
          `[Service]\nEnvironment=K3S_CONFIG_FILE=/no\nEnvironmentFile=-${file}\nExecStart=/bin/k3s server\n`,
        );
        return { unit: 'k3s.service' };
      },
    ],
  ])('of k3s are found by %s', async (_what, name) => {
    for (const shell of ['sh', 'bash']) {
      const host = tree(shell);
      host.put('etc/rancher/k3s/config.yaml', config);
      const at = host.put('srv/k3s.yaml', `token: K10secret\n${told}`);
      host.put('srv/k3s.yaml.d/20.yml', 'kube-apiserver-arg+: profiling=false\n');
      host.put('srv/k3s.yaml.d/30.txt', told.replace('7', '8'));
      host.process({ pid: 5, words: ['/usr/local/bin/k3s server'], comm: 'k3s-server', ...name(host, at) });
      const { first } = await inspected(host);
      expect([shell, Object.keys(first?.flags ?? {})]).toEqual([shell, ['profiling', 'v']]);
      expect(first?.flags.v).toMatchObject({ value: '7', provenance: [{ source: at, line: 2 }] });
      for (const secret of secrets) expect(sent(host)).not.toContain(secret);
    }
  });

  it('are not the usual ones where rke2 was told of others that are not there', async () => {
    const host = tree();
    host.put('etc/rancher/rke2/config.yaml', told);
    const unit =
      '[Service]\nEnvironment=K3S_CONFIG_FILE=/no RKE2_CONFIG_FILE=https://h/c\nExecStart=/bin/rke2 server\n';
    host.put('etc/systemd/system/rke2-server.service', unit);
    host.process({ pid: 5, words: ['/bin/rke2', 'server'], unit: 'rke2-server.service' });
    expect((await inspected(host)).found).toEqual([]);
    host.put('etc/systemd/system/rke2-server.service', unit.replace(' RKE2_CONFIG_FILE=https://h/c', ''));
    expect((await inspected(host)).first?.flags.v?.value).toBe('7');
  });

  const k0s = `apiVersion: k0s.k0sproject.io/v1beta1
kind: ClusterConfig
metadata: {name: hunter2}
spec: # of hunter2
  api:
    address: hunter2
    extraArgs:
      audit-log-maxage: "30"   # days

      "v": "2"
    sans:
    - hunter2
  controllerManager:
    extraArgs: {profiling: "false"}
  scheduler:
    other/hunter2:
      extraArgs: {v: hunter2}
  storage:
    type: etcd
    etcd:
      peerAddress: hunter2
      extraArgs:
        name: a
    kine: {dataSource: "mysql://u:hunter2@db"}
  extensions:
    helm:
      charts:
      - name: x
        values: |
          spec:
            api:
              extraArgs:
                token: hunter2
      api:
        extraArgs: {v: hunter2}
---
api: {extraArgs: {v: hunter2}}
`;
  it.each(['/etc/k0s/k0s.yaml', '/srv/own.yaml'])('of k0s are what its components were asked: %s', async (where) => {
    for (const shell of ['sh', 'bash']) {
      const host = tree(shell);
      const at = host.put(where.slice(1), k0s, 0o600);
      const words = ['/usr/local/bin/k0s', 'controller', ...(where.startsWith('/etc') ? [] : ['--config', at])];
      host.process({ pid: 5, words, unit: 'k0scontroller.service' });
      host.process({ pid: 7, words: ['/var/lib/k0s/bin/kube-apiserver', '--v=2', '--audit-log-maxage=10'], parent: 5 });
      const all = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'] as const;
      const { components: found } = await inspectHost(host.transport, { catalogs: loadFlagCatalog, components: all });
      const [apiserver, ...others] = found;
      expect(sources(apiserver)).toEqual(['proc', 'distro-config']);
      expect(apiserver?.incomplete).toBeUndefined();
      expect(apiserver?.differences).toMatchObject([
        { flag: 'audit-log-maxage', values: [{ value: '10' }, { value: '30' }] },
      ]);
      expect(apiserver?.flags.v?.provenance).toMatchObject([{ source: at, line: 10 }, {}]);
      expect(others.map(({ component, incomplete, flags }) => [component, incomplete, Object.keys(flags)])).toEqual([
        ['kube-controller-manager', true, ['profiling']],
        ['etcd', true, ['name']],
      ]);
      expect(sent(host)).toContain('extraArgs');
      for (const secret of secrets) expect(sent(host)).not.toContain(secret);
    }
  });

  it('of k0s are of no account to its workers', async () => {
    const host = tree();
    host.put('etc/k0s/k0s.yaml', k0s);
    host.process({ pid: 5, words: ['/usr/local/bin/k0s', 'worker'] });
    expect((await inspected(host)).found).toEqual([]);
  });

  it('are read on no host that does not run it', async () => {
    const host = tree();
    host.put('etc/rancher/k3s/config.yaml', config);
    const { found } = await inspected(host);
    expect(found).toEqual([]);
  });

  it('of OpenShift 4 are of the revision that the manifest names, and count as if they stood on the command line', async () => {
    const host = tree();
    const pods = `${host.root}/etc/kubernetes/static-pod-resources`;
    const words = ['hyperkube', 'kube-apiserver', '--openshift-config=/etc/kubernetes/x/config.yaml', '-v=2'];
    const pod = {
      kind: 'Pod',
      apiVersion: 'v1',
      spec: {
        containers: [{ name: 'kube-apiserver', command: words }],
        volumes: [{ name: 'resource-dir', hostPath: { path: `${pods}/kube-apiserver-pod-12` } }],
      },
    };
    host.put('etc/kubernetes/manifests/kube-apiserver-pod.yaml', JSON.stringify(pod));
    const file = (revision: number, age: string): string =>
      host.put(
        `etc/kubernetes/static-pod-resources/kube-apiserver-pod-${revision}/configmaps/config/config.yaml`,
        JSON.stringify({ kind: 'KubeAPIServerConfig', apiServerArguments: { 'audit-log-maxage': [age] } }),
      );
    file(11, '11');
    const current = file(12, '12');
    host.process({ pid: 7, words, contained: true });
    const { first, codes } = await inspected(host);
    expect(first).toMatchObject({ incomplete: true, differences: [], flags: { v: { value: '2' } } });
    expect(first?.flags['audit-log-maxage']).toMatchObject({ value: '12', provenance: [{ source: current }, {}] });
    expect(codes).toEqual(['input-truncated']);
  });

  it('of OpenShift 3 keep everything but the arguments', async () => {
    const host = tree();
    host.put(
      'etc/origin/master/master-config.yaml',
      `kind: MasterConfig\noauthConfig:\n  clientSecret: hunter2\nkubernetesMasterConfig:\n  apiServerArguments:\n    v: ["2"]\n`,
    );
    const { first } = await inspected(host);
    expect(first?.flags.v?.value).toBe('2');
    for (const secret of secrets) expect(sent(host)).not.toContain(secret);
  });

  it('of microk8s are the args files, also where each component has a process of its own', async () => {
    const host = tree();
    const args = host.put('var/snap/microk8s/current/args/kube-apiserver', '--v=2\n--token-auth-file=${SNAP_DATA}/t\n');
    host.process({ pid: 7, words: ['/snap/microk8s/1/kube-apiserver', '--v=2', '--token-auth-file=/var/t'] });
    const { first } = await inspected(host);
    expect(sources(first)).toEqual(['proc', 'args-file']);
    expect(first?.flags.v?.provenance).toMatchObject([{ source: args }, {}]);
    expect(JSON.stringify(first === undefined ? null : maskComponent(first))).not.toContain('input-not-running');
  });

  it('of microk8s name files below the folder of the revision that runs', async () => {
    const host = tree();
    const args = host.put('var/snap/microk8s/6089/args/kube-apiserver', '--client-ca-file=${SNAP_DATA}/certs/ca.crt\n');
    host.process({ pid: 7, words: ['/snap/microk8s/6089/kubelite', `--apiserver-args-file=${args}`] });
    const { first } = await inspected(host);
    expect(first?.flags['client-ca-file']).toMatchObject({
      value: '/var/snap/microk8s/6089/certs/ca.crt',
      confidence: 'certain',
    });
  });
});
