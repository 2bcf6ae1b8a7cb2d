import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toldOf } from '../../../support/told-problems.js';
import { testAuthority, type TestAuthority } from '../../../support/tls-files.js';

const at = (version: string) => ({ version });
const conflict = (flag: string, what: string) => `error | conflicting-flags | ${flag} | ${what}`;
const missing = (flag: string, what: string) => `error | missing-flag | ${flag} | ${what}`;

describe('authorization by a file', () => {
  const legacy = [
    '--authorization-mode=RBAC',
    '--authorization-webhook-cache-authorized-ttl=1s',
    '--authorization-webhook-cache-unauthorized-ttl=1s',
    '--authorization-webhook-config-file=/y',
    '--authorization-webhook-version=v1',
  ];

  it.each(legacy)('lets no flag stand beside it that says the same: %s', async (word) => {
    const [name = ''] = word.split('=');
    expect(await toldOf(`--authorization-config=/x ${word}`, at('1.36'))).toContain(
      conflict(word, `${name} cannot be given beside --authorization-config; say it in the file, and remove the flag`),
    );
  });

  it('lets the policy of ABAC stand, and is none when it is empty', async () => {
    expect(await toldOf('--authorization-config=/x --authorization-policy-file=/p', at('1.36'))).toEqual([]);
    expect(await toldOf('--authorization-config= --authorization-mode=RBAC', at('1.36'))).toEqual([]);
  });

  it('has modes that are not judged by the rules of the flag', async () => {
    const file =
      'kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers: [{type: Webhook, name: a}, {type: Webhook, name: b}]\n';
    expect(await toldOf('--authorization-config=/x', { version: '1.36', files: { '/x': file } })).toEqual([]);
  });
});

describe('authorization by flags', () => {
  const abac = '--authorization-mode=ABAC';
  const webhook = '--authorization-mode=Webhook';
  const rbac = '--authorization-mode=RBAC';
  const [policy, config] = ['--authorization-policy-file=/p', '--authorization-webhook-config-file=/w'];
  it.each<[string, string[]]>([
    ['--authorization-mode=RBAC,Node,RBAC,RBAC', ['names RBAC twice']],
    ['--authorization-mode=Node,Node,RBAC,RBAC', ['names Node twice', 'names RBAC twice']],
  ])('names a mode once: %s', async (flags, twice) => {
    expect(await toldOf(flags, at('1.36'))).toEqual(
      twice.map((text) => conflict(flags, `--authorization-mode ${text}`)),
    );
  });

  it.each<[string, string[]]>([
    [abac, [missing(abac, 'the mode ABAC needs --authorization-policy-file')]],
    [`${abac} --authorization-policy-file=`, [missing(abac, 'the mode ABAC needs --authorization-policy-file')]],
    [`${abac} ${policy}`, []],
    [webhook, [missing(webhook, 'the mode Webhook needs --authorization-webhook-config-file')]],
    [`${webhook} ${config}`, []],
    [`${rbac} ${policy}`, [conflict(policy, '--authorization-policy-file needs the mode ABAC')]],
    [`${rbac} ${config}`, [conflict(config, '--authorization-webhook-config-file needs the mode Webhook')]],
    [`${rbac} --authorization-policy-file= --authorization-webhook-config-file=`, []],
    [policy, []],
    ['--authorization-mode=', []],
    [`--authorization-mode= ${policy}`, []],
  ])('%s', async (flags, expected) => {
    expect(await toldOf(flags, at('1.36'))).toEqual(expected);
  });
});

describe('OpenID Connect', () => {
  const words = [
    '--oidc-ca-file=/a',
    '--oidc-client-id=b',
    '--oidc-groups-claim=c',
    '--oidc-groups-prefix=d',
    '--oidc-issuer-url=https://e',
    '--oidc-required-claim=f=g',
    '--oidc-signing-algs=ES256',
    '--oidc-username-claim=h',
    '--oidc-username-prefix=i',
  ];
  const nameOf = (word: string): string => word.split('=')[0] ?? '';

  it.each(words)('is not said by a flag beside a file: %s', async (word) => {
    expect(await toldOf(`--authentication-config=/x ${word}`, at('1.36'))).toEqual([
      conflict(word, `${nameOf(word)} cannot be given beside --authentication-config`),
    ]);
  });

  it.each(words)('needs an issuer and a client: %s', async (word) => {
    const lacking = ['--oidc-issuer-url', '--oidc-client-id'].filter((name) => name !== nameOf(word));
    expect(await toldOf(word, at('1.36'))).toEqual(
      lacking.map((name) => missing(word, `${nameOf(word)} needs ${name}`)),
    );
  });

  it('is told at the first of its flags, and once', async () => {
    expect(await toldOf('--oidc-username-claim=a --oidc-ca-file=/b --oidc-client-id=c', at('1.36'))).toEqual([
      missing('--oidc-ca-file=/b', '--oidc-ca-file needs --oidc-issuer-url'),
    ]);
  });
});

describe('anonymous requests', () => {
  const file = (body: string) =>
    `kind: AuthenticationConfiguration\napiVersion: apiserver.config.k8s.io/v1beta1\n${body}`;
  const speaks = { '/x': file('anonymous: {enabled: true}\n') };
  const silent = { '/x': file('jwt: []\n') };
  const flags = '--authentication-config=/x --anonymous-auth=false';
  const text =
    'conflicting-flags | --anonymous-auth=false | --anonymous-auth cannot be given when the file of --authentication-config speaks of anonymous requests; remove the flag; the file counts';

  it.each([
    ['1.33', speaks, [`warning | ${text}`]],
    ['1.34', speaks, [`error | ${text}`]],
    ['1.34', silent, []],
    ['1.34', {}, []],
  ])('are spoken of in one place: %s', async (version, files, expected) => {
    expect(await toldOf(flags, { version, files })).toEqual(expected);
  });

  it('may be spoken of by the file alone', async () => {
    expect(await toldOf('--authentication-config=/x', { version: '1.36', files: speaks })).toEqual([]);
  });
});

describe('tokens of service accounts', () => {
  const etcd = '--etcd-servers=https://198.51.100.11:2379';
  const needed = ['--service-account-issuer', '--service-account-key-file', '--service-account-signing-key-file'];
  const lacking = needed.map((name) => missing('-', `${name} is required since 1.20`));
  it.each<[string, string, string[]]>([
    ['1.19', etcd, []],
    ['1.20', etcd, lacking],
    ['1.36', '--v=2', []],
    ['1.36', '--etcd-servers=', []],
    ['1.36', `${etcd} --service-account-issuer=https://a`, lacking.slice(1)],
    ['1.36', `${etcd} --service-account-key-file=/a --service-account-issuer=`, [lacking[0] ?? '', lacking[2] ?? '']],
    ['1.36', `${etcd} --service-account-signing-endpoint=@a --service-account-issuer=https://a`, []],
  ])('need three flags since 1.20: %s %s', async (version, flags, expected) => {
    expect(await toldOf(flags, at(version))).toEqual(expected);
  });

  it.each(['--service-account-signing-key-file=/a', '--service-account-key-file=/b'])(
    'have no key where another program signs: %s',
    async (word) => {
      const [name = ''] = word.split('=');
      const what = `${name} cannot be given beside --service-account-signing-endpoint`;
      expect(await toldOf(`--service-account-signing-endpoint=@a ${word}`, at('1.36'))).toEqual([conflict(word, what)]);
      expect(await toldOf(`${word} --service-account-signing-endpoint= --v=2`, at('1.36'))).toEqual([]);
    },
  );
});

describe('the authority of the front proxy', () => {
  let [one, two]: (TestAuthority | undefined)[] = [];
  beforeAll(() => {
    [one, two] = [testAuthority('one'), testAuthority('two')];
  });
  afterAll(() => {
    one?.remove();
    two?.remove();
  });
  const proxy = '--requestheader-client-ca-file=/p';
  const also = (who: string) =>
    `conflicting-flags | ${proxy} | the authority of the front proxy is also one of clients: ${who}; give the front proxy an authority of its own`;
  const anybody = also('whoever has a client certificate can call itself anybody');
  const named = also('only --requestheader-allowed-names keeps clients from calling themselves anybody');

  it.each<[string, string, string[]]>([
    ['1.34', `${proxy} --client-ca-file=/p`, [`warning | ${anybody}`]],
    ['1.35', `${proxy} --client-ca-file=/p`, [`error | ${anybody}`]],
    ['1.35', `${proxy} --client-ca-file=/p --requestheader-allowed-names=`, [`error | ${anybody}`]],
    ['1.35', `${proxy} --client-ca-file=/p --requestheader-allowed-names=front`, [`warning | ${named}`]],
    ['1.35', '--requestheader-client-ca-file= --client-ca-file=', []],
    ['1.35', '--profiling=false', []],
    ['1.35', `${proxy} --client-ca-file=/c`, []],
  ])('is not that of clients: %s %s', async (version, flags, expected) => {
    expect(await toldOf(flags, at(version))).toEqual(expected);
  });

  it('is not that of clients in another file either', async () => {
    const [first, second] = [one?.cert ?? '', two?.cert ?? ''];
    const told = (clients: string) =>
      toldOf(`${proxy} --client-ca-file=/c`, { version: '1.35', files: { '/p': first, '/c': clients } });
    expect(await told(second + first)).toEqual([`error | ${anybody}`]);
    expect(await told(second)).toEqual([]);
    expect(await toldOf(proxy, { version: '1.35', files: { '/p': first } })).toEqual([]);
  });
});
