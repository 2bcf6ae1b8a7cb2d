/** One block of a PEM file. `der` may be key material: it is never shown. */
export interface PemBlock {
  readonly label: string;
  /** Line of its BEGIN, from 1. */
  readonly line: number;
  readonly der: Buffer;
  /** Whether it says that it is encrypted, by its label or by `Proc-Type`. */
  readonly encrypted: boolean;
}

/** Why a block, or a whole file, is not PEM. Never holds text from inside a block. */
export interface PemFault {
  readonly line?: number;
  readonly what: string;
  readonly fix?: string;
}

export interface PemFile {
  readonly blocks: readonly PemBlock[];
  readonly faults: readonly PemFault[];
}

const maxBlocks = 1000;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** What a file without any BEGIN line is, by its first bytes. */
function otherFormat(text: string): PemFault {
  const start = text.slice(0, 200).trimStart();
  if (start === '') return { what: 'the file is empty' };
  if (text.startsWith('\xfe\xed\xfe\xed')) {
    return { what: 'the file is a Java key store (JKS), not PEM', fix: 'convert it with keytool and openssl pkcs12' };
  }
  if (/^0[\x80-\x84]/.test(text)) {
    // A PKCS#12 file is a SEQUENCE whose first value is the INTEGER 3.
    if (/^0[\x80-\x84][^\x02]{0,4}\x02\x01\x03/.test(text)) {
      return { what: 'the file is PKCS#12, not PEM', fix: 'convert it: openssl pkcs12 -in FILE -nodes' };
    }
    return { what: 'the file is DER, not PEM', fix: 'convert it: openssl x509 (or pkey) -inform DER -in FILE' };
  }
  if (/^<(!doctype|html|\?xml)/i.test(start)) return { what: 'the file is a web page, not PEM' };
  if (/^(ssh-|ecdsa-sha2-)/.test(start)) return { what: 'the file is an SSH public key, not PEM' };
  if (start.startsWith('PuTTY-User-Key-File')) return { what: 'the file is a PuTTY key, not PEM' };
  return { what: 'the file has no PEM block (no line that begins with -----BEGIN)' };
}

interface OpenBlock {
  readonly label: string;
  readonly line: number;
  readonly body: string[];
  encrypted: boolean;
}

function closed(block: OpenBlock): PemBlock | PemFault {
  const body = block.body.join('');
  const named = `the block ${block.label}`;
  if (body === '') return { line: block.line, what: `${named} is empty` };
  if (!base64.test(body)) return { line: block.line, what: `${named} holds characters that are not base64` };
  if (body.length % 4 !== 0) return { line: block.line, what: `${named} is cut off: its base64 is not complete` };
  const { label, line } = block;
  const encrypted = block.encrypted || label === 'ENCRYPTED PRIVATE KEY';
  return { label, line, der: Buffer.from(body, 'base64'), encrypted };
}

/**
 * Finds the PEM blocks of a text (RFC 7468, with the headers of RFC 1421 that old encrypted keys have). Text around
 * blocks, CRLF and blanks at line ends are accepted, as OpenSSL and Go do; a broken block is named by its line.
 */
export function readPem(text: string): PemFile {
  const blocks: PemBlock[] = [];
  const faults: PemFault[] = [];
  let open: OpenBlock | null = null;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const begin = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/.exec(line)?.[1];
    const end = /^-----END ([A-Z0-9 ]{1,40})-----$/.exec(line)?.[1];
    if (begin !== undefined) {
      if (open !== null) faults.push({ line: open.line, what: `the block ${open.label} has no end` });
      open = { label: begin, line: i + 1, body: [], encrypted: false };
    } else if (end !== undefined) {
      if (open === null) faults.push({ line: i + 1, what: `a block ${end} ends that never began` });
      else if (open.label !== end) {
        faults.push({ line: open.line, what: `the block ${open.label} ends as ${end}, in line ${i + 1}` });
      } else {
        const result = closed(open);
        if ('der' in result) blocks.push(result);
        else faults.push(result);
      }
      open = null;
    } else if (open !== null) {
      if (/^[\w-]+:/.test(line)) open.encrypted ||= /^Proc-Type:.*ENCRYPTED/.test(line);
      else open.body.push(line);
    }
    if (blocks.length > maxBlocks)
      return { blocks: [], faults: [{ what: `the file has more than ${maxBlocks} blocks` }] };
  }
  if (open !== null) faults.push({ line: open.line, what: `the block ${open.label} has no end` });
  if (blocks.length === 0 && faults.length === 0) faults.push(otherFormat(text));
  return { blocks, faults };
}
