import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { YamlPath } from '../../formats/yaml.js';
import type { ProblemCode } from '../../kernel/catalogue/index.js';
import type { Component } from '../../kernel/component.js';
import { type Problem, problem, type ProblemDetails, type Where } from '../../kernel/problem.js';
import type { Draft } from '../draft.js';
import { fieldName } from '../field-name.js';

/** The flags of the versions that the config names, as far as they are known. */
export type Catalogs = Readonly<Partial<Record<Component, FlagCatalog | null>>>;

export interface RuleContext {
  readonly catalogs: Catalogs;
  /** Position of a value, or of its key, with its field name. */
  readonly at: (path: YamlPath, what?: 'key' | 'value') => Where;
}

/** One thing that a config as a whole must hold. */
export type Rule = (draft: Draft, context: RuleContext) => readonly Problem[];

/** Builds the `at` of a context. */
export function locator(locate: (path: YamlPath, what: 'key' | 'value') => Where): RuleContext['at'] {
  return (path, what = 'value') => ({ ...locate(path, what), field: fieldName(path) });
}

/** A problem at a path. */
export function problemAt(
  context: RuleContext,
  path: YamlPath,
  code: ProblemCode,
  details: Omit<ProblemDetails, 'where'>,
): Problem {
  return problem(code, { where: context.at(path), ...details });
}
