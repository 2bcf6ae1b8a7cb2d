import type { YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { draftHosts } from '../draft.js';
import { nameFault } from '../name-fault.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

function check(context: RuleContext, path: YamlPath, whose: string, name: string | undefined): readonly Problem[] {
  const found = name === undefined ? null : nameFault(name);
  if (name === undefined || found === null) return [];
  const lower = name.toLowerCase();
  return [
    problemAt(context, path, 'config-name', {
      what: `the name ${shown(name)} of ${whose} ${found}`,
      expected: 'lower-case letters, digits and hyphens, at most 63, no hyphen at the ends (RFC 1123 label)',
      ...(lower !== name && nameFault(lower) === null ? { fix: `write ${lower}` } : {}),
    }),
  ];
}

/** Names become paths, unit arguments and certificate subjects: only what needs no quoting anywhere is allowed. */
export const names: Rule = (draft, context) => [
  ...check(context, ['metadata', 'name'], 'the cluster', draft.metadata?.name),
  ...draftHosts(draft).flatMap(({ host, index }) =>
    check(context, ['spec', 'hosts', index, 'name'], 'a host', host.name),
  ),
];
