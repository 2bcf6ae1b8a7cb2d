import { addressFault } from '../address-fault.js';
import { dnsNameFault } from '../dns-name-fault.js';
import { shown } from '../shown.js';
import { problemAt, type Rule } from './rule.js';

function sanFault(san: string): string | null {
  const isAddress = san.includes(':') || /^[\d.]+$/.test(san);
  return isAddress ? addressFault(san, { loopback: true }) : dnsNameFault(san, { wildcard: true });
}

/** Names that end up in certificates and in the DNS of the cluster. */
export const dnsNames: Rule = (draft, context) => {
  const sans = (draft.spec?.controlPlane?.certSANs ?? []).flatMap((san, index) => {
    const fault = san === undefined ? null : sanFault(san);
    if (san === undefined || fault === null) return [];
    const path = ['spec', 'controlPlane', 'certSANs', index];
    const what = `${shown(san)} cannot stand in a certificate: ${fault}`;
    return [problemAt(context, path, 'config-dns-name', { what, expected: 'a DNS name or IP address' })];
  });
  const domain = draft.spec?.network?.domain;
  const fault = domain === undefined ? null : dnsNameFault(domain, { wildcard: false });
  if (domain === undefined || fault === null) return sans;
  const what = `${shown(domain)} cannot be the domain of the cluster: ${fault}`;
  return [...sans, problemAt(context, ['spec', 'network', 'domain'], 'config-dns-name', { what })];
};
