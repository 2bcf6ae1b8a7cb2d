import type { AdmissionPlugins } from '../../catalog/admission-plugins.js';
import type { FeatureGates } from '../../catalog/feature-gates.js';
import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { CatalogueChange } from '../../catalog/flag-changes.js';
import type { FlagNotes } from '../../catalog/flag-notes.js';

/** What a component is held against: everything known of the version it is to be upgraded to, and of the way there. */
export interface UpgradeTarget {
  readonly from: string;
  readonly to: string;
  /** The flags of the version it has now, where they are recorded. */
  readonly before: FlagCatalog;
  readonly after: FlagCatalog;
  readonly notes: FlagNotes;
  readonly changes: readonly CatalogueChange[];
  /** Null when nothing is recorded. */
  readonly plugins: AdmissionPlugins | null;
  readonly gates: FeatureGates | null;
}
