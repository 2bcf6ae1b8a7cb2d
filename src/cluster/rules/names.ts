import type { YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { draftHosts } from '../draft.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

/**
 * Names that something treats specially: the machine itself, device names of Windows, on which operators keep their
 * folders, and properties that every object of JavaScript has.
 */
const reserved = /^(localhost|con|prn|aux|nul|com\d|lpt\d|constructor|prototype)$/i;

function fault(name: string): string | null {
  const strange = Array.from(name).find((character) => !/^[A-Za-z\d-]$/.test(character));
  if (strange !== undefined) {
    const point = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `has the character ${shown(strange)} (U+${point})`;
  }
  if (/[A-Z]/.test(name)) return 'has upper-case letters, and a kubelet registers its node in lower case';
  if (name.length > 63) return `has ${name.length} characters`;
  if (/^-|-$/.test(name)) return 'begins or ends with a hyphen';
  if (reserved.test(name)) return 'is reserved';
  return null;
}

function check(context: RuleContext, path: YamlPath, whose: string, name: string | undefined): readonly Problem[] {
  const found = name === undefined ? null : fault(name);
  if (name === undefined || found === null) return [];
  const lower = name.toLowerCase();
  return [
    problemAt(context, path, 'config-name', {
      what: `the name ${shown(name)} of ${whose} ${found}`,
      expected: 'lower-case letters, digits and hyphens, at most 63, no hyphen at the ends (RFC 1123 label)',
      ...(lower !== name && fault(lower) === null ? { fix: `write ${lower}` } : {}),
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
