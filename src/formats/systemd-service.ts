import { readEnvironmentFile } from './environment-file.js';
import { type ExecCommand, type ExecContext, expandSpecifiers, splitExecLine } from './systemd-exec.js';
import { listSetting, type Place, placeIn, type UnitAssignment, type UnitFile } from './systemd-unit.js';
import { splitSystemdWords } from './systemd-words.js';

/** A variable that a unit sets; the value is null when specifiers in it are not known. */
export interface UnitVariable {
  readonly name: string;
  readonly value: string | null;
  readonly file: string;
  readonly line: number;
}

export interface UnitVariables {
  /** Later values of a name replace earlier ones. */
  readonly values: ReadonlyMap<string, UnitVariable>;
  /** Paths of files that could not be read: what they set is not known. */
  readonly unread: readonly string[];
  /** Files that must be there and are not: systemd does not start the unit. */
  readonly missing: readonly string[];
}

/** What a unit reads besides itself. */
export interface UnitSurroundings {
  /** The text of an EnvironmentFile; undefined when it cannot be had, null when it is known to be missing. */
  readonly environmentFile: (path: string) => string | null | undefined;
  readonly specifier: ExecContext['specifier'];
}

const validName = /^[A-Za-z_]\w*$/;

/**
 * What Environment= and EnvironmentFile= set (systemd.exec(5)): files after settings, later files after earlier ones,
 * wherever they stand. An escape that systemd does not know and an open quote end a line of Environment=; an assignment
 * without a proper name is passed over.
 */
export function unitVariables(
  files: readonly UnitFile[],
  around: UnitSurroundings,
  section = 'Service',
): UnitVariables {
  const values = new Map<string, UnitVariable>();
  for (const assignment of listSetting(files, section, 'Environment')) {
    const { words, unbalanced, unknownEscapes } = splitSystemdWords(assignment.value);
    const strange = unknownEscapes[0]?.offset ?? Infinity;
    const sound = words.filter((_word, i) => {
      return !(unbalanced && i === words.length - 1) && (words[i + 1]?.offset ?? assignment.value.length) <= strange;
    });
    for (const { text: written, offset } of sound) {
      const { text, unresolved, unknown } = expandSpecifiers(written, around);
      const equals = text.indexOf('=');
      const name = text.slice(0, Math.max(equals, 0));
      if (!validName.test(name) || unknown !== undefined) continue;
      const { line } = placeIn(assignment, offset);
      const value = unresolved.length > 0 ? null : text.slice(equals + 1);
      values.set(name, { name, value, file: assignment.file, line });
    }
  }
  const unread: string[] = [];
  const missing: string[] = [];
  for (const { value } of listSetting(files, section, 'EnvironmentFile')) {
    const { text: path } = expandSpecifiers(value.replace(/^-/, ''), around);
    const text = around.environmentFile(path);
    if (text === undefined) unread.push(path);
    else if (text === null && !value.startsWith('-')) missing.push(path);
    if (typeof text !== 'string') continue;
    for (const entry of readEnvironmentFile(text).entries) values.set(entry.name, { ...entry, file: path });
  }
  return { values, unread, missing };
}

/** A command of a service with the setting that it stands in. */
export interface ServiceCommand extends ExecCommand {
  readonly assignment: UnitAssignment;
}

/** What systemd makes of a service and its drop-ins. */
export interface Service {
  /** In the order in which they run. Refused ones are among them, for those who want to know what was meant. */
  readonly commands: readonly ServiceCommand[];
  /** Why systemd would not load the unit; null when it does. */
  readonly refused: string | null;
  /** The place of what it refuses, where it is one place. */
  readonly refusedAt?: Place & { readonly file: string };
}

/** The commands of ExecStart= over a unit and its drop-ins (in the order of `orderDropIns`), and whether it is loaded. */
export function readService(files: readonly UnitFile[], context: ExecContext, section = 'Service'): Service {
  const commands = listSetting(files, section, 'ExecStart').flatMap((assignment) =>
    splitExecLine(assignment.value, context).map((command) => ({ ...command, assignment })),
  );
  const fatal = commands.find((command) => command.fatal === true);
  if (fatal?.refused !== undefined) return { commands, refused: fatal.refused, refusedAt: placeOf(fatal.assignment) };
  return { commands, ...whyRefused(files, running(commands), section) };
}

function placeOf({ file, line, column }: Place & { readonly file: string }): Place & { readonly file: string } {
  return { file, line, column };
}

/** The commands that systemd keeps: of each line those before the first that it refuses. */
export function running(commands: readonly ServiceCommand[]): readonly ServiceCommand[] {
  const broken = new Set<UnitAssignment>();
  return commands.filter(({ assignment, refused }) => {
    if (refused !== undefined) broken.add(assignment);
    return !broken.has(assignment);
  });
}

function whyRefused(
  files: readonly UnitFile[],
  commands: readonly ServiceCommand[],
  section: string,
): Pick<Service, 'refused' | 'refusedAt'> {
  const long = files[0]?.notes.find(({ what }) => what === 'too-long');
  if (long !== undefined) {
    return { refused: 'a line, with those that continue it, is longer than 1 MiB', refusedAt: placeOf(long) };
  }
  const header = files[0]?.notes.find(({ what }) => what === 'bad-section');
  if (header !== undefined) return { refused: 'a section header is not closed', refusedAt: placeOf(header) };
  if (commands.length === 0) return { refused: 'no ExecStart= is left' };
  const type = files
    .flatMap(({ assignments }) => assignments)
    .findLast((assignment) => assignment.section === section && assignment.key === 'Type')?.value;
  const second = commands[1]?.assignment;
  if (second === undefined || type === 'oneshot') return { refused: null };
  return { refused: 'only a oneshot service may have more than one command', refusedAt: placeOf(second) };
}
