import type { Clock } from '../kernel/clock.js';
import { readCertificateFile } from '../x509/certificate-file.js';
import { type RandomBytes, type Signer, issueCertificate } from '../x509/issue-certificate.js';
import { type GenerateKey, type KeyPair, privateKeyPem } from '../x509/key-pair.js';
import type { Certificate } from '../x509/read-certificate.js';
import type { CertificateSpec } from './certificate-plan.js';
import { signerOf } from './signer.js';
import type { FileChange } from './store-files.js';
import { pairPaths } from './store-paths.js';

/** Where time, keys and random bytes come from. */
export interface Sources {
  readonly clock: Clock;
  readonly generateKey: GenerateKey;
  readonly random: RandomBytes;
}

/** A certificate that has just been made, with its key. */
export interface Issued {
  readonly spec: CertificateSpec;
  readonly pem: string;
  readonly certificate: Certificate;
  readonly keys: KeyPair;
  /** False where the key was there before. */
  readonly newKey: boolean;
}

/** A certificate to make, with its key where there is one already. */
export interface Wanted {
  readonly spec: CertificateSpec;
  readonly keys?: KeyPair;
}

function issueOne(wanted: Wanted, keys: KeyPair, signer: Signer | null, sources: Sources): Issued {
  const { spec } = wanted;
  const { subject, sans, extendedUsages, validityDays } = spec;
  const request = { subject, sans, extendedUsages, validityDays, keys, signer };
  const pem = issueCertificate(request, sources.clock.now(), sources.random);
  const [certificate] = readCertificateFile(pem, {}).certificates;
  if (certificate === undefined) throw new Error(`the certificate ${spec.id} that was just made cannot be read`);
  return { spec, pem, certificate, keys, newKey: wanted.keys === undefined };
}

/**
 * Makes certificates in memory, authorities first: keys side by side, then the signatures. `signers` are the
 * authorities that exist already, by name; new ones join them. Every issuer must be there or among the wanted.
 */
export async function issueAll(
  wanted: readonly Wanted[],
  signers: ReadonlyMap<string, Signer>,
  sources: Sources,
): Promise<readonly Issued[]> {
  const withKeys = await Promise.all(
    wanted.map(async (one) => ({ one, keys: one.keys ?? (await sources.generateKey(one.spec.algorithm)) })),
  );
  const known = new Map(signers);
  const issued: Issued[] = [];
  for (const { one, keys } of withKeys.filter(({ one }) => one.spec.issuer === null)) {
    const made = issueOne(one, keys, null, sources);
    known.set(one.spec.id, signerOf(made.certificate, keys));
    issued.push(made);
  }
  for (const { one, keys } of withKeys.filter(({ one }) => one.spec.issuer !== null)) {
    const signer = known.get(one.spec.issuer ?? '');
    if (signer === undefined) throw new Error(`there is no authority to sign ${one.spec.id}`);
    issued.push(issueOne(one, keys, signer, sources));
  }
  return issued;
}

/** The files of an issued certificate. The key is written only when it is new. */
export function filesOf(issued: Issued): readonly FileChange[] {
  const paths = pairPaths(issued.spec.id);
  return [
    ...(issued.newKey ? [{ path: paths.key, content: privateKeyPem(issued.keys.privateKey) }] : []),
    { path: paths.certificate, content: issued.pem },
  ];
}
