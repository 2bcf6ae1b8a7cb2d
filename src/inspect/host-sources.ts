import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, EnvironmentValue } from './component-argv.js';
import { readManifest } from './from-manifest.js';
import { readProcess } from './from-proc.js';
import { readScriptCommands } from './from-script.js';
import { readUnitSource } from './from-unit.js';
import type { HostFacts, HostProcess, HostText, UnitFacts } from './host-facts.js';
import type { Reading } from './shapes/shape.js';
import { versionOfText } from './version-text.js';

/** What a file of a host says about how a component is started. */
export interface Configured {
  readonly argv: ComponentArgv;
  /** The unit, where it is one. */
  readonly unit?: string;
  /** The process that came out of it, where it is a script. */
  readonly pid?: number;
  /** Every file that has a say, with the time of its last change. */
  readonly files: readonly HostText[];
  readonly problems: readonly Problem[];
}

/** A component as it runs on a host. */
export interface Running {
  readonly argv: ComponentArgv;
  readonly process: HostProcess;
  /** A file that the process read at its start in place of flags: what it says may be newer than the process. */
  readonly file?: HostText;
  /** What is wrong with the files in place of which it stands. */
  readonly problems?: readonly Problem[];
}

/** Reads a text as whatever it is; for what is neither a unit nor a manifest. */
export type TextReader = (text: string, label: string) => Promise<Reading>;

function environmentOf(lines: readonly string[]): readonly EnvironmentValue[] {
  return lines.map((line) => {
    const equals = line.indexOf('=');
    return { name: line.slice(0, equals), value: line.slice(equals + 1) };
  });
}

/** The processes that are the component itself; what only speaks of it, such as an editor, is none. */
export function processesOf(component: KnownComponent, facts: HostFacts): readonly Running[] {
  return facts.processes.flatMap((process) => {
    const found = readProcess(process);
    if (found?.component !== component) return [];
    const told = process.versionText === undefined ? undefined : versionOfText(component, process.versionText);
    const environment = environmentOf(process.environment ?? []);
    const version = told === undefined ? {} : { version: told, versionFrom: 'binary' as const };
    return [{ argv: { ...found, environment, ...version }, process }];
  });
}

const never = (): boolean => false;

function contextOf(file: string) {
  return { label: file, path: file, isFlagName: never, exact: true };
}

/** Where systemd has not read what lies on the disk. */
function notLoaded(unit: UnitFacts): readonly Problem[] {
  const fix = 'systemctl daemon-reload, then restart the unit';
  const dropIns = unit.notLoaded.map((file) =>
    problem('input-not-loaded', {
      severity: 'warning',
      where: { file },
      what: `systemd has not read this drop-in of ${unit.name}`,
      fix,
    }),
  );
  if (dropIns.length > 0 || !unit.needsReload) return dropIns;
  const what = 'the unit or a drop-in changed since systemd read it';
  return [problem('input-not-loaded', { severity: 'warning', where: { file: unit.main.file }, what, fix })];
}

function fromUnit(unit: UnitFacts, facts: HostFacts): readonly Configured[] {
  const reading = readUnitSource(unit.main.text, contextOf(unit.main.file), {
    dropIns: unit.dropIns,
    environmentFiles: (path) => {
      const known = facts.environmentFiles.get(path);
      return known === null ? null : known?.text;
    },
    scripts: (path) => unit.scripts.find(({ file }) => file === path)?.text,
    exact: true,
  });
  const environmentFiles = unit.environmentFiles.flatMap((path) => facts.environmentFiles.get(path) ?? []);
  const files = [unit.main, ...unit.dropIns, ...environmentFiles, ...unit.scripts];
  const problems = [...reading.problems, ...notLoaded(unit)];
  return reading.found.map((argv) => ({ unit: unit.name, files, argv, problems }));
}

/** The script that a process came out of, where no unit tells of it: a supervisor that is not systemd runs it. */
function fromScript(process: HostProcess, facts: HostFacts, units: readonly Configured[]): readonly Configured[] {
  const { pid, script, scriptArgs } = process;
  if (script === undefined || units.some(({ files }) => files.some(({ file }) => file === script.file))) return [];
  const { found, problems } = readScriptCommands(script.text, contextOf(script.file), {
    kind: 'script',
    ...(scriptArgs === undefined ? {} : { positional: scriptArgs }),
    sourced: (path) => facts.environmentFiles.get(path)?.text,
  });
  return found.map((argv) => ({ argv, pid, files: [script], problems }));
}

/** Every unit, manifest and script of the host that starts a component. */
export async function configuredOn(facts: HostFacts, readText: TextReader): Promise<readonly Configured[]> {
  const units = facts.units.flatMap((unit) => fromUnit(unit, facts));
  const scripts = facts.processes.flatMap((process) => fromScript(process, facts, units));
  const manifests = await Promise.all(
    facts.manifests.map(async (manifest): Promise<readonly Configured[]> => {
      const { found, problems } = await readManifest(manifest.text, contextOf(manifest.file));
      return found.map((argv) => ({ argv, files: [manifest], problems }));
    }),
  );
  const separate = singleBinary(facts, ['kubelite']) === undefined ? facts.argsFiles : [];
  const args = await Promise.all(
    separate.map(async (file): Promise<readonly Configured[]> => {
      const { found, problems } = await readText(file.text, file.file);
      return found.map((argv) => ({ argv, files: [file], problems }));
    }),
  );
  return [...units, ...scripts, ...manifests.flat(), ...args.flat()];
}

/** The process of a single binary that is all components at once, by the name of its program. */
function singleBinary(facts: HostFacts, names: readonly string[]): HostProcess | undefined {
  return facts.processes.find(({ cmdline }) => {
    const program = cmdline.split('\0')[0] ?? '';
    return names.includes(program.slice(program.lastIndexOf('/') + 1).split(' ')[0] ?? '');
  });
}

/**
 * Components without a process of their own: kubelite's by the args files that it reads at its start, those of k3s by
 * what it logs. Only when the single binary runs.
 */
export async function embeddedOn(facts: HostFacts, readText: TextReader): Promise<readonly Running[]> {
  const kubelite = singleBinary(facts, ['kubelite']);
  const pairs = [
    ...(kubelite === undefined ? [] : facts.argsFiles.map((file) => ({ process: kubelite, file, text: file.text }))),
    ...facts.journals.flatMap(({ pid, unit, text }) => {
      const process = facts.processes.find((candidate) => candidate.pid === pid);
      return process === undefined ? [] : [{ process, text, label: `journal of ${unit}` }];
    }),
  ];
  const running = await Promise.all(
    pairs.map(async (pair): Promise<readonly Running[]> => {
      const { process, text } = pair;
      if (!('file' in pair)) return (await readText(text, pair.label)).found.map((argv) => ({ argv, process }));
      const { found } = await readText(text, pair.file.file);
      return found.map((argv) => ({ argv, process, file: pair.file }));
    }),
  );
  return running.flat();
}

/**
 * A component inside k3s or rke2 of which nothing is logged any more: what its unit or its config hands on, the first of
 * them, is what is known of it. Others than these two are not running when they have no process.
 */
export function insideOf(facts: HostFacts, configured: readonly Configured[]): readonly Running[] {
  const process = singleBinary(facts, ['k3s', 'rke2']);
  const [handed] = configured;
  if (process === undefined || handed?.argv.truncated !== true) return [];
  const newest = handed.files.reduce((a, b) => ((b.changed ?? 0) > (a.changed ?? 0) ? b : a));
  return [{ argv: handed.argv, process, file: newest, problems: handed.problems }];
}
