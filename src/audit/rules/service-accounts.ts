import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

const keyFile = 'service-account-key-file';
const otherKeys = ['client-ca-file', 'tls-cert-file', 'tls-private-key-file', 'etcd-cafile', 'kubelet-client-key'];

/** Tokens of service accounts. */
export const serviceAccountRules: readonly Rule[] = [
  {
    slug: 'service-account-lookup',
    title: 'Tokens of deleted service accounts stop working',
    about: 'Without the look-up a token that was stolen is good for ever, even when its account is gone.',
    severity: 'medium',
    component: 'kube-apiserver',
    cis: numbered('1.2.21', ['1.2.26', '1.2.24', '1.2.23', '1.2.22']),
    flags: ['service-account-lookup'],
    cases: [
      {
        when: { flag: 'service-account-lookup', is: ['true'] },
        then: 'pass',
        reason: 'tokens are looked up',
      },
      {
        then: 'fail',
        reason: 'tokens are good even when their service account is gone',
        remedy: ['set --service-account-lookup=true, or leave the flag out'],
      },
    ],
  },
  {
    slug: 'service-account-key-file',
    title: 'Tokens are checked with a key that is named',
    about: 'Where it is not, old versions take the TLS key for it, and newer ones do not start.',
    severity: 'medium',
    component: 'kube-apiserver',
    cis: numbered('1.2.22', ['1.2.27', '1.2.25', '1.2.24', '1.2.23']),
    flags: [keyFile],
    cases: [
      { when: { flag: keyFile, given: true }, then: 'pass', reason: `tokens are checked with {${keyFile}}` },
      {
        when: { flag: 'service-account-signing-endpoint', given: true },
        then: 'pass',
        reason: 'tokens are signed and checked by an external signer',
        flags: ['service-account-signing-endpoint'],
      },
      {
        then: 'fail',
        reason: 'no key for tokens is named',
        remedy: [`set --${keyFile} to a public key that is used for nothing else`],
      },
    ],
  },
  {
    slug: 'service-account-key-alone',
    title: 'The key for tokens is used for nothing else',
    about: 'Whoever needs a TLS or CA key for its own purpose could otherwise make tokens for every service account.',
    severity: 'medium',
    component: 'kube-apiserver',
    flags: [keyFile, ...otherKeys],
    cases: [
      { when: { not: { flag: keyFile, given: true } }, then: 'notApplicable', reason: 'no key for tokens is named' },
      {
        when: { any: otherKeys.map((other): Condition => ({ sameKey: [keyFile, other] })) },
        then: 'warn',
        reason: `the key for tokens, {${keyFile}}, is a CA or TLS key as well`,
        remedy: [`make a pair for tokens alone; list both keys in --${keyFile} until the old tokens are gone`],
      },
      { then: 'pass', reason: 'the key for tokens is no other key', flags: [keyFile] },
    ],
  },
  {
    slug: 'service-account-issuer',
    title: 'Tokens say who issued them',
    about:
      'Tokens that are bound to a pod and a time need an issuer; from 1.20 on the apiserver does not start without.',
    severity: 'medium',
    component: 'kube-apiserver',
    flags: ['service-account-issuer'],
    cases: [
      {
        when: { flag: 'service-account-issuer', given: true },
        then: 'pass',
        reason: 'the issuer is {service-account-issuer}',
      },
      {
        then: 'fail',
        reason: 'no issuer is named: tokens cannot be bound to pods and never expire',
        remedy: ['set --service-account-issuer, such as https://kubernetes.default.svc.cluster.local'],
      },
    ],
  },
];
