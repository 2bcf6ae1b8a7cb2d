import { describe, expect, it } from 'vitest';
import { parseCluster } from '../../../src/cluster/parse-cluster.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { check, configAnd, configWith, goodConfig } from './config-text.js';

describe('a valid config', () => {
  it('becomes a frozen cluster with every default filled in', async () => {
    const { cluster, problems } = await check(goodConfig);
    expect(problems).toEqual([]);
    expect(cluster).toEqual(sampleCluster(3));
    expect(Object.isFrozen(cluster?.hosts[0]?.options.etcd)).toBe(true);
  });

  it('is parsed without touching anything outside', () => {
    const options = { file: 'cluster.yaml', directory: '/srv/demo', home: '/home/ops', user: 'me', catalogs: {} };
    expect(parseCluster(goodConfig, options)).toEqual({ cluster: sampleCluster(3), problems: [] });
  });

  it('needs no more than versions and hosts', async () => {
    const least = `apiVersion: hardway/v1
kind: Cluster
metadata: { name: demo }
spec:
  kubernetes: { version: v1.37.1 }
  etcd: { version: 3.6.16 }
  ssh: { user: ops }
  hosts: [{ name: node1, address: 198.51.100.11, roles: [etcd, control-plane] }]
`;
    expect((await check(least)).cluster).toEqual(sampleCluster(1));
    const anonymous = await check(least.replace('  ssh: { user: ops }\n', ''));
    expect(anonymous.cluster?.hosts[0]?.ssh).toEqual({ user: 'me', host: '198.51.100.11', port: 22 });
  });

  it('hands SSH defaults down to the hosts, with paths from the folder of the config or from home', async () => {
    const { cluster } = await check(
      configWith({
        'ssh: { user: ops }': 'ssh: { user: ops, port: 2222, identityFile: keys/id, knownHostsFile: ~/.ssh/known }',
        'address: 198.51.100.12':
          'address: 198.51.100.12\n      ssh: { user: root, host: 203.0.113.5, identityFile: /k }',
      }),
    );
    expect(cluster?.hosts.map(({ ssh }) => ssh).slice(0, 2)).toEqual([
      {
        user: 'ops',
        host: '198.51.100.11',
        port: 2222,
        identityFile: '/srv/demo/keys/id',
        knownHostsFile: '/home/ops/.ssh/known',
      },
      { user: 'root', host: '203.0.113.5', port: 2222, identityFile: '/k', knownHostsFile: '/home/ops/.ssh/known' },
    ]);
  });

  it('gives the endpoint the port of the apiservers when it names none', async () => {
    const { cluster } = await check(
      configWith({ 'endpoint: 198.51.100.10:6443': 'endpoint: API.example.org\n    port: 8443' }),
    );
    expect(cluster?.controlPlane).toMatchObject({ port: 8443, endpoint: { host: 'api.example.org', port: 8443 } });
  });

  it('keeps flags of the cluster and of a host apart', async () => {
    const text = configAnd('etcd2: 0').replace(
      'etcd2: 0',
      'controllerManager: { extraArgs: [{ name: v, value: "2" }] }',
    );
    const { cluster } = await check(
      text.replace('address: 198.51.100.13', 'address: 198.51.100.13\n      apiServer: { unset: [event-ttl] }'),
    );
    expect(cluster?.options['kube-controller-manager'].extraArgs).toEqual([{ name: 'v', value: '2', override: false }]);
    expect(cluster?.hosts[2]?.options['kube-apiserver'].unset).toEqual(['event-ttl']);
    expect(cluster?.hosts[1]?.options['kube-apiserver'].unset).toEqual([]);
  });

  it('may share parts by alias', async () => {
    const text = configWith({
      'roles: [etcd, control-plane]\n    - name: node2': 'roles: &both [etcd, control-plane]\n    - name: node2',
      '198.51.100.12\n      roles: [etcd, control-plane]': '198.51.100.12\n      roles: *both',
    });
    expect((await check(text)).cluster).toEqual(sampleCluster(3));
  });

  it('reports mistakes of every kind at once, in the order of the file', async () => {
    const { problems } = await check(
      configWith({
        'name: demo': 'name: De_mo',
        '1.37.1': '1.20.1',
        'ssh: {': 'shh: {',
        'name: node3': 'name: [x]',
        '198.51.100.12': '198.51.100.11',
      }),
    );
    expect(problems.map(({ code, where }) => `${where.line} ${code}`)).toEqual([
      '4 config-name',
      '6 config-version',
      '11 config-unknown-field',
      '17 config-duplicate',
      '19 config-type',
    ]);
  });

  it('has lifetimes in days, the leaf within its authority', async () => {
    const validity = (ca: string, leaf: string) => configAnd(`pki: { validity: { ca: ${ca}, leaf: ${leaf} } }`);
    expect((await check(validity('100d', '30d'))).cluster?.pki.validity).toEqual({ ca: 100, leaf: 30 });
    for (const text of [
      validity('100d', '101d'),
      validity('1y', '30d'),
      validity('0d', '30d'),
      validity('99999d', '30d'),
    ]) {
      expect((await check(text)).problems.map(({ code }) => code)).toEqual(['config-validity']);
    }
  });
});
