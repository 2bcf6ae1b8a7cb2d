// Usage: node tools/mutation/main.mjs RESULT.json [ONE_OF [SEED [FILE_PREFIX [TEST_FILTER]]]]
// The two last ones, `src/formats/shell` and `formats/shell|golden/readings` as a regular expression, are for looking
// closer at some files; the score is that of all.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { instrument } from './instrument.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const [result, oneOf = '1', seed = '1', prefix = 'src/', filter = ''] = process.argv.slice(2);

const rooms = ['src/formats', 'src/inspect'];
const testRooms = ['formats', 'inspect', 'app', 'audit', 'commands', 'render', 'ui'].map((room) => `test/unit/${room}`);
const alone = ['test/golden/readings.test.ts', 'test/unit/comparison.test.ts'];
/** A mutant that no test ends within this time would not end in anybody's hands. */
const patience = 30_000;
/** Milliseconds of tests, as they take without a mutant, that are spent on one mutant. */
const budget = 4000;

function testFiles() {
  const found = testRooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => path.join(room, name)),
  );
  return [...found, ...alone].filter((name) => new RegExp(filter).test(name)).sort();
}

/** A process with the tests in it; `onMessage` hears what it tells until it ends. */
function worker(message, onMessage) {
  return new Promise((resolve) => {
    const child = fork(path.join(import.meta.dirname, 'worker.mjs'), [], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--max-old-space-size=2000'],
      env: { ...process.env, PROPERTY_TIME_LIMIT: '300' },
    });
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), message.job === 'baseline' ? 900_000 : patience);
    };
    wait();
    child.on('message', (told) => {
      wait();
      onMessage(told);
    });
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.send(message);
  });
}

/** Tries mutants one after the other; one that ends the process, or holds it up, is found by that. */
async function tryAll(entry, jobs, onResult) {
  let left = jobs;
  while (left.length > 0) {
    let current = left[0].id;
    const done = new Set();
    await worker({ entry, job: left }, ({ began, id, status, by }) => {
      if (began !== undefined) current = began;
      else {
        done.add(id);
        onResult({ id, status, by });
      }
    });
    if (!done.has(current)) {
      done.add(current);
      onResult({ id: current, status: 'found', by: 'not ending' });
    }
    left = left.filter(({ id }) => !done.has(id));
  }
}

async function tryFresh(entry, job, onResult) {
  let told = false;
  await worker({ entry, job: [job], fresh: job.id }, ({ id, status, by }) => {
    if (id === undefined) return;
    told = true;
    onResult({ id, status, by });
  });
  if (!told) onResult({ id: job.id, status: 'found', by: 'not ending' });
}

const drawn = ({ file, line, column, endLine, mutator, replacement }) => {
  const lot = [seed, file, line, column, endLine, mutator, replacement].join('\n');
  return createHash('sha256').update(lot).digest().readUInt32BE(0) % Number(oneOf) === 0;
};

const say = (text) => process.stderr.write(`${text}\n`);
const outdir = path.join(import.meta.dirname, 'node_modules/.cache');
mkdirSync(outdir, { recursive: true });
const { files, mutants } = await instrument(root, rooms);
say(`${mutants.length} mutants in ${files.size} files`);
await bundle(root, testFiles(), files, outdir);
const entry = path.join(outdir, 'stdin.mjs');

let base;
await worker({ entry, job: 'baseline' }, (told) => (base = told));
if (base === undefined) throw new Error('the tests do not run');
const failing = base.tests.filter(({ failure }) => failure !== undefined);
for (const { name, failure } of failing) say(`left out, as it fails without a mutant: ${name}: ${failure}`);
// Tests that feed texts of megabytes show bounds, not values; run for every mutant they would take days.
const long =
  /bounded time|in proportion to|grows with its length|never (?:throws|makes?)|and says that it is longer|linear time/;
const usable = base.tests.filter(({ name, failure }) => failure === undefined && !long.test(name));
usable.sort((a, b) => a.milliseconds - b.milliseconds);
say(`${usable.length} tests, ${Math.round(usable.reduce((sum, { milliseconds }) => sum + milliseconds, 0))} ms`);

const fileOf = new Map(mutants.map(({ id, file }) => [id, file]));
/** By mutant, the tests that run it; by source file, the test files that run some of it, with how many of its mutants. */
const [byMutant, byFile, byTestFile] = [new Map(), new Map(), new Map()];
const millisecondsOf = new Map(usable.map(({ id, milliseconds }) => [id, milliseconds]));
const of = (map, key, empty) => {
  if (!map.has(key)) map.set(key, empty());
  return map.get(key);
};
for (const { id: test, file: testFile, hits } of usable) {
  for (const [id, count] of Object.entries(hits)) {
    const known = of(byMutant, id, () => ({ tests: [], hits: 0 }));
    known.tests.push(test);
    known.hits += count;
    const runs = of(
      of(byFile, fileOf.get(id), () => new Map()),
      testFile,
      () => ({ tests: new Set(), mutants: new Set() }),
    );
    runs.tests.add(test);
    runs.mutants.add(id);
    of(byTestFile, testFile, () => new Set()).add(id);
  }
}

/** By source, the sources that import it. */
const importers = new Map();
for (const name of files.keys()) {
  for (const [, to] of readFileSync(name, 'utf8').matchAll(/ from '(\.[^']*)\.js'/g)) {
    const imported = path.relative(root, path.join(path.dirname(name), `${to}.ts`));
    of(importers, imported, () => []).push(path.relative(root, name));
  }
}

/**
 * By test file, what it runs of a source and, as a table is only run while it is loaded, of the sources that import it.
 */
function around(file) {
  const found = new Map();
  for (const source of [file, ...(importers.get(file) ?? [])]) {
    for (const [testFile, { tests, mutants: run }] of byFile.get(source) ?? []) {
      const known = of(found, testFile, () => ({ tests: new Set(), mutants: new Set() }));
      for (const test of tests) known.tests.add(test);
      for (const id of run) known.mutants.add(id);
    }
  }
  return found;
}

/**
 * The tests in the order in which they are likely to notice something in a file: those of test files that are about it,
 * then quick ones. No more than take `budget` together, which makes the score a lower bound.
 */
function inOrder(tests, file) {
  const about = new Map(
    [...(byFile.get(file) ?? around(file))].map(([testFile, { mutants: run }]) => [
      testFile,
      run.size / byTestFile.get(testFile).size,
    ]),
  );
  const testFileOf = (test) => test.slice(0, test.lastIndexOf('#'));
  const nearest = [...about]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([testFile]) => testFile);
  const rank = (test) => {
    const place = nearest.indexOf(testFileOf(test));
    if (place !== -1) return place;
    return alone.includes(testFileOf(test)) ? 3 : 4;
  };
  const sorted = tests
    .map((test) => ({ test, rank: rank(test), milliseconds: millisecondsOf.get(test) }))
    .sort((a, b) => a.rank - b.rank || a.milliseconds - b.milliseconds);
  let spent = 0;
  return sorted
    .filter(({ milliseconds }) => (spent += milliseconds) <= budget || spent === milliseconds)
    .map(({ test }) => test);
}

/** Every test that runs anything of a file, or of one that imports it. */
const testsOfFile = (file) => [...around(file).values()].flatMap(({ tests }) => [...tests]);

const statuses = new Map();
const chosen = mutants.filter((mutant) => mutant.file.startsWith(prefix) && drawn(mutant));
const [warm, fresh] = [[], []];
for (const { id, file } of chosen) {
  const { tests = [], hits = 0 } = byMutant.get(id) ?? {};
  if (base.onLoad[id] !== undefined)
    fresh.push({ id, tests: inOrder(testsOfFile(file), file), hits: base.onLoad[id] + hits });
  else if (tests.length === 0) statuses.set(id, { id, status: 'uncovered' });
  else warm.push({ id, tests: inOrder(tests, file), hits });
}
say(`${warm.length} to try at once, ${fresh.length} that are loaded with, ${statuses.size} that no test runs`);

let count = 0;
const note = (told) => {
  statuses.set(told.id, told);
  if (++count % 100 === 0) say(`${count} of ${warm.length + fresh.length} at ${new Date().toISOString()}`);
};
const shares = availableParallelism();
await Promise.all(
  Array.from({ length: shares }, (_, share) =>
    tryAll(
      entry,
      warm.filter((_, i) => i % shares === share),
      note,
    ),
  ),
);
const waiting = [...fresh];
await Promise.all(
  Array.from({ length: shares }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryFresh(entry, next, note);
  }),
);
const results = chosen.map((mutant) => ({ ...mutant, ...statuses.get(mutant.id) }));
writeFileSync(result, `${JSON.stringify({ mutants: mutants.length, oneOf: Number(oneOf), seed, results })}\n`);
