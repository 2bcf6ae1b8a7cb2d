import { type Problem, type Where, problem } from '../kernel/problem.js';
import { addressBytes } from './address.js';
import { type DerValue, expectTag, malformed, readDer, tag } from './read-der.js';
import type { Certificate } from './read-certificate.js';

/** DNS and address subtrees of a name-constraints extension (RFC 5280, 4.2.1.10). */
export interface Subtrees {
  readonly dns: readonly string[];
  /** Address and mask, 8 or 32 bytes. */
  readonly ip: readonly Buffer[];
  /** Kinds of names that we do not compare. */
  readonly other: readonly number[];
}

export interface NameConstraints {
  readonly permitted: Subtrees;
  readonly excluded: Subtrees;
}

function subtrees(list: DerValue | undefined): Subtrees {
  const bases = (list?.children ?? []).map((subtree) => subtree.children[0] ?? malformed('a name constraint is empty'));
  return {
    dns: bases.filter((base) => base.tag === 2).map((base) => base.contents.toString('latin1').toLowerCase()),
    ip: bases.filter((base) => base.tag === 7).map((base) => base.contents),
    other: bases.map((base) => base.tag).filter((kind) => kind !== 2 && kind !== 7),
  };
}

export function readNameConstraints(value: Buffer): NameConstraints {
  const parts = expectTag(readDer(value), tag.sequence, 'name constraints').children;
  return {
    permitted: subtrees(parts.find((part) => part.tag === 0)),
    excluded: subtrees(parts.find((part) => part.tag === 1)),
  };
}

/** A name is inside a domain when it is the domain or ends with it after a dot; an empty domain holds all names. */
function dnsInside(name: string, domain: string): boolean {
  const lower = name.toLowerCase();
  const suffix = domain.replace(/^\./, '');
  if (suffix === '') return true;
  return lower.endsWith(`.${suffix}`) || (lower === suffix && !domain.startsWith('.'));
}

function ipInside(address: string, subtree: Buffer): boolean {
  const bytes = addressBytes(address);
  if (subtree.length !== bytes.length * 2) return false;
  return bytes.every((byte, i) => (byte & (subtree[bytes.length + i] ?? 0)) === (subtree[i] ?? 0));
}

/** The names of a leaf that the name constraints of its authority forbid. */
export function checkNameConstraints(
  leaf: Certificate,
  signer: Certificate,
  authority: string,
  where: Where,
): readonly Problem[] {
  const constraints = signer.nameConstraints;
  if (constraints === null) return [];
  const { permitted, excluded } = constraints;
  const forbidden = [
    ...leaf.dns.filter(
      (name) =>
        (permitted.dns.length > 0 && !permitted.dns.some((domain) => dnsInside(name, domain))) ||
        excluded.dns.some((domain) => dnsInside(name, domain)),
    ),
    ...leaf.ip.filter(
      (address) =>
        (permitted.ip.length > 0 && !permitted.ip.some((subtree) => ipInside(address, subtree))) ||
        excluded.ip.some((subtree) => ipInside(address, subtree)),
    ),
  ];
  const problems: Problem[] = [];
  if (forbidden.length > 0) {
    const what = `the name constraints of ${authority} forbid ${forbidden.join(', ')}`;
    problems.push(problem('pki-names', { where, what, expected: 'names that the authority may sign' }));
  }
  if (permitted.other.length + excluded.other.length > 0) {
    const what = `the name constraints of ${authority} limit kinds of names that are not checked here`;
    problems.push(problem('pki-names', { severity: 'warning', where, what }));
  }
  return problems;
}
