import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ecKey, type TestPair } from '../../support/odd-certificate.js';
import { about, authority, keysOf, leaf, untouched, useStore, verified, whats } from '../../support/bad-material.js';

// The numbers are those of the list of bad inputs in the design notes; each row is a way in which operators' material
// has been seen to be wrong.

useStore();

describe('the builder that the rows use', () => {
  it('makes sound certificates when nothing is changed', async () => {
    const found = await verified({
      'ca.crt': authority(),
      'admin.crt': leaf('admin'),
      'hosts/node1/apiserver.crt': leaf('node1/apiserver'),
      'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer'),
    });
    expect(found.problems).toEqual([]);
  });
});

describe('row 47: what is no PEM, or a broken one', () => {
  const good = (): string => untouched.get('admin.crt') ?? '';
  it.each<[string, () => string | Buffer, string, RegExp]>([
    ['an empty file', () => '', 'pki-not-pem', /the file is empty/],
    ['text', () => 'hello\n', 'pki-not-pem', /no PEM block/],
    ['a web page', () => '<!DOCTYPE html><html></html>', 'pki-not-pem', /a web page/],
    ['DER', () => Buffer.from(good().replace(/-----.*-----|\n/g, ''), 'base64'), 'pki-not-pem', /is DER, not PEM/],
    ['a wrong label', () => good().replaceAll('CERTIFICATE', 'X509 CRL'), 'pki-not-a-certificate', /labelled X509 CRL/],
    ['a BEGIN without END', () => '-----BEGIN CERTIFICATE-----\n', 'pki-not-pem', /has no end/],
    ['cut base64', () => good().replace(/.{5}\n-----END/, '\n-----END'), 'pki-not-pem', /cut off/],
    [
      'base64 of something else',
      () => good().replace(/\n[\s\S]*\n-----END/, '\nAAAA\n-----END'),
      'pki-malformed',
      /encoding is broken/,
    ],
    [
      'two labels in one block',
      () => good().replace('END CERTIFICATE', 'END X509 CRL'),
      'pki-not-pem',
      /ends as X509 CRL/,
    ],
    ['10 000 blocks', () => good().repeat(10_000).slice(0, 1_000_000), 'pki-not-pem', /more than 1000 blocks/],
    ['two certificates', () => good().repeat(2), 'pki-several-certificates', /2 certificates/],
  ])('%s is named', async (_, text, code, what) => {
    const found = about(await verified({ 'admin.crt': text() }), 'admin.crt');
    expect(found.map((p) => p.code)).toContain(code);
    expect(whats(found)).toMatch(what);
  });

  it('names the line of the broken block', async () => {
    const found = about(await verified({ 'admin.crt': `a comment\n\n-----BEGIN CERTIFICATE-----\n!!\n` }), 'admin.crt');
    expect(found[0]?.where.line).toBe(3);
  });

  it('accepts CRLF and text before the block', async () => {
    const found = await verified({ 'admin.crt': `subject=admin\r\n${good().replaceAll('\n', '\r\n')}` });
    expect(found.problems).toEqual([]);
  });
});

describe('row 48: a key that does not belong to its certificate', () => {
  it.each<[string, () => TestPair]>([
    ['of the same curve', () => ecKey()],
    ['of another curve', () => ecKey('P-384')],
    ['of another kind', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('%s is shown with both fingerprints', async (_, make) => {
    const pem = make().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const found = about(await verified({ 'admin.key': pem }), 'admin.key');
    expect(found.map((p) => p.code)).toEqual(['pki-key-mismatch']);
    expect(found[0]?.what.match(/sha256:[0-9a-f]{64}/g)).toHaveLength(2);
  });
});

describe('row 49: keys and certificates in each other’s place', () => {
  it('names both when they are swapped, and shows neither', async () => {
    const [certificate = '', key = ''] = [untouched.get('admin.crt'), untouched.get('admin.key')];
    const found = await verified({ 'admin.crt': key, 'admin.key': certificate });
    expect(whats(about(found, 'admin.crt'))).toContain('a private key lies where a certificate belongs');
    expect(whats(about(found, 'admin.key'))).toContain('a certificate lies where the private key belongs');
    expect(JSON.stringify(found)).not.toContain(key.split('\n')[1]);
  });

  it('refuses a private key inside the file of an authority', async () => {
    const found = await verified({ 'ca.crt': `${untouched.get('ca.crt') ?? ''}${untouched.get('ca.key') ?? ''}` });
    expect(about(found, 'ca.crt').map((p) => p.code)).toContain('pki-not-a-certificate');
    expect(found.sound).toBe(false);
  });
});

describe('row 50: the usual forms of keys are accepted', () => {
  it('SEC1 and PKCS#8', async () => {
    const { privateKey } = keysOf('admin.key');
    for (const type of ['sec1', 'pkcs8'] as const) {
      const text = privateKey.export({ type, format: 'pem' }) as string;
      expect((await verified({ 'admin.key': text })).problems).toEqual([]);
    }
  });

  it('PKCS#1, and SEC1 with its block of parameters', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
    expect((await verified({ 'admin.key': pkcs1, 'admin.crt': leaf('admin', { keys: rsa }) })).problems).toEqual([]);
    const sec1 = keysOf('ca.key').privateKey.export({ type: 'sec1', format: 'pem' }) as string;
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    expect(about(await verified({ 'ca.key': parameters + sec1 }), 'ca.key')).toEqual([]);
  });
});

describe('rows 51 and 52: keys that no component can read', () => {
  it.each<[string, () => string | Buffer, RegExp]>([
    [
      'encrypted PKCS#8',
      () => ecKey().privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /encrypted/,
    ],
    [
      'encrypted in the old way',
      () => ecKey().privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /encrypted/,
    ],
    ['of OpenSSH', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', /OpenSSH/],
    ['public', () => ecKey().publicKey.export({ type: 'spki', format: 'pem' }), /public key/],
    ['PKCS#12', () => Buffer.from('308201000201030000', 'hex'), /PKCS#12/],
  ])('%s is named', async (_, text, what) => {
    expect(whats(about(await verified({ 'admin.key': text() }), 'admin.key'))).toMatch(what);
  });
});

describe('row 53: keys that are too weak, too large or of a foreign kind', () => {
  const pem = ({ privateKey }: TestPair): string => privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  it.each<[string, () => TestPair, RegExp]>([
    ['RSA 512', () => generateKeyPairSync('rsa', { modulusLength: 512 }), /512 bits/],
    ['RSA 1024', () => generateKeyPairSync('rsa', { modulusLength: 1024 }), /1024 bits/],
    ['an exponent of 3', () => generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }), /exponent 3/],
    ['P-192', () => ecKey('prime192v1'), /prime192v1/],
    ['secp256k1', () => ecKey('secp256k1'), /secp256k1/],
    ['Ed25519', () => generateKeyPairSync('ed25519'), /ed25519/],
  ])('%s is refused', async (_, make, what) => {
    const keys = make();
    const found = about(await verified({ 'admin.key': pem(keys), 'admin.crt': leaf('admin', { keys }) }), 'admin.crt');
    expect(found.map((p) => p.code)).toContain('pki-weak');
    expect(whats(found)).toMatch(what);
  });

  it('P-384 and P-521 are accepted', async () => {
    for (const curve of ['P-384', 'P-521']) {
      const keys = ecKey(curve);
      const found = await verified({ 'admin.key': pem(keys), 'admin.crt': leaf('admin', { keys }) });
      expect(found.problems).toEqual([]);
    }
  });
});
