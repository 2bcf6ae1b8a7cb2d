import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

/** The client of etcd speaks TLS to an address without a scheme exactly when it has files for it. */
const withoutScheme: Condition = { flag: 'etcd-servers', matches: '^[^/]*$' };
const hasTlsFiles: Condition = {
  any: ['etcd-cafile', 'etcd-certfile', 'etcd-keyfile'].map((flag) => ({ flag, given: true as const })),
};

/** How kube-apiserver speaks to etcd. */
export const etcdClientRules: readonly Rule[] = [
  {
    slug: 'etcd-https',
    title: 'The apiserver speaks to etcd over TLS',
    about: 'All of the cluster, secrets included, passes over these connections.',
    severity: 'high',
    component: 'kube-apiserver',
    flags: ['etcd-servers', 'etcd-servers-overrides'],
    cases: [
      {
        when: { any: [{ flag: 'etcd-servers', matches: '^http://' }, { all: [withoutScheme, { not: hasTlsFiles }] }] },
        then: 'fail',
        reason: 'etcd is asked without TLS',
        remedy: ['give every URL of --etcd-servers as https://'],
      },
      {
        when: { flag: 'etcd-servers-overrides', matches: '[#;]http://' },
        then: 'fail',
        reason: 'the etcd that keeps some resources is asked without TLS',
        flags: ['etcd-servers-overrides'],
        remedy: ['give every URL of --etcd-servers-overrides as https://'],
      },
      { when: { flag: 'etcd-servers', given: true }, then: 'pass', reason: 'etcd is asked over TLS' },
      {
        then: 'fail',
        reason: 'no etcd is named',
        remedy: ['name every member in --etcd-servers'],
      },
    ],
  },
  {
    slug: 'etcd-client-certificate',
    title: 'The apiserver logs in to etcd',
    about: 'Where it has no client certificate, etcd must let everybody in.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.23', ['1.2.28', '1.2.26', '1.2.25', '1.2.24']),
    flags: ['etcd-certfile', 'etcd-keyfile'],
    cases: [
      {
        when: {
          all: [
            { flag: 'etcd-certfile', given: true },
            { flag: 'etcd-keyfile', given: true },
          ],
        },
        then: 'pass',
        reason: 'it logs in to etcd with {etcd-certfile}',
      },
      {
        then: 'fail',
        reason: 'certificate and key for etcd are not both given',
        remedy: ['set --etcd-certfile and --etcd-keyfile'],
      },
    ],
  },
  {
    slug: 'etcd-ca',
    title: 'The apiserver checks whom it takes for etcd',
    about: 'A false etcd can hand out any object and collect every secret that is written.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.26', ['1.2.31', '1.2.29', '1.2.28', '1.2.27']),
    flags: ['etcd-cafile'],
    cases: [
      { when: { flag: 'etcd-cafile', given: true }, then: 'pass', reason: 'etcd is checked against {etcd-cafile}' },
      {
        then: 'fail',
        reason: 'etcd is not checked against a CA of our own',
        remedy: ['set --etcd-cafile'],
      },
    ],
  },
  {
    slug: 'etcd-own-ca',
    title: 'etcd has a CA of its own',
    about: 'Where it shares the client CA of the cluster, every client certificate of the cluster opens etcd.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('2.7'),
    flags: ['etcd-cafile', 'client-ca-file'],
    cases: [
      {
        when: { not: { flag: 'etcd-cafile', given: true } },
        then: 'notApplicable',
        reason: 'no CA for etcd is named',
      },
      {
        when: { sameKey: ['etcd-cafile', 'client-ca-file'] },
        then: 'warn',
        reason: 'the CA for etcd is the client CA: every client certificate of the cluster opens etcd',
        remedy: ['make a CA for etcd alone, and name it in --etcd-cafile and in etcd itself'],
      },
      { then: 'pass', reason: 'the CA for etcd is not the client CA' },
    ],
  },
];
