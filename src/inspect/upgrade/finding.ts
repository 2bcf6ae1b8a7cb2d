import type { EffectiveFlag, Provenance } from '../effective-flag.js';

/**
 * What an upgrade does to a component as it is configured. `stops`: it will not start. `differs`: it starts and behaves
 * otherwise. `deprecated`: it works, and a later version will refuse it.
 */
export type UpgradeEffect = 'stops' | 'differs' | 'deprecated';

export interface UpgradeFinding {
  readonly effect: UpgradeEffect;
  /** The flag that it is about; null for words that are no flags. */
  readonly flag: string | null;
  /** The minor from which it is so. */
  readonly since: string;
  readonly what: string;
  readonly fix: string;
  /** Where the flag stands in the source; empty for a flag that is missing. */
  readonly provenance: readonly Provenance[];
}

/** Whether somebody gave the flag itself: a default is nobody's, and a setting of a config file outlives its flag. */
export function isGiven({ origin }: EffectiveFlag): boolean {
  return origin === 'set' || origin === 'env';
}
