import { describe, expect, it } from 'vitest';
import type { ConnectTarget } from '../../../src/hosts/connect-target.js';
import { onEveryHost } from '../../../src/hosts/every-connection.js';
import { type FakeTransport, fakeTransport } from '../../../src/hosts/fake-transport.js';
import { fail } from '../../../src/kernel/problem.js';

const target = (name: string): ConnectTarget => ({
  name,
  connection: 'ssh',
  ssh: { user: 'ops', host: name, port: 22 },
});
const targets = (count: number) => Array.from({ length: count }, (_, i) => target(`node${i}`));
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('doing something on every host', () => {
  it('gives the results and the problems in the order of the targets, and closes every connection', async () => {
    const open: FakeTransport[] = [];
    const { results, problems } = await onEveryHost(
      targets(6),
      async ({ host }) => {
        await tick();
        return host === 'node4' ? fail('host-timeout', { where: { host }, what: 'slow' }) : host;
      },
      {},
      ({ name }) => {
        if (name === 'node1')
          return Promise.resolve().then(() => fail('host-unreachable', { where: { host: name }, what: 'x' }));
        const transport = fakeTransport(name, []);
        open.push(transport);
        return Promise.resolve(transport);
      },
    );
    expect(results).toEqual(['node0', 'node2', 'node3', 'node5']);
    expect(problems.map(({ code, where }) => [code, where.host])).toEqual([
      ['host-unreachable', 'node1'],
      ['host-timeout', 'node4'],
    ]);
    expect(open.map(({ closed }) => closed)).toEqual([true, true, true, true, true]);
  });

  it('has no more connections at once than it may', async () => {
    let now = 0;
    let most = 0;
    await onEveryHost(
      targets(100),
      async () => {
        most = Math.max(most, ++now);
        await tick();
        now--;
      },
      { limit: 7, patienceMs: 60_000 },
      ({ name }) => Promise.resolve(fakeTransport(name, [])),
    );
    expect(most).toBe(7);
  });

  it('lets the others pass when more hosts are silent than there are places', async () => {
    const done: string[] = [];
    let release: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { results } = await onEveryHost(
      targets(20),
      ({ host }) => {
        done.push(host);
        // The silent ones only come back when all others are done: had they kept their places, nobody ever would.
        if (done.length === 10) release();
        return Promise.resolve(host);
      },
      { limit: 4, patienceMs: 5 },
      async ({ name }) => {
        if (Number(name.slice(4)) < 10) await silence;
        return fakeTransport(name, []);
      },
    );
    expect(results).toHaveLength(20);
    expect(done.slice(0, 10).every((name) => Number(name.slice(4)) >= 10)).toBe(true);
  });

  it('throws what is no HardwayError once all have ended', async () => {
    let ended = 0;
    const attempt = onEveryHost(
      targets(3),
      async ({ host }) => {
        await tick();
        ended++;
        if (host === 'node0') throw new TypeError('a bug');
      },
      {},
      ({ name }) => Promise.resolve(fakeTransport(name, [])),
    );
    await expect(attempt).rejects.toThrow('a bug');
    expect(ended).toBe(3);
  });
});
