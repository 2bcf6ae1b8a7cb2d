import type { CompanionFacts } from '../companion.js';
import type { Problem } from '../../kernel/problem.js';
import { type Fields, fieldsOf, listOf, readApiObject, stringsOf, textOf } from './api-object.js';
import { invalid, type ParseCompanion } from './parsed.js';

type Level = Exclude<Extract<CompanionFacts, { kind: 'audit-policy' }>['sensitive'], 'mixed'>;

const current = 'audit.k8s.io/v1';

const levels: readonly string[] = ['None', 'Metadata', 'Request', 'RequestResponse'] satisfies Level[];

/** Resources whose content is secret, or is a token. */
const sensitiveResources = [
  { group: '', resource: 'secrets' },
  { group: '', resource: 'configmaps' },
  { group: 'authentication.k8s.io', resource: 'tokenreviews' },
] as const;

/** What makes a rule one for some requests only: then it does not decide about a resource as a whole. */
const narrowing = ['users', 'userGroups', 'verbs', 'namespaces'] as const;

/** Whether a rule fits every request for a resource (audit policy checker, ruleMatches). */
function fitsAll(rule: Fields, wanted: { readonly group: string; readonly resource: string }): boolean {
  if (narrowing.some((key) => listOf(rule[key]).length > 0)) return false;
  const resources = listOf(rule.resources).map(fieldsOf);
  if (resources.length === 0) return listOf(rule.nonResourceURLs).length === 0;
  return resources.some((entry) => {
    if ((textOf(entry.group) ?? '') !== wanted.group || listOf(entry.resourceNames).length > 0) return false;
    const names = stringsOf(entry.resources);
    return names.length === 0 || names.includes('*') || names.includes(wanted.resource);
  });
}

function levelFor(rules: readonly Fields[], wanted: (typeof sensitiveResources)[number]): Level {
  const level = textOf(rules.find((rule) => fitsAll(rule, wanted))?.level);
  return level !== undefined && levels.includes(level) ? (level as Level) : 'None';
}

/** Reads an audit policy: whether it logs anything, and at which level it logs what is secret. */
export const readAuditPolicy: ParseCompanion = (bytes, file) => {
  const object = readApiObject(bytes, file, {
    kinds: ['Policy'],
    apiVersion: /^audit\.k8s\.io\/v1(?:(?:alpha|beta)1)?$/,
    expected: `kind Policy, apiVersion ${current}`,
  });
  if (object.fields === null) return object;
  const rules = listOf(object.fields.rules).map(fieldsOf);
  const problems: Problem[] = rules.flatMap((rule, i) => {
    if (levels.includes(textOf(rule.level) ?? '')) return [];
    return [invalid(file, object.place(['rules', i, 'level']), 'a rule has no level', { expected: levels.join(', ') })];
  });
  if (rules.length === 0) problems.push(invalid(file, object.place(['rules']), 'the policy has no rules'));
  const [first = 'None', ...others] = sensitiveResources.map((wanted) => levelFor(rules, wanted));
  const sensitive = others.every((level) => level === first) ? first : 'mixed';
  const logs = rules.some(({ level }) => typeof level === 'string' && level !== 'None' && levels.includes(level));
  const written = textOf(object.fields.apiVersion) ?? current;
  const outdated = written === current ? {} : { apiVersion: written };
  return { facts: { kind: 'audit-policy', ...outdated, rules: rules.length, logs, sensitive }, problems };
};
