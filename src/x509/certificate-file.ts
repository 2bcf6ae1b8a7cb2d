import { HardwayError, type Problem, type Where, problem } from '../kernel/problem.js';
import { type Certificate, readCertificate } from './read-certificate.js';
import { type PemBlock, readPem } from './read-pem.js';

/** What a block is that should have been a certificate, and what to do about it. */
function notACertificate(block: PemBlock): { readonly what: string; readonly fix?: string } {
  if (block.label.endsWith('PRIVATE KEY')) {
    return {
      what: `a private key lies where a certificate belongs (block ${block.label})`,
      fix: 'move the key into its own file with mode 0600; if others could read this file, the key is no longer secret',
    };
  }
  if (block.label.endsWith('CERTIFICATE REQUEST')) {
    return { what: 'this is a certificate signing request, not a certificate', fix: 'have it signed by the authority' };
  }
  if (block.label === 'TRUSTED CERTIFICATE' || block.label === 'X509 CERTIFICATE') {
    return { what: `the block is labelled ${block.label}`, fix: 'convert it: openssl x509 -in FILE' };
  }
  if (block.label === 'PKCS7') {
    return { what: 'this is PKCS#7, not a certificate', fix: 'convert it: openssl pkcs7 -print_certs -in FILE' };
  }
  return { what: `the block is labelled ${block.label}` };
}

/**
 * Reads the certificates of a PEM file, in order. Everything wrong is returned as a problem with the line of its
 * block, nothing is thrown, and no problem repeats what a block holds.
 */
export function readCertificateFile(
  text: string,
  where: Where,
): { readonly certificates: readonly Certificate[]; readonly problems: readonly Problem[] } {
  const { blocks, faults } = readPem(text);
  const certificates: Certificate[] = [];
  const expected = 'certificates in PEM (BEGIN CERTIFICATE)';
  const problems = faults.map(({ line, ...fault }) =>
    problem('pki-not-pem', { where: { ...where, ...(line === undefined ? {} : { line }) }, ...fault, expected }),
  );
  for (const block of blocks) {
    const at = { ...where, line: block.line };
    if (block.label !== 'CERTIFICATE') {
      problems.push(problem('pki-not-a-certificate', { where: at, ...notACertificate(block), expected }));
      continue;
    }
    try {
      certificates.push(readCertificate(block.der));
    } catch (error) {
      if (!(error instanceof HardwayError)) throw error;
      problems.push(...error.problems.map(({ code, what }) => problem(code, { where: at, what })));
    }
  }
  return { certificates, problems };
}
