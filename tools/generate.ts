import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configJsonSchema } from '../src/cluster/json-schema.js';
import { type CatalogueEntry } from '../src/kernel/catalogue/entry.js';
import { problemCatalogue } from '../src/kernel/catalogue/index.js';
import { exitCodesView } from '../src/ui/views/exit-codes.js';
import { failureSchemaFile, schemaFile } from './schema-file.js';

interface ManifestFlag {
  readonly name: string;
  readonly char?: string;
  readonly type: 'option' | 'boolean';
  readonly summary?: string;
  readonly description?: string;
  readonly helpValue?: string;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly env?: string;
  readonly hidden?: boolean;
  readonly required?: boolean;
}

interface ManifestCommand {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly exitCodes?: readonly number[];
  readonly args: Readonly<Record<string, { name: string; description?: string; required?: boolean }>>;
  readonly flags: Readonly<Record<string, ManifestFlag>>;
}

interface Manifest {
  readonly commands: Readonly<Record<string, ManifestCommand>>;
}

/** A cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function flagRow(flag: ManifestFlag): string {
  const value =
    flag.type === 'boolean' ? '' : ` ${flag.helpValue ?? (flag.options ? flag.options.join('\\|') : 'VALUE')}`;
  const name = `${flag.char === undefined ? '' : `-${flag.char}, `}--${flag.name}${value}`;
  const notes = [
    (flag.summary ?? flag.description ?? '').replace(/([^.])$/, '$1.'),
    ...(flag.helpValue === undefined || flag.options === undefined
      ? []
      : [`One of: ${flag.options.map((option) => `\`${option}\``).join(', ')}.`]),
    ...(typeof flag.default === 'string' ? [`Default: \`${flag.default}\`.`] : []),
    ...(flag.env === undefined ? [] : [`Environment: \`${flag.env}\`.`]),
    ...(flag.required === true ? ['Required.'] : []),
  ];
  return `| \`${name.replaceAll('\\|', '|').replaceAll('|', '\\|')}\` | ${cell(notes.join(' '))} |`;
}

function commandSection(command: ManifestCommand): string {
  const name = command.id.replaceAll(':', ' ');
  const args = Object.values(command.args);
  const usage = args.map((a) => (a.required === true ? a.name.toUpperCase() : `[${a.name.toUpperCase()}]`));
  const examples = (command.examples ?? [])
    .filter((e) => typeof e === 'string')
    .map((e) => e.replaceAll('<%= config.bin %>', 'hardway').replaceAll('<%= command.id %>', name));
  const flags = Object.values(command.flags).filter((f) => f.hidden !== true);
  return [
    `## hardway ${name}`,
    command.summary ?? '',
    ...(command.description === undefined ? [] : [command.description]),
    `\`\`\`sh\nhardway ${[name, ...usage, '[FLAGS]'].join(' ')}\n\`\`\``,
    ...(args.length === 0
      ? []
      : [
          [
            '| argument | |',
            '| --- | --- |',
            ...args.map((a) => `| \`${a.name.toUpperCase()}\` | ${cell(a.description ?? '')} |`),
          ].join('\n'),
        ]),
    ['| flag | |', '| --- | --- |', ...flags.map(flagRow)].join('\n'),
    ...(examples.length === 0 ? [] : [`Examples:\n\n\`\`\`sh\n${examples.join('\n')}\n\`\`\``]),
    `With \`--json\`: one document of [${schemaFile(command.id)}](../../${schemaFile(command.id)}), or, when the command\nfails, of [${failureSchemaFile}](../../${failureSchemaFile}).`,
    `Exit codes:\n\n\`\`\`\n${exitCodesView(command.exitCodes ?? [])}\n\`\`\``,
  ].join('\n\n');
}

/** One page per topic; commands without a topic have a page of their own. */
function commandPages(manifest: Manifest): ReadonlyMap<string, string> {
  const pages = new Map<string, string[]>();
  for (const command of Object.values(manifest.commands).sort((a, b) => a.id.localeCompare(b.id))) {
    const topic = command.id.split(':')[0] ?? command.id;
    pages.set(topic, [...(pages.get(topic) ?? [`# hardway ${topic}`]), commandSection(command)]);
  }
  return new Map([...pages].map(([topic, sections]) => [`${topic}.md`, `${sections.join('\n\n')}\n`]));
}

function errorsPage(): string {
  const entries: [string, CatalogueEntry][] = Object.entries(problemCatalogue);
  const rows = entries.map(([code, entry]) => `| \`${code}\` | ${entry.exit} | ${cell(entry.about)} |`);
  return [
    '# Problems',
    'Every problem hardway can report, with the exit code it leads to. A problem says what is wrong, where, what was\nexpected and how to fix it; under `--json` the same fields stand in `problems`\n(schema: [schemas/problems.schema.json](../schemas/problems.schema.json)).',
    ['| code | exit | when |', '| --- | --- | --- |', ...rows.sort()].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Writes what is made from the code: reference pages of commands and problems, and the JSON Schema of the config. */
export async function generate(root: string, manifest: Manifest): Promise<void> {
  const folder = path.join(root, 'docs/commands');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of commandPages(manifest)) await writeFile(path.join(folder, name), text);
  await writeFile(path.join(root, 'docs/errors.md'), errorsPage());
  await mkdir(path.join(root, 'schemas'), { recursive: true });
  await writeFile(path.join(root, 'schemas/cluster.schema.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
}
