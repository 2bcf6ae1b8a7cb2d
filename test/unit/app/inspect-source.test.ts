import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../src/app/inspect-source.js';

describe('a host that a source names', () => {
  it.each([
    ['ssh://ops@198.51.100.11', '198.51.100.11', '198.51.100.11', 22],
    ['ssh://ops@198.51.100.11:22', '198.51.100.11', '198.51.100.11', 22],
    ['ssh://ops@198.51.100.11:2201', '198.51.100.11:2201', '198.51.100.11', 2201],
    ['ssh://ops@198.51.100.11:2202', '198.51.100.11:2202', '198.51.100.11', 2202],
    ['ssh://ops@[fd00::1]:2203/', '[fd00::1]:2203', 'fd00::1', 2203],
    ['ssh://ops@[fd00::1]', 'fd00::1', 'fd00::1', 22],
  ])('%s is called %s, so that two behind one address are told apart', (source, name, host, port) => {
    expect(parseSource(source)).toEqual({
      kind: 'host',
      target: { name, connection: 'ssh', ssh: { user: 'ops', host, port } },
    });
  });
});
