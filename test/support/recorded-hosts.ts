import { distributionHosts } from './distribution-hosts.js';
import { type SampleAnswer, sampleProcess, sampleUnit } from './host-answer.js';
import type { RecordedHost } from './distribution-hosts.js';

const system = '/etc/systemd/system';
const manifest = (name: string, content: string, facts = '600,root:root,1000'): SampleAnswer => {
  return { kind: 'manifest', path: `/etc/kubernetes/manifests/${name}`, facts, content };
};

const pod = (image: string, words: readonly string[], more = ''): string =>
  [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: {name: sample, namespace: kube-system}',
    'spec:',
    '  containers:',
    `  - name: ${words[0] ?? ''}`,
    `    image: ${image}`,
    '    command:',
    ...words.map((word) => `    - ${word}`),
    more,
  ].join('\n');

const pkiMounts = `    volumeMounts:
    - {mountPath: /certs, name: pki, readOnly: true}
  volumes:
  - {hostPath: {path: /srv/pki}, name: pki}
`;

/** Hosts of all sorts, one for each way in which components are started. */
export const recordedHosts: Readonly<Record<string, RecordedHost>> = {
  'systemd units with everything around them': {
    answers: [
      { kind: 'host', content: 'node1' },
      sampleUnit(
        'kube-apiserver.service',
        `${system}/kube-apiserver.service`,
        '/opt/kube/1.37.1/kube-apiserver --v=${LEVEL} $MORE --audit-log-path=${GONE}\nEnvironmentFile=/etc/default/kube\nEnvironmentFile=-/etc/default/none\nEnvironment=LEVEL=1',
        '644,root:root,2100',
      ),
      {
        kind: 'dropin',
        name: 'kube-apiserver.service',
        path: `${system}/kube-apiserver.service.d/20-level.conf`,
        facts: '640,root:kube,1500',
        content: '[Service]\nEnvironment=LEVEL=4\n',
      },
      {
        kind: 'newdropin',
        name: 'kube-apiserver.service',
        path: '/run/systemd/system/kube-apiserver.service.d/10-level.conf',
        facts: '7777,nobody,x',
        content: '[Service]\nEnvironment=LEVEL=3\n',
      },
      { kind: 'reload', name: 'kube-apiserver.service' },
      {
        kind: 'env',
        name: 'kube-apiserver.service',
        path: '/etc/default/kube',
        facts: '600,root:root,2200',
        content: 'MORE="--event-ttl=2h --tls-cert-file=/srv/pki/api.crt"\n',
      },
      { kind: 'missing', name: 'kube-apiserver.service', path: '/etc/default/none' },
      sampleProcess(42, ['/opt/kube/1.37.1/kube-apiserver', '--v=3', '--event-ttl=1h', '--audit-log-path='], {
        unit: 'kube-apiserver.service',
      }),
      sampleUnit('etcd.service', `${system}/etcd.service`, '/usr/bin/etcd --name=a\nEnvironment=ETCD_DATA_DIR=/d'),
      { kind: 'reload', name: 'etcd.service' },
      sampleProcess(43, ['/usr/bin/etcd', '--name=a'], { unit: 'etcd.service' }),
      { kind: 'environ', name: '43', content: 'ETCD_DATA_DIR=/d\nETCD_INITIAL_CLUSTER=a=b\nETCD_LOG_LEVEL=\n' },
      { kind: 'version', name: '43', path: '/usr/bin/etcd', content: 'etcd Version: 3.6.16\nGit SHA: abc\n' },
      sampleUnit(
        'kube-scheduler.service',
        `${system}/kube-scheduler.service`,
        '/usr/bin/kube-scheduler\nEnvironmentFile=/etc/none',
      ),
      { kind: 'missing', name: 'kube-scheduler.service', path: '/etc/none' },
    ],
    files: { '/srv/pki/api.crt': { kind: 'missing' } },
  },

  'a unit that calls a script': {
    answers: [
      sampleUnit('api.service', `${system}/api.service`, '/usr/local/bin/start-api.sh 5'),
      {
        kind: 'script',
        name: 'api.service',
        path: '/usr/local/bin/start-api.sh',
        facts: '755,root:root,3000',
        content: '#!/bin/sh\n. /etc/api.env\nexec /usr/bin/kube-apiserver --v=$1 $FLAGS\n',
      },
      {
        kind: 'env',
        name: 'api.service',
        path: '/etc/api.env',
        facts: '644,root:root,10',
        content: 'FLAGS=--event-ttl=3h\n',
      },
      sampleProcess(9, ['/usr/bin/kube-apiserver', '--v=5', '--event-ttl=2h'], { unit: 'api.service' }),
      sampleUnit('kubelet.service', `${system}/kubelet.service`, '/usr/bin/something-else --x'),
    ],
  },

  'a script of a supervisor that is not systemd': {
    answers: [
      sampleProcess(12, ['/usr/bin/etcd', '--name=m1', '--data-dir=/var/lib/e'], { started: 5000 }),
      {
        kind: 'script',
        name: '12',
        path: '/etc/sv/etcd/run',
        facts: '755,root:root,6000',
        content: '#!/bin/sh\n. /etc/sv/etcd/conf\nexec etcd --name=$2 --data-dir=$DIR\n',
      },
      { kind: 'parent', name: '12', path: '/etc/sv/etcd/run', content: 'sh\0/etc/sv/etcd/run\0x\0m1\0' },
      { kind: 'env', name: '12', path: '/etc/sv/etcd/conf', facts: '644,root:root,1', content: 'DIR=/var/lib/etcd\n' },
      sampleProcess(13, ['/usr/bin/kube-scheduler', '--v=1']),
      { kind: 'script', name: '13', path: '/run.sh', content: '#!/bin/sh\nexec kube-scheduler --v=2\n' },
    ],
  },

  'static pods, their processes and copies': {
    answers: [
      manifest(
        'kube-apiserver.yaml',
        pod(
          'registry.k8s.io/kube-apiserver:v1.36.3',
          ['kube-apiserver', '--v=2', '--client-ca-file=/certs/ca.crt'],
          pkiMounts,
        ),
        '600,root:root,4000',
      ),
      manifest('kube-apiserver.yaml.bak', pod('registry.k8s.io/kube-apiserver:v1.35.0', ['kube-apiserver', '--v=1'])),
      manifest('etcd.yaml', pod('registry.k8s.io/etcd:3.6.6-0', ['etcd', '--name=a'])),
      manifest('other.yaml', pod('nginx:1', ['nginx'])),
      sampleProcess(20, ['kube-apiserver', '--v=2', '--client-ca-file=/certs/ca.crt'], {
        inside: 'yes',
        unit: 'cri.scope',
      }),
      sampleProcess(21, ['kube-controller-manager', '--v=2', '--root-ca-file=/certs/ca.crt'], { inside: 'yes' }),
      sampleUnit('kube-apiserver.service', `${system}/kube-apiserver.service`, '/usr/bin/kube-apiserver --v=9'),
    ],
    files: { '/srv/pki/ca.crt': { kind: 'denied' }, '/certs/ca.crt': { kind: 'other' } },
  },

  'two processes of one component': {
    answers: [
      sampleProcess(30, ['/usr/bin/etcd', '--name=a'], { unit: 'a.service' }),
      sampleProcess(31, ['/usr/bin/etcd', '--name=b'], { unit: 'b.service' }),
      sampleUnit('a.service', `${system}/a.service`, '/usr/bin/etcd --name=a'),
      sampleUnit('b.service', `${system}/b.service`, '/usr/bin/etcd --name=c'),
      sampleUnit('c.service', `${system}/c.service`, '/usr/bin/etcd --name=d'),
      sampleProcess(32, ['sh', '-c', 'etcd --name=z']),
      sampleProcess(33, ['vim', 'etcd']),
    ],
  },

  ...distributionHosts,

  'some components of a host, with the defaults': {
    answers: [
      sampleProcess(90, ['/opt/kubernetes-1.37.1/kube-scheduler', '--v=2', '--config=/etc/scheduler.yaml']),
      sampleProcess(91, ['/opt/kubernetes-1.37.1/kube-apiserver', '--v=2']),
    ],
    files: {
      '/etc/scheduler.yaml': {
        kind: 'file',
        facts: '644,root:root,1,-',
        content:
          'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nenableProfiling: false\n',
      },
    },
    options: { components: ['kube-scheduler', 'etcd'], effective: true },
  },

  'a running component that tells of itself': {
    answers: [
      sampleProcess(95, ['/usr/bin/kube-apiserver', '--v=2', '--event-ttl=1h']),
      sampleUnit(
        'kube-apiserver.service',
        `${system}/kube-apiserver.service`,
        '/usr/bin/kube-apiserver --v=2 --profiling=false',
      ),
      sampleProcess(96, ['/usr/bin/kube-scheduler', '--v=2']),
    ],
    options: {
      askLive: (_transport, running) =>
        Promise.resolve(
          running.component === 'kube-apiserver'
            ? {
                version: '1.36.2',
                flags: new Map([
                  ['v', '3'],
                  ['event-ttl', '1h0m0s'],
                  ['profiling', 'true'],
                ]),
              }
            : null,
        ),
    },
  },

  'nothing of ours': { answers: [{ kind: 'host', content: 'empty' }, sampleProcess(1, ['/sbin/init'])] },
};
