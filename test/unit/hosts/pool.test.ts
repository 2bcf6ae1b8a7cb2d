import { describe, expect, it } from 'vitest';
import type { ConnectTarget } from '../../../src/hosts/connect-target.js';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { closeAll, connectAll } from '../../../src/hosts/pool.js';
import { fail } from '../../../src/kernel/problem.js';

function target(name: string): ConnectTarget {
  return { name, connection: 'ssh', ssh: { user: 'ops', host: name, port: 22 } };
}

describe('connecting to many hosts', () => {
  it('goes on without the dead ones and says why, in the order of the config', async () => {
    const dead = new Set(['node2', 'node4']);
    const pool = await connectAll(['node1', 'node2', 'node3', 'node4'].map(target), {}, ({ name }) =>
      dead.has(name)
        ? Promise.resolve().then(() => fail('host-unreachable', { where: { host: name }, what: 'no answer' }))
        : Promise.resolve(fakeTransport(name, [])),
    );
    expect([...pool.transports.keys()]).toEqual(['node1', 'node3']);
    expect(pool.problems.map(({ where }) => where.host)).toEqual(['node2', 'node4']);
  });

  it('opens no more connections at once than it may', async () => {
    let now = 0;
    let most = 0;
    const targets = Array.from({ length: 20 }, (_, i) => target(`node${i}`));
    await connectAll(targets, { limit: 3 }, async ({ name }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now--;
      return fakeTransport(name, []);
    });
    expect(most).toBe(3);
  });

  it('closes what is open when something unexpected happens', async () => {
    const open = fakeTransport('node1', []);
    const attempt = connectAll([target('node1'), target('node2')], {}, ({ name }) =>
      name === 'node1' ? Promise.resolve(open) : Promise.reject(new TypeError('a bug')),
    );
    await expect(attempt).rejects.toThrow('a bug');
    expect(open.closed).toBe(true);
  });

  it('reports a real port that nothing listens on, a name that does not exist and an option in place of a name', async () => {
    const targets = [
      { ...target('node1'), ssh: { user: 'ops', host: '127.0.0.1', port: 1 } },
      { ...target('node2'), ssh: { user: 'ops', host: 'node2.invalid', port: 22 } },
      { ...target('node3'), ssh: { user: 'ops', host: '-oProxyCommand=touch /tmp/planted', port: 22 } },
    ].map((entry) => ({ ...entry, ssh: { ...entry.ssh, knownHostsFile: '/dev/null' } }));
    process.env.SSH_AUTH_SOCK ??= '/nonexistent/agent';
    const { problems, transports } = await connectAll(targets);
    expect(transports.size).toBe(0);
    expect(problems.map(({ code }) => code)).toEqual(['host-unreachable', 'host-unreachable', 'host-unreachable']);
    expect(problems[0]?.what).toContain('nothing listens there');
  });

  it('closes all, also when one does not close', async () => {
    const fine = fakeTransport('node2', []);
    await closeAll([{ ...fakeTransport('node1', []), close: () => Promise.reject(new Error('gone')) }, fine]);
    expect(fine.closed).toBe(true);
  });
});
