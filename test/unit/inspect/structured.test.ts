import { describe, expect, it } from 'vitest';
import { inspectFixture, inspectShape, placedFlags } from '../../support/shape-fixture.js';

describe('containers', () => {
  it('of docker inspect: the words that run, behind an entrypoint script, with the variables of etcd', async () => {
    const { components, problems } = await inspectFixture('container/docker-inspect.json');
    expect(problems).toEqual([]);
    expect(placedFlags(components)).toEqual({
      '0 kube-apiserver 1.24.17': [
        'anonymous-auth=false @8',
        'authorization-mode=Node,RBAC @9',
        'etcd-servers=https://198.51.100.11:2379 @10',
        'service-cluster-ip-range=10.43.0.0/16 @11',
      ],
      '1 etcd 3.5.9': ['client-cert-auth=true @30', 'data-dir=/var/lib/etcd @- env', 'name=etcd-node1 @30'],
    });
  });

  it('that only exist as an image: entrypoint and command, in which nothing is expanded', async () => {
    const { components } = await inspectFixture('container/created-only.json');
    expect(placedFlags(components)).toEqual({
      '0 kube-scheduler 1.30.4': ['leader-elect=false @8', 'profiling=$(PROFILING) @8'],
    });
  });

  it('of crictl inspect and ctr: the process that the runtime starts, not what the pod asked for', async () => {
    expect(placedFlags((await inspectFixture('container/crictl-inspect.json')).components)).toEqual({
      '0 kube-apiserver 1.33.2': [
        'advertise-address=198.51.100.11 @25',
        'audit-log-path=/var/log/$(HOSTNAME).log @27',
        'tls-cert-file=/etc/kubernetes/pki/apiserver.crt @26',
      ],
    });
    expect(placedFlags((await inspectFixture('container/ctr-info.json')).components)).toEqual({
      '0 kube-controller-manager 1.31.9': [
        'cluster-cidr=10.200.0.0/16 @14',
        'use-service-account-credentials=true @13',
      ],
    });
  });
});

describe('kubectl describe', () => {
  it('has one word on each row; what comes from elsewhere is not known; other containers do not count', async () => {
    const { components, problems } = await inspectFixture('describe/pod.txt');
    expect(problems).toEqual([]);
    expect(placedFlags(components)).toEqual({
      '0 kube-apiserver 1.32.4': [
        'advertise-address=? @30',
        'audit-log-path=/var/log/kube apiserver/audit.log @31',
        'enable-admission-plugins=NodeRestriction,PodSecurity @32',
        'oidc-issuer-url=? @35',
        'v=2 @34',
      ],
    });
  });

  it('prints a script as rows, which are one script', async () => {
    expect(placedFlags((await inspectFixture('describe/shell.txt')).components)).toEqual({
      '0 kube-scheduler 1.30.1': ['leader-elect=true @13', 'profiling=false @13'],
    });
  });
});

describe('a config file of etcd', () => {
  it('takes the place of flags, with sections and lists', async () => {
    const { components, problems } = await inspectFixture('etcd-config/etcd.conf.yml');
    expect(problems).toEqual([]);
    const [read] = Object.values(placedFlags(components));
    expect(read).toContain('name=node1 @2 file');
    expect(read).toContain('peer-client-cert-auth=true @22 file');
    expect(read).toContain('client-cert-auth=true @16 file');
    expect(read).toContain('log-outputs=stderr,/var/log/etcd.log @24 file');
    expect(read?.some((flag) => flag.startsWith('wal-dir'))).toBe(false);
    expect(read).toHaveLength(21);
  });
});

describe('what a host gets at its first start', () => {
  it('as cloud-config: units with their EnvironmentFile, plain, in base64, and packed', async () => {
    const { components, problems } = await inspectFixture('cloud-config/user-data.yaml');
    expect(problems).toEqual([]);
    expect(placedFlags(components)).toEqual({
      '0 kube-apiserver 1.35.4': [
        'audit-log-maxage=30 @14',
        'etcd-servers=https://198.51.100.11:2379 @12',
        'profiling=false @13',
        'v=2 @14',
      ],
      '1 kube-scheduler -': ['leader-elect=true @3'],
    });
    expect(components[0]?.flags.profiling?.provenance).toEqual([
      { source: 'cloud-config/user-data.yaml', line: 13, column: 9 },
    ]);
    expect(components[1]?.flags['leader-elect']?.provenance).toEqual([
      { source: 'cloud-config/user-data.yaml > /etc/systemd/system/kube-scheduler.service', line: 3, column: 3 },
    ]);
  });

  it('as Ignition: units with drop-ins, and files in data URLs', async () => {
    const { components, problems } = await inspectFixture('cloud-config/ignition.json');
    expect(problems).toEqual([]);
    expect(placedFlags(components)).toEqual({
      '0 kube-apiserver -': ['v=3 @6'],
      '1 etcd -': ['data-dir=/srv/etcd @3', 'name=node1 @2 env'],
    });
    expect(components[1]?.flags['data-dir']?.provenance[0]?.source).toBe(
      'cloud-config/ignition.json > etcd.service.d/20-data.conf',
    );
  });

  it('as Butane and as the cloud-config that CoreOS had', async () => {
    expect(placedFlags((await inspectFixture('cloud-config/butane.yaml')).components)).toEqual({
      '0 kube-scheduler 1.34.1': ['leader-elect=true @16'],
      '1 kube-controller-manager -': ['cluster-cidr=10.200.0.0/16 @23'],
    });
    expect(placedFlags((await inspectFixture('cloud-config/coreos.yaml')).components)).toEqual({
      '0 kube-apiserver -': ['allow-privileged=true @11', 'insecure-port=8080 @12'],
    });
  });

  it('is not unpacked without end, nor read without end', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'kube-apiserver --v=1\n')).toString('base64');
    const { problems } = await inspectShape(
      `#cloud-config\nwrite_files:\n- path: /a\n  encoding: gz+b64\n  content: ${bomb}\n`,
    );
    expect(problems).toMatchObject([{ code: 'input-no-component' }]);
    const inside = (text: string): string =>
      `#cloud-config\nwrite_files:\n- path: /a\n  encoding: b64\n  content: ${Buffer.from(text).toString('base64')}\n`;
    const twice = inside(inside('[Service]\nExecStart=/bin/kube-apiserver --v=1\n'));
    expect((await inspectShape(twice)).components).toHaveLength(1);
    expect((await inspectShape(inside(inside(twice)))).components).toHaveLength(0);
  });
});
