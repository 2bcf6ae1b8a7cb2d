import { createHmac, randomBytes } from 'node:crypto';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { keyType } from '../../../src/hosts/host-key.js';
import { lookUpHost } from '../../../src/hosts/known-hosts.js';

/** A key in wire form; the content beyond the type does not matter here. */
function wireKey(type = 'ssh-ed25519'): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), randomBytes(36)]);
}

const key = wireKey();
const text = `ssh-ed25519 ${key.toString('base64')}`;

function found(names: string, host = 'node1', port = 22): boolean {
  return lookUpHost(`${names} ${text}\n`, 'known_hosts', host, port).keys.length === 1;
}

function hashed(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

describe('known_hosts', () => {
  it('finds plain names, in lists and in any case', () => {
    expect(found('node1')).toBe(true);
    expect(found('node0,Node1,198.51.100.11')).toBe(true);
    expect(found('node1', 'NODE1')).toBe(true);
    expect(found('node11')).toBe(false);
    expect(found('node')).toBe(false);
  });

  it('files every port other than 22 under [name]:port, and does not mix them up', () => {
    expect(found('[node1]:2222', 'node1', 2222)).toBe(true);
    expect(found('node1', 'node1', 2222)).toBe(false);
    expect(found('[node1]:2222', 'node1', 22)).toBe(false);
    expect(found('[2001:db8::1]:2222', '2001:DB8::1', 2222)).toBe(true);
  });

  it('finds hashed names', () => {
    expect(found(hashed('node1'))).toBe(true);
    expect(found(hashed('[node1]:2222'), 'node1', 2222)).toBe(true);
    expect(found(hashed('node2'))).toBe(false);
    expect(found('|2|AAAA|BBBB')).toBe(false);
  });

  it('follows wildcards and negation', () => {
    expect(found('*.example.com', 'a.example.com')).toBe(true);
    expect(found('*.example.com', 'example.com')).toBe(false);
    expect(found('node?')).toBe(true);
    expect(found('*,!node1')).toBe(false);
    expect(found('!node1,*')).toBe(false);
    expect(found('!node2,*')).toBe(true);
    expect(found('!node1')).toBe(false);
  });

  it('comes to an end with a pattern for which trying every way would not', () => {
    expect(found(`${'*a'.repeat(2_000)}*b`, 'a'.repeat(2_000))).toBe(false);
  });

  it('keeps revocations and authorities apart from keys', () => {
    const known = lookUpHost(`@revoked * ${text}\n@cert-authority *.x ${text}\nnode1 ${text}\n`, 'f', 'node1', 22);
    expect(known.revoked.map(({ line }) => line)).toEqual([1]);
    expect(known.authorities).toEqual([]);
    expect(known.keys.map(({ line }) => line)).toEqual([3]);
    expect(lookUpHost(`@cert-authority * ${text}\n`, 'f', 'node1', 22)).toMatchObject({
      keys: [],
      authorities: [{ line: 1 }],
    });
  });

  it('counts a revocation of the bare name on every port', () => {
    expect(lookUpHost(`@revoked node1 ${text}\n`, 'f', 'node1', 2222).revoked).toHaveLength(1);
  });

  it('reads CRLF, tabs, indentation, comments and a missing last line feed', () => {
    const content = `# a comment\r\n\r\n  node1\tssh-ed25519 ${key.toString('base64')} root@node1 # more\r\nnode1 ${text}`;
    const known = lookUpHost(content, 'known_hosts', 'node1', 22);
    expect(known.keys.map(({ line }) => line)).toEqual([3, 4]);
    expect(known.keys[0]?.key.equals(key)).toBe(true);
    expect(known.broken).toEqual([]);
  });

  it('names every line that it cannot understand, and whether it was meant to revoke', () => {
    const content = [
      'node1',
      'node1 ssh-ed25519',
      'node1 ssh-ed25519 !!!!',
      `node1 ssh-rsa ${key.toString('base64')}`,
      '@revoked node1 ssh-ed25519 AAAA',
      `@unknown node1 ${text}`,
      'node1 1024 35 1234567890',
    ].join('\n');
    const { keys, broken } = lookUpHost(content, 'known_hosts', 'node1', 22);
    expect(keys).toEqual([]);
    expect(broken.map(({ line, revokes }) => [line, revokes])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [5, true],
      [6, false],
      [7, false],
    ]);
  });

  it('takes time in proportion to many lines, half of them hashed', async () => {
    const lines = Array.from({ length: 80_000 }, (_, i) => `${i % 2 === 0 ? hashed(`h${i}`) : `h${i}`} ${text}`);
    const read = (many: number) => lookUpHost(lines.slice(0, many).join('\n'), 'known_hosts', `h${many - 1}`, 22);
    expect(read(80_000).keys).toHaveLength(1);
    expect(await growthOf(read, 10_000)).toBeLessThan(linearGrowth);
  }, 60_000);

  it('takes nothing for a key that is none', () => {
    expect(keyType(Buffer.alloc(0))).toBeUndefined();
    expect(keyType(Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]))).toBeUndefined();
    expect(keyType(key)).toBe('ssh-ed25519');
  });
});
