import type { FlagGroup } from '../kernel/flag-group.js';

/** Another place whose value has to fit the value of a flag. */
export interface Agreement {
  /** A flag with its component, a file, or whatever else has a say. */
  readonly with: string;
  readonly how: string;
}

/** What is written by hand about a flag, because no program can tell it. */
export interface FlagNote {
  readonly group: FlagGroup;
  /** One short sentence: what the flag does. */
  readonly about: string;
  /** Accepted without effect, from this minor on. */
  readonly inert?: { readonly since: string; readonly why: string };
  /** The component does not start without it, from this minor on, unless one of these flags takes its place. */
  readonly required?: { readonly since: string; readonly unless?: readonly string[] };
  /** The flag that does its work now, without dashes. */
  readonly replacedBy?: string;
  /** The first minor that refuses the flag, and what to do about it. */
  readonly gone?: { readonly since: string; readonly note: string };
  /** What the component takes when the flag is not set, where its default does not say so. */
  readonly unset?: string;
  readonly agreesWith?: readonly Agreement[];
  /** What kubeadm sets it to, and where that is configured. */
  readonly kubeadm?: string;
  /** What happens when the value is wrong or missing. */
  readonly breaks?: string;
}
