// Writes src/catalog/data from the real code of etcd and Kubernetes. Needs Go and the Go module proxy, nothing else.
//
//   node tools/catalog/generate.mjs kubernetes@1.38.0 etcd@3.8.0    adds or refreshes these, keeps the other minors
//   node tools/catalog/generate.mjs                                 refreshes every version that the data names
import { readFile, writeFile } from 'node:fs/promises';
import { dump, programs } from './dump.mjs';
import { compareMinors, fold, print, unfold } from './ranges.mjs';

const data = new URL('../../src/catalog/data/', import.meta.url);

async function read(file, nothing) {
  const text = await readFile(new URL(file, data), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? nothing : JSON.parse(text);
}

/** Which exact version each minor of each component was read from. */
const sources = await read('sources.json', {});

async function add(program, version) {
  const minor = version.split('.').slice(0, 2).join('.');
  const dumped = await dump(program, version);
  for (const [component, flags] of Object.entries(dumped)) {
    const known = await read(`${component}.json`, { flags: {} });
    const byMinor = { ...unfold(Object.keys(sources[component] ?? {}), known), [minor]: flags };
    await writeFile(new URL(`${component}.json`, data), print(fold(component, byMinor)));
    sources[component] = sortedByMinor({ ...sources[component], [minor]: version });
    console.error(`${component} ${version}: ${flags.length} flags`);
  }
  const sorted = Object.fromEntries(Object.entries(sources).sort());
  await writeFile(new URL('sources.json', data), `${JSON.stringify(sorted, null, 2)}\n`);
}

function sortedByMinor(versions) {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => compareMinors(a, b)));
}

function everyVersion() {
  return Object.entries(programs).flatMap(([program, { components }]) =>
    Object.values(sources[components[0]] ?? {}).map((version) => `${program}@${version}`),
  );
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : everyVersion()) {
  const [, program, version] = /^([a-z]+)@(\d+\.\d+\.\d+)$/.exec(name) ?? [];
  if (!programs[program])
    throw new Error(`${name}: expected one of ${Object.keys(programs).join(', ')}, as in kubernetes@1.37.1`);
  await add(program, version);
}
