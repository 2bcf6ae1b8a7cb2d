// Asks the real option sets what they make of many thousand command lines, and writes the answers to
// test/fixtures/catalog/judged-argv.json, where a unit test holds our parser against them. The command lines themselves
// are not written down: argv-cases.mjs makes the same ones again from the seed.
//
//   node tools/catalog/judge-argv.mjs                              every version on record, anew
//   node tools/catalog/judge-argv.mjs kubernetes@1.38.0            one version, beside those on record
//   node tools/catalog/judge-argv.mjs --count 500 [VERSION…]       writes nothing: are the first 500 answers those on record?
//   node tools/catalog/judge-argv.mjs --explain 1234 kubernetes@1.37.1      the full answer to one of them
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { argvCases } from './argv-cases.mjs';
import { withProgram } from './dump.mjs';

const target = fileURLToPath(new URL('../../test/fixtures/catalog/judged-argv.json', import.meta.url));
const names = { kubernetes: 'kube-apiserver', etcd: 'etcd' };
const perVersion = 10_500;

// Old minors log every plugin of every command they make; what matters is answered on standard output. Log files that a
// command line asks for land where the program stands, or in what it takes for the folder of temporary files.
async function run(program, args, input) {
  const folder = path.dirname(program);
  const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder };
  const child = spawn(program, args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // One that ends early is told by its status; what could not be written to it says less.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const answer = await text(child.stdout);
  const status = await ended;
  if (status !== 0) throw new Error(`${path.basename(program)} ended with ${status}`);
  return answer;
}

/** The answer to every command line, and what the command lines were made of. */
async function judge(folder, seed, count) {
  const program = path.join(folder, 'bin', 'argv-judge');
  const { flags, gates } = JSON.parse(await run(program, ['declared'], ''));
  const cases = argvCases({ seed, count, flags, gates });
  const printed = await run(program, [], cases.map((argv) => `${JSON.stringify(argv)}\n`).join(''));
  const answers = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (answers.length !== cases.length) throw new Error(`${answers.length} answers to ${cases.length} command lines`);
  return { flags, gates, cases, answers };
}

/** Three bytes tell whether two answers are the same: one wrong answer in sixteen million would pass. */
const digestBytes = 3;

function digest(answer) {
  return createHash('sha256').update(answer.join('\0')).digest().subarray(0, digestBytes);
}

/** `kubernetes@1.37.1`, as an answer on record is asked for again. */
function nameOf({ component, version }) {
  return `${component === 'etcd' ? 'etcd' : 'kubernetes'}@${version}`;
}

/** The numbers of those answers that are not what the record says. */
function unlikeRecord(answers, recorded) {
  const known = Buffer.from(recorded.answers, 'base64');
  return answers.flatMap((answer, i) => {
    const at = i * digestBytes;
    return digest(answer).equals(known.subarray(at, at + digestBytes)) ? [] : [i];
  });
}

const { values: options, positionals } = parseArgs({
  options: { count: { type: 'string' }, explain: { type: 'string' } },
  allowPositionals: true,
});
const onRecord = JSON.parse(await readFile(target, 'utf8')).judged;
const wanted = positionals.length > 0 ? positionals : onRecord.map(nameOf);
const explain = options.explain === undefined ? null : Number(options.explain);
const count = options.count === undefined ? perVersion : Number(options.count);
const sound = (number, from, to) => Number.isInteger(number) && number >= from && number <= to;
if (!sound(count, 1, perVersion) || !sound(explain ?? 0, 0, perVersion - 1))
  throw new Error(`--count takes a number from 1 to ${perVersion}, --explain one from 0 to ${perVersion - 1}`);
const writes = options.count === undefined && explain === null;

const judged = new Map(onRecord.map((one) => [nameOf(one), one]));
for (const name of wanted) {
  const [program, version] = name.split('@');
  if (names[program] === undefined || version === undefined)
    throw new Error(`${name} is no version: kubernetes@1.37.1, etcd@3.6.16`);
  const seed = Number(version.replaceAll('.', ''));
  const answered = await withProgram(program, version, (folder) => judge(folder, seed, count), ['argv-judge']);
  const { flags, gates, cases, answers } = answered;
  const started = answers.filter(([verdict]) => verdict === 'read').length;
  console.error(`${name}: ${answers.length} command lines, ${started} of them taken`);
  if (explain !== null) console.log(JSON.stringify({ argv: cases[explain], answer: answers[explain] }, null, 2));
  const recorded = judged.get(name);
  if (!writes && explain === null && recorded === undefined) throw new Error(`${name} is not on record`);
  const unlike = writes || explain !== null ? [] : unlikeRecord(answers, recorded);
  if (unlike.length > 0) {
    console.error(`${name}: ${unlike.length} answers are not those on record, the first is number ${unlike[0]}`);
    process.exitCode = 1;
  }
  judged.set(name, {
    component: names[program],
    version,
    seed,
    count: cases.length,
    declared: gzipSync(JSON.stringify({ flags, gates }), { level: 9 }).toString('base64'),
    answers: Buffer.concat(answers.map(digest)).toString('base64'),
  });
}
if (writes) {
  await writeFile(`${target}.new`, `${JSON.stringify({ judged: [...judged.values()] }, null, 1)}\n`);
  await rename(`${target}.new`, target);
}
