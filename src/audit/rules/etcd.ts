import { numbered } from '../benchmark.js';
import type { Case, Condition, Rule } from '../rule.js';

const thisHost = '(localhost|127\\.[0-9.]+|\\[::1\\])(:|/|$)';
const given = (flag: string): Condition => ({ flag, given: true });
const isTrue = (flag: string): Condition => ({ flag, is: ['true'] });

/** Who may log in to one of the two ports of etcd. */
function certificates(prefix: '' | 'peer-', who: string, slug: string, number: string): Rule {
  const flag = `${prefix}client-cert-auth`;
  const ca = `${prefix}trusted-ca-file`;
  return {
    slug,
    title: `etcd lets in ${who} with a certificate only`,
    about: 'Whoever can read and write etcd owns the cluster, past every check of the apiserver.',
    severity: 'critical',
    component: 'etcd',
    cis: numbered(number),
    flags: [flag, ca],
    cases: [
      {
        when: given(ca),
        then: 'pass',
        reason: `${who} need a certificate of {${ca}}`,
        flags: [ca, flag],
      },
      {
        when: isTrue(flag),
        then: 'warn',
        reason: `${who} need a certificate, but of any CA that the host trusts`,
        remedy: [`set --${ca} to the CA of etcd`],
      },
      { then: 'fail', reason: `${who} are let in without a certificate`, remedy: [`set --${flag}=true and --${ca}`] },
    ],
  };
}

function onThisHostOnly(urls: string): Case {
  return {
    when: {
      all: [{ flag: urls, matches: '^http:' }, { not: { flag: urls, matches: `^(?!https?://${thisHost})` } }],
    },
    then: 'warn',
    reason: `etcd listens without TLS on {${urls}}, for whatever runs on this host`,
    flags: [urls],
    remedy: [`give every URL of --${urls} as https://`],
  };
}

function ownCertificate(prefix: '' | 'peer-', urls: string, slug: string, number: string): Rule {
  const [cert, key] = [`${prefix}cert-file`, `${prefix}key-file`];
  return {
    slug,
    title: `etcd serves ${prefix === '' ? 'clients' : 'peers'} over TLS only`,
    about: 'Everything the cluster holds, secrets included, passes here.',
    severity: 'critical',
    component: 'etcd',
    cis: numbered(number),
    flags: [cert, key, urls],
    cases: [
      // A member without peers leaves the port for them on this host.
      ...(prefix === '' ? [] : [onThisHostOnly(urls)]),
      {
        when: { flag: urls, matches: '^http:' },
        then: 'fail',
        reason: `etcd listens without TLS on {${urls}}`,
        flags: [urls, cert, key],
        remedy: [`give every URL of --${urls} as https://`],
      },
      {
        when: { all: [given(cert), given(key)] },
        then: 'pass',
        reason: `it serves with {${cert}}`,
      },
      {
        then: 'fail',
        reason: 'certificate and key are not both given',
        remedy: [`set --${cert} and --${key}`],
      },
    ],
  };
}

function autoTls(flag: string, slug: string, number: string): Rule {
  return {
    slug,
    title: `etcd makes no certificates of its own for ${flag === 'auto-tls' ? 'clients' : 'peers'}`,
    about: 'Nobody can check a certificate that etcd signed itself at its start.',
    severity: 'high',
    component: 'etcd',
    cis: numbered(number),
    flags: [flag],
    cases: [
      {
        when: isTrue(flag),
        then: 'fail',
        reason: 'etcd signs its own certificate at its start',
        remedy: [`remove --${flag}, and give certificate and key`],
      },
      { then: 'pass', reason: 'etcd makes no certificate of its own' },
    ],
  };
}

/** etcd itself. */
export const etcdRules: readonly Rule[] = [
  ownCertificate('', 'listen-client-urls', 'etcd-serving-certificate', '2.1'),
  certificates('', 'clients', 'etcd-client-cert-auth', '2.2'),
  autoTls('auto-tls', 'etcd-auto-tls', '2.3'),
  ownCertificate('peer-', 'listen-peer-urls', 'etcd-peer-certificate', '2.4'),
  certificates('peer-', 'peers', 'etcd-peer-client-cert-auth', '2.5'),
  autoTls('peer-auto-tls', 'etcd-peer-auto-tls', '2.6'),
];
