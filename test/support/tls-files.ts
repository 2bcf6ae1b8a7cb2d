import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '../../src/kernel/secret.js';
import { temporaryFolder } from './temporary-folder.js';

export interface TestPair {
  readonly cert: string;
  readonly key: Secret;
}

export interface TestAuthority {
  readonly cert: string;
  /** A certificate for a subject alternative name such as `IP:127.0.0.1`, both for servers and clients. */
  issue(commonName: string, san: string, days?: number): TestPair;
  remove(): void;
}

/** An authority made by openssl, so that our own certificates are not what judges our TLS client. */
export function testAuthority(name: string): TestAuthority {
  const folder = temporaryFolder();
  const at = (file: string): string => path.join(folder.path, file);
  const openssl = (...words: string[]): void => {
    execFileSync('openssl', words, { stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
    '-subj',
    `/CN=${name}`,
    '-days',
    '2',
  );
  let serial = 0;
  return {
    cert: readFileSync(at('ca.crt'), 'utf8'),
    issue: (commonName, san, days = 1) => {
      serial++;
      openssl('req', ...newKey, '-keyout', at('leaf.key'), '-out', at('leaf.csr'), '-subj', `/CN=${commonName}`);
      writeFileSync(at('leaf.ext'), `subjectAltName=${san}\nextendedKeyUsage=serverAuth,clientAuth\n`);
      const signing = [
        '-CA',
        at('ca.crt'),
        '-CAkey',
        at('ca.key'),
        '-set_serial',
        `${serial}`,
        '-extfile',
        at('leaf.ext'),
      ];
      openssl('x509', '-req', '-in', at('leaf.csr'), '-out', at('leaf.crt'), '-days', `${days}`, ...signing);
      return { cert: readFileSync(at('leaf.crt'), 'utf8'), key: new Secret(readFileSync(at('leaf.key'))) };
    },
    remove: () => {
      folder.remove();
    },
  };
}
