import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { splitExecLine } from '../formats/systemd-exec.js';
import { listSetting, orderDropIns, readUnit, type UnitFile } from '../formats/systemd-unit.js';
import { decodeUtf8 } from '../formats/utf8.js';
import type { FileReader } from '../inspect/companions/files.js';
import { copiedText } from '../inspect/copied-text.js';
import type { Inspection } from '../inspect/effective-flag.js';
import { calledScripts, sourcedFiles } from '../inspect/from-script.js';
import type { UnitReadingOptions, UnitText } from '../inspect/from-unit.js';
import { inspectText, type TextOptions } from '../inspect/inspect-text.js';
import { recognise } from '../inspect/shapes/all.js';
import { HardwayError, fail } from '../kernel/problem.js';
import { readInput } from './read-input.js';
import { rootedFiles, rootOf } from './rooted-files.js';

/** More than any command line can hold; a listing of every process of a large host fits as well. */
const maxSourceBytes = 16 * 1024 * 1024;

export interface FileOptions extends Omit<TextOptions, 'source' | 'files' | keyof UnitReadingOptions> {
  /** Where the paths of flags begin; by default the root of the tree the source lies in, and nowhere without one. */
  readonly root?: string;
}

/** Text of a file that may well be missing; undefined when it cannot be read. */
async function textOf(file: string, maxBytes = maxSourceBytes): Promise<string | undefined> {
  try {
    const { bytes } = await readInput(file, { maxBytes });
    const decoded = decodeUtf8(bytes);
    return 'text' in decoded ? decoded.text : undefined;
  } catch (error) {
    if (error instanceof HardwayError) return undefined;
    throw error;
  }
}

async function dropInsBeside(file: string): Promise<readonly UnitText[]> {
  const folder = `${file}.d`;
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.conf')).map((name) => ({ file: path.join(folder, name) }));
  const texts = await Promise.all(orderDropIns(files).map(async (one) => ({ ...one, text: await textOf(one.file) })));
  return texts.flatMap(({ file: name, text }) => (text === undefined ? [] : [{ file: name, text }]));
}

/**
 * What else belongs to a unit file: drop-ins beside it, and its EnvironmentFiles when the unit lies in a tree that is
 * laid out as on a host (`<root>/etc/systemd/system/…`): then they are looked for below the same root, and the text is
 * the real file rather than a copy from a page.
 */
async function aroundUnit(file: string, text: string): Promise<UnitReadingOptions> {
  const dropIns = await dropInsBeside(file);
  const root = rootOf(file);
  if (root === null) return { dropIns };
  const units = [readUnit(text, file), ...dropIns.map((dropIn) => readUnit(dropIn.text, dropIn.file))];
  const paths = listSetting(units, 'Service', 'EnvironmentFile').map(({ value }) => value.replace(/^-/, ''));
  const scripts = await scriptsOf(units, root);
  const started = listSetting(units, 'Service', 'ExecStart').map(({ value }) => value);
  const sourced = [...scripts.values(), ...started].flatMap((script) => sourcedFiles(script));
  const texts = new Map(
    await Promise.all([...paths, ...sourced].map(async (p) => [p, await textOf(root + p)] as const)),
  );
  return { dropIns, environmentFiles: (p) => texts.get(p), scripts: (p) => scripts.get(p), exact: true };
}

/** Larger files are programs. */
const maxScriptBytes = 1024 * 1024;
/** More than a command calls. */
const maxScripts = 6;

/** The scripts that units start, by their paths on the host. */
async function scriptsOf(units: readonly UnitFile[], root: string): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  for (const { value } of listSetting(units, 'Service', 'ExecStart')) {
    const [command] = splitExecLine(value);
    const called = command === undefined ? [] : calledScripts([{ text: command.path }, ...command.args]);
    for (const { path: script } of called.slice(0, maxScripts)) {
      const text = await textOf(root + script, maxScriptBytes);
      if (text?.startsWith('#!') === true) scripts.set(script, text);
    }
  }
  return scripts;
}

/** Where the files that flags point to are looked for: below the root that is told, or that of the tree of the source. */
function filesAround(source: string, told: string | undefined): FileReader | undefined {
  const root = told ?? (source === '-' ? null : rootOf(source));
  if (root === null) return undefined;
  return rootedFiles(root, { partial: told === undefined && root !== '' });
}

/** Reads a file, or standard input for `-`, and inspects it. Throws a HardwayError when it cannot be read at all. */
export async function inspectFile(
  source: string,
  stdin: AsyncIterable<Buffer | string>,
  options: FileOptions,
): Promise<Inspection> {
  const { bytes, file } = await readInput(source, { maxBytes: maxSourceBytes, stdin });
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) {
    const { invalidAt, looksLike } = decoded;
    fail('input-unreadable', {
      where: { file },
      what: `the byte at offset ${invalidAt} is not UTF-8${looksLike === undefined ? '' : `; the file looks like ${looksLike}`}`,
      expected: 'UTF-8 text',
    });
  }
  const kind = options.as ?? recognise(copiedText(decoded.text, file, false).text);
  const around = source !== '-' && kind === 'unit' ? await aroundUnit(source, decoded.text) : {};
  const files = filesAround(source, options.root);
  return inspectText(decoded.text, {
    // First, as wherever something is added to a copy on this path: see docs/decisions/20.
    source: file,
    ...options,
    ...(kind === null ? {} : { as: kind }),
    ...around,
    ...(files === undefined ? {} : { files }),
  });
}
