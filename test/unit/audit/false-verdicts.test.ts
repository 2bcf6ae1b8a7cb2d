import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/audit/finding.js';
import { findingOf } from '../../support/audited.js';

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
