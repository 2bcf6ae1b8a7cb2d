import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadCluster } from '../../src/app/load-cluster.js';
import { createPki, realSources } from '../../src/app/pki-create.js';
import { fixedClock } from '../../src/kernel/clock.js';
import { inLab } from '../support/deployed-lab.js';
import { noLab, withLab } from '../support/lab-hosts.js';
import { expectValid } from '../support/json-schema.js';
import { jsonOf } from '../support/run-cli.js';

interface Refusal {
  readonly problems: readonly {
    readonly code: string;
    readonly what: string;
    readonly fix?: string;
    readonly where: { readonly host?: string; readonly file?: string };
  }[];
}

const hosts = [1, 2] as const;

/** Everything that a deploy could change, with owner, mode, size and time of change. */
const inventory =
  "find /etc /opt /usr/local /var/lib -xdev -path /var/lib/systemd -prune -o -printf '%p %u %m %s %C@\\n' | sort | sha256sum";

describe.skipIf(noLab)('deploy refuses, and changes nothing on any host', () => {
  const lab = withLab(2);
  let cleanup: () => Promise<void> = () => Promise.resolve();

  const look = () => Promise.all(hosts.map(async (n) => (await lab().on(n, inventory, 'root')).stdout));

  /** Runs deploy, expects it to refuse, and checks that both hosts are as before. */
  const refused = async (code: number, ...args: string[]): Promise<Refusal['problems']> => {
    const before = await look();
    const run = await inLab(lab(), 'deploy', '--yes', '--json', ...args);
    expect(run.code).toBe(code);
    expect(run.stderr).toBe('');
    expect(await look()).toEqual(before);
    expectValid('failure', jsonOf(run));
    return jsonOf<Refusal>(run).problems;
  };

  /** A copy of the config with a change, beside the original. */
  const variant = async (change: (text: string) => string): Promise<string[]> => {
    const file = path.join(lab().directory, 'variant.yaml');
    const text = await readFile(lab().config, 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
    return ['--config', file, '--pki', path.join(lab().directory, 'pki')];
  };

  beforeAll(async () => {
    if (noLab) return;
    expect((await inLab(lab(), 'pki', 'create')).code).toBe(0);
  });

  afterEach(async () => {
    await cleanup();
    cleanup = () => Promise.resolve();
  });

  it('at a host that shows another key than the known one', async () => {
    const { knownHosts, directory } = lab();
    const lines = (await readFile(knownHosts, 'utf8')).trim().split('\n');
    const [first = '', second = ''] = lines;
    // The second host is known by the key of the first.
    const [name = ''] = second.split(' ');
    await writeFile(
      path.join(directory, 'wrong_hosts'),
      `${first}\n${[name, ...first.split(' ').slice(1)].join(' ')}\n`,
    );
    const args = await variant((text) => text.replaceAll('knownHostsFile: known_hosts', 'knownHostsFile: wrong_hosts'));
    expect(await refused(5, ...args)).toMatchObject([{ code: 'host-key-mismatch', where: { host: 'node2' } }]);
  });

  it('at a host whose key is not known', async () => {
    const first = (await readFile(lab().knownHosts, 'utf8')).split('\n')[0] ?? '';
    await writeFile(path.join(lab().directory, 'few_hosts'), `${first}\n`);
    const args = await variant((text) => text.replaceAll('knownHostsFile: known_hosts', 'knownHostsFile: few_hosts'));
    expect(await refused(5, ...args)).toMatchObject([{ code: 'host-key-unknown', where: { host: 'node2' } }]);
  });

  it('at a host that cannot be reached', async () => {
    const args = await variant((text) =>
      text.replace(/(name: node2[\s\S]*?ssh: \{ user: ops,)/, '$1 host: 198.51.100.254,'),
    );
    expect(await refused(5, ...args)).toMatchObject([{ code: 'host-unreachable', where: { host: 'node2' } }]);
  });

  it('at hosts where sudo is refused, all of them at once', async () => {
    for (const n of hosts) await lab().on(n, 'mv /etc/sudoers.d/ops /root/ops', 'root');
    cleanup = async () => {
      for (const n of hosts) await lab().on(n, 'mv /root/ops /etc/sudoers.d/ops', 'root');
    };
    const problems = await refused(5);
    expect(problems).toMatchObject([
      { code: 'host-sudo-refused', where: { host: 'node1' } },
      { code: 'host-sudo-refused', where: { host: 'node2' } },
    ]);
    expect(problems[0]?.fix).toContain('/etc/sudoers.d/');
  });

  it('at a host with the etcd data of somebody else', async () => {
    await lab().on(1, 'mkdir -p /var/lib/etcd/member/wal', 'root');
    cleanup = async () => {
      await lab().on(1, 'rm -r /var/lib/etcd', 'root');
    };
    expect(await refused(7)).toMatchObject([{ code: 'stop-foreign-etcd-data', where: { host: 'node1' } }]);
  });

  it('at a host with a unit of the same name, and with PKI of another cluster', async () => {
    const unit = '[Service]\\nExecStart=/bin/sleep 1\\n';
    await lab().on(1, `printf '${unit}' > /etc/systemd/system/kube-apiserver.service; systemctl daemon-reload`, 'root');
    await lab().on(2, 'mkdir -p /etc/kubernetes/pki; echo theirs > /etc/kubernetes/pki/ca.crt', 'root');
    cleanup = async () => {
      await lab().on(1, 'rm /etc/systemd/system/kube-apiserver.service; systemctl daemon-reload', 'root');
      await lab().on(2, 'rm -r /etc/kubernetes', 'root');
    };
    expect(await refused(7)).toMatchObject([
      { code: 'stop-foreign-unit', where: { host: 'node1', file: '/etc/systemd/system/kube-apiserver.service' } },
      { code: 'stop-foreign-file', where: { host: 'node2', file: '/etc/kubernetes/pki/ca.crt' } },
    ]);
  });

  it('at a port that a foreign process has, and names the process', async () => {
    const listen = 'systemd-run --quiet --unit=squatter socat TCP-LISTEN:2379,fork,reuseaddr SYSTEM:true';
    expect(await lab().on(1, listen, 'root')).toMatchObject({ code: 0 });
    cleanup = async () => {
      await lab().on(1, 'systemctl stop squatter', 'root');
    };
    const [problem] = await refused(7);
    expect(problem).toMatchObject({ code: 'stop-port-in-use', where: { host: 'node1' } });
    expect(problem?.what).toMatch(/^socat \(process \d+\) listens on port 2379, which etcd needs$/);
    expect((await lab().on(1, 'systemctl is-active squatter')).stdout).toBe('active');
  });

  it('with authorities that have expired, before it contacts anybody', async () => {
    const { directory } = lab();
    const pki = path.join(directory, 'old-pki');
    const { cluster } = await loadCluster(lab().config);
    await mkdir(pki, { recursive: true });
    await chmod(pki, 0o700);
    await createPki(pki, cluster, { ...realSources, clock: fixedClock('2001-01-01T00:00:00Z') });
    const problems = await refused(6, '--pki', pki);
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ code }) => code))).toContain('pki-expired');
  });

  it('with binaries that are missing, and names the command that brings them', async () => {
    const args = await variant((text) => text.replace('version: 1.37.1', 'version: 1.37.0'));
    const problems = await refused(3, ...args);
    expect(problems.map(({ code }) => code)).toContain('binaries-missing');
    expect(problems[0]?.fix).toContain('hardway binaries fetch');
  });

  it('static pods, which are rendered only', async () => {
    const args = await variant((text) =>
      text.replace('  network:', '  controlPlane: { target: static-pod }\n  network:'),
    );
    expect(await refused(3, ...args)).toMatchObject([{ code: 'stop-target' }]);
  });

  it('other authorities over a cluster that is marked with its own', async () => {
    const marker = JSON.stringify({ cluster: 'lab', authorities: 'sha256:of-others' });
    await lab().on(1, `mkdir -p /etc/hardway; echo '${marker}' > /etc/hardway/cluster.json`, 'root');
    cleanup = async () => {
      await lab().on(1, 'rm -r /etc/hardway', 'root');
    };
    expect(await refused(7)).toMatchObject([{ code: 'stop-other-cluster', where: { host: 'node1' } }]);
  });
});
