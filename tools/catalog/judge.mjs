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
import { nodeValues } from './node-values.mjs';

const target = new URL('../../test/fixtures/catalog/judged-values.json', import.meta.url);

/** The flags that a component declares, or with pairs of a flag and a value which of them it takes. */
async function ask(folder, component, pairs) {
  const bin = path.join(folder, 'bin');
  const child = spawn(path.join(bin, component), pairs === undefined ? [] : ['judge'], {
    cwd: bin,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(pairs === undefined ? '' : JSON.stringify(pairs));
  return JSON.parse(await text(child.stdout));
}

const values = [...nastyValues, ...nodeValues];
const judged = new Map();

/**
 * One flag per type is asked, of each component: types of one name may be implemented twice. Feature gates are not
 * asked: they are checked after parsing, which is a rule of its own.
 */
async function judge(folder, component, version) {
  const { flags } = await ask(folder, component);
  for (const { name: flag, type } of flags) {
    const id = `${component} ${type}`;
    if (judged.has(id) || ['feature-gates', 'help'].includes(flag)) continue;
    // After an empty value the type ipport cannot be set to another one: kube-proxy would panic.
    const full = values.filter((value) => value !== '').map((value) => [flag, value]);
    const [taken, [takesEmpty]] = [await ask(folder, component, full), await ask(folder, component, [[flag, '']])];
    taken.splice(values.indexOf(''), 0, takesEmpty);
    judged.set(id, { component, version, flag, type, taken: taken.map((yes) => (yes ? '1' : '0')).join('') });
  }
}

for (const name of process.argv.slice(2)) {
  const [program, version] = name.split('@');
  await withProgram(program, version, async (folder) => {
    for (const component of programs[program].components(version)) await judge(folder, component, version);
  });
}
await mkdir(new URL('.', target), { recursive: true });
const lines = [...judged.values()].map((answer) => `    ${JSON.stringify(answer)}`).join(',\n');
await writeFile(target, `{\n  "values": ${JSON.stringify(values)},\n  "judged": [\n${lines}\n  ]\n}\n`);
