import { type Der, objectIdentifier, sequence, setOf, utf8String } from './der.js';
import { oid } from './oids.js';

export interface SubjectName {
  readonly commonName: string;
  readonly organizations: readonly string[];
}

/**
 * A Name with every organization in an RDN of its own, before the common name, all UTF8String (PrintableString cannot
 * hold `@`, `_` or `*`). The text is length-prefixed in DER, so nothing in it can start another attribute.
 */
export function distinguishedName(subject: SubjectName): Der {
  const attribute = (type: string, value: string): Der => setOf(sequence(objectIdentifier(type), utf8String(value)));
  return sequence(
    ...subject.organizations.map((organization) => attribute(oid.organization, organization)),
    attribute(oid.commonName, subject.commonName),
  );
}
