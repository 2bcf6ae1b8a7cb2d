import { type ParsedYaml, parseYaml } from '../formats/yaml.js';
import { isError, type Problem, problem } from '../kernel/problem.js';
import type { Draft } from './draft.js';
import { checkStructure } from './structure.js';

/** A config whose text has been read; the rules have not been asked yet. */
export interface ReadConfig {
  readonly draft: Draft;
  readonly yaml: ParsedYaml;
  readonly problems: readonly Problem[];
}

/** Reads the text of a config and checks its structure. What YAML has already been blamed for is not said twice. */
export function readConfig(text: string, source: { readonly file: string }): ReadConfig {
  const yaml = parseYaml(text, source, { code: 'config-yaml', refuseAmbiguous: true });
  if (yaml.value === undefined || yaml.value === null) {
    if (yaml.problems.some(isError)) return { draft: {}, yaml, problems: yaml.problems };
    const empty = problem('config-missing', {
      where: { file: source.file, line: 1, column: 1 },
      what: 'the config is empty',
      expected: 'apiVersion, kind, metadata and spec',
      fix: 'write a config with `hardway init`',
    });
    return { draft: {}, yaml, problems: [empty] };
  }
  const { draft, problems } = checkStructure(yaml);
  const said = new Set(yaml.problems.map(({ where }) => `${where.line}:${where.column}`));
  const others = problems.filter(({ where }) => !said.has(`${where.line}:${where.column}`));
  return { draft, yaml, problems: [...yaml.problems, ...others] };
}
