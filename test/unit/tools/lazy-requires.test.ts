import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { withLazyRequires } from '../../../tools/lazy-requires.mjs';

const compiled = `
const __importDefault = (m) => ({ default: m });
const node_os_1 = require("node:os");
const cache_1 = __importDefault(require("./cache"));
function both() { return [node_os_1.name, cache_1.default.name, (0, node_os_1.call)()]; }
`;

describe('requires that wait until they are needed', () => {
  const asked: string[] = [];
  const require = (name: string) => {
    asked.push(name);
    return { name, call: () => `called ${name}` };
  };
  const context = createContext({ require });
  runInContext(withLazyRequires(compiled), context);

  it('asks for nothing at first', () => {
    expect(asked).toEqual([]);
  });

  it('gives each user what it would have had, and asks once', () => {
    const expected = ['node:os', './cache', 'called node:os'];
    expect(Array.from(runInContext('both()', context) as string[])).toEqual(expected);
    expect(Array.from(runInContext('both()', context) as string[])).toEqual(expected);
    expect(asked).toEqual(['node:os', './cache']);
  });
});
