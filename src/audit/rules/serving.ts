import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

/** What Go takes for TLS 1.2 with ephemeral keys and authenticated encryption, and the three of TLS 1.3. */
const soundSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

/** Still ephemeral, but without authenticated encryption; Go offers them by default. */
const cbcSuites = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
];

const insecurePortOff: Condition = { flag: 'insecure-port', is: ['0'] };

/** How kube-apiserver listens. */
export const servingRules: readonly Rule[] = [
  {
    slug: 'insecure-port',
    title: 'Nothing is served without TLS and without a login',
    about: 'Whoever reaches the insecure port is administrator of the cluster.',
    severity: 'critical',
    component: 'kube-apiserver',
    cis: { '1.20': '1.2.18' },
    flags: ['insecure-port', 'insecure-bind-address'],
    cases: [
      {
        when: { not: { flag: 'insecure-port', known: true } },
        then: 'notApplicable',
        reason: 'this version has no insecure port',
      },
      { when: insecurePortOff, then: 'pass', reason: 'the insecure port is off' },
      {
        when: { since: '1.20' },
        then: 'fail',
        reason: 'the insecure port is set to {insecure-port}; this version takes 0 only and refuses to start',
        flags: ['insecure-port'],
        remedy: ['remove --insecure-port', 'remove the flag'],
      },
      {
        then: 'fail',
        reason: 'the insecure port {insecure-port} is open on {insecure-bind-address}',
        remedy: ['set --insecure-port=0', 'set the flag to 0 up to 1.23, and remove it from then on'],
      },
    ],
  },
  {
    slug: 'apiserver-serving-certificate',
    title: 'The apiserver serves with a certificate of our own',
    about: 'Without one it makes a self-signed certificate, which clients can only trust by not checking it.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.24', ['1.2.29', '1.2.27', '1.2.26', '1.2.25']),
    flags: ['tls-cert-file', 'tls-private-key-file'],
    cases: [
      {
        when: {
          all: [
            { flag: 'tls-cert-file', given: true },
            { flag: 'tls-private-key-file', given: true },
          ],
        },
        then: 'pass',
        reason: 'it serves with {tls-cert-file}',
      },
      {
        then: 'fail',
        reason: 'certificate and key are not both given: a self-signed certificate is made at the start',
        remedy: ['set --tls-cert-file and --tls-private-key-file'],
      },
    ],
  },
  {
    slug: 'apiserver-tls-version',
    title: 'Only TLS 1.2 and newer is spoken',
    about: 'TLS 1.0 and 1.1 can be broken, and every client of today speaks 1.2.',
    severity: 'medium',
    component: 'kube-apiserver',
    flags: ['tls-min-version'],
    cases: [
      {
        when: { flag: 'tls-min-version', is: ['VersionTLS10', 'VersionTLS11'] },
        then: 'fail',
        reason: 'connections of {tls-min-version} are taken',
        remedy: ['set --tls-min-version=VersionTLS12, or VersionTLS13'],
      },
      {
        when: { not: { flag: 'tls-min-version', given: true } },
        then: 'pass',
        reason: 'the components take TLS 1.2 and newer when nothing is set',
      },
      { then: 'pass', reason: 'the oldest version taken is {tls-min-version}' },
    ],
  },
  {
    slug: 'apiserver-cipher-suites',
    title: 'Cipher suites are limited to strong ones',
    about: 'Go still offers suites in CBC mode, and older builds 3DES and RSA key exchange, to clients that want them.',
    severity: 'low',
    component: 'kube-apiserver',
    cis: numbered('1.2.29', ['1.2.34', '1.2.32', '1.2.31', '1.2.30']),
    flags: ['tls-cipher-suites', 'tls-min-version'],
    cases: [
      {
        when: { flag: 'tls-min-version', is: ['VersionTLS13'] },
        then: 'pass',
        reason: 'TLS 1.3 is asked for, whose suites are all strong',
        flags: ['tls-min-version'],
      },
      {
        when: { not: { flag: 'tls-cipher-suites', given: true } },
        then: 'warn',
        reason: 'the suites are those of the Go version the apiserver was built with, some in CBC mode among them',
        remedy: ['list ECDHE suites with AES-GCM or ChaCha20-Poly1305 in --tls-cipher-suites'],
      },
      {
        when: { flag: 'tls-cipher-suites', listsOnly: soundSuites },
        then: 'pass',
        reason: 'only strong suites are offered',
      },
      {
        when: { flag: 'tls-cipher-suites', listsOnly: [...soundSuites, ...cbcSuites] },
        then: 'warn',
        reason: 'suites in CBC mode are offered',
        remedy: ['keep ECDHE suites with AES-GCM or ChaCha20-Poly1305 in --tls-cipher-suites only'],
      },
      {
        then: 'fail',
        reason: 'suites without ephemeral keys, or with ciphers that are broken, are offered',
        remedy: ['keep ECDHE suites with AES-GCM or ChaCha20-Poly1305 in --tls-cipher-suites only'],
      },
    ],
  },
];
