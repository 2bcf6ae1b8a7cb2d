import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

const loopback: Condition = { flag: 'bind-address', matches: '^(127\\.|::1$|0:0:0:0:0:0:0:1$)' };
const everywhere: Condition = { flag: 'bind-address', is: ['0.0.0.0', '::', ''] };

function bindAddress(component: string, slug: string, number: string): Rule {
  const remedy = ['set --bind-address=127.0.0.1'];
  return {
    slug,
    title: 'It listens on this host only',
    about: 'Its port is for health checks and metrics of this host; nobody else needs to reach it.',
    severity: 'low',
    component,
    cis: numbered(number),
    flags: ['bind-address'],
    cases: [
      { when: loopback, then: 'pass', reason: 'it listens on {bind-address}' },
      { when: { flag: 'secure-port', is: ['0'] }, then: 'pass', reason: 'it does not listen', flags: ['secure-port'] },
      {
        when: everywhere,
        then: 'fail',
        reason: 'it listens on every address of the host ({bind-address})',
        remedy,
      },
      { then: 'warn', reason: 'it listens on {bind-address}, which other hosts may reach', remedy },
    ],
  };
}

/** kube-controller-manager and kube-scheduler. */
export const controllerRules: readonly Rule[] = [
  {
    slug: 'controller-manager-own-credentials',
    title: 'Each controller has rights of its own',
    about: 'Otherwise every controller may do what all of them together may.',
    severity: 'medium',
    component: 'kube-controller-manager',
    cis: numbered('1.3.3'),
    flags: ['use-service-account-credentials'],
    cases: [
      {
        when: { flag: 'use-service-account-credentials', is: ['true'] },
        then: 'pass',
        reason: 'controllers use service accounts of their own',
      },
      {
        then: 'fail',
        reason: 'all controllers share one set of rights',
        remedy: ['set --use-service-account-credentials=true'],
      },
    ],
  },
  {
    slug: 'controller-manager-service-account-key',
    title: 'Tokens for service accounts can be signed',
    about: 'Without the key no Secret of the type service-account-token is ever filled.',
    severity: 'low',
    component: 'kube-controller-manager',
    cis: numbered('1.3.4'),
    flags: ['service-account-private-key-file'],
    cases: [
      {
        when: { flag: 'service-account-private-key-file', given: true },
        then: 'pass',
        reason: 'tokens are signed with {service-account-private-key-file}',
      },
      {
        then: 'fail',
        reason: 'no key for tokens is named',
        remedy: ['set --service-account-private-key-file to the private key whose public half the apiserver has'],
      },
    ],
  },
  {
    slug: 'controller-manager-root-ca',
    title: 'Pods are told the CA of the apiserver',
    about: 'Pods that do not know it cannot check whom they send their tokens to.',
    severity: 'medium',
    component: 'kube-controller-manager',
    cis: numbered('1.3.5'),
    flags: ['root-ca-file'],
    cases: [
      { when: { flag: 'root-ca-file', given: true }, then: 'pass', reason: 'pods are given {root-ca-file}' },
      { then: 'fail', reason: 'pods are not given a CA', remedy: ['set --root-ca-file'] },
    ],
  },
  bindAddress('kube-controller-manager', 'controller-manager-bind-address', '1.3.7'),
  bindAddress('kube-scheduler', 'scheduler-bind-address', '1.4.2'),
];
