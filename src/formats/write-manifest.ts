import { Document, isScalar, visit } from 'yaml';
import { fail } from '../kernel/problem.js';

// What YAML readers disagree on or refuse when it stands raw in a text: it is written as an escape in double quotes.
const needsEscape = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * Writes an object such as a Pod as YAML that YAML 1.1 and 1.2 readers take alike, with every string read back as it
 * is: words such as `no` are quoted, long lines not folded, control and invisible characters escaped.
 */
export function writeManifest(object: object): string {
  const document = new Document(object, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (!isScalar(node) || typeof node.value !== 'string') return;
      if (/\p{Surrogate}/u.test(node.value)) {
        fail('input-unquotable', { what: 'a value for a manifest holds half a character', expected: 'Unicode text' });
      }
      if (needsEscape.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, directives: false, indent: 2 });
  return text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
