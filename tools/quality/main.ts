import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fuzz, type FuzzRun } from './fuzz.js';
import { type BadInputRun, measureBadInputs } from './measure-bad-inputs.js';

const bounds = { wallMs: 2000, peakMiB: 256 };

function badInputsText(runs: readonly BadInputRun[]): string {
  const rows = runs.map(({ title, wallMs, peakMiB, exitCode, said }) => {
    const within = wallMs <= bounds.wallMs && peakMiB <= bounds.peakMiB;
    const cells = [
      title,
      `${(wallMs / 1000).toFixed(2)} s`,
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
    '| input | time | peak | | exit code | what it says first |',
    '| --- | --- | --- | --- | --- | --- |',
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

/** Puts a dated section into docs/quality.md in place of the one of the same title. */
function record(root: string, title: string, body: string): void {
  const file = path.join(root, 'docs/quality.md');
  const date = new Date().toISOString().slice(0, 10);
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/m);
  const section = `## ${title}\n\n${date}, Node ${process.version}.\n\n${body}\n\n`;
  const at = parts.findIndex((part) => part.startsWith(`## ${title}\n`));
  writeFileSync(file, `${(at === -1 ? [...parts, section] : parts.with(at, section)).join('').trimEnd()}\n`);
}

/** `bad-inputs`, or `fuzz SECONDS SEED`: measures, prints, and writes the section of docs/quality.md. */
export async function main(args: readonly string[], root: string): Promise<void> {
  const [part, seconds = '600', seed = '1'] = args;
  if (part === 'bad-inputs') {
    const body = badInputsText(await measureBadInputs(root));
    record(root, 'Bad input', body);
    process.stdout.write(`${body}\n`);
    return;
  }
  if (part !== 'fuzz') throw new Error('say which: bad-inputs, or fuzz SECONDS SEED');
  const run = await fuzz(root, Number(seconds), Number(seed));
  record(root, 'Fuzzing', fuzzText(run));
  process.stdout.write(`${fuzzText(run)}\n`);
  for (const { what, text } of run.failures)
    process.stdout.write(`\n${what}\n${JSON.stringify(text.slice(0, 2000))}\n`);
  if (run.failures.length > 0) process.exitCode = 1;
}
