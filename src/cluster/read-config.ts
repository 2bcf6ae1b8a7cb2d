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

/** One mistake is said once: no problem twice, and nothing more about a place that YAML has been blamed for. */
export function withoutEchoes(problems: readonly Problem[], yaml: ParsedYaml): readonly Problem[] {
  const place = ({ where }: Problem): string => `${where.line}:${where.column}`;
  const blamed = new Set(yaml.problems.map(place));
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (yaml.problems.includes(problem)) return true;
    const identity = `${place(problem)} ${problem.code} ${problem.what}`;
    if (blamed.has(place(problem)) || seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** Reads the text of a config and checks its structure. */
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
  const { draft, problems: structural } = checkStructure(yaml);
  const problems = withoutEchoes([...yaml.problems, ...structural], yaml);
  return { draft, yaml, problems };
}
