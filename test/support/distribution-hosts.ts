import type { HostOptions } from '../../src/inspect/inspect-host.js';
import { type SampleAnswer, sampleProcess, sampleUnit } from './host-answer.js';

/** A host as its two scripts answer: what runs and is configured there, and the files that flags point to. */
export interface RecordedHost {
  readonly answers: readonly SampleAnswer[];
  /** By path; what is not among them is missing. */
  readonly files?: Readonly<Record<string, Omit<SampleAnswer, 'path'>>>;
  readonly options?: Partial<HostOptions>;
}

const system = '/etc/systemd/system';

/** Hosts on which a distribution starts the components within a program of its own. */
export const distributionHosts: Readonly<Record<string, RecordedHost>> = {
  'kubelite, which reads args files': {
    answers: [
      sampleProcess(50, [
        '/snap/microk8s/6089/kubelite',
        '--apiserver-args-file=/var/snap/microk8s/6089/args/kube-apiserver',
      ]),
      {
        kind: 'args',
        path: '/var/snap/microk8s/6089/args/kube-apiserver',
        facts: '660,root:root,2500',
        content: '--secure-port=16443\n--client-ca-file=${SNAP_DATA}/certs/ca.crt\n',
      },
      {
        kind: 'args',
        path: '/var/snap/microk8s/6089/args/kube-scheduler',
        facts: '660,root:root,1500',
        content: '--leader-elect-lease-duration=60s\n',
      },
    ],
    files: { '/var/snap/microk8s/6089/certs/ca.crt': { kind: 'large' } },
  },

  'args files of components that run by themselves': {
    answers: [
      sampleProcess(51, ['/snap/bin/kube-apiserver', '--secure-port=16443']),
      {
        kind: 'args',
        path: '/var/snap/microk8s/current/args/kube-apiserver',
        facts: '660,root:root,2500',
        content: '--secure-port=6443\n',
      },
    ],
  },

  'k3s, which logs what it starts': {
    answers: [
      sampleUnit('k3s.service', `${system}/k3s.service`, '/usr/local/bin/k3s server --kube-apiserver-arg=v=4'),
      sampleProcess(60, ['/usr/local/bin/k3s server'], { unit: 'k3s.service' }),
      {
        kind: 'journal',
        name: '60',
        path: 'k3s.service',
        content:
          'time="2026-11-20T10:00:00Z" level=info msg="Starting k3s v1.29.6+k3s1 (0a1b)"\n' +
          'time="2026-11-20T10:00:01Z" level=info msg="Running kube-apiserver --v=4 --profiling=false"\n' +
          'time="2026-11-20T10:00:02Z" level=info msg="Running kube-scheduler --profiling=false"\n',
      },
      { kind: 'journal', name: '61', path: 'gone.service', content: 'Running kube-apiserver --v=9\n' },
      {
        kind: 'config',
        name: 'k3s',
        path: '/etc/rancher/k3s/config.yaml',
        facts: '600,root:root,3000',
        content: 'kube-apiserver-arg:\n- event-ttl=2h\nkube-scheduler-arg: v=3\n',
      },
    ],
  },

  'rke2 of which nothing is logged any more': {
    answers: [
      sampleProcess(70, ['/usr/local/bin/rke2', 'server']),
      {
        kind: 'config',
        name: 'rke2',
        path: '/etc/rancher/rke2/config.yaml',
        facts: '600,root:root,1000',
        content: 'kube-apiserver-arg: [v=2, event-ttl=2h]\nkube-scheduler-arg: [v=1]\netcd-arg: [name=a]\n',
      },
      {
        kind: 'config',
        name: 'rke2',
        path: '/etc/rancher/rke2/config.yaml.d/50-more.yaml',
        facts: '600,root:root,3000',
        content:
          'kube-apiserver-arg+: [profiling=false]\nkube-scheduler-arg: [v=4]\nkube-controller-manager-arg+: [v=7]\n',
      },
      { kind: 'config', name: 'rke2', path: '/etc/rancher/rke2/config.yaml.d/60.yaml', content: 'token: [\nx: "\n' },
    ],
  },

  'k3s that is configured and does not run': {
    answers: [
      {
        kind: 'config',
        name: 'k3s',
        path: '/etc/rancher/k3s/config.yaml',
        content: 'kube-apiserver-arg: [v=2]\n',
      },
    ],
  },

  'programs of OpenShift with their own config': {
    answers: [
      sampleProcess(80, ['kube-apiserver', '--openshift-config=/etc/config.yaml', '--v=2'], { inside: 'yes' }),
      sampleProcess(81, ['kube-controller-manager', '--v=2'], { inside: 'yes' }),
      {
        kind: 'config',
        name: 'openshift',
        path: '/etc/kubernetes/static-pod-resources/kube-apiserver-pod-7/configmaps/config/config.yaml',
        content:
          'apiVersion: kubecontrolplane.config.openshift.io/v1\nkind: KubeAPIServerConfig\napiServerArguments:\n  event-ttl: [3h]\n  v: ["5"]\n',
      },
      {
        kind: 'config',
        name: 'origin',
        path: '/etc/origin/master/master-config.yaml',
        content:
          'kind: MasterConfig\nkubernetesMasterConfig:\n  controllerArguments:\n    profiling: ["false"]\n  apiServerArguments:\n    profiling: ["false"]\n',
      },
    ],
  },
};
