import { fail } from '../kernel/problem.js';

/** TEST-NET-2 of RFC 5737: no real host has an address in it. */
export const labNetwork = { bridge: 'br-lab', gateway: '198.51.100.1', prefix: '198.51.100.', length: 24 } as const;

/** How many hosts a lab can have. */
export const mostHosts = 20;

/** One host of a lab, by its number from 1. */
export interface LabHost {
  readonly name: string;
  readonly address: string;
  /** Name of the host's end of the cable on this machine, as systemd-nspawn makes it from the name. */
  readonly link: string;
}

/** Host number `n`: `node1` at 198.51.100.11. */
export function labHost(n: number): LabHost {
  return { name: `node${n}`, address: `${labNetwork.prefix}${10 + n}`, link: `vb-node${n}` };
}

/** The first `count` hosts of a lab. */
export function labHosts(count: number): readonly LabHost[] {
  return Array.from({ length: count }, (_, i) => labHost(i + 1));
}

interface Route {
  readonly dst?: string;
  readonly dev?: string;
}

/** The device that another route into the lab's network goes through, out of `ip -json route show table all`; null when none. */
export function foreignRoute(json: string): string | null {
  const routes = JSON.parse(json === '' ? '[]' : json) as readonly Route[];
  const taken = routes.find(({ dst, dev }) => dst?.startsWith(labNetwork.prefix) === true && dev !== labNetwork.bridge);
  return taken === undefined ? null : (taken.dev ?? 'another route');
}

/** Refuses when 198.51.100.0/24 leads somewhere else on this machine. */
export function refuseForeignRoute(json: string): void {
  const device = foreignRoute(json);
  if (device === null) return;
  fail('lab-network-taken', {
    what: `${labNetwork.prefix}0/${labNetwork.length} already leads to ${device} on this machine.`,
    fix: `Look at \`ip route\` and \`ip address show dev ${device}\`; the lab needs this network for itself.`,
  });
}
