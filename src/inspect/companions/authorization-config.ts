import { type ApiObject, fieldsOf, listOf, readApiObject, textOf } from './api-object.js';
import { type FileSetting, invalid, type ParseCompanion } from './parsed.js';

/** Flags that one webhook in the file takes the place of, by the field under `webhook`. */
const webhookFlags = [
  ['authorizedTTL', 'authorization-webhook-cache-authorized-ttl'],
  ['unauthorizedTTL', 'authorization-webhook-cache-unauthorized-ttl'],
  ['subjectAccessReviewVersion', 'authorization-webhook-version'],
] as const;

function webhookSettings(object: ApiObject, index: number, webhook: ReturnType<typeof fieldsOf>): FileSetting[] {
  const path = ['authorizers', index, 'webhook'];
  const named = webhookFlags.flatMap(([key, flag]) => {
    const value = textOf(webhook[key]);
    return value === undefined ? [] : [{ flag, value, ...object.place([...path, key]) }];
  });
  const kubeconfig = textOf(fieldsOf(webhook.connectionInfo).kubeConfigFile);
  if (kubeconfig === undefined) return named;
  const place = object.place([...path, 'connectionInfo', 'kubeConfigFile']);
  return [...named, { flag: 'authorization-webhook-config-file', value: kubeconfig, ...place }];
}

/**
 * Reads an AuthorizationConfiguration: the types of its authorizers in order take the place of --authorization-mode, and
 * a webhook, when there is only one, of the --authorization-webhook-… flags.
 */
export const readAuthorizationConfig: ParseCompanion = (bytes, file) => {
  const object = readApiObject(bytes, file, {
    kinds: ['AuthorizationConfiguration'],
    apiVersion: /^apiserver\.config\.k8s\.io\/v1(?:(?:alpha|beta)\d)?$/,
    expected: 'kind AuthorizationConfiguration, apiVersion apiserver.config.k8s.io/v1',
  });
  if (object.fields === null) return object;
  const entries = listOf(object.fields.authorizers).map(fieldsOf);
  const place = object.place(['authorizers']);
  if (entries.length === 0) return { problems: [invalid(file, place, 'there are no authorizers')] };
  const untyped = entries.flatMap((entry, i) => (textOf(entry.type) === undefined ? [i] : []));
  const authorizers = entries.map(({ type, name }) => ({ type: textOf(type) ?? '', name: textOf(name) ?? '' }));
  const types = authorizers.map(({ type }) => type);
  const webhooks = entries.flatMap(({ type, webhook }, i) =>
    type === 'Webhook' ? [{ webhook: fieldsOf(webhook), i }] : [],
  );
  const [only, more] = webhooks;
  return {
    facts: { kind: 'authorization-config', authorizers },
    problems: untyped.map((i) => invalid(file, object.place(['authorizers', i]), 'an authorizer has no type')),
    settings: [
      { flag: 'authorization-mode', value: types.join(','), values: types, ...place },
      ...(only === undefined || more !== undefined ? [] : webhookSettings(object, only.i, only.webhook)),
    ],
  };
};
