import { malformed, oidText, tag, type DerValue } from './read-der.js';

export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** A Name as it was read: RDNs in order, each with its attributes. */
export interface Name {
  readonly rdns: readonly (readonly NameAttribute[])[];
  readonly raw: Buffer;
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** UTF-16 and UTF-32 big-endian strings are rare but legal; everything else is read as UTF-8 or Latin-1. */
function stringValue(value: DerValue): string {
  const { contents } = value;
  if (value.tag === tag.utf8String) return contents.toString('utf8');
  if (value.tag === tag.bmpString && contents.length % 2 === 0)
    return Buffer.from(contents).swap16().toString('utf16le');
  return contents.toString('latin1');
}

export function readName(value: DerValue): Name {
  const rdns = value.children.map((rdn) =>
    rdn.children.map((pair) => {
      const [type, text] = pair.children;
      if (type === undefined || text === undefined) malformed('a name has an attribute without type or value');
      return { type: oidText(type), value: stringValue(text) };
    }),
  );
  return { rdns, raw: value.raw };
}

/** All values of one attribute type, in order. */
export function attributeValues(name: Name, type: string): readonly string[] {
  return name.rdns.flat().flatMap((attribute) => (attribute.type === type ? [attribute.value] : []));
}

function escaped(value: string): string {
  return value
    .replace(/[\\",+<>;=]/g, '\\$&')
    .replace(/[\u0000-\u001f\u007f]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

/**
 * `O=kubeadm:cluster-admins, CN=kubernetes-admin`: the order of the certificate, special characters escaped as in
 * RFC 4514, so that no value can look like another attribute. Empty names are shown as `(empty)`.
 */
export function nameText(name: Name): string {
  const parts = name.rdns.map((rdn) =>
    rdn.map(({ type, value }) => `${shortNames[type] ?? type}=${escaped(value)}`).join(' + '),
  );
  return parts.length === 0 ? '(empty)' : parts.join(', ');
}
