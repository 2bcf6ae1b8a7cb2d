import { newestBenchmark, benchmarkFor } from './benchmark.js';
import type { Finding } from './finding.js';
import { type Judged, valueOf } from './judged.js';
import { remedyFor } from './remedy.js';
import type { Case, Rule } from './rule.js';
import { agreed, type Outcome, possibilities } from './verdict.js';

type Component = Judged['component'];

/** The value of a flag for a reader; `unset` where it is empty or the version lacks it. */
function shown(judged: Judged, name: string): string {
  const value = valueOf(judged, name);
  if (!value.known) return 'unknown';
  return value.value === null || value.value.text === '' ? 'unset' : value.value.text;
}

function filled(reason: string, judged: Judged): string {
  return reason.replace(/\{([a-z0-9-]+)\}/g, (_, name: string) => shown(judged, name));
}

/** Where the flags stand that a verdict is about; the sources where none of them is set. */
function provenanceOf(component: Component, flags: readonly string[]): Finding['provenance'] {
  const places = flags.flatMap((name) => component.flags[name]?.provenance ?? []);
  const seen = new Set<string>();
  const once = places.filter((place) => {
    const key = JSON.stringify(place);
    return seen.has(key) ? false : seen.add(key);
  });
  if (once.length > 0) return once;
  return component.sources.map(({ path }) => ({ source: path ?? '<stdin>' }));
}

/** Where a file speaks too, it is named beside the flags. */
function filesOf(component: Component, flags: readonly string[]): Finding['provenance'] {
  const files = component.companions?.filter(({ flag, facts }) => flags.includes(flag) && facts !== undefined) ?? [];
  return files
    .filter(({ facts }) => facts?.kind !== 'certificates' && facts?.kind !== 'key')
    .map(({ hostPath, path }) => ({ source: hostPath ?? path }));
}

function common(rule: Rule, { component }: Judged, flags: readonly string[]) {
  const edition = component.version === undefined ? newestBenchmark : editionOf(component);
  const rebuilt = flags.some((name) => component.flags[name]?.confidence === 'reconstructed');
  return {
    rule: rule.slug,
    cis: edition === null ? null : (rule.cis?.[edition] ?? null),
    severity: rule.severity,
    component: component.component,
    ...(component.host === undefined ? {} : { host: component.host }),
    provenance: [...provenanceOf(component, flags), ...filesOf(component, flags)],
    ...(rebuilt ? { confidence: 'reconstructed' as const } : {}),
  };
}

/** etcd has versions of its own; its numbers are those of the newest edition. */
function editionOf({ component, version }: Component) {
  return component === 'etcd' || version === undefined ? newestBenchmark : benchmarkFor(version);
}

function valueShown(judged: Judged, flag: string | undefined): Pick<Finding, 'flag' | 'value' | 'origin'> {
  if (flag === undefined) return {};
  const value = valueOf(judged, flag);
  if (!value.known) return { flag, value: null };
  if (value.value === null) return { flag };
  return { flag, value: value.value.text, origin: judged.component.flags[flag]?.origin ?? 'default' };
}

function decided(rule: Rule, outcome: Outcome, candidates: readonly Judged[]): Finding {
  const { verdict, judged } = outcome;
  const flags = verdict.flags ?? rule.flags;
  const remedy = verdict.then === 'pass' || verdict.then === 'notApplicable' ? [] : (verdict.remedy ?? []);
  return {
    ...common(rule, judged, flags),
    status: verdict.then,
    ...valueShown(judged, flags[0]),
    reason: filled(verdict.reason, judged),
    remedy: remedyFor(remedy, candidates),
  };
}

function range(minors: readonly string[]): string {
  const [first = ''] = minors;
  const last = minors.at(-1) ?? first;
  return first === last ? first : `${first} to ${last}`;
}

/** Why versions come to different verdicts: `fail up to 1.19, …`. */
function versionsDiffer(reached: readonly Outcome[]): string {
  const byVerdict = new Map<Case['then'], string[]>();
  for (const { verdict, judged } of reached) {
    byVerdict.set(verdict.then, [...(byVerdict.get(verdict.then) ?? []), judged.minor]);
  }
  const words = {
    pass: 'pass',
    fail: 'fail',
    warn: 'warn',
    undetermined: 'undetermined',
    notApplicable: 'not applicable',
  };
  const parts = [...byVerdict].map(([status, minors]) => `${words[status]} in ${range([...new Set(minors)])}`);
  return `it depends on the version, which is not known: ${parts.join(', ')}`;
}

/**
 * The verdict of a rule about a component that may have any of these versions, from old to new. What is not known does
 * not matter as long as everything that it could be comes to the same verdict.
 */
export function judgeRule(rule: Rule, candidates: readonly Judged[]): Finding {
  const possible = candidates.map((judged) => possibilities(rule, judged));
  const outcomes = possible.flatMap((one) => one.outcomes);
  const newest = outcomes.at(-1);
  if (newest === undefined) throw new Error(`the rule ${rule.slug} came to no verdict`);
  const status = agreed(outcomes);
  const why = [...new Set(possible.flatMap((one) => one.why))];
  if (status !== null) {
    const speaking = outcomes.findLast(({ verdict }) => verdict.then === status) ?? newest;
    return decided(rule, speaking, candidates);
  }
  const flags = rule.flags;
  return {
    ...common(rule, newest.judged, flags),
    status: 'undetermined',
    ...valueShown(newest.judged, flags[0]),
    reason: why.length > 0 ? why.join('; ') : versionsDiffer(outcomes),
    remedy:
      why.length > 0
        ? 'audit the host itself, or a source that holds the whole command line; with --root DIR the files it names are read below that folder'
        : 'say which version it is with --kubernetes-version',
  };
}
