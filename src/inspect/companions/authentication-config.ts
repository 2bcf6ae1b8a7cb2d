import type { YamlPath } from '../../formats/yaml.js';
import {
  type ApiObject,
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  readApiObject,
  stringsOf,
  textOf,
} from './api-object.js';
import type { FileSetting, ParseCompanion } from './parsed.js';

/** A flag and where in the file stands what takes its place. */
function setting(object: ApiObject, flag: string, value: unknown, path: YamlPath): FileSetting[] {
  if (typeof value !== 'string' && typeof value !== 'boolean') return [];
  return [{ flag, value: String(value), ...object.place(path) }];
}

/** What the flags of OpenID Connect would say of one issuer. */
function issuerSettings(object: ApiObject, jwt: Fields): FileSetting[] {
  const at = (...path: YamlPath): YamlPath => ['jwt', 0, ...path];
  const { url, audiences } = fieldsOf(jwt.issuer);
  const { username, groups } = fieldsOf(jwt.claimMappings);
  const claims = listOf(jwt.claimValidationRules).flatMap((rule) => {
    const { claim, requiredValue } = fieldsOf(rule);
    return typeof claim === 'string' && typeof requiredValue === 'string' ? [`${claim}=${requiredValue}`] : [];
  });
  const required = { flag: 'oidc-required-claim', value: claims.join(','), values: claims };
  return [
    ...setting(object, 'oidc-issuer-url', url, at('issuer', 'url')),
    ...setting(object, 'oidc-client-id', stringsOf(audiences)[0], at('issuer', 'audiences')),
    ...setting(object, 'oidc-username-claim', fieldsOf(username).claim, at('claimMappings', 'username', 'claim')),
    ...setting(object, 'oidc-username-prefix', fieldsOf(username).prefix, at('claimMappings', 'username', 'prefix')),
    ...setting(object, 'oidc-groups-claim', fieldsOf(groups).claim, at('claimMappings', 'groups', 'claim')),
    ...setting(object, 'oidc-groups-prefix', fieldsOf(groups).prefix, at('claimMappings', 'groups', 'prefix')),
    ...(claims.length === 0 ? [] : [{ ...required, ...object.place(at('claimValidationRules')) }]),
  ];
}

/**
 * Reads an AuthenticationConfiguration: `anonymous` takes the place of --anonymous-auth, `jwt` of the --oidc-… flags. Of
 * several issuers only the URLs are told, since one flag cannot hold them.
 */
export const readAuthenticationConfig: ParseCompanion = (bytes, file) => {
  const object = readApiObject(bytes, file, {
    kinds: ['AuthenticationConfiguration'],
    apiVersion: /^apiserver\.config\.k8s\.io\/v1(?:(?:alpha|beta)\d)?$/,
    expected: 'kind AuthenticationConfiguration, apiVersion apiserver.config.k8s.io/v1',
  });
  if (object.fields === null) return object;
  const issuers = listOf(object.fields.jwt).map(fieldsOf);
  const urls = issuers.map(({ issuer }) => textOf(fieldsOf(issuer).url) ?? '');
  const { anonymous } = object.fields;
  const enabled = fieldsOf(anonymous).enabled === true;
  const paths = listOf(fieldsOf(anonymous).conditions).flatMap((condition) => textOf(fieldsOf(condition).path) ?? []);
  const [first] = issuers;
  const several = { flag: 'oidc-issuer-url', value: urls.join(','), values: urls, ...object.place(['jwt']) };
  return {
    facts: {
      kind: 'authentication-config',
      anonymous: isFields(anonymous) ? { enabled, paths } : null,
      jwtIssuers: urls,
    },
    problems: [],
    settings: [
      ...(isFields(anonymous) ? setting(object, 'anonymous-auth', enabled, ['anonymous']) : []),
      ...(issuers.length > 1 ? [several] : first === undefined ? [] : issuerSettings(object, first)),
    ],
  };
};
