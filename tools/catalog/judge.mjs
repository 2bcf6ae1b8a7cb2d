// Asks the real flag types of Kubernetes and etcd which of many nasty values they take, and writes the answers to
// test/fixtures/catalog/judged-values.json, where the unit tests hold checkValue against them.
//
//   node tools/catalog/judge.mjs kubernetes@1.37.1 etcd@3.6.16
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { programs, withProgram } from './dump.mjs';
import { nastyValues } from './nasty-values.mjs';

const target = new URL('../../test/fixtures/catalog/judged-values.json', import.meta.url);

async function ask(folder, component, ...args) {
  const child = spawn(path.join(folder, 'dump'), [component, ...args.slice(0, -1)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(args.at(-1)));
  return JSON.parse(await text(child.stdout));
}

const judged = new Map();

/** One flag per type is asked. Feature gates are not: they are checked after parsing, which is a rule of its own. */
async function judge(folder, component, version) {
  for (const { name: flag, type } of await ask(folder, component, [])) {
    const id = `${programOf(component)} ${type}`;
    if (judged.has(id) || ['feature-gates', 'help'].includes(flag)) continue;
    const pairs = nastyValues.map((value) => [flag, value]);
    const taken = await ask(folder, component, 'judge', pairs);
    judged.set(id, { component, version, flag, type, taken: taken.map((yes) => (yes ? '1' : '0')).join('') });
  }
}

function programOf(component) {
  return Object.keys(programs).find((program) => programs[program].components.includes(component));
}

for (const name of process.argv.slice(2)) {
  const [program, version] = name.split('@');
  await withProgram(program, version, async (folder) => {
    for (const component of programs[program].components) await judge(folder, component, version);
  });
}
await mkdir(new URL('.', target), { recursive: true });
const lines = [...judged.values()].map((answer) => `    ${JSON.stringify(answer)}`).join(',\n');
await writeFile(target, `{\n  "values": ${JSON.stringify(nastyValues)},\n  "judged": [\n${lines}\n  ]\n}\n`);
