import { describe, expect, it } from 'vitest';
import { readAdmissionConfig } from '../../../../src/inspect/companions/admission-config.js';
import { readAuditPolicy } from '../../../../src/inspect/companions/audit-policy.js';
import { readAuthenticationConfig } from '../../../../src/inspect/companions/authentication-config.js';
import { readAuthorizationConfig } from '../../../../src/inspect/companions/authorization-config.js';
import { readEncryptionConfig } from '../../../../src/inspect/companions/encryption-config.js';
import type { ParseCompanion } from '../../../../src/inspect/companions/parsed.js';

const read = (parse: ParseCompanion, text: string | Buffer) => parse(Buffer.from(text), '/f');

/** `line:column what (expected)` of each problem. */
const told = (parse: ParseCompanion, text: string | Buffer) =>
  read(parse, text).problems.map(({ what, where, expected }) => {
    const place = where.line === undefined ? '-' : `${where.line}:${where.column ?? ''}`;
    return `${place} ${what}${expected === undefined ? '' : ` (${expected})`}`;
  });

describe('the apiVersion of', () => {
  it.each<[string, ParseCompanion, string, string[], string[]]>([
    [
      'EncryptionConfiguration',
      readEncryptionConfig,
      'resources: [{resources: [secrets], providers: [{identity: {}}]}]',
      ['apiserver.config.k8s.io/v1', 'v1'],
      ['apiserver.config.k8s.io/v11', 'xv1', 'x.apiserver.config.k8s.io/v1', 'apiserver.config.k8s.io/', ''],
    ],
    [
      'Policy',
      readAuditPolicy,
      'rules: [{level: None}]',
      ['audit.k8s.io/v1', 'audit.k8s.io/v1beta1', 'audit.k8s.io/v1alpha1'],
      ['audit.k8s.io/v1beta2', 'audit.k8s.io/v1gamma1', 'audit.k8s.io/v12', 'x.audit.k8s.io/v1'],
    ],
    [
      'AuthenticationConfiguration',
      readAuthenticationConfig,
      'jwt: []',
      ['apiserver.config.k8s.io/v1', 'apiserver.config.k8s.io/v1alpha1', 'apiserver.config.k8s.io/v1beta2'],
      ['apiserver.config.k8s.io/v1beta', 'apiserver.config.k8s.io/v1x', 'x.apiserver.config.k8s.io/v1'],
    ],
    [
      'AuthorizationConfiguration',
      readAuthorizationConfig,
      'authorizers: [{type: RBAC}]',
      ['apiserver.config.k8s.io/v1', 'apiserver.config.k8s.io/v1alpha1', 'apiserver.config.k8s.io/v1beta2'],
      ['apiserver.config.k8s.io/v1beta', 'apiserver.config.k8s.io/v1x', 'x.apiserver.config.k8s.io/v1'],
    ],
    [
      'AdmissionConfiguration',
      readAdmissionConfig,
      'plugins: []',
      ['apiserver.config.k8s.io/v1', 'apiserver.k8s.io/v1alpha1', 'apiserver.config.k8s.io/v1alpha1'],
      ['apiserver.config.k8s.io/v1beta1', 'x.apiserver.k8s.io/v1alpha1', 'apiserver.k8s.io/v12'],
    ],
  ])('a %s', (kind, parse, body, taken, refused) => {
    const file = (apiVersion: string, of = kind) => `kind: ${of}\napiVersion: ${apiVersion}\n${body}\n`;
    const version = kind === 'Policy' ? 'audit.k8s.io/v1' : 'apiserver.config.k8s.io/v1';
    const expected = `kind ${kind}, apiVersion ${version}`;
    for (const apiVersion of taken) expect([apiVersion, ...told(parse, file(apiVersion))]).toEqual([apiVersion]);
    for (const apiVersion of refused) {
      expect([apiVersion, ...told(parse, file(apiVersion))]).toEqual([
        apiVersion,
        `2:1 the file has another apiVersion, or none (${expected})`,
      ]);
    }
    expect(told(parse, file(version, 'Pod'))).toEqual([`1:1 the file is of another kind (${expected})`]);
    expect(told(parse, 'a')).toEqual([`- the file holds no object (${expected})`]);
    expect(told(parse, '# nothing\n')).toEqual([`- the file is empty (${expected})`]);
    expect(told(parse, Buffer.from([0xff, 0xfe, 0x80]))).toEqual(['- the file is not UTF-8 text']);
  });
});

describe('an encryption config', () => {
  const config = (providers: string) =>
    `kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nresources:\n- resources: [secrets]\n  providers:\n${providers}`;
  const key = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, i) => 5 * i + 1)).toString('base64');
  const withKeys = (type: string, ...keys: string[]) =>
    config(`  - ${type}:\n      keys:\n${keys.map((secret) => `      - {name: a, secret: ${secret}}\n`).join('')}`);

  it.each([
    ['aescbc', [16, 24, 32], '16, 24 or 32'],
    ['aesgcm', [16, 24, 32], '16, 24 or 32'],
    ['secretbox', [32], '32'],
  ])('has keys of %s that are long enough', (type, lengths, text) => {
    for (const bytes of [15, 16, 17, 24, 32, 33]) {
      const expected = lengths.includes(bytes) ? [] : [`8:9 a key of ${type} has ${bytes} bytes, not ${text}`];
      expect(told(readEncryptionConfig, withKeys(type, key(bytes)))).toEqual(expected);
    }
    expect(told(readEncryptionConfig, config(`  - ${type}: {}\n`))).toEqual([`6:5 ${type} has no key`]);
  });

  it('has keys in base64', () => {
    const good = key(16);
    const bad = [`${good}=`, `-${good.slice(1)}`, `!${good.slice(0, -1)}`, good.slice(1), '[1]', '12'];
    const what = ['not', 'not', 'not', 'not', 'no secret', 'no secret'].map((why, i) =>
      why === 'not' ? `${8 + i}:9 the secret of a key is not base64` : `${8 + i}:9 a key has no secret`,
    );
    expect(
      told(readEncryptionConfig, withKeys('aescbc', ...bad.map((text) => (/^[-!]/.test(text) ? `"${text}"` : text)))),
    ).toEqual(what);
  });

  it.each([
    ['0123456789abcdef0123456789abcdef', 1],
    ['abcdefghijklmnopqrstuvwxyz123456', 1],
    ['secret is secure', 1],
    ['this is password', 1],
    ['0123456789abcdef0123456789abcdeg', 0],
    ['aaaaaaaaaaaaaaab', 0],
    ['aaaaaaaaaaaaaaaa', 1],
  ])('has keys that nobody can guess: %s', (secret, weakKeys) => {
    const { facts } = read(readEncryptionConfig, withKeys('aescbc', Buffer.from(secret).toString('base64')));
    expect(facts).toMatchObject({ resources: [{ providers: [{ type: 'aescbc', keys: 1, weakKeys }] }] });
  });

  it('has one provider in each element, of a kind that there is', () => {
    const none = 'this is no provider (aescbc, aesgcm, secretbox, kms, identity)';
    expect(
      told(readEncryptionConfig, config('  - {identity: {}, kms: {}}\n  - text\n  - {}\n  - rot13: {}\n')),
    ).toEqual([`6:5 ${none}`, `7:5 ${none}`, `8:5 ${none}`, `9:5 ${none}`]);
    const { facts } = read(readEncryptionConfig, config('  - rot13: {}\n  - kms: {name: a}\n'));
    expect(facts).toEqual({
      kind: 'encryption-config',
      resources: [{ resources: ['secrets'], providers: [{ type: 'kms', keys: 0, weakKeys: 0, kmsVersion: 'v1' }] }],
    });
  });

  it('has blocks', () => {
    const head = 'kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\n';
    expect(told(readEncryptionConfig, `${head}resources: []\n`)).toEqual(['3:1 there are no resources']);
    expect(told(readEncryptionConfig, `${head}resources: [{}]\n`)).toEqual([
      '3:13 a block names no resources',
      '3:13 a block has no provider',
    ]);
  });
});

describe('an audit policy', () => {
  const policy = (...rules: string[]) =>
    `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${rules.map((rule) => `- {${rule}}\n`).join('')}`;
  const sensitive = (...rules: string[]) => {
    const { facts } = read(readAuditPolicy, policy(...rules, 'level: Request'));
    return facts?.kind === 'audit-policy' ? facts.sensitive : undefined;
  };

  it.each(['users', 'userGroups', 'verbs', 'namespaces'])('has rules that %s narrow', (key) => {
    expect(sensitive(`level: Metadata, ${key}: [a]`)).toBe('Request');
    expect(sensitive(`level: Metadata, ${key}: []`)).toBe('Metadata');
  });

  it('has rules for what is secret: all of secrets, config maps and reviews of tokens', () => {
    const core = (names: string) => `{group: "", resources: [${names}]}`;
    const reviews = '{group: authentication.k8s.io, resources: [tokenreviews]}';
    const rule = (...resources: string[]) => `level: Metadata, resources: [${resources.join(', ')}]`;
    expect(sensitive(rule(core('secrets, configmaps'), reviews))).toBe('Metadata');
    expect(sensitive(rule(core('"*"'), reviews))).toBe('Metadata');
    expect(sensitive(rule(core(''), '{group: authentication.k8s.io}'))).toBe('Metadata');
    expect(sensitive(rule(core('secrets'), reviews))).toBe('mixed');
    expect(sensitive(rule(core('configmaps'), reviews))).toBe('mixed');
    expect(sensitive(rule(core('secrets, configmaps')))).toBe('mixed');
    expect(sensitive(rule('{group: apps, resources: [secrets, configmaps]}'))).toBe('Request');
    expect(sensitive(rule('{group: "", resources: [secrets], resourceNames: [a]}'))).toBe('Request');
  });

  it('logs when a rule has a level other than None', () => {
    const logs = (...rules: string[]) => read(readAuditPolicy, policy(...rules)).facts;
    expect(logs('level: None', 'level: None')).toMatchObject({ rules: 2, logs: false, sensitive: 'None' });
    expect(logs('level: None', 'level: Request')).toMatchObject({ rules: 2, logs: true, sensitive: 'None' });
    expect(logs('level: Everything')).toMatchObject({ rules: 1, logs: false, sensitive: 'None' });
    expect(told(readAuditPolicy, policy('level: None', 'users: [a]', 'level: metadata'))).toEqual([
      '5:3 a rule has no level (None, Metadata, Request, RequestResponse)',
      '6:4 a rule has no level (None, Metadata, Request, RequestResponse)',
    ]);
  });
});
