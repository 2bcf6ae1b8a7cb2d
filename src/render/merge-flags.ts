import type { ComponentOptions, ExtraArg } from '../cluster/cluster.js';
import type { SetFlag } from './flag-set.js';
import { flagText, type ManagedFlags } from './flags/managed-flag.js';

function grouped(extraArgs: readonly ExtraArg[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const { name, value } of extraArgs) byName.set(name, [...(byName.get(name) ?? []), value]);
  return byName;
}

function apply(flags: Map<string, SetFlag>, options: ComponentOptions, from: 'cluster' | 'host'): void {
  for (const name of options.unset) flags.delete(name);
  for (const [name, values] of grouped(options.extraArgs)) flags.set(name, { name, values, from });
}

function byName(a: SetFlag, b: SetFlag): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/**
 * What hardway sets, then what the config says for the cluster, then for the host. A flag of the same name replaces
 * all that came before, as kubeadm does; the same name several times in one list repeats the flag. Sorted by name.
 */
export function mergeFlags(managed: ManagedFlags, cluster: ComponentOptions, host: ComponentOptions): SetFlag[] {
  const flags = new Map<string, SetFlag>();
  for (const [name, value] of Object.entries(managed)) {
    if (value !== undefined) flags.set(name, { name, values: [flagText(value)], from: 'hardway' });
  }
  apply(flags, cluster, 'cluster');
  apply(flags, host, 'host');
  return [...flags.values()].sort(byName);
}
