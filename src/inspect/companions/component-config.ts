import type { YamlPath } from '../../formats/yaml.js';
import { fieldsOf, isFields, readApiObject, readYaml, textOf } from './api-object.js';
import { type ConfigKeys, etcdKeys, kubeletKeys, proxyKeys, schedulerKeys } from './config-keys.js';
import { type FileSetting, invalid, type ParseCompanion, type Place } from './parsed.js';

type Scalar = string | number | boolean;

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** Between a signal of eviction and its threshold there is `<`, between all other keys and values `=`. */
function pairsOf(map: object, flag: string): readonly (readonly [key: string, pair: string])[] {
  const sign = flag === 'eviction-hard' || flag === 'eviction-soft' ? '<' : '=';
  return Object.entries(map).flatMap(([key, value]) =>
    isScalar(value) ? [[key, `${key}${sign}${String(value)}`]] : [],
  );
}

/** Lists whose elements are objects in the file and words in the flag, as the flag prints them (pkg/util/flag). */
const words: Readonly<Record<string, (item: Readonly<Record<string, unknown>>) => string>> = {
  'register-with-taints': ({ key, value, effect }) =>
    `${textOf(key) ?? ''}=${textOf(value) ?? ''}:${textOf(effect) ?? ''}`,
  'reserved-memory': ({ numaNode, limits }) => {
    const pairs = Object.entries(fieldsOf(limits)).filter(([, limit]) => isScalar(limit));
    return `${String(numaNode)}:${pairs
      .map(([name, limit]) => `${name}=${String(limit)}`)
      .sort()
      .join(',')}`;
  },
};

function listOf(flag: string, items: readonly unknown[]): readonly string[] {
  const word = words[flag];
  return word === undefined ? items.filter(isScalar).map(String) : items.filter(isFields).map(word);
}

function settingOf(flag: string, value: unknown, place: Place): FileSetting[] {
  if (isScalar(value)) return [{ flag, value: String(value), ...place }];
  if (Array.isArray(value)) {
    const values = listOf(flag, value);
    return [{ flag, value: values.join(','), values, ...place }];
  }
  if (!isFields(value)) return [];
  const pairs = pairsOf(value, flag);
  const values = pairs.map(([, pair]) => pair);
  const gone = Object.entries(value).flatMap(([key, item]) => (item === null ? [key] : []));
  return [{ flag, value: values.join(','), values, keys: { set: pairs.map(([key]) => key), gone }, ...place }];
}

/** Whether a field, or one around it, is null. */
function isNull(fields: unknown, path: readonly string[]): boolean {
  return path.some((_, i) => valueAt(fields, path.slice(0, i + 1)) === null);
}

function valueAt(fields: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => fieldsOf(value)[key], fields);
}

/** What the fields of a file say, as far as they have a flag. */
function settingsOf(fields: object, keys: ConfigKeys, place: (path: YamlPath) => Place): readonly FileSetting[] {
  return Object.entries(keys).flatMap(([key, flag]) => {
    const path = key.split('.');
    return settingOf(flag, valueAt(fields, path), place(path));
  });
}

function asRecord(settings: readonly FileSetting[]): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(({ flag, value }) => [flag, value]));
}

function reader(kind: string, apiVersion: RegExp, expected: string, keys: ConfigKeys): ParseCompanion {
  return (bytes, file) => {
    const object = readApiObject(bytes, file, {
      kinds: [kind],
      apiVersion,
      expected: `kind ${kind}, apiVersion ${expected}`,
    });
    if (object.fields === null) return object;
    const settings = settingsOf(object.fields, keys, object.place);
    const version = textOf(object.fields.apiVersion) ?? '';
    return {
      facts: { kind: 'component-config', apiVersion: version, settings: asRecord(settings) },
      problems: [],
      settings,
      reset: Object.entries(keys).flatMap(([key, flag]) => (isNull(object.fields, key.split('.')) ? [flag] : [])),
    };
  };
}

export const readKubeletConfig = reader(
  'KubeletConfiguration',
  /^kubelet\.config\.k8s\.io\/v1beta1$/,
  'kubelet.config.k8s.io/v1beta1',
  kubeletKeys,
);

export const readSchedulerConfig = reader(
  'KubeSchedulerConfiguration',
  /^kubescheduler\.config\.k8s\.io\/v1(?:(?:alpha|beta)\d)?$/,
  'kubescheduler.config.k8s.io/v1',
  schedulerKeys,
);

export const readProxyConfig = reader(
  'KubeProxyConfiguration',
  /^kubeproxy\.config\.k8s\.io\/v1alpha\d$/,
  'kubeproxy.config.k8s.io/v1alpha1',
  proxyKeys,
);

/** Reads etcd's file: fields are called like their flags, but for those of the two TLS blocks. It has no kind. */
export const readEtcdConfig: ParseCompanion = (bytes, file) => {
  const { value, place, problems } = readYaml(bytes, file);
  if (problems.length > 0) return { problems };
  if (!isFields(value)) return { problems: [invalid(file, {}, 'the file holds no object')] };
  const plain = Object.keys(value).filter((key) => /^[a-z\d-]{1,80}$/.test(key) && !isFields(value[key]));
  const keys = { ...Object.fromEntries(plain.map((key) => [key, key])), ...etcdKeys };
  const settings = settingsOf(value, keys, place);
  return { facts: { kind: 'component-config', apiVersion: '', settings: asRecord(settings) }, problems: [], settings };
};
