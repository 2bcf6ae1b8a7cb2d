import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/audit/finding.js';
import { findingOf, judged, shown } from '../../support/audited.js';

interface Row {
  /** What others make of it. */
  readonly others: string;
  readonly words: readonly string[];
  readonly rule: string;
  readonly right: Status;
  readonly version?: string;
}

const api = (...words: string[]): string[] => ['kube-apiserver', ...words];

/** Command lines that the usual scanners misjudge, each with what is true of it. */
const rows: readonly Row[] = [
  {
    others: 'read a value behind a blank as true, and fail it',
    words: api('--authorization-mode', 'Node,RBAC'),
    rule: 'authorization-rbac',
    right: 'pass',
  },
  {
    others: 'take a longer name for the flag, and pass encryption that is not there',
    words: api('--encryption-provider-config-automatic-reload=true'),
    rule: 'encryption-at-rest',
    right: 'fail',
  },
  {
    others: 'take the first of repeated flags, and fail what the last one makes right',
    words: api('--profiling=true', '--profiling=false'),
    rule: 'apiserver-profiling',
    right: 'pass',
  },
  {
    others: 'take the first of repeated flags, and pass what the last one makes wrong',
    words: api('--profiling=false', '--profiling=true'),
    rule: 'apiserver-profiling',
    right: 'fail',
  },
  {
    others: 'see the first of repeated lists only, and miss AlwaysAdmit',
    words: api('--enable-admission-plugins=NodeRestriction', '--enable-admission-plugins=AlwaysAdmit'),
    rule: 'admission-always-admit',
    right: 'fail',
  },
  {
    others: 'see the first of repeated lists only, and miss NodeRestriction',
    words: api('--enable-admission-plugins=PodSecurity', '--enable-admission-plugins=NodeRestriction'),
    rule: 'admission-node-restriction',
    right: 'pass',
  },
  {
    others: 'do not know underscores, and fail it',
    words: api('--anonymous_auth=false', '--authorization-mode=RBAC'),
    rule: 'anonymous-requests',
    right: 'pass',
  },
  {
    others: 'do not know that 0 is false, and fail it',
    words: api('--anonymous-auth=0', '--authorization-mode=RBAC'),
    rule: 'anonymous-requests',
    right: 'pass',
  },
  {
    others: 'do not know that F is false, and fail it',
    words: api('--profiling=F'),
    rule: 'apiserver-profiling',
    right: 'pass',
  },
  {
    others: 'read an empty value as true, and pass it',
    words: api('--tls-cert-file=', '--tls-private-key-file='),
    rule: 'apiserver-serving-certificate',
    right: 'fail',
  },
  {
    others: 'read an empty value as true, and fail it',
    words: api('--token-auth-file='),
    rule: 'token-auth-file',
    right: 'pass',
  },
  {
    others: 'search for a part of the name, and pass a mode that only holds it',
    words: api('--authorization-mode=NotRBACAtAll'),
    rule: 'authorization-rbac',
    right: 'fail',
  },
  {
    others: 'search for a part of the name, and pass a plugin that only holds it',
    words: api('--enable-admission-plugins=MyNodeRestriction'),
    rule: 'admission-node-restriction',
    right: 'fail',
  },
  {
    others: 'pass a plugin that is never on by default when the flag is absent',
    words: api('--secure-port=6443'),
    rule: 'admission-node-restriction',
    right: 'fail',
  },
  {
    others: 'do not know the default, and fail a look-up that is on',
    words: api('--secure-port=6443'),
    rule: 'service-account-lookup',
    right: 'pass',
  },
  {
    others: 'do not know the default address, and pass it',
    words: ['kube-controller-manager', '--profiling=false'],
    rule: 'controller-manager-bind-address',
    right: 'fail',
  },
  {
    others: 'do not know the default address, and pass it',
    words: ['kube-scheduler', '--profiling=false'],
    rule: 'scheduler-bind-address',
    right: 'fail',
  },
  {
    others: 'find a flag that stands alone, and call its list index an error or a pass',
    words: api('--profiling'),
    rule: 'apiserver-profiling',
    right: 'fail',
  },
  {
    others: 'take the word after a boolean for its value, and pass it',
    words: api('--profiling', 'false'),
    rule: 'apiserver-profiling',
    right: 'fail',
  },
  {
    others: 'take a path for a log, and pass a log that writes nothing without a policy',
    words: api('--audit-log-path=/var/log/audit.log'),
    rule: 'audit-log',
    right: 'fail',
  },
  {
    others: 'know files only, and fail a webhook for audit events',
    words: api('--audit-webhook-config-file=/etc/audit.conf', '--audit-policy-file=/etc/policy.yaml'),
    rule: 'audit-log',
    right: 'pass',
  },
  {
    others: 'do not know the defaults of 1.36, and fail a log that is kept for a year',
    words: api('--audit-log-path=/var/log/audit.log', '--audit-policy-file=/etc/policy.yaml'),
    rule: 'audit-log-age',
    right: 'pass',
  },
  {
    others: 'know their own file names for etcd only, and do not see that one CA opens both',
    words: api('--client-ca-file=/etc/ca.crt', '--etcd-cafile=/etc/./ca.crt'),
    rule: 'etcd-own-ca',
    right: 'warn',
  },
  {
    others: 'ask for client-cert-auth, and fail an etcd that asks for certificates because it has a CA to check them',
    words: ['etcd', '--trusted-ca-file=/etc/ca.crt'],
    version: '3.6.16',
    rule: 'etcd-client-cert-auth',
    right: 'pass',
  },
  {
    others: 'look at the files only, and pass an etcd that serves them on no URL',
    words: [
      'etcd',
      '--cert-file=a',
      '--key-file=b',
      '--listen-client-urls=https://198.51.100.1:2379,http://127.0.0.1:2379',
    ],
    version: '3.6.16',
    rule: 'etcd-serving-certificate',
    right: 'fail',
  },
  {
    others: 'fail a port that this version does not have any more, and recommend the flag that stops it',
    words: api('--secure-port=6443'),
    rule: 'insecure-port',
    right: 'notApplicable',
  },
];

describe('verdicts that others get wrong', () => {
  it.each(rows)('$rule is $right for $words: others $others', async ({ rule, words, right, version = '1.37.1' }) => {
    const finding = await findingOf(rule, words, version);
    expect(`${finding.status}: ${finding.reason}`).toMatch(new RegExp(`^${right}: `));
  });
});

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
