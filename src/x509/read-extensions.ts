import { addressText } from './address.js';
import { type NameConstraints, readNameConstraints } from './name-constraints.js';
import { oid } from './oids.js';
import { type DerValue, bits, expectTag, malformed, oidText, readDer, tag } from './read-der.js';

export interface BasicConstraints {
  readonly critical: boolean;
  readonly authority: boolean;
  /** Null without a limit. */
  readonly pathLength: number | null;
}

/** What hardway knows about the extensions of a certificate; null or empty where one is absent. */
export interface Extensions {
  readonly basicConstraints: BasicConstraints | null;
  readonly keyUsage: { readonly critical: boolean; readonly usages: readonly string[] } | null;
  /** `serverAuth`, `clientAuth`, `any`, or the identifier of another usage. */
  readonly extendedKeyUsage: { readonly critical: boolean; readonly usages: readonly string[] } | null;
  readonly dns: readonly string[];
  /** Canonical text form. */
  readonly ip: readonly string[];
  /** Names of other kinds (mail, URI, …), by the number of their kind. */
  readonly otherNames: readonly number[];
  /** Hex. */
  readonly subjectKeyIdentifier: string | null;
  readonly authorityKeyIdentifier: string | null;
  readonly nameConstraints: NameConstraints | null;
  /** Critical extensions that hardway does not understand, by identifier: they make a certificate unusable. */
  readonly unknownCritical: readonly string[];
}

/** Bit numbers of RFC 5280 §4.2.1.3, in order. */
const usageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

const extendedNames: Readonly<Record<string, string>> = {
  [oid.serverAuth]: 'serverAuth',
  [oid.clientAuth]: 'clientAuth',
  [oid.anyExtendedKeyUsage]: 'any',
};

interface RawExtension {
  readonly type: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

function rawExtension(value: DerValue): RawExtension {
  const parts = expectTag(value, tag.sequence, 'extension').children;
  const type = oidText(expectTag(parts[0], tag.oid, 'extension identifier'));
  const critical = parts.length === 3 && parts[1]?.contents[0] === 0xff;
  const octets = expectTag(parts.at(-1), tag.octetString, 'extension value');
  return { type, critical, value: octets.contents };
}

function smallInteger(value: DerValue): number {
  const { contents } = expectTag(value, tag.integer, 'number');
  if (contents.length === 0 || contents.length > 4 || (contents[0] ?? 0) > 0x7f)
    malformed('a path length is impossible');
  return contents.readUIntBE(0, contents.length);
}

function readBasicConstraints({ critical, value }: RawExtension): BasicConstraints {
  const parts = expectTag(readDer(value), tag.sequence, 'basic constraints').children;
  const flag = parts.find((part) => part.tag === tag.boolean);
  const limit = parts.find((part) => part.tag === tag.integer);
  return {
    critical,
    authority: flag?.contents[0] === 0xff,
    pathLength: limit === undefined ? null : smallInteger(limit),
  };
}

function readKeyUsage(value: Buffer): readonly string[] {
  const { bytes } = bits(expectTag(readDer(value), tag.bitString, 'key usage'));
  return usageNames.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function readUsages(value: Buffer): readonly string[] {
  const usages = expectTag(readDer(value), tag.sequence, 'extended key usage').children.map(oidText);
  return usages.map((usage) => extendedNames[usage] ?? usage);
}

function readNames(value: Buffer): Pick<Extensions, 'dns' | 'ip' | 'otherNames'> {
  const names = expectTag(readDer(value), tag.sequence, 'subject alternative names').children;
  const ofKind = (kind: number): readonly DerValue[] => names.filter((name) => name.tag === kind);
  return {
    dns: ofKind(2).map((name) => name.contents.toString('latin1')),
    ip: ofKind(7).map((name) => addressText(name.contents) ?? malformed('an address in the names has a wrong length')),
    otherNames: names.map((name) => name.tag).filter((kind) => kind !== 2 && kind !== 7),
  };
}

function readAuthorityKeyIdentifier(value: Buffer): string | null {
  const parts = expectTag(readDer(value), tag.sequence, 'authority key identifier').children;
  return parts.find((part) => part.tagClass === 'context' && part.tag === 0)?.contents.toString('hex') ?? null;
}

const understood: readonly string[] = [
  oid.basicConstraints,
  oid.keyUsage,
  oid.extendedKeyUsage,
  oid.subjectAltName,
  oid.subjectKeyIdentifier,
  oid.authorityKeyIdentifier,
  oid.nameConstraints,
  oid.certificatePolicies,
];

/** Reads the extensions of a certificate: `[3]` of RFC 5280, or undefined for a certificate that has none. */
export function readExtensions(wrapped: DerValue | undefined): Extensions {
  const list = wrapped === undefined ? [] : expectTag(wrapped.children[0], tag.sequence, 'list of extensions').children;
  const all = list.map(rawExtension);
  const types = all.map(({ type }) => type);
  const twice = types.find((type, i) => types.indexOf(type) !== i);
  if (twice !== undefined) malformed(`the extension ${twice} comes twice`);
  const find = <T>(type: string, read: (extension: RawExtension) => T): T | null => {
    const found = all.find((extension) => extension.type === type);
    return found === undefined ? null : read(found);
  };
  return {
    basicConstraints: find(oid.basicConstraints, readBasicConstraints),
    keyUsage: find(oid.keyUsage, ({ critical, value }) => ({ critical, usages: readKeyUsage(value) })),
    extendedKeyUsage: find(oid.extendedKeyUsage, ({ critical, value }) => ({ critical, usages: readUsages(value) })),
    ...(find(oid.subjectAltName, ({ value }) => readNames(value)) ?? { dns: [], ip: [], otherNames: [] }),
    subjectKeyIdentifier: find(oid.subjectKeyIdentifier, ({ value }) => {
      return expectTag(readDer(value), tag.octetString, 'subject key identifier').contents.toString('hex');
    }),
    authorityKeyIdentifier: find(oid.authorityKeyIdentifier, ({ value }) => readAuthorityKeyIdentifier(value)),
    nameConstraints: find(oid.nameConstraints, ({ value }) => readNameConstraints(value)),
    unknownCritical: all.filter(({ type, critical }) => critical && !understood.includes(type)).map(({ type }) => type),
  };
}
