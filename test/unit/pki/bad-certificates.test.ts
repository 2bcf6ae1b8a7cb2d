import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/kernel/clock.js';
import { encoded, integer, sequence, time } from '../../../src/x509/der.js';
import { readCertificateFile } from '../../../src/x509/certificate-file.js';
import { ecKey, extension, oddCertificate, type OddCertificate } from '../../support/odd-certificate.js';
import { about, authority, keysOf, leaf, specOf, useStore, verified, whats } from '../../support/bad-material.js';

// The numbers are those of the list of bad inputs in the design notes; each row is a way in which operators' material
// has been seen to be wrong.

useStore();

describe('row 54: signatures with broken hashes', () => {
  it('refuses SHA-1 on a leaf and on an authority', async () => {
    const found = await verified({
      'admin.crt': leaf('admin', { hash: 'sha1' }),
      'ca.crt': authority({ hash: 'sha1' }),
    });
    expect(whats(about(found, 'admin.crt'))).toContain('SHA-1');
    expect(whats(about(found, 'ca.crt'))).toContain('SHA-1');
    expect(found.sound).toBe(false);
  });

  it('refuses MD5', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = oddCertificate({ subject: specOf('admin').subject, keys: rsa, hash: 'md5' });
    expect(whats(about(await verified({ 'admin.crt': text }), 'admin.crt'))).toContain('MD5');
  });
});

describe('row 55: dates of authorities', () => {
  const at = (iso: string) => new Date(iso);
  it('names the day on which an authority expired', async () => {
    const dates = { notBefore: at('2020-01-01T00:00:00Z'), notAfter: at('2021-01-01T00:00:00Z') };
    const found = about(await verified({ 'ca.crt': authority(dates) }), 'ca.crt');
    expect(found).toMatchObject([{ code: 'pki-expired', what: 'it expired on 2021-01-01T00:00:00Z' }]);
  });

  it('names an authority that begins in the future, with the time of this machine', async () => {
    const found = await verified({}, fixedClock('2001-01-01T00:00:00Z'));
    const ca = about(found, 'ca.crt').find(({ code }) => code === 'pki-not-yet-valid');
    expect(ca?.what).toContain('it is 2001-01-01T00:00:00Z now');
  });

  it('warns when a leaf is valid for longer than its authority', async () => {
    const notAfter = new Date(Date.now() + 4000 * 86_400_000);
    const found = await verified({ 'admin.crt': leaf('admin', { notAfter }) });
    expect(about(found, 'admin.crt')).toMatchObject([{ code: 'pki-dates', severity: 'warning' }]);
    expect(found.sound).toBe(true);
  });
});

describe('row 56: authorities that are none', () => {
  it.each<[string, Partial<OddCertificate>, RegExp]>([
    ['without basic constraints', { basicConstraints: null }, /no basic constraints/],
    ['with CA:FALSE', { basicConstraints: { ca: false } }, /CA:FALSE/],
    ['with basic constraints that are not critical', { basicConstraints: { critical: false } }, /not critical/],
    ['without keyCertSign', { usage: 0x80 }, /key usage is digitalSignature/],
    ['without key usage', { usage: null }, /no key usage/],
    ['of version 1', { version: 1 }, /version 1/],
  ])('%s are refused', async (_, odd, what) => {
    const found = await verified({ 'ca.crt': authority(odd) });
    expect(whats(about(found, 'ca.crt'))).toMatch(what);
    expect(found.sound).toBe(false);
  });

  it('accepts a path length of 0, since nothing but leaves is signed', async () => {
    expect((await verified({ 'ca.crt': authority({ basicConstraints: { pathLength: 0 } }) })).problems).toEqual([]);
  });
});

describe('rows 57 to 59: chains', () => {
  it('refuses a leaf that is an authority itself', async () => {
    const found = await verified({ 'admin.crt': leaf('admin', { basicConstraints: { ca: true }, usage: 0x84 }) });
    expect(whats(about(found, 'admin.crt'))).toContain('an authority itself');
  });

  it('tells a signer of the same name with another key', async () => {
    const other = ecKey();
    const signer = { subject: specOf('kubernetes-ca').subject, keys: other };
    const found = await verified({ 'admin.crt': leaf('admin', { signer }) });
    expect(whats(about(found, 'admin.crt'))).toContain('same name, other key');
    const forged = await verified({ 'admin.crt': leaf('admin', { signer, authorityKey: null }) });
    expect(whats(about(forged, 'admin.crt'))).toContain('signature was not made with the key');
  });

  it('names the authority that a leaf really comes from', async () => {
    const signer = { subject: specOf('etcd-ca').subject, keys: keysOf('etcd/ca.key') };
    const found = await verified({ 'admin.crt': leaf('admin', { signer }) });
    expect(whats(about(found, 'admin.crt'))).toContain(
      'it is issued by CN=etcd-ca, and kubernetes-ca is CN=kubernetes',
    );
  });
});

describe('row 60: serial numbers', () => {
  it.each<[string, Buffer, RegExp]>([
    ['0', Buffer.from([0]), /is 0/],
    ['negative ones', Buffer.from('f0'.repeat(16), 'hex'), /negative/],
    ['more than 20 octets', Buffer.from('41'.repeat(21), 'hex'), /21 octets/],
  ])('%s are refused', async (_, serial, what) => {
    const found = await verified({ 'ca.crt': authority({ serial }), 'admin.crt': leaf('admin', { serial }) });
    expect(whats(about(found, 'ca.crt'))).toMatch(what);
    expect(whats(about(found, 'admin.crt'))).toMatch(what);
    expect(found.sound).toBe(false);
  });

  it('short ones get a warning, and one number given twice is refused', async () => {
    const serial = Buffer.from([1]);
    const found = await verified({
      'admin.crt': leaf('admin', { serial }),
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', { serial }),
    });
    expect(about(found, 'hosts/node1/apiserver.crt').map((p) => `${p.severity} ${p.code}`)).toContain(
      'warning pki-serial',
    );
    expect(whats(about(found, 'admin.crt'))).toContain('it has the serial number of node1/apiserver');
  });
});

describe('row 61: names', () => {
  it('lists everything that a serving certificate with a common name only lacks', async () => {
    const found = await verified({
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', { sans: { dns: [], ip: [] } }),
    });
    const what = whats(about(found, 'hosts/node1/apiserver.crt'));
    expect(what).toContain('no names but its common name');
    for (const name of [...specOf('node1/apiserver').sans.dns, ...specOf('node1/apiserver').sans.ip]) {
      expect(what).toContain(name);
    }
  });

  it('lists the service address and the peer address that are missing', async () => {
    const apiserver = specOf('node1/apiserver').sans;
    const peer = specOf('node1/etcd-peer').sans;
    const found = await verified({
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', {
        sans: { dns: apiserver.dns, ip: apiserver.ip.filter((address) => address !== '10.32.0.1') },
      }),
      'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer', {
        sans: { dns: peer.dns, ip: peer.ip.filter((address) => address !== '198.51.100.11') },
      }),
    });
    expect(whats(about(found, 'hosts/node1/apiserver.crt'))).toBe('it lacks 10.32.0.1');
    expect(whats(about(found, 'hosts/node1/etcd-peer.crt'))).toBe('it lacks 198.51.100.11');
  });

  it('does not take an address that is written as a DNS name', async () => {
    const { dns, ip } = specOf('node1/apiserver').sans;
    const sans = { dns: [...dns, ...ip], ip: [] };
    const found = about(
      await verified({ 'hosts/node1/apiserver.crt': leaf('node1/apiserver', { sans }) }),
      'hosts/node1/apiserver.crt',
    );
    expect(whats(found)).toContain(`it lacks ${ip.join(', ')}`);
    expect(whats(found)).toContain('addresses written as DNS names');
  });
});

describe('row 62: usages', () => {
  it.each<[string, readonly string[] | null, string, RegExp]>([
    ['an etcd peer that may only serve', ['1.3.6.1.5.5.7.3.1'], 'error', /may not be used for clientAuth/],
    ['any usage', ['2.5.29.37.0'], 'warning', /anyExtendedKeyUsage/],
    ['none', null, 'warning', /no extended key usage/],
    ['another one', ['1.3.6.1.5.5.7.3.4'], 'error', /serverAuth and clientAuth/],
  ])('%s is found', async (_, extended, severity, what) => {
    const found = about(
      await verified({ 'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer', { extended }) }),
      'hosts/node1/etcd-peer.crt',
    );
    expect(found.map((p) => p.severity)).toEqual([severity]);
    expect(whats(found)).toMatch(what);
  });
});

describe('row 63: what an authority forbids', () => {
  const constrained = (permitted: string) => {
    const subtree = encoded(
      Buffer.from([0x30, permitted.length + 2, 0x82, permitted.length, ...Buffer.from(permitted)]),
    );
    const list = sequence(subtree);
    // [0] IMPLICIT: the tag of the SEQUENCE is replaced.
    return extension('2.5.29.30', true, sequence({ ...list, tagClass: 0x80, type: 0 }));
  };

  it('names the names that name constraints exclude', async () => {
    const found = await verified({ 'ca.crt': authority({ more: [constrained('example.org')] }) });
    expect(whats(about(found, 'hosts/node1/apiserver.crt'))).toMatch(/forbid .*kubernetes\.default\.svc/);
  });

  it('names a critical extension that it does not know', async () => {
    const more = [extension('1.2.3.4.5', true, integer(Buffer.from([1])))];
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', { more }) }), 'admin.crt'))).toContain('1.2.3.4.5');
  });
});

describe('row 64: times', () => {
  const raw = (type: number, text: string) =>
    encoded(Buffer.concat([Buffer.from([type, text.length]), Buffer.from(text)]));
  const soon = time(new Date(Date.now() + 86_400_000));
  const utc = 0x17;
  const general = 0x18;

  it('reads years after 2050 and the end of all times', async () => {
    const notAfter = new Date('9999-12-31T23:59:59Z');
    expect((await verified({ 'ca.crt': authority({ notAfter }) })).problems).toEqual([]);
    const { certificates } = readCertificateFile(authority({ notAfter }), {});
    expect(certificates[0]?.notAfter).toEqual(notAfter);
  });

  it('reads two-digit years from 50 on as the twentieth century', async () => {
    const validity = sequence(raw(utc, '500101000000Z'), raw(utc, '510101000000Z'));
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', { validity }) }), 'admin.crt'))).toContain(
      '1951-01-01',
    );
  });

  it.each<[string, OddCertificate['validity'], RegExp]>([
    ['an end before the beginning', sequence(soon, raw(utc, '200101000000Z')), /before it begins/],
    ['no length at all', sequence(soon, soon), /before it begins/],
    ['a leap second', sequence(raw(utc, '161231235960Z'), soon), /does not exist/],
    ['a day that never was', sequence(raw(utc, '230231000000Z'), soon), /does not exist/],
    ['a missing Z', sequence(raw(utc, '230101000000'), soon), /not written as RFC 5280/],
    ['fractions of a second', sequence(raw(general, '20230101000000.5Z'), soon), /not written as RFC 5280/],
    ['an offset', sequence(raw(utc, '230101000000+0100'), soon), /not written as RFC 5280/],
  ])('%s is refused', async (_, validity, what) => {
    const odd = validity === undefined ? {} : { validity };
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', odd) }), 'admin.crt'))).toMatch(what);
  });
});
