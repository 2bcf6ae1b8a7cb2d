// Asks the real option sets what they make of many thousand command lines, and writes the answers to
// test/fixtures/catalog/judged-argv.json, where a unit test holds our parser against them. The command lines themselves
// are not written down: argv-cases.mjs makes the same ones again from the seed.
//
//   node tools/catalog/judge-argv.mjs kubernetes@1.18.20 kubernetes@1.37.1 etcd@3.6.16
//   node tools/catalog/judge-argv.mjs --explain 1234 kubernetes@1.37.1      the full answer to one of them
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { argvCases } from './argv-cases.mjs';
import { withProgram } from './dump.mjs';

const target = new URL('../../test/fixtures/catalog/judged-argv.json', import.meta.url);
const names = { kubernetes: 'kube-apiserver', etcd: 'etcd' };
const perVersion = 10_500;

// Old minors log every plugin of every command they make; what matters is answered on standard output.
// Log files that a command line asks for land where the program stands.
async function run(program, args, input) {
  const child = spawn(program, args, { cwd: path.dirname(program), stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(input);
  return text(child.stdout);
}

/** The answer to every command line, and what the command lines were made of. */
async function judge(folder, seed) {
  const program = path.join(folder, 'bin', 'argv-judge');
  const { flags, gates } = JSON.parse(await run(program, ['declared'], ''));
  const cases = argvCases({ seed, count: perVersion, flags, gates });
  const printed = await run(program, [], cases.map((argv) => `${JSON.stringify(argv)}\n`).join(''));
  const answers = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (answers.length !== cases.length) throw new Error(`${answers.length} answers to ${cases.length} command lines`);
  return { flags, gates, cases, answers };
}

/** Three bytes tell whether two answers are the same: one wrong answer in sixteen million would pass. */
function digest(answer) {
  return createHash('sha256').update(answer.join('\0')).digest().subarray(0, 3);
}

const explain = process.argv[2] === '--explain' ? Number(process.argv[3]) : null;
const judged = [];
for (const name of process.argv.slice(explain === null ? 2 : 4)) {
  const [program, version] = name.split('@');
  const seed = Number(version.replaceAll('.', ''));
  const answered = await withProgram(program, version, (folder) => judge(folder, seed), ['argv-judge']);
  const { flags, gates, cases, answers } = answered;
  if (explain !== null) console.log(JSON.stringify({ argv: cases[explain], answer: answers[explain] }, null, 2));
  const started = answers.filter(([verdict]) => verdict === 'read').length;
  console.error(`${name}: ${answers.length} command lines, ${started} of them taken`);
  judged.push({
    component: names[program],
    version,
    seed,
    count: cases.length,
    declared: gzipSync(JSON.stringify({ flags, gates }), { level: 9 }).toString('base64'),
    answers: Buffer.concat(answers.map(digest)).toString('base64'),
  });
}
if (explain === null) await writeFile(target, `${JSON.stringify({ judged }, null, 1)}\n`);
