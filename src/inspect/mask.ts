import { redact } from '../kernel/redact.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';

const masked = '[secret]';

/** Flags whose value is itself a secret. The token of a new etcd cluster is only a name for it. */
function isSecretFlag(name: string): boolean {
  return /(?:^|-)(?:token|password|secret|passphrase)$/.test(name) && name !== 'initial-cluster-token';
}

/** Passwords in URLs, and whatever looks like key material. */
function maskText(text: string): string {
  return redact(text.replace(/(:\/\/[^/\s:@]{1,200}:)[^/\s@]{1,400}@/g, `$1${masked}@`));
}

function maskFlag(flag: EffectiveFlag): EffectiveFlag {
  const mask = (value: string): string => (isSecretFlag(flag.name) && value !== '' ? masked : maskText(value));
  return {
    ...flag,
    value: flag.value === null ? null : mask(flag.value),
    ...(flag.values === undefined ? {} : { values: flag.values.map(mask) }),
    overrode: flag.overrode.map(({ value, provenance }) => ({ value: mask(value), provenance })),
  };
}

/** The same component with nothing in it that must not be shown. For everything that leaves the program. */
export function maskComponent(component: InspectedComponent): InspectedComponent {
  const flags = Object.create(null) as Record<string, EffectiveFlag>;
  for (const [name, flag] of Object.entries(component.flags)) flags[name] = maskFlag(flag);
  return {
    ...component,
    flags,
    positionals: component.positionals.map(maskText),
    differences: component.differences.map(({ flag, values }) => ({
      flag,
      values: values.map(({ source, value }) => {
        const shown = value === null ? null : isSecretFlag(flag) ? masked : maskText(value);
        return { source, value: shown };
      }),
    })),
    problems: component.problems.map((problem) => ({ ...problem, what: maskText(problem.what) })),
  };
}
