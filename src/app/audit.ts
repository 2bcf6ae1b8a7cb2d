import { evaluate, type Subject } from '../audit/evaluate.js';
import type { AuditReport, Finding, Status } from '../audit/finding.js';
import type { Rule } from '../audit/rule.js';
import { rules } from '../audit/rules/all.js';
import { isAtLeast, type Severity } from '../kernel/severity.js';
import { knownMinors, loadFlagCatalog } from '../catalog/load.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { nearest } from '../kernel/nearest.js';
import { HardwayError, problem } from '../kernel/problem.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import { inspect, type InspectRequest } from './inspect.js';

/** From which status on findings make the exit code 4. */
export type FailOn = 'fail' | 'warn' | 'undetermined';

export interface AuditRequest extends Omit<InspectRequest, 'effective'> {
  /** Slugs; all rules when empty. */
  readonly rules: readonly string[];
  /** Only rules at least this severe. */
  readonly severity?: Severity;
  readonly failOn: FailOn;
}

export interface AuditOutcome {
  readonly report: AuditReport;
  readonly exitCode: ExitCode;
}

/** What each threshold counts; a warning is nearer to a failure than what cannot be told. */
const counted: Readonly<Record<FailOn, readonly Status[]>> = {
  fail: ['fail'],
  warn: ['fail', 'warn'],
  undetermined: ['fail', 'warn', 'undetermined'],
};

/** The rules that are asked for. Throws when a slug is not one of ours. */
function chosenRules({ rules: slugs, severity }: AuditRequest): readonly Rule[] {
  const known = rules.map(({ slug }) => slug);
  const strange = slugs.filter((slug) => !known.includes(slug));
  if (strange.length > 0) {
    throw new HardwayError(
      strange.map((slug) => {
        const similar = nearest(slug, known);
        return problem('usage-invalid', {
          what: `there is no rule ${slug}`,
          expected: 'one of those that hardway audit --list-rules shows',
          ...(similar === undefined ? {} : { fix: `--rule ${similar}` }),
        });
      }),
    );
  }
  return rules.filter(
    (rule) =>
      (slugs.length === 0 || slugs.includes(rule.slug)) &&
      (severity === undefined || isAtLeast(rule.severity, severity)),
  );
}

/** The minors that a component may have: its version, those that know its flags, or all that are recorded. */
function minorsOf({ component, version, versions }: InspectedComponent): readonly string[] {
  if (version !== undefined) return [minorOf(version)];
  const all = knownMinors(component);
  if (versions === undefined) return all;
  return all.filter((minor) => compareVersions(minor, versions.from) >= 0 && compareVersions(minor, versions.to) <= 0);
}

/** Loads each catalogue once, however many masters there are. */
function catalogsOnce(): typeof loadFlagCatalog {
  const loaded = new Map<string, ReturnType<typeof loadFlagCatalog>>();
  return (component, minor) => {
    const key = `${component} ${minor}`;
    const catalog = loaded.get(key) ?? loadFlagCatalog(component, minor);
    loaded.set(key, catalog);
    return catalog;
  };
}

async function subjectOf(component: InspectedComponent, catalogs: typeof loadFlagCatalog): Promise<Subject> {
  const versions = minorsOf(component).map(async (minor) => ({
    minor,
    catalog: await catalogs(component.component, minor),
  }));
  return { component, versions: await Promise.all(versions) };
}

function exitCodeOf(findings: readonly Finding[], failOn: FailOn, read: ExitCode): ExitCode {
  if (read !== ExitCode.done) return read;
  return findings.some(({ status }) => counted[failOn].includes(status)) ? ExitCode.findings : ExitCode.done;
}

/**
 * Reads the sources as `inspect` does and judges what it found. The exit code is that of the reading when something
 * could not be read; otherwise 4 when there are findings that the threshold counts.
 */
export async function audit(request: AuditRequest): Promise<AuditOutcome> {
  const chosen = chosenRules(request);
  const { inspection, exitCode } = await inspect({ ...request, effective: true });
  const catalogs = catalogsOnce();
  const subjects = await Promise.all(inspection.components.map((component) => subjectOf(component, catalogs)));
  const ofComponents = inspection.components.flatMap(({ problems }) => problems);
  const problems = [...inspection.problems, ...ofComponents.filter(({ code }) => code !== 'input-deprecated-flag')];
  const report = { ...evaluate(subjects, chosen), problems };
  return { report, exitCode: exitCodeOf(report.findings, request.failOn, exitCode) };
}
