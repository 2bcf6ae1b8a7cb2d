import { newestBenchmark } from '../audit/benchmark.js';
import { rules } from '../audit/rules/all.js';
import type { Severity } from '../kernel/severity.js';

/** A rule for readers. */
export interface RuleSummary {
  readonly slug: string;
  readonly title: string;
  /** Why it matters. */
  readonly about: string;
  readonly severity: Severity;
  readonly component: string;
  readonly flags: readonly string[];
  /** The number in `benchmark`; null where it does not ask this. */
  readonly cis: string | null;
}

/** What `hardway audit --list-rules` tells. */
export interface AuditRules {
  readonly benchmark: string;
  readonly rules: readonly RuleSummary[];
}

/** Every rule of the audit, in the order in which it is shown. */
export function auditRules(): AuditRules {
  return {
    benchmark: newestBenchmark,
    rules: rules.map(({ slug, title, about, severity, component, flags, cis }) => {
      return { slug, title, about, severity, component, flags, cis: cis?.[newestBenchmark] ?? null };
    }),
  };
}
