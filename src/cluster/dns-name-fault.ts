import { domainToASCII, domainToUnicode } from 'node:url';

/** Whether the last label is a number: programs then read the name as a broken IPv4 address. */
function looksLikeAddress(labels: readonly string[]): boolean {
  return /^(\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '');
}

/** What cannot be decoded comes back empty up to Node 22, and as it was from Node 24 on. */
function isPunycode(label: string): boolean {
  const decoded = domainToUnicode(label);
  return decoded !== '' && decoded !== label.toLowerCase();
}

function labelFault(label: string): string | null {
  if (label === '') return 'it has an empty label (RFC 1035 §2.3.1)';
  if (label.length > 63) return `it has a label of ${label.length} characters; 63 are allowed (RFC 1035 §2.3.4)`;
  if (label.includes('_')) return 'it has an underscore, which host names may not have (RFC 1123 §2.1)';
  if (!/^[a-z\d-]+$/i.test(label)) return 'it has characters other than letters, digits and hyphens (RFC 1123 §2.1)';
  if (/^-|-$/.test(label)) return 'a label begins or ends with a hyphen (RFC 1123 §2.1)';
  if (/^xn--/i.test(label) && !isPunycode(label)) return 'it has a label that is not valid punycode (RFC 5891)';
  return null;
}

/**
 * Why a text is not a host name, with the rule it breaks; null when it is one. International names are accepted in
 * their ASCII form, which is what certificates hold (RFC 5280 §7.2).
 */
export function dnsNameFault(text: string, options: { readonly wildcard: boolean }): string | null {
  if (text.length > 253) return `it has ${text.length} characters; 253 are allowed (RFC 1035 §2.3.4)`;
  if (text.endsWith('.')) return 'it ends with a dot, which names in certificates do not have (RFC 5280 §4.2.1.6)';
  if (/[^\u0000-\u007f]/.test(text)) {
    const ascii = domainToASCII(text);
    const hint = ascii === '' ? '' : `; its ASCII form is ${ascii}`;
    return `it has characters beyond ASCII (RFC 1123 §2.1)${hint}`;
  }
  const labels = text.split('.');
  if (labels[0] === '*') {
    if (!options.wildcard) return 'a wildcard stands for many names, and one is needed here';
    if (labels.length < 3) return 'a wildcard needs at least two labels after it (RFC 6125 §7.2)';
    labels.shift();
  }
  if (text.includes('*') && labels.some((label) => label.includes('*'))) {
    return 'a wildcard may only be the whole first label (RFC 6125 §6.4.3)';
  }
  if (looksLikeAddress(labels))
    return 'its last label is a number, so programs take it for an IP address (RFC 1123 §2.1)';
  return labels.map(labelFault).find((fault) => fault !== null) ?? null;
}
