import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';
import type { Secret } from '../kernel/secret.js';
import { readCertificateFile } from '../x509/certificate-file.js';
import { readKeyFile, readPublicKeyFile } from '../x509/key-file.js';
import type { KeyPair } from '../x509/key-pair.js';
import type { Certificate } from '../x509/read-certificate.js';
import { type EncryptionKey, readEncryptionKey } from './encryption-key.js';
import type { StoreContents, StoredFile } from './store-files.js';
import { encryptionKeyPath, idAt, pairPaths, serviceAccountPaths } from './store-paths.js';

/** A certificate and its key as the store holds them; what cannot be read is null, with a problem that says why. */
export interface StoredPair {
  readonly id: string;
  /** Path of the certificate, as the user knows it. */
  readonly file: string;
  readonly keyFile: string;
  readonly hasCertificate: boolean;
  readonly hasKey: boolean;
  readonly certificate: Certificate | null;
  readonly keys: KeyPair | null;
  readonly keyPem: Secret | null;
  readonly problems: readonly Problem[];
}

/** The whole store, read. Nothing in it has been compared with the config or the clock yet. */
export interface StoredPki {
  readonly directory: string;
  readonly exists: boolean;
  readonly pairs: ReadonlyMap<string, StoredPair>;
  readonly serviceAccount: {
    readonly privateKey: Secret | null;
    readonly keys: KeyPair | null;
    readonly hasPrivateKey: boolean;
    readonly hasPublicKey: boolean;
    readonly publicKey: KeyObject | null;
  };
  readonly hasEncryptionKey: boolean;
  readonly encryptionKey: EncryptionKey | null;
  /** What is wrong with the folder, the service-account pair and the encryption key; each pair has its own. */
  readonly problems: readonly Problem[];
}

type Files = ReadonlyMap<string, StoredFile['content']>;

function text(files: Files, at: string): string | undefined {
  const content = files.get(at);
  return typeof content === 'string' ? content : undefined;
}

function secret(files: Files, at: string): Secret | undefined {
  const content = files.get(at);
  return typeof content === 'string' ? undefined : content;
}

function readPair(directory: string, files: Files, id: string): StoredPair {
  const paths = pairPaths(id);
  const file = path.join(directory, paths.certificate);
  const keyFile = path.join(directory, paths.key);
  const certificateText = text(files, paths.certificate);
  const keyPem = secret(files, paths.key);
  const problems: Problem[] = [];
  let certificate: Certificate | null = null;
  if (certificateText !== undefined) {
    const read = readCertificateFile(certificateText, { file });
    problems.push(...read.problems);
    if (read.certificates.length > 1) {
      problems.push(
        problem('pki-several-certificates', {
          where: { file },
          what: `the file holds ${read.certificates.length} certificates`,
          expected: 'exactly one: what signs or is shown must be unambiguous',
        }),
      );
    } else certificate = read.certificates[0] ?? null;
  }
  const key = keyPem === undefined ? { keys: null, problems: [] } : readKeyFile(keyPem, { file: keyFile });
  problems.push(...key.problems);
  return {
    id,
    file,
    keyFile,
    hasCertificate: certificateText !== undefined,
    hasKey: keyPem !== undefined,
    certificate,
    keys: key.keys,
    keyPem: keyPem ?? null,
    problems,
  };
}

function readServiceAccount(
  directory: string,
  files: Files,
): { readonly pair: StoredPki['serviceAccount']; readonly problems: readonly Problem[] } {
  const privateKey = secret(files, serviceAccountPaths.privateKey);
  const publicText = text(files, serviceAccountPaths.publicKey);
  const at = (name: string) => ({ file: path.join(directory, name) });
  const own =
    privateKey === undefined
      ? { keys: null, problems: [] }
      : readKeyFile(privateKey, at(serviceAccountPaths.privateKey));
  const open =
    publicText === undefined
      ? { key: null, problems: [] }
      : readPublicKeyFile(publicText, at(serviceAccountPaths.publicKey));
  return {
    pair: {
      privateKey: privateKey ?? null,
      keys: own.keys,
      hasPrivateKey: privateKey !== undefined,
      hasPublicKey: publicText !== undefined,
      publicKey: open.key,
    },
    problems: [...own.problems, ...open.problems],
  };
}

/** Takes the files of a store apart. Pure; every file that cannot be used is a problem, with its path and line. */
export function readStoredPki(contents: StoreContents): StoredPki {
  const { directory } = contents;
  const files: Files = new Map(contents.files.map((file) => [file.path, file.content]));
  const ids = [...new Set([...files.keys()].flatMap((at) => idAt(at) ?? []))];
  const serviceAccount = readServiceAccount(directory, files);
  const encryptionFile = secret(files, encryptionKeyPath);
  const encryption =
    encryptionFile === undefined
      ? { key: null, problems: [] }
      : readEncryptionKey(encryptionFile, { file: path.join(directory, encryptionKeyPath) });
  return {
    directory,
    exists: contents.exists,
    pairs: new Map(ids.map((id) => [id, readPair(directory, files, id)])),
    serviceAccount: serviceAccount.pair,
    hasEncryptionKey: encryptionFile !== undefined,
    encryptionKey: encryption.key,
    problems: [...contents.problems, ...serviceAccount.problems, ...encryption.problems],
  };
}
