import type { Service } from '../formats/systemd-service.js';
import { listSetting, type UnitFile } from '../formats/systemd-unit.js';
import { type Problem, problem } from '../kernel/problem.js';

/** What to do about a reason of `readService`, by how the reason begins or ends. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/quote is not closed$/, 'close the quote, or write it as \\" where it is meant as it stands'],
  [/^systemd knows no specifier/, 'write %% for a percent sign'],
  [/longer than/, 'give the flags in a file, where the component reads one'],
  [/section header/, 'end the header with ]'],
  [/^no ExecStart= is left$/, 'give the service an ExecStart= that systemd accepts, after any empty one'],
  [/^only a oneshot service/, 'put an empty ExecStart= before the one that replaces the others'],
  [/program|argv\[0\]/, 'begin the command with the absolute path of the program'],
];

function remedyOf(reason: string): { readonly fix?: string } {
  const fix = remedies.find(([pattern]) => pattern.test(reason))?.[1];
  return fix === undefined ? {} : { fix };
}

function missingFiles(files: readonly UnitFile[], missing: readonly string[], section: string): Problem[] {
  const settings = listSetting(files, section, 'EnvironmentFile');
  return missing.map((path) => {
    const setting = settings.find(({ value }) => value === path);
    const at = setting === undefined ? {} : { line: setting.line, column: setting.column };
    return problem('input-unit-refused', {
      where: { file: setting?.file ?? files[0]?.file ?? '', ...at },
      what: `systemd does not start this unit: the EnvironmentFile ${path} is not there`,
      fix: 'put the file there, or a - before its path where it may be missing',
    });
  });
}

/** What systemd says of a unit as a whole. */
export interface UnitVerdict {
  /** Why it does not load the unit; null when it does. */
  readonly reason: string | null;
  readonly problems: readonly Problem[];
}

/**
 * Why systemd would not start a unit with its drop-ins (in the order in which they apply): what it refuses as written,
 * and the files of variables that must be there and are not.
 */
export function unitVerdict(
  { refused, refusedAt }: Service,
  files: readonly UnitFile[],
  missing: readonly string[],
  section: string,
): UnitVerdict {
  const absent = missingFiles(files, missing, section);
  if (refused === null) return { reason: null, problems: absent };
  const where = refusedAt ?? { file: files[0]?.file ?? '' };
  const told = problem('input-unit-refused', {
    where,
    what: `systemd refuses this unit: ${refused}`,
    ...remedyOf(refused),
  });
  return { reason: refused, problems: [told, ...absent] };
}
