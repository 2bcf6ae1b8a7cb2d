import { type KeyObject, createPublicKey } from 'node:crypto';
import { type Problem, type Where, problem } from '../kernel/problem.js';
import type { Secret } from '../kernel/secret.js';
import { type KeyPair, keyPairOf } from './key-pair.js';
import { type PemBlock, readPem } from './read-pem.js';

const keyLabels = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];

function notAKey(block: PemBlock): { readonly what: string; readonly fix?: string } | null {
  if (block.encrypted) {
    return {
      what: 'the key is encrypted; Kubernetes and etcd cannot ask for its passphrase',
      fix: 'decrypt it: openssl pkey -in FILE -out FILE.plain, with umask 077',
    };
  }
  if (keyLabels.includes(block.label)) return null;
  if (block.label === 'CERTIFICATE') return { what: 'a certificate lies where the private key belongs' };
  if (block.label === 'PUBLIC KEY') return { what: 'this is a public key; the private key is needed' };
  if (block.label === 'OPENSSH PRIVATE KEY') {
    return { what: 'the key has the format of OpenSSH', fix: 'convert it: ssh-keygen -p -m PKCS8 -f FILE' };
  }
  return { what: `the block is labelled ${block.label}` };
}

/**
 * Reads the one private key of a PEM file: PKCS#8, PKCS#1 or SEC1, not encrypted. Problems name the line and the kind
 * of what was found, never its bytes.
 */
export function readKeyFile(
  pem: Secret,
  where: Where,
): { readonly keys: KeyPair | null; readonly problems: readonly Problem[] } {
  const { blocks, faults } = readPem(pem.reveal().toString('latin1'));
  const expected = 'one private key in PEM (PKCS#8, PKCS#1 or SEC1), not encrypted';
  const problems = faults.map(({ line, ...fault }) =>
    problem('pki-not-pem', { where: { ...where, ...(line === undefined ? {} : { line }) }, ...fault, expected }),
  );
  // `openssl ecparam -genkey` puts the name of the curve into a block of its own.
  const relevant = blocks.filter((block) => block.label !== 'EC PARAMETERS');
  for (const block of relevant) {
    const wrong = notAKey(block);
    if (wrong !== null) {
      problems.push(problem('pki-not-a-key', { where: { ...where, line: block.line }, ...wrong, expected }));
    }
  }
  if (relevant.length > 1) {
    problems.push(problem('pki-not-a-key', { where, what: `the file has ${relevant.length} blocks`, expected }));
  }
  if (problems.length > 0) return { keys: null, problems };
  try {
    return { keys: keyPairOf(pem), problems };
  } catch {
    // What node:crypto says may quote its input; that the key is broken is all there is to know.
    return { keys: null, problems: [problem('pki-malformed', { where, what: 'the key cannot be read', expected })] };
  }
}

/** Reads a public key in PEM (`BEGIN PUBLIC KEY`). */
export function readPublicKeyFile(
  text: string,
  where: Where,
): { readonly key: KeyObject | null; readonly problems: readonly Problem[] } {
  const { blocks, faults } = readPem(text);
  const [block] = blocks;
  const expected = 'one public key in PEM (BEGIN PUBLIC KEY)';
  const wrong = (what: string) => ({ key: null, problems: [problem('pki-not-a-key', { where, what, expected })] });
  if (faults[0] !== undefined) return wrong(faults[0].what);
  if (blocks.length !== 1 || block === undefined) return wrong(`the file has ${blocks.length} blocks`);
  if (block.label !== 'PUBLIC KEY') return wrong(`the block is labelled ${block.label}`);
  try {
    return { key: createPublicKey({ key: block.der, format: 'der', type: 'spki' }), problems: [] };
  } catch {
    return wrong('the key cannot be read');
  }
}
