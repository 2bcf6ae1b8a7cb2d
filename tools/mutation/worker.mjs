// One process that holds all tests: `baseline` runs each once and tells what it covers; `mutants` turns on one mutant
// after the other and tells whether a test noticed. Talks over IPC; a parent watches over it, as a mutant may never end.
import { pathToFileURL } from 'node:url';
import { runTest, tests } from './harness.mjs';

const space = (globalThis.__stryker__ ??= {});
const send = (message) => new Promise((resolve) => process.send(message, resolve));

// What tests print is not of interest, and what mutants leave behind must not end the process.
process.stdout.write = () => true;
process.stderr.write = () => true;
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

async function atMost(milliseconds, run) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), milliseconds);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The suites around a test that have something to prepare, from the outermost on. */
function prepared({ suite }) {
  const found = [];
  for (let at = suite; at !== undefined; at = at.parent) if (at.beforeAll.length > 0) found.unshift(at);
  return found;
}

const ready = new Set();

/** Runs what comes before the tests of a suite: once, or again where a mutant may change what comes of it. */
async function prepare(test, again) {
  for (const suite of prepared(test)) {
    if (ready.has(suite) && !again) continue;
    for (const hook of suite.beforeAll) await hook();
    ready.add(suite);
  }
}

async function baseline(load) {
  const results = [];
  for (const open of Object.values(load)) await open();
  for (const test of tests.values()) {
    space.currentTestId = test.id;
    const began = performance.now();
    let failure;
    try {
      await atMost(60_000, async () => {
        await prepare(test, true);
        await runTest(test);
      });
    } catch (error) {
      failure = String(error?.message ?? error);
    }
    const hits = space.mutantCoverage?.perTest[test.id] ?? {};
    results.push({
      id: test.id,
      name: test.name,
      file: test.file,
      milliseconds: performance.now() - began,
      failure,
      hits,
    });
  }
  await send({ tests: results, onLoad: space.mutantCoverage?.static ?? {} });
}

/** Whether a test notices; `load` brings the tests of a file when their turn comes. */
async function noticedBy(chosen, load) {
  for (const id of chosen) {
    const file = id.slice(0, id.lastIndexOf('#'));
    try {
      if (!tests.has(id)) await load[file]();
      await atMost(15_000, async () => {
        await prepare(tests.get(id), true);
        await runTest(tests.get(id));
      });
    } catch {
      return id;
    }
    if (space.hitCount > space.hitLimit) return id;
  }
  return undefined;
}

async function mutant({ id, tests: chosen, hits }, load) {
  space.hitCount = 0;
  space.hitLimit = hits * 100 + 10_000;
  space.activeMutant = id;
  const by = await noticedBy(chosen, load);
  space.activeMutant = '';
  await send({ id, status: by === undefined ? 'survived' : 'found', by });
}

process.on('message', async ({ entry, job, fresh }) => {
  // Nothing is active while the tests are loaded, except a mutant in what is evaluated then.
  space.activeMutant = fresh ?? '';
  const { load } = await import(pathToFileURL(entry));
  if (job === 'baseline') await baseline(load);
  else {
    if (fresh === undefined) for (const open of Object.values(load)) await open();
    for (const one of job) {
      await send({ began: one.id });
      await mutant(one, load);
    }
  }
  process.exit();
});
