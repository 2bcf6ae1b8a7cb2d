import { type HostAnswer, readAnswers } from './host-answers.js';
import { type ProcessFacts, splitCmdline } from './from-proc.js';
import type { UnitText } from './from-unit.js';

/** A text of a host, with what its file system says about it where it could be asked. */
export interface HostText extends UnitText {
  /** Permission bits, as `0600`. */
  readonly mode?: string;
  /** `root:root` */
  readonly owner?: string;
  /** Last change of the content, in seconds since 1970. */
  readonly changed?: number;
}

/** What a host has of one unit, whatever its name. */
export interface UnitFacts {
  readonly name: string;
  readonly main: HostText;
  /** All that lie on the disk, in the order in which systemd would apply them. */
  readonly dropIns: readonly HostText[];
  /** Paths of drop-ins that systemd has not read. */
  readonly notLoaded: readonly string[];
  /** systemd has not read the files that lie there now. */
  readonly needsReload: boolean;
  /** Paths of the EnvironmentFiles that the unit names. */
  readonly environmentFiles: readonly string[];
  /** Scripts that the unit starts in place of a component. */
  readonly scripts: readonly HostText[];
}

export interface HostProcess extends ProcessFacts {
  /** Numeric user. */
  readonly uid?: number;
  /** Start, in seconds since 1970. */
  readonly started?: number;
  /** The unit whose control group it is in. */
  readonly unit?: string;
  /** It runs in a container: its paths are not those of the host. */
  readonly contained: boolean;
  /** The script that it came out of, where its parent shows one. */
  readonly script?: HostText;
  /** The words that the script was called with. */
  readonly scriptArgs?: readonly string[];
  /** Variables of etcd, which takes flags from them. */
  readonly environment?: readonly string[];
  /** What its binary answered to `--version`. */
  readonly versionText?: string;
}

export interface HostFacts {
  /** The name the host gives itself. */
  readonly hostname?: string;
  readonly units: readonly UnitFacts[];
  /** By path; null when there is no such file. */
  readonly environmentFiles: ReadonlyMap<string, HostText | null>;
  readonly manifests: readonly HostText[];
  readonly processes: readonly HostProcess[];
  /** Args files (microk8s): one flag a line. */
  readonly argsFiles: readonly HostText[];
  /** Config files of distributions, in the order in which they apply: of k3s and rke2 only what they hand on. */
  readonly configs: readonly (HostText & { readonly distribution: string })[];
  /** What a single binary logged about its parts at its start, by process. */
  readonly journals: readonly { readonly pid: number; readonly unit: string; readonly text: string }[];
  /** Paths that the user may not read. */
  readonly denied: readonly string[];
}

function textOf({ path, facts, content }: HostAnswer): HostText {
  const [mode = '', owner = '', changed = ''] = facts;
  return {
    file: path,
    text: content,
    ...(/^[0-7]{1,4}$/.test(mode) ? { mode: mode.padStart(4, '0') } : {}),
    ...(owner.includes(':') ? { owner } : {}),
    ...(/^\d{1,12}$/.test(changed) ? { changed: Number(changed) } : {}),
  };
}

/** The name of a drop-in decides over its order, not its folder (systemd.unit(5)). */
function byFileName(a: HostText, b: HostText): number {
  const name = ({ file }: HostText): string => file.slice(file.lastIndexOf('/') + 1);
  return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
}

function unitsOf(answers: readonly HostAnswer[]): readonly UnitFacts[] {
  const of = (kind: string, unit: string): readonly HostAnswer[] =>
    answers.filter((answer) => answer.kind === kind && answer.name === unit);
  return answers
    .filter(({ kind }) => kind === 'unit')
    .map((unit) => {
      const { name } = unit;
      const notLoaded = of('newdropin', name);
      return {
        name,
        main: textOf(unit),
        dropIns: [...of('dropin', name), ...notLoaded].map(textOf).sort(byFileName),
        notLoaded: notLoaded.map(({ path }) => path),
        needsReload: of('reload', name).length > 0,
        environmentFiles: of('env', name).map(({ path }) => path),
        scripts: of('script', name).map(textOf),
      };
    });
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;

function processOf({ name, path, facts, content }: HostAnswer, answers: readonly HostAnswer[]): HostProcess {
  const [uid, started, unit = '-', inside] = facts;
  const about = (kind: string): HostAnswer | undefined =>
    answers.find((answer) => answer.kind === kind && answer.name === name);
  const environ = about('environ');
  const version = about('version');
  const script = about('script');
  const parent = splitCmdline(about('parent')?.content ?? '');
  const user = wholeNumber(uid);
  const start = wholeNumber(started);
  return {
    pid: Number(name),
    cmdline: content,
    contained: inside === 'yes',
    ...(path === '' ? {} : { exe: path }),
    ...(user === undefined ? {} : { uid: user }),
    ...(start === undefined ? {} : { started: start }),
    ...(unit === '-' ? {} : { unit }),
    ...(script === undefined
      ? {}
      : { script: textOf(script), scriptArgs: parent.slice(parent.indexOf(script.path) + 1) }),
    ...(environ === undefined ? {} : { environment: environ.content.split('\n').filter(Boolean) }),
    ...(version === undefined ? {} : { versionText: version.content }),
  };
}

/**
 * Reads the answer of `hostScript`, all of whose lines begin with `mark`. Throws `host-script-cut-off` when its end is
 * missing or a line of it is damaged, `host-tool-missing` when the host lacks what the script needs.
 */
export function readHostFacts(output: string, mark: string, host: string): HostFacts {
  const answers = readAnswers(output, mark, host);
  const of = (kind: string): readonly HostAnswer[] => answers.filter((answer) => answer.kind === kind);
  const hostname = of('host')[0]?.content ?? '';
  const environmentFiles = new Map<string, HostText | null>(of('env').map((one) => [one.path, textOf(one)]));
  for (const { path } of of('missing')) environmentFiles.set(path, null);
  return {
    ...(hostname === '' ? {} : { hostname }),
    units: unitsOf(answers),
    environmentFiles,
    manifests: of('manifest').map(textOf),
    processes: of('process').map((one) => processOf(one, answers)),
    argsFiles: of('args').map(textOf),
    configs: of('config').map((one) => ({ ...textOf(one), distribution: one.name })),
    journals: of('journal').map(({ name, path, content }) => ({ pid: Number(name), unit: path, text: content })),
    denied: [...new Set(of('denied').map(({ path }) => path))],
  };
}
