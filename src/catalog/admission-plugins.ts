import type { RangesByName } from './recorded-ranges.js';
import { recordsIn } from './recorded-ranges.js';
import { recordSource } from './sources.js';

/** What kube-apiserver of one minor has of admission plugins. */
export interface AdmissionPlugins {
  readonly minor: string;
  /** Every name that --enable-admission-plugins takes, sorted; any other name keeps the apiserver from starting. */
  readonly names: readonly string[];
  /** Those that are on when no flag speaks of them, sorted. */
  readonly defaults: readonly string[];
}

interface Plugin {
  readonly default: boolean;
}

// As with the catalogues of flags, one command may ask for the same minor thousands of times.
const loaded = new Map<string, AdmissionPlugins>();

/**
 * The admission plugins of kube-apiserver in a version (`1.37.1`, `v1.37.1`) or minor (`1.37`). Null when nothing is
 * recorded about that minor.
 */
export async function loadAdmissionPlugins(version: string): Promise<AdmissionPlugins | null> {
  const source = recordSource('kube-apiserver', version);
  if (source === null) return null;
  const known = loaded.get(source.minor);
  if (known !== undefined) return known;
  const { default: recorded } = await import('./data/admission-plugins.json', { with: { type: 'json' } });
  const plugins = recordsIn<Plugin>(recorded.plugins satisfies RangesByName<Plugin>, source.minor);
  const read = Object.freeze({
    minor: source.minor,
    names: Object.freeze(plugins.map(({ name }) => name)),
    defaults: Object.freeze(plugins.filter((plugin) => plugin.default).map(({ name }) => name)),
  });
  loaded.set(source.minor, read);
  return read;
}
