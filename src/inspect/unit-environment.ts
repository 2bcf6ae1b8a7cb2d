import { readEnvironmentFile } from '../formats/environment-file.js';
import { listSetting, placeIn, type UnitFile } from '../formats/systemd-unit.js';
import { splitSystemdWords } from '../formats/systemd-words.js';
import type { EnvironmentValue } from './component-argv.js';

/** The text of an EnvironmentFile by its path; undefined when it cannot be had, null when it is known to be missing. */
export type EnvironmentFiles = (path: string) => string | null | undefined;

export interface UnitEnvironment {
  /** Later values of a name replace earlier ones. */
  readonly values: ReadonlyMap<string, EnvironmentValue>;
  /** Paths of files that could not be read: what they set is not known. */
  readonly unread: readonly string[];
}

// A specifier that is not %% stands for something only the host knows.
const specifier = /%[^%]/;

/** What Environment= and EnvironmentFile= set: files after settings, later files after earlier ones (systemd.exec(5)). */
export function unitEnvironment(files: readonly UnitFile[], section: string, texts: EnvironmentFiles): UnitEnvironment {
  const values = new Map<string, EnvironmentValue>();
  const unread: string[] = [];
  for (const assignment of listSetting(files, section, 'Environment')) {
    for (const { text, offset } of splitSystemdWords(assignment.value).words) {
      const equals = text.indexOf('=');
      if (equals < 1) continue;
      const name = text.slice(0, equals);
      const value = text.slice(equals + 1).replaceAll('%%', '\0');
      const { line } = placeIn(assignment, offset);
      const known = specifier.test(value) ? null : value.replaceAll('\0', '%');
      values.set(name, { name, value: known, file: assignment.file, line });
    }
  }
  for (const { value } of listSetting(files, section, 'EnvironmentFile')) {
    const path = value.replace(/^-/, '');
    const text = texts(path);
    if (text === undefined) unread.push(path);
    if (typeof text !== 'string') continue;
    for (const entry of readEnvironmentFile(text).entries) values.set(entry.name, { ...entry, file: path });
  }
  return { values, unread };
}
