import type { FlagCatalog } from '../catalog/flag-catalog.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import { benchmarkFor, newestBenchmark } from './benchmark.js';
import type { AuditReport, Finding, Status, Summary } from './finding.js';
import { judgeRule } from './judge-rule.js';
import type { Judged } from './judged.js';
import type { Rule } from './rule.js';

/** A component with what is known of the versions that it may have, from old to new. */
export interface Subject {
  readonly component: InspectedComponent;
  /** One when the version is known; its catalogue is null where nothing is recorded about it. */
  readonly versions: readonly { readonly minor: string; readonly catalog: FlagCatalog | null }[];
}

export function summaryOf(findings: readonly Finding[]): Summary {
  const count = (status: Status): number => findings.filter((finding) => finding.status === status).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    undetermined: count('undetermined'),
    notApplicable: count('notApplicable'),
  };
}

/** The oldest version of a Kubernetes component; null when none is known. */
function kubernetesVersion(subjects: readonly Subject[]): string | null {
  const versions = subjects.flatMap(({ component }) =>
    component.component === 'etcd' || component.version === undefined ? [] : [component.version],
  );
  return versions.toSorted(compareVersions)[0] ?? null;
}

/** The minors that Kubernetes components of unknown version were judged for. */
function minorsJudged(subjects: readonly Subject[]): AuditReport['minors'] {
  const open = subjects.filter(({ component }) => component.component !== 'etcd' && component.version === undefined);
  const minors = open.flatMap(({ versions }) => versions.map(({ minor }) => minor)).toSorted(compareVersions);
  const [from, to] = [minors[0], minors.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function findingsOf({ component, versions }: Subject, rules: readonly Rule[]): readonly Finding[] {
  const candidates = versions.map((version): Judged => ({ component, ...version }));
  if (candidates.length === 0) return [];
  return rules.filter((rule) => rule.component === component.component).map((rule) => judgeRule(rule, candidates));
}

/** Judges every component by every rule that is for it, in the order of both. */
export function evaluate(subjects: readonly Subject[], rules: readonly Rule[]): Omit<AuditReport, 'problems'> {
  const findings = subjects.flatMap((subject) => findingsOf(subject, rules));
  const version = kubernetesVersion(subjects);
  const minors = minorsJudged(subjects);
  const benchmark = version === null ? newestBenchmark : benchmarkFor(minorOf(version));
  return {
    benchmark: findings.length === 0 ? null : benchmark,
    kubernetesVersion: version,
    ...(minors === undefined ? {} : { minors }),
    summary: summaryOf(findings),
    findings,
  };
}
