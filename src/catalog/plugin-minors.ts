import { compareVersions } from '../kernel/version.js';
import { type RangeOf, type RangesByName } from './recorded-ranges.js';

/** The minors in which an admission plugin exists, from old to new; none for a name that no recorded minor has. */
export type PluginMinors = (name: string) => readonly RangeOf<object>[];

/** The history of the names that --enable-admission-plugins and --disable-admission-plugins take. */
export async function loadPluginMinors(): Promise<PluginMinors> {
  const { default: recorded } = await import('./data/admission-plugins.json', { with: { type: 'json' } });
  const plugins: RangesByName<object> = recorded.plugins;
  return (name) => (Object.hasOwn(plugins, name) ? (plugins[name] ?? []) : []);
}

/** The oldest minor whose admission plugins are recorded; before it nothing is known, which is not "it has none". */
export async function oldestMinorWithPlugins(): Promise<string> {
  const { default: recorded } = await import('./data/admission-plugins.json', { with: { type: 'json' } });
  const all = Object.values<readonly { readonly from: string }[]>(recorded.plugins).flatMap((ranges) => ranges);
  return all.map(({ from }) => from).sort(compareVersions)[0] ?? '';
}
