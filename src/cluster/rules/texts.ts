import type { YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

// Line breaks would end a line of a unit or manifest; the others cannot be seen in a review.
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const password = /\/\/[^\s/@]*:[^\s/@]+@/;

function check(value: unknown, path: YamlPath, context: RuleContext): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => check(entry, [...path, index], context));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, entry]) => check(entry, [...path, key], context));
  }
  if (typeof value !== 'string') return [];
  const found = hidden.exec(value)?.[0];
  // The rule for names says the same of names, with what is allowed there.
  if (found !== undefined && !(path.at(-1) === 'name' && !path.includes('extraArgs'))) {
    const what = `the text has a character that cannot be seen or ends the line: ${shown(found)}`;
    return [problemAt(context, path, 'config-text', { what, fix: 'remove it, or write the value on one line' })];
  }
  if (!password.test(value)) return [];
  const what = 'the URL holds a password';
  return [problemAt(context, path, 'config-password', { what, fix: 'remove it; use an SSH key or agent, or a file' })];
}

/** What no text of the config may hold: line breaks, control and invisible characters, passwords in URLs. */
export const texts: Rule = (draft, context) => check(draft, [], context);
