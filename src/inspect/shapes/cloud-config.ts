import { type WrappedText, wrappedTexts } from '../../formats/wrapped-text.js';
import type { ParsedYaml } from '../../formats/yaml.js';
import { readYamlDocuments } from '../../formats/yaml-documents.js';
import { orderDropIns } from '../../formats/systemd-unit.js';
import { problem } from '../../kernel/problem.js';
import { maxWrapped, readAllWrapped, readWrapped } from '../read-wrapped.js';
import { type HostFile, hostFilesIn } from '../unwrap.js';
import type { Reading, ShapeContext } from './shape.js';

/** A unit with what the same text puts beside it: drop-ins and EnvironmentFiles. */
async function readUnitWith(unit: HostFile, files: readonly HostFile[], context: ShapeContext): Promise<Reading> {
  const name = unit.unit?.name ?? '';
  const dropIns = files
    .filter((file) => file.unit?.name === name && file.unit.dropIn !== undefined)
    .map(({ unit: of, content }) => {
      return { file: `${context.label} > ${name}.d/${of?.dropIn ?? ''}`, text: content.text };
    });
  const texts = new Map(files.map(({ path, content }) => [path, content.text]));
  return readWrapped(unit.content, context, {
    as: 'unit',
    label: unit.path ?? name,
    exact: true,
    dropIns: orderDropIns(dropIns),
    environmentFiles: (path) => texts.get(path),
  });
}

function withoutWrapped(texts: readonly WrappedText[], files: readonly HostFile[]): readonly WrappedText[] {
  const fields = new Set(files.map(({ content }) => content.field));
  return texts.filter(({ field }) => !fields.has(field));
}

async function readDocument(document: ParsedYaml, text: string, context: ShapeContext): Promise<Reading[]> {
  const files = hostFilesIn(document, text);
  const readings: Reading[] = [];
  for (const file of files) {
    if (file.unit?.dropIn !== undefined) continue;
    const label = file.path === undefined ? {} : { label: file.path };
    const reading =
      file.unit === undefined
        ? await readWrapped(file.content, context, label)
        : await readUnitWith(file, files, context);
    if (reading.found.length > 0) readings.push(reading);
  }
  const others = withoutWrapped(wrappedTexts(document, text, maxWrapped), files);
  return [...readings, await readAllWrapped(others, context)];
}

/**
 * Reads what a host gets at its first start: cloud-config, Ignition and Butane. Units are read together with the drop-ins
 * and EnvironmentFiles that the same text writes; other files by what they are.
 */
export async function readCloudConfig(text: string, context: ShapeContext): Promise<Reading> {
  const { documents, problems } = await readYamlDocuments(text, context.label);
  const readings: Reading[] = [];
  for (const document of documents) readings.push(...(await readDocument(document, text, context)));
  const found = readings.flatMap((reading) => reading.found);
  const all = [
    ...problems,
    ...documents.flatMap((document) => document.problems),
    ...readings.flatMap((reading) => reading.problems),
  ];
  if (found.length > 0 || all.length > 0) return { found, problems: all };
  const what = 'no file or unit that is written here starts a component';
  return { found, problems: [problem('input-no-component', { where: { file: context.label }, what })] };
}
