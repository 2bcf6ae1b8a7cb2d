import type { FileSetting } from './parsed.js';

/** A file that is merged over those before it. */
export interface DropIn {
  readonly file: string;
  readonly settings: readonly FileSetting[];
  /** Flags whose fields are null in it. */
  readonly reset: readonly string[];
}

const keyOf = (pair: string): string => pair.split(/[=<]/)[0] ?? '';

/** A map with another one over it: keys that both have are those of the other one. */
function overlaid(pairs: readonly string[], over: FileSetting): Pick<FileSetting, 'value' | 'values'> {
  const taken = new Set([...(over.keys?.set ?? []), ...(over.keys?.gone ?? [])]);
  const values = [...pairs.filter((pair) => !taken.has(keyOf(pair))), ...(over.values ?? [])];
  return { value: values.join(','), values };
}

/**
 * What a file of the kubelet says once its drop-ins are merged over it in their order, as a merge patch of JSON is
 * (RFC 7396; cmd/kubelet/app, mergeKubeletConfigurations): a list replaces a list, maps are merged key by key, and null
 * takes away what was there.
 */
export function mergeDropIns(base: readonly FileSetting[], dropIns: readonly DropIn[]): readonly FileSetting[] {
  const merged = new Map(base.map((setting) => [setting.flag, setting]));
  for (const { file, settings, reset } of dropIns) {
    for (const flag of reset) merged.delete(flag);
    for (const setting of settings) {
      const { flag, keys } = setting;
      const before = merged.get(flag)?.values ?? [];
      merged.set(flag, { ...setting, ...(keys === undefined ? {} : overlaid(before, setting)), file });
    }
  }
  return [...merged.values()];
}
