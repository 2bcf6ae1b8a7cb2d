// Writes src/catalog/data from the real code of etcd and Kubernetes. Needs Go and the Go module proxy, nothing else.
//
//   node tools/catalog/generate.mjs kubernetes@1.38.0 etcd@3.8.0    adds or refreshes these, keeps the other minors
//   node tools/catalog/generate.mjs                                 refreshes every version that the data names
//
// What a version declared is kept in a folder (HARDWAY_CATALOG_DUMPS, or one of the system's temporary folder), so that a
// run that was cut off loses nothing; remove the folder to read everything anew.
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { dump, programs } from './dump.mjs';
import { sharedGates } from './gates.mjs';
import { compareMinors, fold, print, unfold } from './ranges.mjs';

const data = new URL('../../src/catalog/data/', import.meta.url);
const keep = process.env.HARDWAY_CATALOG_DUMPS ?? path.join(os.tmpdir(), 'hardway-catalog-dumps');

async function read(file, nothing) {
  const text = await readFile(new URL(file, data), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? nothing : JSON.parse(text);
}

/** Puts what one minor declares beside what the file knows of the other minors. */
async function merge(file, head, key, minors, minor, records) {
  const known = await read(file, { [key]: {} });
  const others = minors.filter((other) => other !== minor);
  const folded = fold({ ...unfold(others, known[key]), [minor]: records });
  await writeFile(new URL(file, data), print(head, key, folded));
}

/** Which exact version each minor of each component was read from. */
const sources = await read('sources.json', {});

async function add(program, version) {
  const minor = version.split('.').slice(0, 2).join('.');
  const dumped = await dump(program, version, keep);
  const gates = sharedGates(dumped);
  for (const [component, { flags, plugins }] of Object.entries(dumped)) {
    const minors = Object.keys(sources[component] ?? {});
    await merge(`${component}.json`, { component }, 'flags', minors, minor, flags);
    if (plugins) await merge('admission-plugins.json', { component }, 'plugins', minors, minor, plugins);
    console.error(`${component} ${version}: ${flags.length} flags`);
  }
  const ofGates = Object.keys(sources[Object.keys(dumped)[0]] ?? {});
  await merge(`${program}-feature-gates.json`, { program }, 'gates', ofGates, minor, gates);
  for (const component of Object.keys(dumped)) {
    sources[component] = sortedByMinor({ ...sources[component], [minor]: dumped[component].source ?? version });
  }
  const sorted = Object.fromEntries(Object.entries(sources).sort());
  await writeFile(new URL('sources.json', data), `${JSON.stringify(sorted, null, 2)}\n`);
}

function sortedByMinor(versions) {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => compareMinors(a, b)));
}

function everyVersion() {
  const first = { kubernetes: 'kube-apiserver', etcd: 'etcd' };
  return Object.keys(programs).flatMap((program) =>
    Object.values(sources[first[program]] ?? {}).map((source) => `${program}@${source.version ?? source}`),
  );
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : everyVersion()) {
  const [, program, version] = /^([a-z]+)@(\d+\.\d+\.\d+)$/.exec(name) ?? [];
  if (!programs[program])
    throw new Error(`${name}: expected one of ${Object.keys(programs).join(', ')}, as in kubernetes@1.37.1`);
  await add(program, version);
}
