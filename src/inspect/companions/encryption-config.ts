import type { CompanionFacts } from '../companion.js';
import type { Problem } from '../../kernel/problem.js';
import { type ApiObject, type Fields, fieldsOf, isFields, listOf, readApiObject, stringsOf } from './api-object.js';
import { invalid, type ParseCompanion } from './parsed.js';

type Facts = Extract<CompanionFacts, { kind: 'encryption-config' }>;
type Provider = Facts['resources'][number]['providers'][number];

/** How long a key may be, in bytes, by provider; kms and identity have none of their own. */
const keyLengths: Readonly<Record<string, readonly number[]>> = {
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
  secretbox: [32],
};
const providerTypes: readonly string[] = [...Object.keys(keyLengths), 'kms', 'identity'];

/** Keys that stand in documentation and guides, as text: everybody knows them. */
const publishedKeys: ReadonlySet<string> = new Set([
  'secret is secure',
  'this is password',
  'abcdefghijklmnopqrstuvwxyz123456',
  '0123456789abcdef0123456789abcdef',
]);

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** What is wrong with a key that keeps the apiserver from starting; null when nothing is. */
function refused(type: string, secret: unknown): string | null {
  if (typeof secret !== 'string' || secret === '') return 'a key has no secret';
  if (!base64.test(secret) || secret.length % 4 !== 0) return 'the secret of a key is not base64';
  const length = Buffer.from(secret, 'base64').length;
  const lengths = keyLengths[type] ?? [];
  if (lengths.includes(length)) return null;
  return `a key of ${type} has ${length} bytes, not ${lengths.join(', ').replace(/, (\d+)$/, ' or $1')}`;
}

/** Whether anybody can guess a key: one byte over and over, or published. */
function isGuessable(secret: unknown): boolean {
  if (typeof secret !== 'string') return true;
  const key = Buffer.from(secret, 'base64');
  return key.every((byte) => byte === key[0]) || publishedKeys.has(key.toString('latin1'));
}

/** Without an apiVersion a kms provider is of v1. */
function kmsVersion(type: string, { apiVersion }: Fields): Pick<Provider, 'kmsVersion'> {
  if (type !== 'kms') return {};
  return { kmsVersion: apiVersion === 'v2' ? 'v2' : 'v1' };
}

function readProvider(value: unknown, path: readonly (string | number)[], object: ApiObject, file: string) {
  const problems: Problem[] = [];
  const names = isFields(value) ? Object.keys(value) : [];
  const [type = ''] = names;
  if (names.length !== 1 || !providerTypes.includes(type)) {
    problems.push(invalid(file, object.place(path), 'this is no provider', { expected: providerTypes.join(', ') }));
    return { provider: null, problems };
  }
  const keys = listOf(fieldsOf(fieldsOf(value)[type]).keys).map((key) => fieldsOf(key).secret);
  let weakKeys = 0;
  for (const [i, secret] of keys.entries()) {
    const what = refused(type, secret);
    if (what !== null) problems.push(invalid(file, object.place([...path, type, 'keys', i]), what));
    if (what !== null || isGuessable(secret)) weakKeys++;
  }
  if (type in keyLengths && keys.length === 0) problems.push(invalid(file, object.place(path), `${type} has no key`));
  const provider: Provider = {
    type,
    keys: keys.length,
    weakKeys,
    ...kmsVersion(type, fieldsOf(fieldsOf(value)[type])),
  };
  return { provider, problems };
}

/**
 * Reads an EncryptionConfiguration, also the kind EncryptionConfig of up to 1.12: the blocks in order, each with its
 * providers in order. Keys are looked at, counted and forgotten; they are in no problem either.
 */
export const readEncryptionConfig: ParseCompanion = (bytes, file) => {
  const object = readApiObject(bytes, file, {
    kinds: ['EncryptionConfiguration', 'EncryptionConfig'],
    apiVersion: /^(?:apiserver\.config\.k8s\.io\/)?v1$/,
    expected: 'kind EncryptionConfiguration, apiVersion apiserver.config.k8s.io/v1',
  });
  if (object.fields === null) return object;
  const problems: Problem[] = [];
  const blocks = listOf(object.fields.resources);
  if (blocks.length === 0) problems.push(invalid(file, object.place(['resources']), 'there are no resources'));
  const resources = blocks.map((block, i) => {
    const { resources: names, providers } = fieldsOf(block);
    const path = ['resources', i];
    if (listOf(names).length === 0) problems.push(invalid(file, object.place(path), 'a block names no resources'));
    if (listOf(providers).length === 0) problems.push(invalid(file, object.place(path), 'a block has no provider'));
    const read = listOf(providers).map((provider, j) =>
      readProvider(provider, [...path, 'providers', j], object, file),
    );
    problems.push(...read.flatMap((one) => one.problems));
    return { resources: stringsOf(names), providers: read.flatMap(({ provider }) => provider ?? []) };
  });
  return { facts: { kind: 'encryption-config', resources }, problems };
};
