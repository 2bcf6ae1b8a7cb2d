import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificates, readKeys } from '../../../../src/inspect/companions/pem.js';
import { testAuthority, type TestAuthority } from '../../../support/tls-files.js';

let authority: TestAuthority;
beforeAll(() => {
  authority = testAuthority('clients');
});
afterAll(() => {
  authority.remove();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a PEM file', () => {
  it('of certificates: each with what masters and keys are compared by', () => {
    const leaf = authority.issue('server', 'DNS:a.example,IP:198.51.100.1').cert;
    const x509 = new X509Certificate(leaf);
    const { facts, problems } = readCertificates(Buffer.from(leaf + authority.cert), '/f');
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      certificates: [
        {
          subject: 'CN=server',
          issuer: 'CN=clients',
          isCa: false,
          sans: ['a.example', '198.51.100.1'],
          notAfter: new Date(x509.validTo).toISOString(),
          fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
          publicKey: sha256(x509.publicKey.export({ type: 'spki', format: 'der' })),
        },
        { subject: 'CN=clients', isCa: true },
      ],
    });
  });

  it('of a certificate and its key serves both flags, and the two belong together', () => {
    const { cert, key } = authority.issue('etcd', 'IP:127.0.0.1');
    const combined = Buffer.from(cert + key.reveal().toString());
    const certificates = readCertificates(combined, '/f').facts;
    const keys = readKeys(combined, '/f').facts;
    if (certificates?.kind !== 'certificates' || keys?.kind !== 'key') throw new Error('not read');
    expect([certificates.certificates.length, keys.isPrivate]).toEqual([1, true]);
    expect(keys.publicKeys).toEqual([certificates.certificates[0]?.publicKey]);
  });

  it.each([
    ['pkcs1', 'rsa'],
    ['sec1', 'ec'],
    ['pkcs8', 'ec'],
  ] as const)('of a private key as %s', (type, algorithm) => {
    const { privateKey } =
      algorithm === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type, format: 'pem' });
    const publicKey = sha256(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
    expect(readKeys(Buffer.from(pem), '/f')).toEqual({
      facts: { kind: 'key', isPrivate: true, publicKeys: [publicKey] },
      problems: [],
    });
  });

  it('of a certificate alone holds the public key that old guides give to verify service accounts', () => {
    expect(readKeys(Buffer.from(authority.cert), '/f').facts).toMatchObject({ isPrivate: false });
  });

  it.each([
    ['', 'the file is empty'],
    ['hello', 'the file has no PEM block (no line that begins with -----BEGIN)'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'this is not a certificate that can be read'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n', 'the block CERTIFICATE has no end'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'the key cannot be read'],
  ])('%j holds no certificates, and says why', (text, what) => {
    const { facts, problems } = readCertificates(Buffer.from(text), '/f');
    expect([facts, problems.map((found) => found.what)]).toEqual([undefined, [what]]);
  });

  it('of an encrypted key is of no use to a component', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    expect(readKeys(Buffer.from(pem), '/f').problems.map(({ what }) => what)).toEqual([
      'the key is encrypted; the component cannot ask for its passphrase',
    ]);
  });
});
