import type { Problem } from '../kernel/problem.js';
import type { Origin } from '../inspect/effective-flag.js';
import type { Provenance } from '../inspect/provenance.js';
import type { Severity } from '../kernel/severity.js';

export const statuses = ['fail', 'warn', 'undetermined', 'pass', 'notApplicable'] as const;

/**
 * `undetermined`: the source does not say enough for a verdict. `notApplicable`: the rule has nothing to judge here,
 * such as a flag that this version does not have.
 */
export type Status = (typeof statuses)[number];

/** The verdict of one rule about one component. */
export interface Finding {
  /** The slug of the rule, which is its name for good. */
  readonly rule: string;
  /** The number in the benchmark that fits the version of the component; null where it has none. */
  readonly cis: string | null;
  readonly status: Status;
  readonly severity: Severity;
  readonly component: string;
  readonly host?: string;
  /** The flag that the verdict is about, without dashes. */
  readonly flag?: string;
  /** Its value as the component uses it, a default as well; null where it cannot be known. */
  readonly value?: string | null;
  /** How it got that value. */
  readonly origin?: Origin;
  /** Where the flags and files stand that the verdict rests on; the source itself where no flag is set. */
  readonly provenance: readonly Provenance[];
  readonly reason: string;
  /** What to do about it; null where there is nothing to do. */
  readonly remedy: string | null;
  /** The verdict rests on text whose broken lines were put together again. */
  readonly confidence?: 'reconstructed';
}

/** How many findings there are of each status. */
export type Summary = Readonly<Record<Status, number>>;

/** What `hardway audit` found. */
export interface AuditReport {
  /** The edition of the CIS Kubernetes Benchmark that `cis` counts by; null when there was nothing to judge. */
  readonly benchmark: string | null;
  /** Version of the Kubernetes components; null where no source tells it, the oldest where they differ. */
  readonly kubernetesVersion: string | null;
  /** The minors, from old to new, that were taken into account for Kubernetes components of unknown version. */
  readonly minors?: { readonly from: string; readonly to: string };
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}
