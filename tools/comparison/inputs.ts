import type { NastyInput } from './reading.js';

const json = (pod: object): string => JSON.stringify(pod);
const pod = (containers: readonly object[], rest: object = {}): string =>
  json({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: { containers, ...rest },
  });

/** Command lines whose words are all there. */
const commandLines: readonly NastyInput[] = [
  {
    title: '`--authorization-mode Node,RBAC`',
    flag: 'authorization-mode',
    argv: ['--authorization-mode', 'Node,RBAC'],
    truth: { value: 'Node,RBAC' },
  },
  {
    title: '`--profiling=true --profiling=false`: the last one wins',
    flag: 'profiling',
    argv: ['--profiling=true', '--profiling=false'],
    truth: { value: 'false' },
  },
  {
    title: 'a list given twice: both count',
    flag: 'enable-admission-plugins',
    argv: ['--enable-admission-plugins=NodeRestriction', '--enable-admission-plugins=AlwaysAdmit'],
    truth: { value: 'NodeRestriction,AlwaysAdmit' },
  },
  {
    title: '`--anonymous_auth=false`, with an underscore',
    flag: 'anonymous-auth',
    argv: ['--anonymous_auth=false'],
    truth: { value: 'false' },
  },
  { title: '`--anonymous-auth=0`', flag: 'anonymous-auth', argv: ['--anonymous-auth=0'], truth: { value: 'false' } },
  { title: '`--anonymous-auth=F`', flag: 'anonymous-auth', argv: ['--anonymous-auth=F'], truth: { value: 'false' } },
  {
    title: '`--profiling false`: a switch takes no next word',
    flag: 'profiling',
    argv: ['--profiling', 'false'],
    truth: { value: 'true' },
  },
  { title: '`--profiling` alone', flag: 'profiling', argv: ['--profiling'], truth: { value: 'true' } },
  {
    title: 'only a longer flag that begins alike',
    flag: 'encryption-provider-config',
    argv: ['--encryption-provider-config-automatic-reload=true'],
    truth: 'unset',
  },
  {
    title: 'a shorter flag after a longer one',
    flag: 'etcd-servers',
    argv: ['--etcd-servers-overrides=/events#https://127.0.0.1:2381', '--etcd-servers=https://127.0.0.1:2379'],
    truth: { value: 'https://127.0.0.1:2379' },
  },
  {
    title: 'the name inside the value of another flag',
    flag: 'anonymous-auth',
    argv: ['--oidc-client-id=--anonymous-auth=false'],
    truth: 'unset',
  },
  {
    title: 'the name as the value of another flag',
    flag: 'profiling',
    argv: ['--oidc-client-id', '--profiling=false'],
    truth: 'unset',
  },
  {
    title: '`--tls-cert-file=`, empty',
    flag: 'tls-cert-file',
    argv: ['--tls-cert-file=', '--v=2'],
    truth: { value: '' },
  },
  {
    title: 'a value with a blank',
    flag: 'oidc-client-id',
    argv: ['--oidc-client-id=my client'],
    truth: { value: 'my client' },
  },
  {
    title: 'a value with an equals sign',
    flag: 'oidc-required-claim',
    argv: ['--oidc-required-claim=group=admins'],
    truth: { value: 'group=admins' },
  },
  { title: 'a flag after `--`', flag: 'profiling', argv: ['--v=2', '--', '--profiling=false'], truth: 'unset' },
  {
    title: '`--feature-gates` given twice: merged',
    flag: 'feature-gates',
    argv: ['--feature-gates=A=true', '--feature-gates=B=false'],
    truth: { value: 'A=true,B=false' },
  },
  {
    title: 'quotes inside a list',
    flag: 'api-audiences',
    argv: ['--api-audiences="a,b",c'],
    truth: { value: '"a,b",c' },
  },
  { title: '`-v=4`, the short form', flag: 'v', argv: ['-v=4'], truth: { value: '4' } },
  {
    title: '`--insecure-port 0`',
    flag: 'insecure-port',
    argv: ['--insecure-port', '0', '--v=2'],
    truth: { value: '0' },
    version: '1.18.0',
  },
];

/** Forms in which command lines are found. */
const forms: readonly NastyInput[] = [
  {
    title: '`ps` with the grep that looked for it, first',
    flag: 'anonymous-auth',
    form: 'ps',
    text: 'root 9 1 0 10:00 pts/0 00:00:00 grep kube-apiserver --anonymous-auth=true\nroot 7 1 5 10:00 ? 00:01:00 kube-apiserver --anonymous-auth=false --v=2\n',
    truth: { value: 'false' },
  },
  {
    title: '`ps` with an editor that has the manifest open',
    flag: 'anonymous-auth',
    form: 'ps',
    text: 'UID PID PPID C STIME TTY TIME CMD\nroot 9 1 0 10:00 pts/0 00:00:00 vim kube-apiserver.yaml --anonymous-auth=true\nroot 7 1 5 10:00 ? 00:01:00 kube-apiserver --anonymous-auth=false --v=2\n',
    truth: { value: 'false' },
  },
  {
    title: '`ps` that was cut off in the middle of a flag',
    flag: 'service-account-issuer',
    form: 'ps',
    text: 'UID PID PPID C STIME TTY TIME CMD\nroot 7 1 5 10:00 ? 00:01:00 kube-apiserver --anonymous-auth=false --service-account-iss…\n',
    truth: 'unknown',
  },
  {
    title: 'a unit with backslashes at the ends of lines',
    flag: 'profiling',
    form: 'other',
    text: '[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  --v=2 \\\n  --profiling=false\n',
    truth: { value: 'false' },
  },
  {
    title: 'a unit whose variable is nowhere',
    flag: 'advertise-address',
    form: 'other',
    text: '[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  --advertise-address=${INTERNAL_IP} \\\n  --v=2\n',
    truth: 'unknown',
  },
  {
    title: 'a unit whose whole command line is a variable from a file that is not there',
    flag: 'profiling',
    form: 'other',
    text: '[Service]\nEnvironmentFile=/etc/kubernetes/apiserver\nExecStart=/usr/local/bin/kube-apiserver $KUBE_API_ARGS\n',
    truth: 'unknown',
  },
  {
    title: 'a unit with the arguments in `Environment=`',
    flag: 'authorization-mode',
    form: 'other',
    text: '[Service]\nEnvironment="ARGS=--authorization-mode=Node,RBAC --v=2"\nExecStart=/usr/local/bin/kube-apiserver $ARGS\n',
    truth: { value: 'Node,RBAC' },
  },
  {
    title: 'a unit with a flag in a comment',
    flag: 'anonymous-auth',
    form: 'other',
    text: '[Service]\n# ExecStart=/usr/local/bin/kube-apiserver --anonymous-auth=true\nExecStart=/usr/local/bin/kube-apiserver --anonymous-auth=false\n',
    truth: { value: 'false' },
  },
  {
    title: 'a unit with `%%`',
    flag: 'oidc-username-prefix',
    form: 'other',
    text: '[Service]\nExecStart=/usr/local/bin/kube-apiserver --oidc-username-prefix=100%%:\n',
    truth: { value: '100%:' },
  },
  {
    title: 'a pod whose flags are in `args`',
    flag: 'anonymous-auth',
    form: 'pod',
    text: pod([{ name: 'kube-apiserver', command: ['kube-apiserver'], args: ['--anonymous-auth=false'] }]),
    truth: { value: 'false' },
  },
  {
    title: 'a pod with the full path of the program',
    flag: 'anonymous-auth',
    form: 'pod',
    text: pod([{ name: 'kube-apiserver', command: ['/usr/local/bin/kube-apiserver', '--anonymous-auth=false'] }]),
    truth: { value: 'false' },
  },
  {
    title: 'a pod with a second container',
    flag: 'anonymous-auth',
    form: 'pod',
    text: pod([
      { name: 'proxy', command: ['haproxy'] },
      { name: 'kube-apiserver', command: ['kube-apiserver', '--anonymous-auth=false'] },
    ]),
    truth: { value: 'false' },
  },
  {
    title: 'a pod that starts it through a shell',
    flag: 'anonymous-auth',
    form: 'pod',
    text: pod([
      {
        name: 'kube-apiserver',
        command: ['/bin/sh', '-c', 'exec kube-apiserver --anonymous-auth="false" 1>>/var/log/a.log 2>&1'],
      },
    ]),
    truth: { value: 'false' },
  },
  {
    title: 'a pod that starts it through go-runner, whose own flags come first',
    flag: 'log-file',
    form: 'pod',
    text: pod([
      {
        name: 'kube-apiserver',
        command: ['/go-runner', '--log-file=/var/log/a.log', '/usr/local/bin/kube-apiserver', '--v=2'],
      },
    ]),
    truth: 'unset',
  },
  {
    title: 'a pod with hyperkube',
    flag: 'anonymous-auth',
    form: 'pod',
    text: pod([{ name: 'kube-apiserver', command: ['/hyperkube', 'apiserver', '--anonymous-auth=false'] }]),
    truth: { value: 'false' },
  },
  {
    title: 'a pod with `$(HOST_IP)` from the field of a pod',
    flag: 'advertise-address',
    form: 'pod',
    text: pod([
      {
        name: 'kube-apiserver',
        command: ['kube-apiserver', '--advertise-address=$(HOST_IP)'],
        env: [{ name: 'HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
      },
    ]),
    truth: 'unknown',
  },
  {
    title: 'a Deployment (a control plane inside a cluster)',
    flag: 'anonymous-auth',
    form: 'pod',
    text: json({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        template: {
          spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', '--anonymous-auth=false'] }] },
        },
      },
    }),
    truth: { value: 'false' },
  },
  {
    title: 'the `FLAG:` lines of a start in the journal',
    flag: 'anonymous-auth',
    form: 'other',
    text: 'Nov 21 10:00:00 m1 kube-apiserver[7]: I1121 10:00:00.000001       7 flags.go:64] FLAG: --anonymous-auth="false"\nNov 21 10:00:00 m1 kube-apiserver[7]: I1121 10:00:00.000002       7 flags.go:64] FLAG: --authorization-mode="[Node,RBAC]"\n',
    truth: { value: 'false' },
  },
  {
    title: 'the line that k3s logs when it starts it',
    flag: 'anonymous-auth',
    form: 'other',
    text: 'time="2026-11-21T10:00:00Z" level=info msg="Running kube-apiserver --advertise-port=6443 --anonymous-auth=false --v=2"\n',
    truth: { value: 'false' },
  },
  {
    title: '/proc/PID/cmdline',
    flag: 'authorization-mode',
    form: 'other',
    text: 'kube-apiserver\0--authorization-mode\0Node,RBAC\0--v=2\0',
    truth: { value: 'Node,RBAC' },
  },
];

/** Forty inputs, half about command lines, half about the forms in which they are found. */
export const nastyInputs: readonly NastyInput[] = [...commandLines, ...forms];
