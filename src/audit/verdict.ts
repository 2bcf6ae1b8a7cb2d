import { holds } from './condition.js';
import type { Status } from './finding.js';
import type { Judged } from './judged.js';
import type { Case, Rule } from './rule.js';

/** A case that may be the verdict, with the version it was reached for. */
export interface Outcome {
  readonly verdict: Case;
  readonly judged: Judged;
}

/** What a rule can come to, given what is known. */
export interface Possibilities {
  /** One outcome when everything that matters is known. */
  readonly outcomes: readonly Outcome[];
  /** Why there are several. */
  readonly why: readonly string[];
}

/** Goes through the cases of a rule; past a condition that is not known it goes both ways. */
export function possibilities(rule: Rule, judged: Judged): Possibilities {
  const outcomes: Outcome[] = [];
  const why: string[] = [];
  for (const verdict of rule.cases) {
    const answer = verdict.when === undefined ? { known: true as const, value: true } : holds(judged, verdict.when);
    if (!answer.known) why.push(...answer.why);
    if (!answer.known || answer.value) outcomes.push({ verdict, judged });
    if (answer.known && answer.value) break;
  }
  return { outcomes, why: [...new Set(why)] };
}

/** The one status that all outcomes agree on; a pass is one too where some versions have nothing to judge. */
export function agreed(outcomes: readonly Outcome[]): Status | null {
  const found = new Set(outcomes.map(({ verdict }) => verdict.then));
  if (found.size === 2 && found.has('pass') && found.has('notApplicable')) return 'pass';
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}
