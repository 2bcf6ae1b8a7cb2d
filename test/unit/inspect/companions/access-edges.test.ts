import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAdmissionConfig } from '../../../../src/inspect/companions/admission-config.js';
import { readAuthenticationConfig } from '../../../../src/inspect/companions/authentication-config.js';
import { readAuthorizationConfig } from '../../../../src/inspect/companions/authorization-config.js';
import { readKubeconfig } from '../../../../src/inspect/companions/kubeconfig.js';
import type { ParseCompanion } from '../../../../src/inspect/companions/parsed.js';
import { readKeys } from '../../../../src/inspect/companions/pem.js';
import { readAbacPolicy, readCredentialsTable } from '../../../../src/inspect/companions/text-tables.js';

const read = (parse: ParseCompanion, text: string | Buffer) => parse(Buffer.from(text), '/f');

/** `line:column what (expected)` of each problem. */
const told = (parse: ParseCompanion, text: string | Buffer) =>
  read(parse, text).problems.map(({ what, where, expected }) => {
    const place = where.line === undefined ? '-' : `${where.line}:${where.column ?? ''}`;
    return `${place} ${what}${expected === undefined ? '' : ` (${expected})`}`;
  });

describe('an authentication or authorization config', () => {
  const authn = (body: string) =>
    read(
      readAuthenticationConfig,
      `kind: AuthenticationConfiguration\napiVersion: apiserver.config.k8s.io/v1\n${body}`,
    );
  it('tells each flag with the place of its field', () => {
    const { settings } = authn(`jwt:
- issuer:
    url: https://a
    audiences: [one, two]
  claimMappings:
    username:
      claim: email
      prefix: "p:"
    groups:
      claim: groups
      prefix: "g:"
  claimValidationRules:
  - {claim: hd, requiredValue: b}
  - {claim: hx, expression: c}
  - {requiredValue: d}
`);
    expect(settings).toEqual([
      { flag: 'oidc-issuer-url', value: 'https://a', line: 5, column: 5 },
      { flag: 'oidc-client-id', value: 'one', line: 6, column: 5 },
      { flag: 'oidc-username-claim', value: 'email', line: 9, column: 7 },
      { flag: 'oidc-username-prefix', value: 'p:', line: 10, column: 7 },
      { flag: 'oidc-groups-claim', value: 'groups', line: 12, column: 7 },
      { flag: 'oidc-groups-prefix', value: 'g:', line: 13, column: 7 },
      { flag: 'oidc-required-claim', value: 'hd=b', values: ['hd=b'], line: 14, column: 3 },
    ]);
  });

  it('tells several issuers, and nothing that is not a text', () => {
    const { settings, facts } = authn(
      'anonymous: {enabled: "true"}\njwt: [{issuer: {url: https://a}}, {issuer: {url: 1}}]\n',
    );
    expect(settings).toEqual([
      { flag: 'anonymous-auth', value: 'false', line: 3, column: 1 },
      { flag: 'oidc-issuer-url', value: 'https://a,', values: ['https://a', ''], line: 4, column: 1 },
    ]);
    expect(facts).toMatchObject({ anonymous: { enabled: false, paths: [] }, jwtIssuers: ['https://a', ''] });
    expect(authn('jwt: [{issuer: {url: 1, audiences: [2]}}]\n').settings).toEqual([]);
  });

  const authz = (body: string) =>
    `kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers:\n${body}`;
  it('tells the flags of a webhook at their fields, if there is one', () => {
    const hook = (ttl: string) =>
      `- type: Webhook\n  name: a\n  webhook:\n    authorizedTTL: ${ttl}\n    unauthorizedTTL: 2s\n    subjectAccessReviewVersion: v1\n    connectionInfo:\n      kubeConfigFile: /k\n`;
    const mode = { flag: 'authorization-mode', line: 3, column: 1 };
    expect(read(readAuthorizationConfig, authz(hook('1s'))).settings).toEqual([
      { ...mode, value: 'Webhook', values: ['Webhook'] },
      { flag: 'authorization-webhook-cache-authorized-ttl', value: '1s', line: 7, column: 5 },
      { flag: 'authorization-webhook-cache-unauthorized-ttl', value: '2s', line: 8, column: 5 },
      { flag: 'authorization-webhook-version', value: 'v1', line: 9, column: 5 },
      { flag: 'authorization-webhook-config-file', value: '/k', line: 11, column: 7 },
    ]);
    expect(read(readAuthorizationConfig, authz(hook('1s') + hook('2s'))).settings).toEqual([
      { ...mode, value: 'Webhook,Webhook', values: ['Webhook', 'Webhook'] },
    ]);
    expect(
      read(readAuthorizationConfig, authz('- type: Webhook\n- type: RBAC\n  webhook: {authorizedTTL: 1s}\n')),
    ).toEqual({
      facts: {
        kind: 'authorization-config',
        authorizers: [
          { type: 'Webhook', name: '' },
          { type: 'RBAC', name: '' },
        ],
      },
      problems: [],
      settings: [{ ...mode, value: 'Webhook,RBAC', values: ['Webhook', 'RBAC'] }],
    });
  });
});

describe('an admission config', () => {
  it('has plugins with a name and one configuration', () => {
    const text = `kind: AdmissionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nplugins:\n- {name: A, path: a, configuration: {}}\n- {name: B, path: b, configuration: null}\n- {path: c}\n- {name: D}\n`;
    expect(told(readAdmissionConfig, text)).toEqual([
      '4:3 a plugin has both a path and a configuration (one of the two)',
      '6:3 a plugin has no name',
    ]);
    expect(read(readAdmissionConfig, text).facts).toEqual({ kind: 'admission-config', plugins: ['A', 'B', 'D'] });
  });
});

describe('a kubeconfig', () => {
  const head = 'apiVersion: v1\nkind: Config\n';
  const clusters = 'clusters: [{name: a, cluster: {server: https://a}}, {name: b, cluster: {server: https://b}}]\n';
  const contexts = 'contexts: [{name: c, context: {cluster: b}}, {name: d, context: {cluster: a}}]\n';
  it.each([
    [`${clusters}${contexts}current-context: c\n`, 'https://b'],
    [`${clusters}${contexts}current-context: d\n`, 'https://a'],
    [`${clusters}${contexts}`, 'https://a'],
    [clusters, 'https://a'],
    ['clusters: [{name: a, cluster: {}}]\n', ''],
  ])('speaks to the cluster of its context, or else to the first: %j', (body, server) => {
    expect(read(readKubeconfig, head + body).facts).toMatchObject({ server, insecure: false });
  });

  it('that cannot be read says what is wanted', () => {
    expect(told(readKubeconfig, 'kind: Pod')).toEqual([
      '1:7 this is not a kubeconfig that can be read (kind Config, apiVersion v1)',
    ]);
    expect(told(readKubeconfig, Buffer.from([0xff]))).toEqual(['- the file is not UTF-8 text']);
    expect(read(readKubeconfig, head).facts).toEqual({
      kind: 'kubeconfig',
      server: null,
      hasCertificateAuthority: false,
      insecure: false,
    });
  });
});

describe('text tables', () => {
  it('count lines that say something, with any end of line', () => {
    expect(
      read(readAbacPolicy, '{"user":"*"}\r\n\r# a\r  {"group":"*"} \n{"spec":{"user":"*"}}\n{"spec":1,"user":"*"}')
        .facts,
    ).toEqual({ kind: 'abac-policy', lines: 4, wildcards: 3 });
    expect(told(readAbacPolicy, '\n{a}\n#\n}\n')).toEqual([
      '2: this line is not JSON (one policy object on each line)',
      '4: this line is not JSON (one policy object on each line)',
    ]);
    expect(told(readAbacPolicy, Buffer.from([0xff]))).toEqual(['- the file is not UTF-8 text']);
    expect(told(readCredentialsTable, Buffer.from([0xff]))).toEqual(['- the file is not UTF-8 text']);
  });

  it('of credentials say what a row needs', () => {
    expect(told(readCredentialsTable, 't,u\n#\nt\nt,u,1\n')).toEqual([
      '1: this row has 2 of at least three columns (the credential, the user name, the user id and, if wanted, groups)',
      '3: this row has 1 of at least three columns (the credential, the user name, the user id and, if wanted, groups)',
    ]);
  });

  it('tell the first of many problems', () => {
    expect(told(readAbacPolicy, 'x\n'.repeat(30))).toHaveLength(20);
    expect(told(readCredentialsTable, 'x\n'.repeat(30))).toHaveLength(20);
  });
});

describe('a file of keys', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  it('may hold public keys in two forms, each key once', () => {
    const [spki, pkcs1] = (['spki', 'pkcs1'] as const).map((type) =>
      publicKey.export({ type, format: 'pem' }).toString(),
    );
    const both = read(readKeys, `${spki ?? ''}${pkcs1 ?? ''}`);
    expect([both.facts, both.problems]).toMatchObject([{ kind: 'key', isPrivate: false }, []]);
    const mixed = read(readKeys, `${spki ?? ''}${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`);
    expect(mixed.facts).toMatchObject({ isPrivate: true });
    for (const { facts } of [both, mixed]) expect(facts?.kind === 'key' ? facts.publicKeys.length : 0).toBe(1);
  });

  it('that holds none says so, and at which line one cannot be read', () => {
    expect(told(readKeys, '-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n')).toEqual([
      '- there is no key in the file',
    ]);
    expect(told(readKeys, '\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toEqual([
      '2: the key cannot be read',
    ]);
  });
});
