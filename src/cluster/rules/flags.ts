import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { Flag } from '../../catalog/flag.js';
import { checkValue, typeRules } from '../../catalog/type-rules.js';
import type { YamlPath } from '../../formats/yaml.js';
import { nearest } from '../../kernel/nearest.js';
import type { Problem } from '../../kernel/problem.js';
import { compareVersions } from '../../kernel/version.js';
import { managedFlags } from '../managed-flags.js';
import { endingFlags, flagConflicts } from '../safety-rules.js';
import { shown } from '../shown.js';
import { whyUnsafe } from '../unsafe-value.js';
import { knownFlag } from './flag-name.js';
import { type DraftArg, type FlagSite, flagSites } from './flag-sites.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

interface Given {
  readonly arg: DraftArg;
  readonly path: YamlPath;
  readonly site: FlagSite;
  readonly flag: Flag;
  /** Of the component. */
  readonly minor: string;
}

/** Whether the component would take the value. */
function valueProblems(context: RuleContext, { arg, path, flag }: Given): readonly Problem[] {
  const expected = arg.value === undefined ? null : checkValue(flag, arg.value);
  if (arg.value === undefined || expected === null) return [];
  const what = `${shown(arg.value)} is not a value for --${flag.name}`;
  return [problemAt(context, [...path, 'value'], 'config-flag-value', { what, expected })];
}

/** Whether the flag would end the program, or is refused or ignored beside one that hardway sets. */
function conflictProblems(context: RuleContext, { path, site, flag, minor }: Given): readonly Problem[] {
  if (endingFlags.includes(flag.name)) {
    const what = `with --${flag.name} ${site.component} prints something and ends`;
    return [problemAt(context, [...path, 'name'], 'config-flag-unsafe', { what, fix: 'remove it' })];
  }
  const conflict = flagConflicts.find(
    ({ component, flags, beside, since }) =>
      component === site.component &&
      flags.test(flag.name) &&
      !site.dropped.has(beside) &&
      (since === undefined || compareVersions(minor, since) >= 0),
  );
  if (conflict === undefined) return [];
  const { beside, why, component } = conflict;
  const droppable = managedFlags[component].adjustable.includes(beside);
  return [
    problemAt(context, [...path, 'name'], 'config-flag-managed', {
      what: `--${flag.name} stands beside --${beside}, which hardway sets: ${why}`,
      fix: droppable ? `remove it, or put ${beside} under unset` : 'remove it',
    }),
  ];
}

/** Whether the user has to say that a weaker or replaced flag is meant. */
function overrideProblems(context: RuleContext, { arg, path, site, flag }: Given): readonly Problem[] {
  if (arg.override === true) return [];
  const why = arg.value === undefined ? null : whyUnsafe(site.component, flag.name, arg.value);
  const fix = 'remove it, or add `override: true` when it is meant';
  if (why !== null) {
    const what = `--${flag.name}=${shown(arg.value ?? '').slice(1, -1)} ${why}`;
    return [problemAt(context, path, 'config-flag-unsafe', { what, fix })];
  }
  if (!managedFlags[site.component].wired.includes(flag.name)) return [];
  const what = `hardway sets --${flag.name} of ${site.component} itself, from the config`;
  return [problemAt(context, path, 'config-flag-managed', { what, fix })];
}

function deprecationProblems(context: RuleContext, { path, flag }: Given): readonly Problem[] {
  if (flag.deprecated === undefined) return [];
  const what = `--${flag.name} is deprecated: ${flag.deprecated}`;
  return [problemAt(context, [...path, 'name'], 'config-flag-deprecated', { severity: 'warning', what })];
}

/** A second use of a flag that takes one value silently replaces the first. */
function repeatProblems(context: RuleContext, given: readonly Given[]): readonly Problem[] {
  return given.flatMap(({ flag, path }, i) => {
    const before = given.slice(0, i).find((other) => other.flag.name === flag.name);
    if (before === undefined || typeRules(flag.type).repeats !== 'replace') return [];
    const { line } = context.at(before.path);
    const what = `--${flag.name} takes one value and was given before, on line ${line}`;
    return [problemAt(context, path, 'config-flag-value', { what, fix: 'keep one of the two' })];
  });
}

function extraArgProblems(context: RuleContext, catalog: FlagCatalog, site: FlagSite): readonly Problem[] {
  const unknown: Problem[] = [];
  const given: Given[] = [];
  for (const { arg, path } of site.extraArgs) {
    if (arg.name === undefined) continue;
    const result = knownFlag(context, catalog, [...path, 'name'], arg.name);
    if ('problem' in result) unknown.push(result.problem);
    else given.push({ arg, path, site, flag: result.flag, minor: catalog.minor });
  }
  const checks = [valueProblems, conflictProblems, overrideProblems, deprecationProblems];
  return [
    ...unknown,
    ...given.flatMap((one) => checks.flatMap((check) => check(context, one))),
    ...repeatProblems(context, given),
  ];
}

function unsetProblems(context: RuleContext, catalog: FlagCatalog, site: FlagSite): readonly Problem[] {
  const { wired, adjustable } = managedFlags[site.component];
  return site.unset.flatMap(({ name, path }) => {
    const report = (what: string, fix: string) => [problemAt(context, path, 'config-flag-unset', { what, fix })];
    const known = knownFlag(context, catalog, path, name);
    if ('problem' in known) return [known.problem];
    if (site.extraArgs.some(({ arg }) => arg.name === name)) {
      return report(`--${name} is both set and unset here`, 'keep one of the two');
    }
    if (wired.includes(name)) {
      return report(`${site.component} needs --${name} to work or to be safe`, 'remove it from unset');
    }
    if (adjustable.includes(name)) return [];
    const near = nearest(name, adjustable);
    return report(
      `hardway does not set --${name} of ${site.component}`,
      near === undefined ? 'remove it from unset' : `did you mean ${near}?`,
    );
  });
}

/** Flags that the config gives or drops: known to the version, of the right type, and not against safety unnoticed. */
export const flags: Rule = (draft, context) =>
  flagSites(draft).flatMap((site) => {
    const catalog = context.catalogs[site.component];
    if (catalog === undefined || catalog === null) return [];
    return [...extraArgProblems(context, catalog, site), ...unsetProblems(context, catalog, site)];
  });
