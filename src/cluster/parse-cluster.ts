import type { Surroundings } from './build-cluster.js';
import { type CheckedConfig, checkConfig } from './check-config.js';
import { readConfig } from './read-config.js';
import type { Catalogs } from './rules/rule.js';

export interface ParseClusterOptions extends Surroundings {
  /** How the file is called in messages. */
  readonly file: string;
  /** The flags of the versions the config names; what is missing is not checked. */
  readonly catalogs: Catalogs;
}

/** From the text of a config to a cluster, or to everything that is wrong with it. Touches nothing outside. */
export function parseCluster(text: string, options: ParseClusterOptions): CheckedConfig {
  return checkConfig(readConfig(text, options), options.catalogs, options);
}
