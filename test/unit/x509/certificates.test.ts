import { X509Certificate, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from '../../support/properties.js';
import { afterAll, describe, expect, it } from 'vitest';
import { HardwayError, isError } from '../../../src/kernel/problem.js';
import { addressBytes, addressText, canonicalAddress } from '../../../src/x509/address.js';
import { readCertificateFile } from '../../../src/x509/certificate-file.js';
import { checkAuthority, checkCertificate } from '../../../src/x509/check-certificate.js';
import { checkIssuer } from '../../../src/x509/check-issuer.js';
import { attributeValues, nameText } from '../../../src/x509/distinguished-name-text.js';
import { issueCertificate } from '../../../src/x509/issue-certificate.js';
import { oid } from '../../../src/x509/oids.js';
import { type Certificate, readCertificate } from '../../../src/x509/read-certificate.js';
import { readPem } from '../../../src/x509/read-pem.js';
import { ecKey, oddCertificate, type OddCertificate } from '../../support/odd-certificate.js';
import { opensslVerdicts } from '../../support/openssl.js';

function read(pem: string): Certificate {
  const { certificates, problems } = readCertificateFile(pem, {});
  const [certificate] = certificates;
  if (certificate === undefined) throw new Error(problems[0]?.what);
  return certificate;
}

const keys = ecKey();
const now = new Date();

function selfSigned(
  commonName: string,
  organizations: readonly string[] = [],
  ip: readonly string[] = [],
): Certificate {
  const request = {
    subject: { commonName, organizations },
    sans: { dns: [], ip },
    extendedUsages: [],
    validityDays: 1,
    keys,
    signer: null,
  };
  return read(issueCertificate(request, now, randomBytes));
}

describe('names and addresses', () => {
  it('addresses survive bytes and text, in one canonical form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const canonical = canonicalAddress(address) ?? '';
        expect(canonicalAddress(canonical)).toBe(canonical);
        if (!/^::ffff:/i.test(address)) expect(addressBytes(canonical)).toEqual(addressBytes(address));
        expect(addressText(addressBytes(canonical))).toBe(canonical);
      }),
    );
  });

  it('addresses in certificates are those that X509Certificate accepts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const canonical = canonicalAddress(address) ?? '';
        const certificate = selfSigned('x', [], [canonical]);
        expect(certificate.ip).toEqual([canonical]);
        expect(certificate.x509.checkIP(canonical)).toBe(canonical);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['fe80::1%eth0', null],
    ['010.0.0.1', null],
    ['1.2.3', null],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it('row 66: no text in a name can pose as another attribute, and all of it comes back', () => {
    const nasty = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    const injections = fc.constantFrom(
      'a,CN=admin',
      'x+O=system:masters',
      'a\0b',
      '"q"',
      '\\',
      ' #x ',
      'O=a',
      'ü😀',
      '=',
    );
    fc.assert(
      fc.property(
        fc.oneof(nasty, injections),
        fc.array(fc.oneof(nasty, injections), { maxLength: 3 }),
        (name, groups) => {
          const { subject, issuer } = selfSigned(name, groups);
          expect(attributeValues(subject, oid.commonName)).toEqual([name]);
          expect(attributeValues(subject, oid.organization)).toEqual(groups);
          expect(subject.rdns).toHaveLength(groups.length + 1);
          expect(issuer.raw.equals(subject.raw)).toBe(true);
          // Unescaped separators in the text are ours alone.
          expect(nameText(subject).replace(/\\./gs, '').split(', ')).toHaveLength(groups.length + 1);
        },
      ),
    );
  });
});

describe('issuing', () => {
  it('serial numbers are positive, 20 octets long, and never the same', () => {
    const serials = Array.from({ length: 50 }, () => selfSigned('x').serial);
    expect(serials.every((serial) => serial.length === 20 && (serial[0] ?? 0xff) < 0x80)).toBe(true);
    expect(new Set(serials.map((serial) => serial.toString('hex'))).size).toBe(50);
  });

  it('dates are back-dated by five minutes and cross 2050 in the right form', () => {
    const request = {
      subject: { commonName: 'x', organizations: [] },
      sans: { dns: [], ip: [] },
      extendedUsages: [],
      validityDays: 20_000,
      keys,
      signer: null,
    };
    const certificate = read(issueCertificate(request, new Date('2026-11-21T10:00:00.750Z'), randomBytes));
    expect(certificate.notBefore.toISOString()).toBe('2026-11-21T09:55:00.000Z');
    expect(certificate.notAfter.toISOString()).toBe('2081-08-24T10:00:00.000Z');
    expect(new Date(certificate.x509.validTo).toISOString()).toBe('2081-08-24T10:00:00.000Z');
  });
});

describe('reading hostile bytes', () => {
  const [block] = readPem(oddCertificate({ subject: { commonName: 'x', organizations: ['o'] }, keys })).blocks;
  const good = block?.der ?? Buffer.alloc(0);

  const survives = (bytes: Buffer): void => {
    try {
      readCertificate(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(HardwayError);
    }
  };

  it('row 67: any change of any bytes gives a certificate or a problem, never a crash', () => {
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.option(fc.nat(good.length)), (edits, end) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        survives(end === null ? bytes : bytes.subarray(0, end));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, Buffer, RegExp]>([
    ['trailing bytes', Buffer.concat([good, Buffer.from([0])]), /1 bytes follow its end/],
    ['an indefinite length', Buffer.from('3080020101000000', 'hex'), /indefinite/],
    ['a length that is not minimal', Buffer.from('308103020101', 'hex'), /shortest form/],
    ['a length beyond the end', Buffer.from('3084ffffffff00', 'hex'), /longer than what holds it/],
    ['deep nesting', nested(5000), /nested more than/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['two megabytes', Buffer.alloc(2 << 20, 0x30), /more than the/],
  ])('row 67: %s is refused by name', (_, bytes, what) => {
    expect(() => readCertificate(bytes)).toThrow(what);
  });

  function nested(levels: number): Buffer {
    let value = Buffer.from([0x05, 0x00]);
    for (let i = 0; i < levels; i++) {
      const length =
        value.length < 0x80
          ? Buffer.from([value.length])
          : Buffer.from([0x83, value.length >> 16, (value.length >> 8) & 0xff, value.length & 0xff]);
      // Lengths in between would not be minimal, which would end the reading before it gets deep.
      const minimal =
        value.length >= 0x80 && value.length < 0x100
          ? Buffer.from([0x81, value.length])
          : value.length < 0x10000 && value.length >= 0x100
            ? Buffer.from([0x82, value.length >> 8, value.length & 0xff])
            : length;
      value = Buffer.concat([Buffer.from([0x30]), minimal, value]);
    }
    return value;
  }
});

describe('our verdict and that of OpenSSL', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-openssl-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const authority = { subject: { commonName: 'ca', organizations: [] }, keys: ecKey() };
  const other = ecKey();
  const day = 86_400_000;
  const at = (days: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 + days * day);

  /** Ways in which a leaf can be made; OpenSSL is asked about paths only, so names and leaf usages are not among them. */
  const leafChanges: readonly Partial<OddCertificate>[] = [
    {},
    { notAfter: at(-1), notBefore: at(-9) },
    { notBefore: at(1) },
    { signer: { ...authority, keys: other } },
    { signer: { ...authority, keys: other }, authorityKey: null },
    { signer: { subject: { commonName: 'ca2', organizations: [] }, keys: authority.keys } },
    { authorityKey: 'aabbcc' },
    { sans: { dns: ['a.example.org'], ip: ['2001:db8::1'] } },
    { subject: { commonName: 'ü', organizations: ['a', 'b'] } },
    { notAfter: at(20_000) },
    { notAfter: at(4000) },
  ];
  const authorityChanges: readonly Partial<OddCertificate>[] = [
    {},
    { basicConstraints: { pathLength: 0 } },
    { basicConstraints: { ca: false } },
    { basicConstraints: null },
    { basicConstraints: { critical: false } },
    { usage: 0x80 },
    { usage: 0x86 },
    { usage: null },
    { notAfter: at(-1), notBefore: at(-9) },
    { notBefore: at(2), notAfter: at(9) },
    { notAfter: at(20_000) },
  ];

  it('agree on some hundreds of paths', () => {
    let compared = 0;
    let accepted = 0;
    for (const [i, change] of authorityChanges.entries()) {
      const root = oddCertificate({ ...authority, authority: true, ...change });
      const rootFile = path.join(folder, `ca${i}.crt`);
      writeFileSync(rootFile, root);
      const leaves = [...leafChanges, ...leafChanges, ...leafChanges].map((odd, n) => {
        const pem = oddCertificate({
          subject: { commonName: `leaf ${n}`, organizations: [] },
          keys: n < leafChanges.length ? keys : ecKey(n % 2 === 0 ? 'P-384' : 'P-521'),
          signer: authority,
          ...odd,
        });
        const file = path.join(folder, `leaf${i}-${n}.crt`);
        writeFileSync(file, pem);
        return { file, pem };
      });
      const verdicts = opensslVerdicts(
        rootFile,
        leaves.map(({ file }) => file),
      );
      const rootRead = read(root);
      const ofRoot = [...checkCertificate(rootRead, new Date(), {}), ...checkAuthority(rootRead, {})];
      for (const { file, pem } of leaves) {
        const leaf = read(pem);
        const ours = [...ofRoot, ...checkCertificate(leaf, new Date(), {}), ...checkIssuer(leaf, rootRead, 'ca', {})];
        const sound = !ours.some(isError);
        const theirs = verdicts.get(file) ?? null;
        // Strict OpenSSL also insists on what we only warn of, such as a leaf without authority key identifier.
        const explained =
          sound && theirs !== null && ours.some(({ code, severity }) => severity === 'warning' && code === 'pki-usage');
        if (!explained)
          expect(`${path.basename(file)} ${sound}`, theirs ?? whats(ours)).toBe(
            `${path.basename(file)} ${theirs === null}`,
          );
        compared++;
        if (sound) accepted++;
      }
    }
    expect(compared).toBe(authorityChanges.length * leafChanges.length * 3);
    expect(accepted).toBeGreaterThan(50);
  }, 60_000);

  const whats = (problems: readonly { what: string }[]): string => problems.map(({ what }) => what).join('; ');

  it('X509Certificate agrees that what we issue is an authority or a leaf', () => {
    expect(new X509Certificate(oddCertificate({ ...authority, authority: true })).ca).toBe(true);
    expect(selfSigned('x').x509.ca).toBe(true);
  });
});
