import { unitVariables } from '../formats/systemd-service.js';
import type { UnitFile } from '../formats/systemd-unit.js';
import type { EnvironmentValue } from './component-argv.js';

/** The text of an EnvironmentFile by its path; undefined when it cannot be had, null when it is known to be missing. */
export type EnvironmentFiles = (path: string) => string | null | undefined;

export interface UnitEnvironment {
  /** Later values of a name replace earlier ones. */
  readonly values: ReadonlyMap<string, EnvironmentValue>;
  /** Paths of files that could not be read: what they set is not known. */
  readonly unread: readonly string[];
  /** Files that must be there and are not. */
  readonly missing: readonly string[];
}

/** What Environment= and EnvironmentFile= set. Specifiers stand for something only the host knows. */
export function unitEnvironment(files: readonly UnitFile[], section: string, texts: EnvironmentFiles): UnitEnvironment {
  return unitVariables(files, { environmentFile: texts, specifier: () => undefined }, section);
}
