import { numbered } from '../benchmark.js';
import type { Case, Condition, Rule } from '../rule.js';

const toFile: Condition = { flag: 'audit-log-path', given: true };
const toStdout: Condition = { flag: 'audit-log-path', is: ['-'] };
const toWebhook: Condition = { flag: 'audit-webhook-config-file', given: true };
const goesSomewhere: Condition = { any: [toFile, toWebhook] };
const policy: Condition = { flag: 'audit-policy-file', given: true };

/** Rotation is the apiserver's only where it writes a file itself. */
const notOurs: Rule['cases'] = [
  {
    when: { not: toFile },
    then: 'notApplicable',
    reason: 'no audit log is written to a file',
    flags: ['audit-log-path'],
  },
  {
    when: toStdout,
    then: 'notApplicable',
    reason: 'the audit log goes to standard output, and is kept by whoever reads that',
    flags: ['audit-log-path'],
  },
];

function rotation(
  flag: string,
  least: number,
  zero: readonly Case[],
  rule: Pick<Rule, 'slug' | 'title' | 'about'> & { readonly cis: Rule['cis'] & object },
): Rule {
  const remedy = [`set --${flag}=${least} or more`];
  return {
    ...rule,
    severity: 'low',
    component: 'kube-apiserver',
    flags: [flag, 'audit-log-path'],
    cases: [
      ...notOurs,
      { when: { flag, atLeast: least }, then: 'pass', reason: `--${flag} is {${flag}}` },
      ...zero.map((one) => ({ ...one, remedy })),
      { then: 'fail', reason: `--${flag} is {${flag}}, less than ${least}`, remedy },
    ],
  };
}

/** Who did what, and for how long that is known. */
export const auditLogRules: readonly Rule[] = [
  {
    slug: 'audit-log',
    title: 'Requests are logged',
    about: 'Without an audit log nobody can tell afterwards who read a secret or changed a role.',
    severity: 'medium',
    component: 'kube-apiserver',
    cis: numbered('1.2.16', ['1.2.21', '1.2.19', '1.2.18', '1.2.17']),
    flags: ['audit-log-path', 'audit-webhook-config-file', 'audit-policy-file'],
    cases: [
      {
        when: { not: goesSomewhere },
        then: 'fail',
        reason: 'there is neither an audit log nor a webhook for audit events',
        remedy: ['set --audit-log-path and --audit-policy-file'],
      },
      {
        when: { not: policy },
        then: 'fail',
        reason: 'without an audit policy nothing is logged',
        flags: ['audit-policy-file', 'audit-log-path', 'audit-webhook-config-file'],
        remedy: ['set --audit-policy-file'],
      },
      {
        when: { all: [toFile, { not: toStdout }] },
        then: 'pass',
        reason: 'audit events are written to {audit-log-path}',
      },
      { when: toStdout, then: 'pass', reason: 'audit events are written to standard output' },
      {
        then: 'pass',
        reason: 'audit events go to the webhook of {audit-webhook-config-file}',
        flags: ['audit-webhook-config-file', 'audit-policy-file'],
      },
    ],
  },
  {
    slug: 'audit-policy',
    title: 'The audit policy logs what matters, and no secrets',
    about: 'A policy may log nothing, or write the secrets themselves into the log.',
    severity: 'medium',
    component: 'kube-apiserver',
    cis: numbered('3.2.2'),
    flags: ['audit-policy-file'],
    cases: [
      { when: { not: policy }, then: 'notApplicable', reason: 'there is no audit policy' },
      {
        when: { not: { flag: 'audit-policy-file', file: 'logs' } },
        then: 'fail',
        reason: 'the audit policy {audit-policy-file} logs nothing',
        remedy: ['add a rule with the level Metadata'],
      },
      {
        when: { flag: 'audit-policy-file', file: 'ignoresSensitive' },
        then: 'warn',
        reason: 'access to secrets, config maps and token reviews is not logged',
        remedy: ['log secrets, config maps and token reviews at the level Metadata'],
      },
      {
        when: { flag: 'audit-policy-file', file: 'logsBodies' },
        then: 'warn',
        reason: 'the bodies of secrets, config maps and token reviews are written into the log',
        remedy: ['log secrets, config maps and token reviews at the level Metadata'],
      },
      {
        when: { flag: 'audit-policy-file', file: 'logsUnevenly' },
        then: 'warn',
        reason: 'of secrets, config maps and token reviews some are not logged, or with their bodies',
        remedy: ['log secrets, config maps and token reviews at the level Metadata'],
      },
      { then: 'pass', reason: 'access to secrets is logged, without the secrets' },
    ],
  },
  rotation(
    'audit-log-maxage',
    30,
    [
      {
        when: { flag: 'audit-log-maxage', is: ['0'] },
        then: 'warn',
        reason:
          'with --audit-log-maxage=0 age never removes a log, and how long it is kept depends on how much is written',
      },
    ],
    {
      slug: 'audit-log-age',
      title: 'Audit logs are kept for 30 days',
      about: 'Break-ins are often noticed weeks later.',
      cis: numbered('1.2.17', ['1.2.22', '1.2.20', '1.2.19', '1.2.18']),
    },
  ),
  rotation(
    'audit-log-maxbackup',
    10,
    [
      {
        when: { flag: 'audit-log-maxbackup', is: ['0'] },
        then: 'warn',
        reason: 'with --audit-log-maxbackup=0 any number of logs is kept, and the disk may fill',
      },
    ],
    {
      slug: 'audit-log-backups',
      title: 'Ten audit logs are kept',
      about: 'A burst of requests must not push out the log of what caused it.',
      cis: numbered('1.2.18', ['1.2.23', '1.2.21', '1.2.20', '1.2.19']),
    },
  ),
  rotation(
    'audit-log-maxsize',
    100,
    [
      {
        when: { all: [{ flag: 'audit-log-maxsize', is: ['0'] }, { not: { since: '1.36' } }] },
        then: 'pass',
        reason: 'with --audit-log-maxsize=0 logs turn over at 100 MB in this version',
      },
      {
        when: { flag: 'audit-log-maxsize', is: ['0'] },
        then: 'warn',
        reason: 'with --audit-log-maxsize=0 the log grows without end',
      },
    ],
    {
      slug: 'audit-log-size',
      title: 'Audit logs turn over at 100 MB',
      about: 'With small logs the ten that are kept hold too little, and a log without end fills the disk.',
      cis: numbered('1.2.19', ['1.2.24', '1.2.22', '1.2.21', '1.2.20']),
    },
  ),
];
