import { createServer } from 'node:net';
import { fail } from '../kernel/problem.js';

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The first loopback address on which all of these ports can be had: 127.0.0.1, 127.0.0.2, … */
export async function freeLoopback(ports: readonly number[], candidates = 32): Promise<string> {
  const taken = new Set<number>();
  for (let n = 1; n <= candidates; n++) {
    const address = `127.0.0.${n}`;
    const free = await Promise.all(ports.map((port) => isFree(address, port)));
    if (free.every(Boolean)) return address;
    ports.filter((_, i) => free[i] !== true).forEach((port) => taken.add(port));
  }
  return fail('lab-port-taken', {
    what: `No loopback address has all the ports that the components listen on; taken: ${[...taken].join(', ')}.`,
    fix: 'End what listens there (`ss -tlnp`), or run the lab on another machine.',
  });
}
