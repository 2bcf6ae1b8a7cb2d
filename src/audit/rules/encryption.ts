import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

const flag = 'encryption-provider-config';
const older = 'experimental-encryption-provider-config';
const configured: Condition = {
  any: [
    { flag, given: true },
    { flag: older, given: true },
  ],
};

function shows(file: 'coversSecrets' | 'identityFirst' | 'weakKeys' | 'outdatedCipher'): Condition {
  return {
    any: [
      {
        all: [
          { flag, given: true },
          { flag, file },
        ],
      },
      {
        all: [
          { flag: older, given: true },
          { flag: older, file },
        ],
      },
    ],
  };
}

/** What lies in etcd. */
export const encryptionRules: readonly Rule[] = [
  {
    slug: 'encryption-at-rest',
    title: 'Encryption at rest is configured',
    about: 'Otherwise every secret lies in clear text in etcd, its backups and on its disks.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.27', ['1.2.32', '1.2.30', '1.2.29', '1.2.28']),
    flags: [flag, older],
    cases: [
      {
        when: { flag, given: true },
        then: 'pass',
        reason: 'encryption is configured by {encryption-provider-config}',
      },
      {
        when: { flag: older, given: true },
        then: 'pass',
        reason: 'encryption is configured by {experimental-encryption-provider-config}',
        flags: [older],
      },
      {
        then: 'fail',
        reason: 'secrets are stored in clear text',
        remedy: [
          `set --${flag} to a file that encrypts secrets, then write all secrets again`,
          `set --${older} to a file that encrypts secrets, then write all secrets again`,
          'name a file that encrypts secrets, then write all secrets again',
        ],
      },
    ],
  },
  {
    slug: 'encryption-provider',
    title: 'Secrets are encrypted, with a sound provider and sound keys',
    about:
      'The first provider encrypts: where it is identity, or the key is the one of the documentation, nothing is protected.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.28', ['1.2.33', '1.2.31', '1.2.30', '1.2.29']),
    flags: [flag, older],
    cases: [
      { when: { not: configured }, then: 'notApplicable', reason: 'encryption at rest is not configured' },
      {
        when: { not: shows('coversSecrets') },
        then: 'fail',
        reason: 'the encryption config does not cover secrets',
        remedy: ['add secrets to the resources of a block whose first provider encrypts'],
      },
      {
        when: shows('identityFirst'),
        then: 'fail',
        reason: 'the first provider for secrets is identity: they are stored in clear text',
        remedy: ['put a provider that encrypts before identity, then write all secrets again'],
      },
      {
        when: shows('weakKeys'),
        then: 'fail',
        reason: 'a key of the encryption config is no secret: all zero, too short, or out of the documentation',
        remedy: ['make a new key of 32 random bytes, put it first, then write all secrets again'],
      },
      {
        when: shows('outdatedCipher'),
        then: 'warn',
        reason: 'aesgcm is safe only while its key is changed every 200 000 writes',
        remedy: ['use secretbox, aescbc or a KMS, or change the key by a schedule'],
      },
      { then: 'pass', reason: 'secrets are encrypted' },
    ],
  },
];
