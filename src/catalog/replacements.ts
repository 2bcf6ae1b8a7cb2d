import { canonicalName } from './flag-name.js';
import { goneFlags } from './gone-flags.js';

/** What became of a flag that a component no longer has. */
export interface Replacement {
  /** The first minor that refuses the flag: `1.24`. */
  readonly since: string;
  /** The flag that does its work now, without dashes. */
  readonly replacedBy?: string;
  /** One sentence for the person who has to change it. */
  readonly note: string;
}

/**
 * What to use instead of a flag that newer versions of a component lack; undefined for flags we know nothing of, among
 * them all that still exist. Whether a version has a flag is the catalogue's to say: this is for the advice that
 * follows. kube-apiserver is covered from 1.10 on, the kubelet and kube-proxy from 1.12, the controller-manager and the scheduler from
 * 1.20, etcd from 3.5.
 */
export function replacementFor(component: string, name: string): Replacement | undefined {
  const known = Object.hasOwn(goneFlags, component) ? goneFlags[component] : undefined;
  const found = known?.find((row) => row.name === canonicalName(component, name));
  if (found === undefined) return undefined;
  const { since, replacedBy, note } = found;
  return { since, ...(replacedBy !== undefined && { replacedBy }), note };
}
