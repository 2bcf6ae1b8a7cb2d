import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../../../src/kernel/freeze.js';
import { nearest } from '../../../src/kernel/nearest.js';
import { Secret } from '../../../src/kernel/secret.js';
import { compareVersions, formatVersion, minorOf, parseVersion } from '../../../src/kernel/version.js';

describe('the nearest word', () => {
  const words = ['controlPlane', 'etcd', 'hosts', 'network'];

  it('finds what a slip of the keyboard meant', () => {
    expect(nearest('controlplane', words)).toBe('controlPlane');
    expect(nearest('contorlPlane', words)).toBe('controlPlane');
    expect(nearest('host', words)).toBe('hosts');
    expect(nearest('ectd', words)).toBe('etcd');
  });

  it('offers nothing where nothing is near', () => {
    expect(nearest('kubelet', words)).toBeUndefined();
    expect(nearest('x'.repeat(100_000), words)).toBeUndefined();
  });
});

describe('versions', () => {
  it('reads releases with and without a v', () => {
    expect(parseVersion('v1.37.1')).toEqual({ major: 1, minor: 37, patch: 1 });
    expect(formatVersion({ major: 3, minor: 6, patch: 16 })).toBe('3.6.16');
  });

  it('reads nothing else', () => {
    for (const text of ['', '1.37', '1.37.1-rc.0', '01.2.3', '1.2.3 ', 'latest', '1.2.3.4']) {
      expect(parseVersion(text)).toBeNull();
    }
  });

  it('orders by number, not by letter', () => {
    expect(compareVersions('1.9', '1.10')).toBeLessThan(0);
    expect(compareVersions('1.37.1', '1.37.0')).toBeGreaterThan(0);
    expect(compareVersions('v1.37.1', '1.37.1')).toBe(0);
    expect(minorOf('v1.37.1')).toBe('1.37');
    expect(minorOf({ major: 1, minor: 37, patch: 1 })).toBe('1.37');
  });
});

describe('freezing', () => {
  it('reaches everything but class instances', () => {
    const value = deepFreeze({ a: [{ b: 1 }], key: new Secret('x'), bytes: Buffer.from('y') });
    expect(Object.isFrozen(value.a[0])).toBe(true);
    expect(value.key.reveal().toString()).toBe('x');
    value.bytes[0] = 0;
    expect(value.bytes[0]).toBe(0);
  });
});
