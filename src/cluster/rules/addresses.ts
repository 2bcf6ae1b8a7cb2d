import { addressFault } from '../address-fault.js';
import { canonicalAddress } from '../address.js';
import { draftHosts } from '../draft.js';
import { shown } from '../shown.js';
import { problemAt, type Rule } from './rule.js';

/** Addresses of hosts: real, reachable by the others, and written in a way that every program reads alike. */
export const addresses: Rule = (draft, context) =>
  draftHosts(draft).flatMap(({ host, index }) => {
    if (host.address === undefined) return [];
    const fault = addressFault(host.address, { loopback: host.connection === 'local' });
    if (fault === null) return [];
    const loopback = canonicalAddress(host.address) !== null && fault.includes('loopback');
    return [
      problemAt(context, ['spec', 'hosts', index, 'address'], 'config-address', {
        what: `${shown(host.address)} cannot be the address of a host: ${fault}`,
        expected: 'an IPv4 or IPv6 address that the other hosts can reach',
        ...(loopback ? { fix: 'give its address in the network; loopback is for hosts with `connection: local`' } : {}),
      }),
    ];
  });
