import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { init } from '../../../src/app/init.js';
import { layoutNames } from '../../../src/cluster/cluster.js';
import type { InitRequest } from '../../../src/app/init-answers.js';
import { loadCluster } from '../../../src/app/load-cluster.js';
import { Init } from '../../../src/commands/init.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
let count = 0;
const fresh = (): string => path.join(folder.path, `cluster-${++count}.yaml`);

afterAll(() => {
  folder.remove();
});

function request(changes: Partial<InitRequest> = {}): InitRequest {
  const out = changes.out ?? fresh();
  return {
    out,
    name: 'demo',
    masters: ['node1=198.51.100.11'],
    etcdHosts: [],
    layout: 'kubeadm',
    target: 'systemd',
    ...changes,
  };
}

async function codes(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HardwayError)) throw new Error('this was expected to be refused');
  return error.problems.map(({ code }) => code);
}

describe('init', () => {
  it('writes a config that validates by itself, for every layout and target', async () => {
    for (const layout of layoutNames) {
      for (const target of ['systemd', 'static-pod'] as const) {
        const { file } = await init(request({ layout, target }), null);
        const { cluster, warnings } = await loadCluster(file);
        expect(warnings).toEqual([]);
        expect(cluster).toMatchObject({ name: 'demo', layout, controlPlane: { target } });
      }
    }
  });

  it('begins with a line that tells editors the schema, which is there', async () => {
    const { file } = await init(request(), null);
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(first)?.[1] ?? '';
    expect(JSON.parse(readFileSync(schema, 'utf8'))).toMatchObject({ title: 'The config of a cluster for hardway' });
  });

  it('stacks etcd on the masters unless hosts are named for it', async () => {
    const masters = ['a=198.51.100.11', 'b=198.51.100.12'];
    const stacked = await init(request({ masters }), null);
    expect(stacked.cluster.hosts.map(({ roles }) => roles)).toEqual([
      ['etcd', 'control-plane'],
      ['etcd', 'control-plane'],
    ]);
    const apart = await init(request({ masters, etcdHosts: ['e=198.51.100.20', 'a=198.51.100.11'] }), null);
    expect(apart.cluster.hosts).toEqual([
      { name: 'e', address: '198.51.100.20', roles: ['etcd'] },
      { name: 'a', address: '198.51.100.11', roles: ['etcd', 'control-plane'] },
      { name: 'b', address: '198.51.100.12', roles: ['control-plane'] },
    ]);
  });

  it('quotes names and addresses that YAML would read otherwise', async () => {
    const { cluster } = await init(request({ name: 'no', masters: ['on=198.51.100.11', '010=198.51.100.12'] }), null);
    expect(cluster.name).toBe('no');
    expect(cluster.hosts.map(({ name }) => name)).toEqual(['on', '010']);
  });

  it('takes the masters of a machines file, their FQDNs as names in the certificate, and leaves workers out', async () => {
    const from = path.join(folder.path, 'machines.txt');
    writeFileSync(
      from,
      '# IPV4_ADDRESS FQDN HOSTNAME POD_SUBNET\r\n198.51.100.11 server.kubernetes.local server\r\n\r\n198.51.100.20 node-0.kubernetes.local node-0 10.200.0.0/24\r\n',
    );
    const { file } = await init(request({ masters: [], from }), null);
    const { cluster } = await loadCluster(file);
    expect(cluster.hosts.map(({ name, address }) => [name, address])).toEqual([['server', '198.51.100.11']]);
    expect(cluster.controlPlane.certSANs).toEqual(['server.kubernetes.local']);
    writeFileSync(from, 'one two\n198.51.100.20 a b c d\n');
    expect(await codes(init(request({ masters: [], from }), null))).toEqual(['config-machines', 'config-machines']);
    writeFileSync(from, '198.51.100.20 node-0.kubernetes.local node-0 10.200.0.0/24\n');
    expect(await codes(init(request({ masters: [], from }), null))).toEqual(['config-machines']);
  });

  it('asks for what was not given, when there is somebody to ask', async () => {
    const answers = ['prod', 'a=198.51.100.11', 'b=198.51.100.12', '', '198.51.100.10:6443'];
    const asked: string[] = [];
    const { out, masters, etcdHosts, layout, target } = request({ masters: [] });
    const { cluster } = await init({ out, masters, etcdHosts, layout, target }, (question) => {
      asked.push(question);
      return Promise.resolve(answers[asked.length - 1] ?? '');
    });
    expect(asked).toHaveLength(answers.length);
    expect(cluster).toMatchObject({ name: 'prod', masters: 2, endpoint: '198.51.100.10:6443' });
  });

  it('takes several masters at once, and says at the question what is wrong with an answer', async () => {
    const answers = ['demo', 'node1=198.51.100.11, node2=198.51.100.12', 'node3=198.51.100.13', '', 'lb.example:6443'];
    const wrong = ['Demo!', 'node1', 'node1=198.51.100.999', 'node1=127.0.0.1', 'lb:port'];
    const said: Record<string, readonly string[]> = {};
    const { out, masters, etcdHosts, layout, target } = request({ masters: [] });
    const { cluster } = await init({ out, masters, etcdHosts, layout, target }, (question, { check }) => {
      said[question] = wrong.filter((answer) => check(answer) !== null);
      const answer = answers.shift() ?? '';
      expect(check(answer)).toBeNull();
      return Promise.resolve(answer);
    });
    expect(cluster.hosts.map(({ name }) => name)).toEqual(['node1', 'node2', 'node3']);
    expect(said).toEqual({
      'Name of the cluster': ['Demo!', 'node1=198.51.100.999', 'node1=127.0.0.1', 'lb:port'],
      'Master 1 as NAME=ADDRESS': wrong,
      'Master 3 as NAME=ADDRESS (empty: no more)': wrong,
      'Master 4 as NAME=ADDRESS (empty: no more)': wrong,
      // Names in it are checked with the whole config.
      'Load balancer or virtual IP as HOST:PORT (empty: none)': ['lb:port'],
    });
  });

  it('names the flags that are missing when nobody can be asked', async () => {
    const out = fresh();
    const { exitCode, stderr, stdout } = await runCommand(Init, ['--out', out]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--name and --master are missing, and there is no terminal to ask on');
    const json = await runCommand(Init, ['--out', out, '--name', 'x', '--json']);
    expect([json.exitCode, json.stderr]).toEqual([2, '']);
    expect(JSON.parse(json.stdout)).toMatchObject({ problems: [{ code: 'config-init' }] });
    expect(readdirSync(folder.path)).not.toContain(path.basename(out));
  });

  it('writes nothing when what it was given is not valid, and says so without places in a file that is not there', async () => {
    const out = fresh();
    const { exitCode, stdout } = await runCommand(Init, [
      '--out',
      out,
      '--name',
      'x y',
      '--master',
      'n=1.2.3',
      '--json',
    ]);
    expect(exitCode).toBe(3);
    expect((JSON.parse(stdout) as { problems: { where: object }[] }).problems.map(({ where }) => where)).toEqual([
      { field: 'metadata.name' },
      { field: 'spec.hosts[0].address' },
    ]);
    expect(readdirSync(folder.path)).not.toContain(path.basename(out));
    expect(await codes(init(request({ masters: ['node1'] }), null))).toEqual(['config-init']);
  });

  it('never overwrites a file', async () => {
    const out = fresh();
    writeFileSync(out, 'mine');
    expect(await codes(init(request({ out }), null))).toEqual(['config-exists']);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('row 42: does not follow a link that appears while it is asking', async () => {
    const { out, masters, etcdHosts, layout, target } = request();
    const victim = path.join(folder.path, 'victim-of-a-race');
    const work = init({ out, masters, etcdHosts, layout, target }, () => {
      symlinkSync(victim, out);
      return Promise.resolve('demo');
    });
    expect(await codes(work)).toEqual(['config-exists']);
    expect(() => lstatSync(victim)).toThrow('ENOENT');
  });

  it('row 42: follows neither a link at the target nor a folder that is one', async () => {
    const target = path.join(folder.path, 'victim');
    const link = path.join(folder.path, 'link.yaml');
    symlinkSync(target, link);
    expect(await codes(init(request({ out: link }), null))).toEqual(['config-exists']);
    expect(() => lstatSync(target)).toThrow('ENOENT');
    mkdirSync(path.join(folder.path, 'etc'));
    symlinkSync(path.join(folder.path, 'etc'), path.join(folder.path, 'linked'));
    expect(await codes(init(request({ out: path.join(folder.path, 'linked', 'c.yaml') }), null))).toEqual([
      'config-write',
    ]);
    expect(readdirSync(path.join(folder.path, 'etc'))).toEqual([]);
    expect(await codes(init(request({ out: path.join(folder.path, 'no', 'c.yaml') }), null))).toEqual(['config-write']);
  });
});
