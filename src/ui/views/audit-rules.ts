import type { RuleSummary } from '../../app/audit-rules.js';
import { table, terminalWidth } from '../table.js';

/** The rules as a table: name, how bad it is, the number in the newest benchmark, what is asked. */
export function auditRulesView(rules: readonly RuleSummary[]): string {
  return table(
    rules,
    [
      { title: 'RULE', cell: ({ slug }) => slug },
      { title: 'SEVERITY', cell: ({ severity }) => severity },
      { title: 'CIS', cell: ({ cis }) => cis ?? '' },
      { title: 'ASKS THAT', cell: ({ title }) => title, wrap: true },
    ],
    terminalWidth(),
  );
}
