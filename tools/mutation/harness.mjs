// As much of vitest's interface as the tests use, for running single tests again and again within one process.
import * as chai from 'chai';
import { GLOBAL_EXPECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend, getState, setState } from '@vitest/expect';
import * as spies from '@vitest/spy';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect);
expect.getState = () => getState(expect);
expect.setState = (state) => setState(state, expect);
globalThis[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0 }, expect);

export const expectTypeOf = () =>
  new Proxy(() => undefined, {
    get: (_, name) => (name === 'not' ? expectTypeOf() : expectTypeOf),
    apply: () => expectTypeOf(),
  });

const newSuite = (name, parent) => ({ name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] });
const root = newSuite('', undefined);
let suite = root;
let finished = [];

/** Every test by its id: the file, and which of its tests it is. */
export const tests = new Map();
let file = '';

function within(name, define) {
  const outer = suite;
  suite = newSuite(name, outer);
  const leave = () => void (suite = outer);
  const defined = define();
  if (defined instanceof Promise) return defined.finally(leave);
  leave();
  return defined;
}

/** Takes in the tests of a file; one file after the other. */
export const fileOf = (name, load) => {
  file = name;
  return within(name, load);
};
export const describe = (name, define) => void within(String(name), define);
describe.each = (rows) => (name, define) =>
  rows.forEach((row, i) => describe(`${name} ${i}`, () => define(...[row].flat(1))));

export const it = (name, ...rest) => {
  const run = rest.find((part) => typeof part === 'function');
  const names = [String(name)];
  for (let at = suite; at !== root; at = at.parent) names.unshift(at.name);
  const id = `${file}#${[...tests.keys()].filter((known) => known.startsWith(`${file}#`)).length}`;
  tests.set(id, { id, file, name: names.join(' > '), suite, run });
};
it.each = (rows) => (name, run) =>
  rows.forEach((row, i) => it(`${name} ${i}`, () => run(...(Array.isArray(row) ? row : [row]))));
it.skipIf = (condition) => (condition ? () => undefined : it);
export const test = it;

export const beforeAll = (run) => void suite.beforeAll.push(run);
export const afterAll = (run) => void suite.afterAll.push(run);
export const beforeEach = (run) => void suite.beforeEach.push(run);
export const afterEach = (run) => void suite.afterEach.push(run);
export const onTestFinished = (run) => void finished.push(run);

const stubbed = new Map();
export const vi = {
  fn: spies.fn,
  spyOn: spies.spyOn,
  restoreAllMocks: () => spies.restoreAllMocks(),
  stubEnv: (name, value) => {
    if (!stubbed.has(name)) stubbed.set(name, process.env[name]);
    process.env[name] = value;
  },
  unstubAllEnvs: () => {
    for (const [name, value] of stubbed) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    stubbed.clear();
  },
};

const enclosing = (of) => (of === undefined ? [] : [...enclosing(of.parent), of]);

/** Runs one test with the hooks around it; rejects when it fails. */
export async function runTest({ suite: of, run }) {
  const around = enclosing(of);
  finished = [];
  try {
    for (const { beforeEach: hooks } of around) for (const hook of hooks) await hook();
    await run({ onTestFinished });
  } finally {
    for (const { afterEach: hooks } of around.toReversed()) for (const hook of hooks.toReversed()) await hook();
    for (const hook of finished) await hook();
  }
}
