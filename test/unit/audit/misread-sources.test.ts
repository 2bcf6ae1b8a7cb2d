import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/audit/finding.js';
import { judged, shown } from '../../support/audited.js';

interface Text {
  /** What others make of it. */
  readonly others: string;
  readonly text: string;
  readonly rule: string;
  /** The verdict about each component found that the rule is for. */
  readonly right: readonly Status[];
  readonly version?: string;
}

function pod(command: readonly string[], more = ''): string {
  const container = `    - name: it\n      image: registry.example/it:1\n      command: ${JSON.stringify(command)}\n${more}`;
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: it\nspec:\n  containers:\n${container}`;
}

const ps = (...commands: readonly string[]): string =>
  `UID PID PPID C STIME TTY TIME CMD\n${commands.map((one, i) => `root ${i + 10} 1 2 10:00 ? 00:00:01 ${one}\n`).join('')}`;

/** Sources that the usual scanners do not understand, or understand as something else. */
const texts: readonly Text[] = [
  {
    others: 'keep the quotes that the shell takes away, and fail it',
    text: pod([
      '/bin/sh',
      '-c',
      'exec /usr/local/bin/kube-apiserver --profiling="false" 1>>/var/log/apiserver.log 2>&1',
    ]),
    rule: 'apiserver-profiling',
    right: ['pass'],
  },
  {
    others: 'skip what a shell starts, and say nothing of it',
    text: pod(['/bin/sh', '-c', 'kube-apiserver --token-auth-file=/tokens.csv --profiling=false']),
    rule: 'token-auth-file',
    right: ['fail'],
  },
  {
    others: 'look at the command only, and fail a flag that stands in args',
    text: pod(['/usr/local/bin/kube-apiserver'], '      args: ["--profiling=false"]\n'),
    rule: 'apiserver-profiling',
    right: ['pass'],
  },
  {
    others: 'skip a program with a path, and say nothing of it',
    text: pod(['/usr/local/bin/kube-apiserver', '--token-auth-file=/tokens.csv']),
    rule: 'token-auth-file',
    right: ['fail'],
  },
  {
    others: 'skip what go-runner starts, or take its flags for those of the apiserver',
    text: pod(['/go-runner', '--log-file=/var/log/a.log', '--', '/usr/local/bin/kube-apiserver', '--profiling=false']),
    rule: 'apiserver-profiling',
    right: ['pass'],
  },
  {
    others: 'do not see a flag of hyperkube',
    text: ps('/hyperkube apiserver --profiling=false --secure-port=6443'),
    rule: 'apiserver-profiling',
    right: ['pass'],
  },
  {
    others: 'put two processes together, and judge the second one by the first',
    text: ps(
      'kube-apiserver --profiling=false --secure-port=6443',
      'kube-apiserver --profiling=true --secure-port=7443',
    ),
    rule: 'apiserver-profiling',
    right: ['pass', 'fail'],
  },
  {
    others: 'find the apiserver where another program names it, and judge that',
    text: ps('grep kube-apiserver --profiling=true', 'kube-apiserver --profiling=false --secure-port=6443'),
    rule: 'apiserver-profiling',
    right: ['pass'],
  },
  {
    others: 'find etcd in the flags of the apiserver, and fail it',
    text: ps('kube-apiserver --etcd-servers=https://198.51.100.1:2379 --profiling=false'),
    rule: 'etcd-client-cert-auth',
    right: [],
  },
  {
    others: 'read flags only, and fail an etcd that is set up by its environment',
    text: `[Service]
Environment=ETCD_TRUSTED_CA_FILE=/etc/etcd/ca.crt "ETCD_LISTEN_PEER_URLS=https://198.51.100.1:2380"
ExecStart=/usr/local/bin/etcd --name=a
`,
    version: '3.6.16',
    rule: 'etcd-client-cert-auth',
    right: ['pass'],
  },
  {
    others: 'take flags after a broken continuation for set, and pass them',
    text: `[Service]
ExecStart=/usr/local/bin/kube-apiserver \\
  --secure-port=6443
  --profiling=false
`,
    rule: 'apiserver-profiling',
    right: ['fail'],
  },
  {
    others: 'take the placeholder of a template for a value, and pass it',
    text: pod(['kube-apiserver', '--client-ca-file={{ ca_file }}']),
    rule: 'client-ca',
    right: ['undetermined'],
  },
  {
    others: 'take an unresolved variable for a value, and fail it',
    text: `[Service]
EnvironmentFile=/etc/kubernetes/apiserver
ExecStart=/usr/local/bin/kube-apiserver --authorization-mode=\${MODES} --profiling=false
`,
    rule: 'authorization-rbac',
    right: ['undetermined'],
  },
  {
    others: 'take what a variable may hold for absent, and fail it',
    text: `[Service]
EnvironmentFile=/etc/kubernetes/apiserver
ExecStart=/usr/local/bin/kube-apiserver --profiling=false $KUBE_API_ARGS
`,
    rule: 'client-ca',
    right: ['undetermined'],
  },
  {
    others: 'do not read the file that takes the place of the modes, and fail it',
    text: pod(['kube-apiserver', '--authorization-config=/etc/kubernetes/authorization.yaml']),
    rule: 'authorization-rbac',
    right: ['undetermined'],
  },
];

describe('sources that others misread', () => {
  it.each(texts)('$rule is $right: others $others', async ({ rule, text, right, version = '1.37.1' }) => {
    const found = await Promise.all((await shown(text, version)).map(judged));
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap((findings) => findings[rule]?.status ?? [])).toEqual(right);
  });
});
