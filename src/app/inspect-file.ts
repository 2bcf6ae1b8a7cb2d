import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { listSetting, readUnit } from '../formats/systemd-unit.js';
import { orderDropIns } from '../formats/systemd-unit.js';
import { decodeUtf8 } from '../formats/utf8.js';
import type { Inspection } from '../inspect/effective-flag.js';
import type { UnitReadingOptions, UnitText } from '../inspect/from-unit.js';
import { inspectText, type TextOptions } from '../inspect/inspect-text.js';
import { recognise } from '../inspect/shapes/all.js';
import { HardwayError, fail } from '../kernel/problem.js';
import { readInput } from './read-input.js';

/** More than any command line can hold; a listing of every process of a large host fits as well. */
const maxSourceBytes = 16 * 1024 * 1024;

export type FileOptions = Omit<TextOptions, 'source' | keyof UnitReadingOptions>;

/** Text of a file that may well be missing; undefined when it cannot be read. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    const { bytes } = await readInput(file, { maxBytes: maxSourceBytes });
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
  const tree = /^(.*?)\/(?:etc|run|usr\/lib|usr\/local\/lib|lib)\/systemd\/system\/[^/]+$/.exec(path.resolve(file));
  if (tree === null) return { dropIns };
  const root = tree[1] ?? '';
  const units = [readUnit(text, file), ...dropIns.map((dropIn) => readUnit(dropIn.text, dropIn.file))];
  const paths = listSetting(units, 'Service', 'EnvironmentFile').map(({ value }) => value.replace(/^-/, ''));
  const texts = new Map(await Promise.all(paths.map(async (p) => [p, await textOf(root + p)] as const)));
  return { dropIns, environmentFiles: (p) => texts.get(p), exact: true };
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
  const isUnit = source !== '-' && (options.as ?? recognise(decoded.text)) === 'unit';
  const around = isUnit ? await aroundUnit(source, decoded.text) : {};
  return inspectText(decoded.text, { ...options, ...around, source: file });
}
