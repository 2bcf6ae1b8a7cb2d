import { describe, expect, it } from 'vitest';
import { checkedCluster } from '../../../src/app/load-cluster.js';
import { labVersions } from '../../../src/app/lab-versions.js';
import { labClusterConfig, processesClusterConfig } from '../../../src/lab/cluster-config.js';
import { labFolder } from '../../../src/lab/lab-folder.js';
import { labHosts } from '../../../src/lab/network.js';
import { programOfUnit } from '../../../src/lab/program.js';

const place = { file: 'cluster.yaml', directory: '/tmp/lab' };

describe('the config of a lab', () => {
  it.each([1, 2, 3, 4, 5])('of %i hosts is valid and names the key and known hosts beside it', async (count) => {
    const { cluster } = await checkedCluster(labClusterConfig(labHosts(count), labVersions), place);
    expect(cluster.hosts.map(({ name, address }) => [name, address])).toEqual(
      labHosts(count).map(({ name, address }) => [name, address]),
    );
    expect(cluster.hosts[0]?.ssh).toMatchObject({
      user: 'ops',
      identityFile: '/tmp/lab/id_ed25519',
      knownHostsFile: '/tmp/lab/known_hosts',
    });
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 3],
    [4, 3],
    [5, 5],
  ])('of %i hosts has %i etcd members, always an odd number', async (count, members) => {
    const { cluster } = await checkedCluster(labClusterConfig(labHosts(count), labVersions), place);
    expect(cluster.hosts.filter(({ roles }) => roles.includes('etcd'))).toHaveLength(members);
  });

  it('of processes is valid and reaches its only host without SSH', async () => {
    const { cluster, warnings } = await checkedCluster(processesClusterConfig('127.0.0.3', labVersions), place);
    expect(warnings).toEqual([]);
    expect(cluster.hosts).toMatchObject([{ address: '127.0.0.3', connection: 'local' }]);
  });
});

describe('a program of a lab', () => {
  it('starts with the words that systemd would read out of its unit', () => {
    const lab = labFolder('/tmp/lab');
    const unit = '[Service]\nExecStart=/tmp/lab/root/usr/local/bin/etcd \\\n  --name=node1 \\\n  "--a=b c" --p=50%%\n';
    expect(programOfUnit(lab, 'etcd', unit)).toEqual({
      component: 'etcd',
      path: '/tmp/lab/root/usr/local/bin/etcd',
      args: ['--name=node1', '--a=b c', '--p=50%'],
      log: '/tmp/lab/logs/etcd.log',
    });
  });
});
