// Writes src/catalog/data from the real code of etcd and Kubernetes. Needs Go and the Go module proxy, nothing else.
//
//   node tools/catalog/generate.mjs kubernetes@1.38.0 etcd@3.8.0    adds or refreshes these, keeps the other minors
//   node tools/catalog/generate.mjs                                 refreshes every version that the data names
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dump, programs } from './dump.mjs';
import { fold, print, unfold } from './ranges.mjs';

const data = (component) => fileURLToPath(new URL(`../../src/catalog/data/${component}.json`, import.meta.url));

async function read(component) {
  const text = await readFile(data(component), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? { component, sources: {}, flags: {} } : JSON.parse(text);
}

async function everyVersion() {
  const wanted = [];
  for (const [program, { components }] of Object.entries(programs)) {
    const { sources } = await read(components[0]);
    wanted.push(...Object.values(sources).map((version) => `${program}@${version}`));
  }
  return wanted;
}

async function add(program, version) {
  const minor = version.split('.').slice(0, 2).join('.');
  const dumped = await dump(program, version);
  for (const [component, flags] of Object.entries(dumped)) {
    const known = await read(component);
    const byMinor = { ...unfold(known), [minor]: flags };
    await writeFile(data(component), print(fold(component, { ...known.sources, [minor]: version }, byMinor)));
    console.error(`${component} ${version}: ${flags.length} flags`);
  }
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : await everyVersion()) {
  const [, program, version] = /^([a-z]+)@(\d+\.\d+\.\d+)$/.exec(name) ?? [];
  if (!programs[program]) throw new Error(`${name}: expected one of ${Object.keys(programs).join(', ')} as kubernetes@1.37.1`);
  await add(program, version);
}
