import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { Flag } from '../../catalog/flag.js';
import { replacementFor } from '../../catalog/replacements.js';
import type { YamlPath } from '../../formats/yaml.js';
import { nearest } from '../../kernel/nearest.js';
import type { Problem } from '../../kernel/problem.js';
import { shown } from '../shown.js';
import { problemAt, type RuleContext } from './rule.js';

function spellingFix(name: string): string | undefined {
  const bare = name.replace(/^-+/, '');
  const equals = bare.indexOf('=');
  if (equals !== -1) return `write name: ${bare.slice(0, equals)} and the rest under value`;
  return bare === name ? undefined : `write ${bare}`;
}

/** A name of a flag in a config: the flag itself, or why it cannot be used. */
export function knownFlag(
  context: RuleContext,
  catalog: FlagCatalog,
  path: YamlPath,
  name: string,
): { readonly flag: Flag } | { readonly problem: Problem } {
  const { component, minor } = catalog;
  if (!/^[A-Za-z\d][\w.-]*$/.test(name)) {
    const fix = spellingFix(name);
    const details = { what: `${shown(name)} is not the name of a flag`, ...(fix === undefined ? {} : { fix }) };
    return { problem: problemAt(context, path, 'config-flag-unknown', details) };
  }
  const flag = catalog.get(name);
  if (flag !== undefined && flag.name !== name) {
    const what = `${component} writes this flag ${flag.name}`;
    return { problem: problemAt(context, path, 'config-flag-unknown', { what, fix: `write ${flag.name}` }) };
  }
  if (flag !== undefined) return { flag };
  const gone = replacementFor(component, name);
  const near = gone === undefined ? nearest(name, catalog.names()) : undefined;
  const fix = gone?.note ?? (near === undefined ? undefined : `did you mean ${near}?`);
  const since = gone === undefined ? '' : `; it went with ${gone.since}`;
  const what = `${component} ${minor} has no flag --${name}${since}`;
  return {
    problem: problemAt(context, path, 'config-flag-unknown', { what, ...(fix === undefined ? {} : { fix }) }),
  };
}
