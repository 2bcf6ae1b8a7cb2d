import { numbered } from '../benchmark.js';
import type { Rule } from '../rule.js';

const healthPaths = ['/livez', '/readyz', '/healthz'];

/** Who may speak to kube-apiserver at all. */
export const authenticationRules: readonly Rule[] = [
  {
    slug: 'anonymous-requests',
    title: 'Anonymous requests are refused, or let in to health paths only',
    about: 'Whatever is ever granted to unauthenticated users, by mistake or by a bug, is open to the whole network.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.1'),
    flags: ['anonymous-auth', 'authentication-config'],
    cases: [
      {
        when: { setting: 'anonymous', hasOnly: ['false'] },
        then: 'pass',
        reason: 'anonymous requests are refused',
      },
      {
        when: { setting: 'anonymous', hasOnly: healthPaths },
        then: 'pass',
        reason: 'anonymous requests are let in to health paths only',
        flags: ['authentication-config'],
      },
      {
        when: { not: { setting: 'anonymous', has: 'true' } },
        then: 'fail',
        reason: 'anonymous requests are let in to more than health paths',
        flags: ['authentication-config'],
        remedy: ['limit the conditions of anonymous in the authentication config to /livez, /readyz and /healthz'],
      },
      {
        then: 'fail',
        reason: 'anonymous requests are let in on every path',
        remedy: [
          'let them in to /livez, /readyz and /healthz only, with anonymous.conditions in the file of --authentication-config, or set --anonymous-auth=false and give probes another way',
          'set --anonymous-auth=false, and give probes another way to ask for health',
        ],
      },
    ],
  },
  {
    slug: 'token-auth-file',
    title: 'No tokens in a file',
    about: 'Tokens of a file are kept in clear text, never expire, and change only with a restart.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.2'),
    flags: ['token-auth-file'],
    cases: [
      {
        when: { flag: 'token-auth-file', given: true },
        then: 'fail',
        reason: 'bearer tokens are read from {token-auth-file}',
        remedy: ['remove --token-auth-file; use client certificates, service-account tokens or OIDC'],
      },
      { then: 'pass', reason: 'no file of tokens is used' },
    ],
  },
  {
    slug: 'basic-auth-file',
    title: 'No passwords in a file',
    about: 'Passwords of a file are kept in clear text, travel with every request, and change only with a restart.',
    severity: 'high',
    component: 'kube-apiserver',
    flags: ['basic-auth-file'],
    cases: [
      {
        when: { not: { flag: 'basic-auth-file', known: true } },
        then: 'notApplicable',
        reason: 'this version has no basic authentication',
      },
      {
        when: { flag: 'basic-auth-file', given: true },
        then: 'fail',
        reason: 'passwords are read from {basic-auth-file}',
        remedy: [
          'remove --basic-auth-file; use client certificates, service-account tokens or OIDC',
          'remove the flag; this version refuses to start with it',
        ],
      },
      { then: 'pass', reason: 'no file of passwords is used' },
    ],
  },
  {
    slug: 'client-ca',
    title: 'Client certificates are checked against a CA of our own',
    about: 'Without it nobody can log in with a certificate, and people fall back to tokens that are easier to steal.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.25', ['1.2.30', '1.2.28', '1.2.27', '1.2.26']),
    flags: ['client-ca-file'],
    cases: [
      {
        when: { flag: 'client-ca-file', given: true },
        then: 'pass',
        reason: 'client certificates are checked against {client-ca-file}',
      },
      {
        then: 'fail',
        reason: 'no client certificate is accepted',
        remedy: ['set --client-ca-file to the CA that signs client certificates'],
      },
    ],
  },
  {
    slug: 'front-proxy-ca',
    title: 'The front proxy has a CA of its own',
    about:
      'Whoever holds a certificate of the CA for front proxies may name itself any user, so it must not be the client CA.',
    severity: 'high',
    component: 'kube-apiserver',
    flags: ['requestheader-client-ca-file', 'client-ca-file'],
    cases: [
      {
        when: { not: { flag: 'requestheader-client-ca-file', given: true } },
        then: 'notApplicable',
        reason: 'no front proxy is trusted',
      },
      {
        when: { not: { sameKey: ['requestheader-client-ca-file', 'client-ca-file'] } },
        then: 'pass',
        reason: 'front proxies and clients are checked against different CAs',
      },
      {
        when: { flag: 'requestheader-allowed-names', given: true },
        then: 'warn',
        reason:
          'the CA for front proxies is the client CA; only the names {requestheader-allowed-names} keep clients out',
        flags: ['requestheader-client-ca-file', 'client-ca-file', 'requestheader-allowed-names'],
        remedy: ['make a CA for the front proxy and name it in --requestheader-client-ca-file'],
      },
      {
        then: 'fail',
        reason: 'the CA for front proxies is the client CA: every client may name itself any user',
        remedy: [
          'make a CA for the front proxy and name it in --requestheader-client-ca-file, and name its client in --requestheader-allowed-names',
        ],
      },
    ],
  },
];
