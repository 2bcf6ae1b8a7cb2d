import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/kernel/clock.js';
import { ecKey, type TestPair } from '../../support/odd-certificate.js';
import { about, store, untouched, useStore, verified, whats } from '../../support/bad-material.js';

// The numbers are those of the list of bad inputs in the design notes; each row is a way in which operators' material
// has been seen to be wrong.

useStore();

describe('row 70: one authority for several purposes', () => {
  it('says what could be impersonated, and calls the store unusable', async () => {
    const found = await verified({
      'etcd/ca.crt': untouched.get('ca.crt') ?? '',
      'etcd/ca.key': untouched.get('ca.key') ?? '',
      'front-proxy-ca.crt': untouched.get('ca.crt') ?? '',
      'front-proxy-ca.key': untouched.get('ca.key') ?? '',
    });
    const shared = found.problems.filter(({ code }) => code === 'pki-shared-authority');
    expect(shared).toHaveLength(3);
    expect(whats(shared)).toContain('etcd directly');
    expect(whats(shared)).toContain('forward requests as anybody');
    expect(found.sound).toBe(false);
  });
});

describe('row 71: the service-account key', () => {
  const other = (): TestPair => ecKey();
  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'is a certificate',
      () => ({ 'sa.key': untouched.get('admin.crt') ?? '' }),
      /a certificate lies where the private key/,
    ],
    ['is public only', () => ({ 'sa.key': untouched.get('sa.pub') ?? '' }), /this is a public key/],
    [
      'comes several times in its file',
      () => ({ 'sa.key': `${untouched.get('sa.key') ?? ''}${untouched.get('admin.key') ?? ''}` }),
      /2 blocks/,
    ],
    [
      'is not that of its public half',
      () => ({ 'sa.pub': other().publicKey.export({ type: 'spki', format: 'pem' }) as string }),
      /does not belong to sa\.pub/,
    ],
    [
      'is too weak',
      () => ({
        'sa.key': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
          type: 'pkcs1',
          format: 'pem',
        }) as string,
      }),
      /1024 bits/,
    ],
  ])('that %s is refused', async (_, files, what) => {
    const found = await verified(files());
    expect(whats([...about(found, 'sa.key'), ...about(found, 'sa.pub')])).toMatch(what);
    expect(found.sound).toBe(false);
  });
});

describe('row 72: the encryption key', () => {
  const base64 = (length: number): string => Buffer.alloc(length, 0x5a).toString('base64');
  it.each<[string, string, RegExp]>([
    ['31 bytes', `name: key1\nsecret: ${base64(31)}\n`, /has 31 bytes/],
    ['33 bytes', `name: key1\nsecret: ${base64(33)}\n`, /has 33 bytes/],
    ['no base64', 'name: key1\nsecret: ${ENCRYPTION_KEY}\n', /not base64/],
    ['a field that comes twice', `name: key1\nname: key2\nsecret: ${base64(32)}\n`, /name comes twice/],
    ['no name', `secret: ${base64(32)}\n`, /name of the key is missing/],
  ])('%s is refused, and no byte of it is shown', async (_, text, what) => {
    const found = await verified({ 'encryption-key.yaml': text });
    expect(whats(about(found, 'encryption-key.yaml'))).toMatch(what);
    expect(JSON.stringify(found.problems)).not.toContain(base64(30).slice(0, 12));
    expect(found.sound).toBe(false);
  });
});

describe('row 73: keys that others can read', () => {
  it.each([0o644, 0o640, 0o620])('mode %o is refused, with the command that mends it', async (mode) => {
    chmodSync(path.join(store.directory, 'sa.key'), mode);
    const found = about(await verified({}), 'sa.key');
    expect(found.map((p) => p.code)).toEqual(['pki-key-exposed']);
    expect(found[0]?.fix).toContain('chmod 600');
  });

  it('warns when Git tracks the folder, or would', async () => {
    const tree = path.dirname(store.directory);
    mkdirSync(path.join(tree, '.git'), { recursive: true });
    try {
      expect((await verified({})).problems).toEqual([]);
      writeFileSync(path.join(tree, '.git', 'index'), 'DIRC....pki/ca.key\0');
      expect(whats((await verified({})).problems)).toContain('Git tracks the keys');
      rmSync(path.join(tree, '.git', 'index'));
      rmSync(path.join(store.directory, '.gitignore'));
      const found = await verified({});
      expect(whats(found.problems)).toContain('nothing keeps its keys out');
      expect(found.sound).toBe(true);
    } finally {
      rmSync(path.join(tree, '.git'), { recursive: true });
    }
  });
});

describe('certificates whose time is running out', () => {
  it('get a warning when less than a third of their lifetime is left', async () => {
    const later = new Date(Date.now() + 300 * 86_400_000).toISOString();
    const found = await verified({}, fixedClock(later));
    expect(about(found, 'admin.crt')).toMatchObject([{ code: 'pki-expiring', severity: 'warning' }]);
    expect(about(found, 'ca.crt')).toEqual([]);
  });
});
