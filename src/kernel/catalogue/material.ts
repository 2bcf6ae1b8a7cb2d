import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

const exit = ExitCode.material;

export const materialProblems = {
  'pki-malformed': { exit, about: 'A certificate or key has an encoding that cannot be read.' },
  'pki-not-pem': { exit, about: 'A file that should be PEM is something else, or one of its blocks is broken.' },
  'pki-not-a-certificate': { exit, about: 'Something else lies where a certificate belongs: a key, a request.' },
  'pki-not-a-key': { exit, about: 'Something else lies where an unencrypted private key belongs.' },
  'pki-several-certificates': { exit, about: 'A file that must hold one certificate holds several.' },
  'pki-unreadable': { exit, about: 'A file of the store may not be read, or is a symbolic link or no regular file.' },
  'pki-key-exposed': { exit, about: 'Others than its owner may read or replace a key, or version control has it.' },
  'pki-encryption-key': { exit, about: 'The file with the key that encrypts resources at rest cannot be used.' },
  'pki-missing': { exit, about: 'A certificate or key that the cluster needs is not in the store.' },
  'pki-key-mismatch': { exit, about: 'A private key does not belong to the certificate or public key beside it.' },
  'pki-weak': { exit, about: 'A key or signature is too weak, or of a kind that Kubernetes and etcd do not take.' },
  'pki-serial': { exit, about: 'A serial number breaks RFC 5280 or was given twice by one authority.' },
  'pki-expired': { exit, about: 'A certificate has expired.' },
  'pki-not-yet-valid': { exit, about: 'A certificate begins in the future, or the clock is wrong.' },
  'pki-dates': { exit, about: 'The dates of a certificate contradict each other or those of its authority.' },
  'pki-usage': { exit, about: 'The extensions of a certificate do not allow what it is needed for.' },
  'pki-subject': { exit, about: 'The subject of a certificate is not the one that its role needs.' },
  'pki-names': { exit, about: 'A certificate lacks names under which it is reached, or may not have those it has.' },
  'pki-chain': { exit, about: 'A certificate was not signed by the authority that it should come from.' },
  'pki-shared-authority': {
    exit,
    about: 'One authority serves several purposes, so what it signs is trusted too widely.',
  },
  'pki-authority-missing': {
    exit,
    about: 'An authority is gone while certificates that it has signed are still there.',
  },
  'pki-authority-incomplete': { exit, about: 'An authority has lost its certificate or its key.' },
  'pki-expiring': { exit, about: 'A certificate has less than a third of its lifetime left.' },
  'pki-renew-authority': {
    exit,
    about: 'An authority cannot be renewed like a leaf: all who trust it must learn of it.',
  },
  'pki-not-issuable': {
    exit,
    about: 'A certificate cannot be issued, because its authority or its key cannot be used.',
  },
  'pki-privileged': { exit, about: 'A client certificate gives more rights than its name suggests.' },
  'pki-kubeconfig': { exit: ExitCode.input, about: 'A kubeconfig is broken, or it leaves its server unauthenticated.' },
  'pki-unwritable': { exit, about: 'The system does not let hardway write the store or a file beside it.' },
  'pki-overwrite': { exit: ExitCode.input, about: 'A file that would be written is there and holds something else.' },
  'pki-locked': { exit: ExitCode.stopped, about: 'Another run is writing the same store.' },
} as const satisfies Record<string, CatalogueEntry>;
