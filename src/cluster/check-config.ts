import { isError, type Problem } from '../kernel/problem.js';
import { buildCluster, type Surroundings } from './build-cluster.js';
import type { Cluster } from './cluster.js';
import { concealProblem } from './conceal.js';
import type { Config } from './config-schema.js';
import { type ReadConfig, withoutEchoes } from './read-config.js';
import { allRules } from './rules/all-rules.js';
import { type Catalogs, locator } from './rules/rule.js';

export interface CheckedConfig {
  /** Null when there is an error among the problems. */
  readonly cluster: Cluster | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

function inOrder(a: Problem, b: Problem): number {
  return (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0);
}

/** Asks every rule about a config that was read; builds the cluster when nothing is wrong. */
export function checkConfig(read: ReadConfig, catalogs: Catalogs, around: Surroundings): CheckedConfig {
  const context = { catalogs, at: locator((path, what) => read.yaml.locate(path, what)) };
  const findings = allRules.flatMap((rule) => rule(read.draft, context));
  const problems = withoutEchoes([...read.problems, ...findings], read.yaml)
    .map(concealProblem)
    .sort(inOrder);
  if (problems.some(isError)) return { cluster: null, problems };
  // Without an error nothing was taken out of the config, so the draft is the whole of it.
  return { cluster: buildCluster(read.draft as Config, around), problems };
}
