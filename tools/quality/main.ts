import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fuzz, type FuzzRun } from './fuzz.js';
import { type BadInputRun, measureBadInputs } from './measure-bad-inputs.js';
import { type MutationRun, runMutation } from './mutation.js';
import { type PropertyRun, runProperties } from './properties.js';

const bounds = { wallMs: 2000, peakMiB: 256 };

function badInputsText(runs: readonly BadInputRun[]): string {
  const rows = runs.map(({ title, wallMs, cpuMs, peakMiB, exitCode, said }) => {
    const within = wallMs <= bounds.wallMs && peakMiB <= bounds.peakMiB;
    const cells = [
      title,
      `${(wallMs / 1000).toFixed(2)} s`,
      `${(cpuMs / 1000).toFixed(2)} s`,
      `${peakMiB.toFixed(0)} MiB`,
      within ? 'met' : '**missed**',
      exitCode,
      said,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `Each is given to \`hardway inspect --json\`; asked: at most ${bounds.wallMs / 1000} s and ${bounds.peakMiB} MiB. \`npm run quality -- bad-inputs\`.`,
    '',
    '| input | time | CPU | peak | | exit code | what it says first |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function fuzzText({ seed, texts, seconds, slowestMs, found, failures }: FuzzRun): string {
  return [
    'Fixtures of all readers, changed at random, are read as the kind they look like or as any other. Nothing may be',
    'thrown, nothing set without a place, nothing passed over in silence. `npm run quality -- fuzz SECONDS SEED`.',
    '',
    `Seed ${seed}: ${texts} texts in ${seconds} s, a component in ${found} of them, the slowest took ${slowestMs.toFixed(0)} ms; **${failures.length} failures**.`,
  ].join('\n');
}

function propertiesText({ files, seeds, first, failures }: PropertyRun): string {
  return [
    'The property tests keep to one seed, so that what passed passes again. Other seeds look for what that one does not',
    'show; what they find becomes a case of its own. `npm run quality -- properties SEEDS FIRST`.',
    '',
    `${files} test files with the seeds ${first} to ${first + seeds - 1}: **${failures.length} failures**.`,
  ].join('\n');
}

function mutationText({ mutants, oneOf, seed, scores }: MutationRun): string {
  const rows = scores.map(
    ({ room, tried, found, uncovered }) =>
      `| ${room} | ${tried} | ${found} | ${tried - found - uncovered} | ${uncovered} | ${((found / tried) * 100).toFixed(1)} % |`,
  );
  const total = scores.at(-1);
  const share = total === undefined ? 0 : total.found / total.tried;
  const margin = total === undefined ? 0 : 196 * Math.sqrt((share * (1 - share)) / total.tried);
  const drawn =
    oneOf === 1
      ? `All ${mutants} mutants`
      : `One of ${oneOf} of the ${mutants} mutants was drawn by lot (seed ${seed}), which leaves the score open by ${margin.toFixed(1)} points (19 times of 20)`;
  return [
    'The instrumenter of Stryker changes the code in one place at a time, and a test must notice. Asked: 85 %.',
    '`npm run quality -- mutation ONE_OF SEED`.',
    '',
    `${drawn}.`,
    '',
    '| room | mutants | found | survived | not run by a test | score |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Puts a dated section into docs/quality.md in place of the one of the same title. */
function record(root: string, title: string, body: string): void {
  const file = path.join(root, 'docs/quality.md');
  const date = new Date().toISOString().slice(0, 10);
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/m);
  const section = `## ${title}\n\n${date}, Node ${process.version}.\n\n${body}`;
  const at = parts.findIndex((part) => part.startsWith(`## ${title}\n`));
  const now = at === -1 ? [...parts, section] : parts.with(at, section);
  writeFileSync(file, `${now.map((part) => part.trim()).join('\n\n')}\n`);
}

async function badInputs(root: string): Promise<void> {
  const body = badInputsText(await measureBadInputs(root));
  record(root, 'Bad input', body);
  process.stdout.write(`${body}\n`);
}

async function fuzzing(root: string, seconds = '600', seed = '1'): Promise<void> {
  const run = await fuzz(root, Number(seconds), Number(seed));
  record(root, 'Fuzzing', fuzzText(run));
  process.stdout.write(`${fuzzText(run)}\n`);
  for (const { what, text } of run.failures)
    process.stdout.write(`\n${what}\n${JSON.stringify(text.slice(0, 2000))}\n`);
  if (run.failures.length > 0) process.exitCode = 1;
}

async function properties(root: string, seeds = '10', first = '1'): Promise<void> {
  const run = await runProperties(root, Number(seeds), Number(first));
  record(root, 'Properties under other seeds', propertiesText(run));
  process.stdout.write(`${propertiesText(run)}\n`);
  for (const { seed, output } of run.failures) process.stdout.write(`\nseed ${seed}\n${output}\n`);
  if (run.failures.length > 0) process.exitCode = 1;
}

async function mutation(root: string, oneOf = '20', seed = '1'): Promise<void> {
  const run = await runMutation(root, oneOf, seed);
  record(root, 'Mutation', mutationText(run));
  process.stdout.write(`${mutationText(run)}\n\n`);
  for (const { file, line, column, status, mutator, replacement } of run.missed)
    process.stdout.write(`${file}:${line}:${column} ${status} ${mutator}: ${replacement}\n`);
}

/** `bad-inputs`, `fuzz SECONDS SEED`, `properties SEEDS FIRST` or `mutation ONE_OF SEED`: measures, prints, and writes its section of docs/quality.md. */
export async function main([part, ...args]: readonly string[], root: string): Promise<void> {
  if (part === 'bad-inputs') await badInputs(root);
  else if (part === 'fuzz') await fuzzing(root, ...args);
  else if (part === 'properties') await properties(root, ...args);
  else if (part === 'mutation') await mutation(root, ...args);
  else throw new Error('say which: bad-inputs, fuzz SECONDS SEED, properties SEEDS FIRST, or mutation ONE_OF SEED');
}
