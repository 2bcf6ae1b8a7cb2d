import { describe, expect, it } from 'vitest';
import { readAdmissionConfig } from '../../../../src/inspect/companions/admission-config.js';
import { readAuthenticationConfig } from '../../../../src/inspect/companions/authentication-config.js';
import { readAuthorizationConfig } from '../../../../src/inspect/companions/authorization-config.js';
import type { ParseCompanion } from '../../../../src/inspect/companions/parsed.js';

const read = (parse: ParseCompanion, text: string) => parse(Buffer.from(text), '/f');

const lines = (parse: ParseCompanion, text: string) =>
  read(parse, text).problems.map(({ what, where }) => `${String(where.line ?? '')} ${what}`.trim());

const settings = (parse: ParseCompanion, text: string) =>
  Object.fromEntries((read(parse, text).settings ?? []).map(({ flag, value }) => [flag, value]));

describe('an AuthenticationConfiguration', () => {
  const config = (body: string) =>
    `apiVersion: apiserver.config.k8s.io/v1beta1\nkind: AuthenticationConfiguration\n${body}`;
  it('takes the place of --anonymous-auth', () => {
    const text = config('anonymous:\n  enabled: true\n  conditions: [{path: /livez}, {path: /readyz}]\n');
    expect(read(readAuthenticationConfig, text)).toEqual({
      facts: {
        kind: 'authentication-config',
        anonymous: { enabled: true, paths: ['/livez', '/readyz'] },
        jwtIssuers: [],
      },
      problems: [],
      settings: [{ flag: 'anonymous-auth', value: 'true', line: 3, column: 1 }],
    });
  });

  it('says nothing of anonymous requests when it does not speak of them', () => {
    expect(read(readAuthenticationConfig, config('jwt: []\n')).facts).toMatchObject({ anonymous: null });
  });

  it('takes the place of the flags of OpenID Connect', () => {
    const text = config(`jwt:
- issuer: {url: https://issuer.example, audiences: [kubernetes]}
  claimMappings:
    username: {claim: email, prefix: "oidc:"}
    groups: {claim: groups, prefix: ""}
  claimValidationRules: [{claim: hd, requiredValue: example.test}]
`);
    expect(settings(readAuthenticationConfig, text)).toEqual({
      'oidc-issuer-url': 'https://issuer.example',
      'oidc-client-id': 'kubernetes',
      'oidc-username-claim': 'email',
      'oidc-username-prefix': 'oidc:',
      'oidc-groups-claim': 'groups',
      'oidc-groups-prefix': '',
      'oidc-required-claim': 'hd=example.test',
    });
  });

  it('with several issuers tells their URLs only', () => {
    const text = config('jwt: [{issuer: {url: https://a}}, {issuer: {url: https://b}}]\n');
    expect(settings(readAuthenticationConfig, text)).toEqual({ 'oidc-issuer-url': 'https://a,https://b' });
  });
});

describe('an AuthorizationConfiguration', () => {
  it('takes the place of --authorization-mode, and a webhook of its flags', () => {
    const text = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
- {type: Node, name: node}
- type: Webhook
  name: hook
  webhook:
    authorizedTTL: 30s
    unauthorizedTTL: 5s
    subjectAccessReviewVersion: v1
    connectionInfo: {type: KubeConfigFile, kubeConfigFile: /hook.conf}
- {type: RBAC, name: rbac}
`;
    const { facts, problems } = read(readAuthorizationConfig, text);
    expect(facts).toMatchObject({
      authorizers: [{ type: 'Node' }, { type: 'Webhook', name: 'hook' }, { type: 'RBAC' }],
    });
    expect(problems).toEqual([]);
    expect(settings(readAuthorizationConfig, text)).toEqual({
      'authorization-mode': 'Node,Webhook,RBAC',
      'authorization-webhook-cache-authorized-ttl': '30s',
      'authorization-webhook-cache-unauthorized-ttl': '5s',
      'authorization-webhook-config-file': '/hook.conf',
      'authorization-webhook-version': 'v1',
    });
  });

  it('without authorizers, or with one that has no type, is refused', () => {
    const head = 'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\n';
    expect(lines(readAuthorizationConfig, head)).toEqual(['1 there are no authorizers']);
    expect(lines(readAuthorizationConfig, `${head}authorizers: [{name: a}]`)).toEqual(['3 an authorizer has no type']);
  });
});

describe('an AdmissionConfiguration', () => {
  it('names the plugins it configures', () => {
    const text = `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins: [{name: EventRateLimit, path: e.yaml}, {name: PodSecurity, configuration: {}}]
`;
    expect(read(readAdmissionConfig, text)).toEqual({
      facts: { kind: 'admission-config', plugins: ['EventRateLimit', 'PodSecurity'] },
      problems: [],
    });
  });

  it('gives a plugin one configuration', () => {
    const text = `apiVersion: apiserver.k8s.io/v1alpha1\nkind: AdmissionConfiguration\nplugins: [{name: A, path: a, configuration: {b: 1}}, {path: b}]\n`;
    expect(lines(readAdmissionConfig, text)).toEqual([
      '3 a plugin has both a path and a configuration',
      '3 a plugin has no name',
    ]);
  });
});
