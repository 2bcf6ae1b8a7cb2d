import { fromEntries } from '../effective.js';
import type { EffectiveFlag, InspectedComponent } from '../effective-flag.js';
import type { Finding } from './view.js';

/** What templates and guides leave for others to fill in: `<IP>`, `{{ ip }}`, `<%= ip %>`, `${IP}`, YOUR_IP, CHANGEME. */
const placeholder =
  /<%.*?%>|\{\{.*?\}\}|<[A-Za-z][\w .-]{0,60}>|\$\{[A-Za-z_]\w*\}|\$\([A-Za-z_]\w*\)|\bYOUR[_-][A-Z0-9_-]+|\b(?:CHANGE[_-]?ME|REPLACE[_-]ME|TODO)\b/;

/** Sources that show what a process really got: there a placeholder is a value like any other. */
const running: ReadonlySet<string> = new Set(['proc', 'flagz', 'log', 'ps']);

export function placeholderIn(value: string): string | null {
  return placeholder.exec(value)?.[0] ?? null;
}

/**
 * The component with flags whose value is a placeholder made unknown, and what to say of them. In a process, which runs
 * with it, the value stays: it is still told.
 */
export function withoutPlaceholders(component: InspectedComponent): {
  readonly component: InspectedComponent;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const runs = component.sources.some(({ kind }) => running.has(kind));
  const flags = Object.entries(component.flags).map(([name, flag]): [string, EffectiveFlag] => {
    if (flag.value === null || flag.origin === 'default') return [name, flag];
    const found = placeholderIn(flag.value);
    if (found === null) return [name, flag];
    findings.push({
      code: 'input-placeholder',
      severity: 'warning',
      flag: name,
      what: runs
        ? `--${name} is given the placeholder ${found} as it is written`
        : `the value of --${name} is not known: ${found} stands for something else`,
      fix: 'fill it in',
    });
    return [name, runs ? flag : { ...withoutValues(flag), value: null, confidence: 'undetermined' }];
  });
  return findings.length === 0
    ? { component, findings }
    : { component: { ...component, flags: fromEntries(flags) }, findings };
}

function withoutValues(flag: EffectiveFlag): EffectiveFlag {
  const { name, type, value, origin, confidence, provenance, overrode } = flag;
  return { name, type, value, origin, confidence, provenance, overrode };
}
