// Proves the reader of sources (read/main.go) against a version that was built: every flag, feature gate and admission
// plugin of kube-apiserver must come out the same. From 1.31 on gates are declared differently, so it takes 1.15 to 1.30.
//
//   node tools/catalog/prove-reader.mjs 1.29.6
import os from 'node:os';
import path from 'node:path';
import { compact, dump } from './dump.mjs';
import { readSources } from './read-sources.mjs';

const keep = process.env.HARDWAY_CATALOG_DUMPS ?? path.join(os.tmpdir(), 'hardway-catalog-dumps');

function byName(records) {
  return new Map(records.map((record) => [record.name, JSON.stringify(Object.entries(record).sort())]));
}

let differences = 0;
for (const version of process.argv.slice(2)) {
  const built = (await dump('kubernetes', version, keep))['kube-apiserver'];
  const read = await readSources(version);
  for (const kind of ['flags', 'gates', 'plugins']) {
    const expected = byName(built[kind]);
    const found = byName(kind === 'flags' ? read.flags.map(compact) : read[kind]);
    const names = [...new Set([...expected.keys(), ...found.keys()])].sort();
    const unlike = names.filter((name) => expected.get(name) !== found.get(name));
    for (const name of unlike) console.log(`${name}: built ${expected.get(name)}, read ${found.get(name)}`);
    console.log(`${version}: ${expected.size} ${kind}, ${unlike.length} differences`);
    differences += unlike.length;
  }
}
process.exitCode = differences === 0 ? 0 : 1;
