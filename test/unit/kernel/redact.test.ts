import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/kernel/redact.js';

const pem = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;

describe('redaction', () => {
  it('masks private keys of every label, also one that was cut off', () => {
    for (const label of [
      'PRIVATE KEY',
      'EC PRIVATE KEY',
      'RSA PRIVATE KEY',
      'ENCRYPTED PRIVATE KEY',
      'OPENSSH PRIVATE KEY',
    ]) {
      expect(redact(`before ${pem(label, 'c2VjcmV0')} after`)).toBe('before [private key] after');
    }
    expect(redact('x -----BEGIN EC PRIVATE KEY-----\nc2Vjc')).toBe('x [private key]');
  });

  it('leaves certificates readable', () => {
    const certificate = pem('CERTIFICATE', 'cHVibGlj');
    expect(redact(certificate)).toBe(certificate);
  });

  it('masks tokens and the data of kubeconfigs and encryption configs', () => {
    expect(redact('secret: c2VjcmV0LWtleS0zMi1ieXRlcw==')).toBe('secret: [secret]');
    expect(redact('client-key-data: LS0tLS1CRUdJTg==')).toBe('client-key-data: [secret]');
    expect(redact('Authorization: Bearer eyJhbGciOiJ.eyJzdWIiOiJ.c2lnbmF0dXJl')).toBe('Authorization: Bearer [token]');
    expect(redact('--token abcdef.0123456789abcdef')).toBe('--token [bootstrap token]');
  });

  it('stays linear on bait', () => {
    const bait = '-----BEGIN '.repeat(20_000) + 'secret'.repeat(20_000);
    const before = process.cpuUsage().user;
    redact(bait);
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(2);
  });
});
