import type { Problem } from '../../kernel/problem.js';
import { problem } from '../../kernel/problem.js';
import { addressFault } from '../address-fault.js';
import { canonicalAddress, parseEndpoint } from '../address.js';
import { dnsNameFault } from '../dns-name-fault.js';
import { type Draft, draftHosts } from '../draft.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

const path = ['spec', 'controlPlane', 'endpoint'];

function spellingFault(text: string): string {
  if (text.includes('://')) return 'it has a scheme; HOST:PORT is enough';
  if (text.includes('@')) return 'it has a user';
  if (text.includes('/')) return 'it has a path';
  if (text.split(':').length > 2) return 'an IPv6 address with a port must stand in brackets: [2001:db8::1]:6443';
  if (/:\d+$/.test(text)) return 'the port is not between 1 and 65535, or has a leading zero';
  return 'it is not HOST:PORT';
}

/** Whether a text is meant to be an IP address rather than a name. */
function isAddressLike(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host) || /^0x/i.test(host);
}

function hostFault(host: string, draft: Draft): string | null {
  const loopback = draftHosts(draft).some(({ host: one }) => one.connection === 'local');
  return isAddressLike(host) ? addressFault(host, { loopback }) : dnsNameFault(host, { wildcard: false });
}

function masterCount(draft: Draft): number {
  return draftHosts(draft).filter(({ host }) => host.roles?.includes('control-plane') === true).length;
}

function single(draft: Draft, context: RuleContext, host: string): readonly Problem[] {
  const master = draftHosts(draft).find(
    ({ host: one }) =>
      one.roles?.includes('control-plane') === true &&
      (one.name === host || (one.address !== undefined && canonicalAddress(one.address) === host)),
  );
  if (master === undefined || masterCount(draft) < 2) return [];
  return [
    problemAt(context, path, 'config-endpoint', {
      severity: 'warning',
      what: `the endpoint is the master ${master.host.name ?? host}: when it is down, clients reach none of the others`,
      expected: 'a load balancer or virtual IP in front of all masters',
    }),
  ];
}

/** The endpoint: one host and port, in front of all masters. */
export const endpoint: Rule = (draft, context) => {
  const text = draft.spec?.controlPlane?.endpoint;
  if (text === undefined) {
    if (masterCount(draft) < 2) return [];
    return [
      problem('config-endpoint', {
        severity: 'warning',
        where: context.at(path, 'key'),
        what: `there are ${masterCount(draft)} masters and no endpoint: each kubeconfig then names one master only`,
        fix: 'set spec.controlPlane.endpoint to a load balancer or virtual IP in front of them',
      }),
    ];
  }
  const parsed = parseEndpoint(text);
  const fault = parsed === null ? spellingFault(text) : hostFault(parsed.host, draft);
  if (parsed === null || fault !== null) {
    return [
      problemAt(context, path, 'config-endpoint', {
        what: `${shown(text)} cannot be the endpoint: ${fault ?? ''}`,
        expected: 'HOST:PORT, such as 198.51.100.10:6443, [2001:db8::10]:6443 or api.example.org:6443',
      }),
    ];
  }
  return single(draft, context, parsed.host);
};
