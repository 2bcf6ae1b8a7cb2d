import { authorizationModes, isAuthorizationMode } from '../../catalog/authorization-modes.js';
import type { Finding, FlagView } from './view.js';

/** A small fact about flags that belong together: what is wrong with these, if anything. */
export interface FightRule {
  readonly component: string;
  readonly check: (flags: FlagView) => readonly Finding[];
}

const conflict = (flag: string, what: string, fix?: string): Finding => ({
  code: 'input-conflicting-flags',
  severity: 'error',
  flag,
  what,
  ...(fix === undefined ? {} : { fix }),
});

const missing = (what: string, flag?: string): Finding => ({
  code: 'input-missing-flag',
  severity: 'error',
  what,
  ...(flag === undefined ? {} : { flag }),
});

const noEffect = (flag: string, what: string, fix?: string): Finding => ({
  code: 'input-no-effect',
  severity: 'warning',
  flag,
  what,
  ...(fix === undefined ? {} : { fix }),
});

const isSet = (flags: FlagView, name: string): boolean => flags.flag(name) !== undefined && flags.value(name) !== '';
const given = (flags: FlagView, names: readonly string[]): readonly string[] =>
  names.filter((name) => ['set', 'env'].includes(flags.flag(name)?.origin ?? ''));

const webhookFlags = ['cache-authorized-ttl', 'cache-unauthorized-ttl', 'config-file', 'version'];
const oidcFlags = ['ca-file', 'client-id', 'groups-claim', 'groups-prefix', 'issuer-url', 'required-claim'];
const moreOidcFlags = ['signing-algs', 'username-claim', 'username-prefix'];

/** Pairs of which one is of no use without the other. */
const pairs = [
  ['tls-cert-file', 'tls-private-key-file'],
  ['etcd-certfile', 'etcd-keyfile'],
  ['kubelet-client-certificate', 'kubelet-client-key'],
  ['proxy-client-cert-file', 'proxy-client-key-file'],
] as const;

function apiServer(check: FightRule['check']): FightRule {
  return { component: 'kube-apiserver', check };
}

const refusedValue = (flag: string, value: string, expected: string): Finding => {
  return { code: 'input-invalid-flag', severity: 'error', flag, what: `--${flag} does not know ${value}`, expected };
};

const tlsVersions = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'];

/** BuiltInAuthorizationOptions.Validate. */
const authorization: readonly FightRule[] = [
  apiServer((flags) => {
    const unknown = new Set(flags.list('authorization-mode').filter((mode) => !isAuthorizationMode(mode)));
    return [...unknown].map((mode) => refusedValue('authorization-mode', mode, authorizationModes.join(', ')));
  }),
  apiServer((flags) => {
    if (!isSet(flags, 'authorization-config')) return [];
    const legacy = ['authorization-mode', ...webhookFlags.map((name) => `authorization-webhook-${name}`)];
    return given(flags, legacy).map((name) =>
      conflict(
        name,
        `--${name} cannot be given beside --authorization-config`,
        'say it in the file, and remove the flag',
      ),
    );
  }),
  apiServer((flags) => {
    const modes = flags.list('authorization-mode');
    if (modes.length === 0 || flags.flag('authorization-mode')?.origin !== 'set') return [];
    const twice = [...new Set(modes.filter((mode, i) => modes.indexOf(mode) !== i))];
    return [
      ...twice.map((mode) => conflict('authorization-mode', `--authorization-mode names ${mode} twice`)),
      ...(modes.includes('ABAC') && flags.unset('authorization-policy-file')
        ? [missing('the mode ABAC needs --authorization-policy-file', 'authorization-mode')]
        : []),
      ...(modes.includes('Webhook') && flags.unset('authorization-webhook-config-file')
        ? [missing('the mode Webhook needs --authorization-webhook-config-file', 'authorization-mode')]
        : []),
      ...(isSet(flags, 'authorization-policy-file') && !modes.includes('ABAC')
        ? [conflict('authorization-policy-file', '--authorization-policy-file needs the mode ABAC')]
        : []),
      ...(isSet(flags, 'authorization-webhook-config-file') && !modes.includes('Webhook')
        ? [conflict('authorization-webhook-config-file', '--authorization-webhook-config-file needs the mode Webhook')]
        : []),
    ];
  }),
];

/** BuiltInAuthenticationOptions.Validate and ToAuthenticationConfig. */
const authentication: readonly FightRule[] = [
  apiServer((flags) => {
    const facts = flags.facts('authentication-config', 'authentication-config');
    // Read from the file since 1.31; at first behind a gate, so an older or unknown version may take both.
    if (facts === undefined || facts.anonymous === null || given(flags, ['anonymous-auth']).length === 0) return [];
    const severity = flags.since('1.34') ? 'error' : 'warning';
    const what =
      '--anonymous-auth cannot be given when the file of --authentication-config speaks of anonymous requests';
    return [{ ...conflict('anonymous-auth', what, 'remove the flag; the file counts'), severity }];
  }),
  apiServer((flags) => {
    const oidc = given(
      flags,
      [...oidcFlags, ...moreOidcFlags].map((name) => `oidc-${name}`),
    );
    const [first] = oidc;
    if (first === undefined) return [];
    if (isSet(flags, 'authentication-config')) {
      return oidc.map((name) => conflict(name, `--${name} cannot be given beside --authentication-config`));
    }
    const lacking = ['oidc-issuer-url', 'oidc-client-id'].filter((name) => flags.unset(name));
    return lacking.map((name) => missing(`--${first} needs --${name}`, first));
  }),
  apiServer((flags) => {
    const endpoint = isSet(flags, 'service-account-signing-endpoint');
    if (!endpoint) return [];
    const keys = given(flags, ['service-account-signing-key-file', 'service-account-key-file']);
    return keys.map((name) => conflict(name, `--${name} cannot be given beside --service-account-signing-endpoint`));
  }),
  apiServer((flags) => {
    // A command line without etcd is a piece of one: nothing follows from what it lacks.
    if (!flags.since('1.20') || !isSet(flags, 'etcd-servers') || isSet(flags, 'service-account-signing-endpoint'))
      return [];
    return ['service-account-issuer', 'service-account-key-file', 'service-account-signing-key-file']
      .filter((name) => flags.unset(name))
      .map((name) => missing(`--${name} is required since 1.20`));
  }),
  apiServer((flags) => {
    const own = flags.facts('client-ca-file', 'certificates')?.certificates.map(({ fingerprint }) => fingerprint);
    const proxy = flags.facts('requestheader-client-ca-file', 'certificates')?.certificates ?? [];
    const path = flags.value('requestheader-client-ca-file') ?? '';
    const samePath = path !== '' && path === flags.value('client-ca-file');
    if (!samePath && !proxy.some(({ fingerprint }) => own?.includes(fingerprint) === true)) return [];
    const open = flags.unset('requestheader-allowed-names');
    const what = 'the authority of the front proxy is also one of clients';
    const who = open
      ? 'whoever has a client certificate can call itself anybody'
      : 'only --requestheader-allowed-names keeps clients from calling themselves anybody';
    const certain = open && flags.since('1.35');
    return [
      {
        ...conflict('requestheader-client-ca-file', `${what}: ${who}`, 'give the front proxy an authority of its own'),
        severity: certain ? 'error' : 'warning',
      },
    ];
  }),
];

/** AdmissionOptions.Validate. Names that a version does not know are judged elsewhere. */
const admission: readonly FightRule[] = [
  apiServer((flags) => {
    if (flags.flag('admission-control') === undefined) return [];
    const others = given(flags, ['enable-admission-plugins', 'disable-admission-plugins']);
    return others.map((name) => conflict(name, `--${name} cannot be given beside --admission-control`));
  }),
  apiServer((flags) => {
    const off = flags.list('disable-admission-plugins');
    const both = [...new Set(flags.list('enable-admission-plugins').filter((name) => off.includes(name)))];
    return both.map((name) =>
      conflict('disable-admission-plugins', `the admission plugin ${name} is both enabled and disabled`),
    );
  }),
];

/** AuditOptions.ApplyTo: without a policy nothing is recorded. */
const audit: readonly FightRule[] = [
  apiServer((flags) => {
    if (!flags.unset('audit-policy-file')) return [];
    return ['audit-log-path', 'audit-webhook-config-file']
      .filter((name) => isSet(flags, name))
      .map((name) => noEffect(name, `--${name} logs nothing without --audit-policy-file`, 'give an audit policy'));
  }),
];

const serving: readonly FightRule[] = [
  apiServer((flags) => {
    const version = flags.value('tls-min-version') ?? '';
    return version === '' || tlsVersions.includes(version)
      ? []
      : [refusedValue('tls-min-version', version, tlsVersions.join(', '))];
  }),
  apiServer((flags) => {
    const port = Number(flags.value('secure-port') ?? '0');
    return port > 65_535 || port < 0 ? [refusedValue('secure-port', String(port), 'a port from 1 to 65535')] : [];
  }),
  apiServer((flags) => {
    const port = flags.value('insecure-port') ?? flags.value('port');
    if (port === undefined || port === '0' || !flags.since('1.20')) return [];
    const name = flags.flag('insecure-port') === undefined ? 'port' : 'insecure-port';
    return [
      conflict(name, `--${name} may only be 0 since 1.20: plain HTTP is gone`, 'remove it, and use --secure-port'),
    ];
  }),
  apiServer((flags) => {
    if (flags.value('secure-port') !== '0') return [];
    return [conflict('secure-port', '--secure-port may not be 0: the apiserver does not start without it')];
  }),
  ...pairs.map(([certificate, key]) =>
    apiServer((flags) => {
      if (isSet(flags, certificate) && flags.unset(key))
        return [missing(`--${certificate} needs --${key}`, certificate)];
      if (isSet(flags, key) && flags.unset(certificate)) return [missing(`--${key} needs --${certificate}`, key)];
      return [];
    }),
  ),
];

const storage: readonly FightRule[] = [
  apiServer((flags) => {
    const name = 'encryption-provider-config-automatic-reload';
    if (flags.value(name) !== 'true' || !flags.unset('encryption-provider-config')) return [];
    return [missing(`--${name} needs --encryption-provider-config: nothing is encrypted`, name)];
  }),
  apiServer((flags) => {
    const name = 'apiserver-count';
    if (!isSet(flags, name) || !flags.since('1.11')) return [];
    const reconciler = flags.flag('endpoint-reconciler-type');
    if (reconciler !== undefined ? reconciler.value !== 'lease' : flags.component.incomplete === true) return [];
    return [
      noEffect(name, '--apiserver-count has no effect with the lease reconciler, the default since 1.11', 'remove it'),
    ];
  }),
];

/** APIEnablementOptions.Validate, and ParseBool of the value since 1.17. */
const apis: readonly FightRule[] = [
  apiServer((flags) => {
    const pairsGiven = flags.list('runtime-config').map((pair) => pair.trim());
    const bare = pairsGiven.filter((pair) => /^api\/(?:all|ga|beta|alpha)(?:=(?!(?:true|false)$).*)?$/.test(pair));
    const only = pairsGiven.length === 1 && pairsGiven[0] === 'api/all=false';
    return [
      ...(flags.since('1.17')
        ? bare.map((pair) => {
            const [key = ''] = pair.split('=');
            return conflict('runtime-config', `${key} must be true or false since 1.17`, `write ${key}=true`);
          })
        : []),
      ...(only ? [conflict('runtime-config', 'api/all=false alone is refused: no API would be left')] : []),
    ];
  }),
];

/** TLSInfo.ServerConfig: an authority alone already makes etcd want certificates; the flag alone checks them by whom? */
const etcd: readonly FightRule[] = [
  ['client-cert-auth', 'trusted-ca-file'],
  ['peer-client-cert-auth', 'peer-trusted-ca-file'],
].map(([wanted = '', needed = '']) => ({
  component: 'etcd',
  check: (flags) => {
    if (flags.value(wanted) !== 'true' || !flags.unset(needed)) return [];
    const what = `--${wanted} without --${needed} takes a certificate of any authority that the machine trusts`;
    return [{ ...missing(what, wanted), severity: 'warning' }];
  },
}));

/** Every rule, each small and on its own; the sources they follow are named where they begin. */
export const fightRules: readonly FightRule[] = [
  ...authorization,
  ...authentication,
  ...admission,
  ...audit,
  ...serving,
  ...storage,
  ...apis,
  ...etcd,
];
