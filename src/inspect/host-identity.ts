import { isIP } from 'node:net';
import { flagNamed, type MasterFacts } from './master-facts.js';

/** Flags whose value is an address or name of the host itself, or URLs with one. */
const tellingFlags = [
  'advertise-address',
  'bind-address',
  'node-ip',
  'hostname-override',
  'name',
  'initial-advertise-peer-urls',
  'advertise-client-urls',
  'listen-peer-urls',
];

/** Not of one host: loopback, wildcards. */
const shared = /^(?:127\.|0\.0\.0\.0$|::1?$|localhost$|$)/;

function namesIn(value: string): readonly string[] {
  return value.split(',').map((part) => {
    const url = /^[a-z]+:\/\/(\[[^\]]*\]|[^:/]*)/.exec(part.trim());
    return (url?.[1] ?? part.trim()).replace(/^\[|\]$/g, '');
  });
}

/** A host without the port at which we reach it, and without its domain; the first number of an address is no name. */
function namesOfHost(host: string): readonly string[] {
  const name = host.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([^:]*):\d+$/, '$1');
  return isIP(name) === 0 ? [name, name.split('.')[0] ?? ''] : [name];
}

/**
 * The names and addresses by which a host knows itself, longest first: its name, and what the flags of all its components
 * say of it.
 */
export function identityOf(component: MasterFacts, ofHost: readonly MasterFacts[]): readonly string[] {
  const { host } = component;
  const told = [component, ...ofHost].flatMap((facts) =>
    tellingFlags.flatMap((name) => namesIn(flagNamed(facts, name)?.value ?? '')),
  );
  const names = [...(host === undefined ? [] : namesOfHost(host)), ...told];
  return [...new Set(names.filter((name) => name.length > 1 && !shared.test(name)))].sort(
    (a, b) => b.length - a.length,
  );
}

/** A name counts where it stands alone: not as a piece of a longer word. */
const isEdge = (character: string | undefined): boolean => character === undefined || !/[A-Za-z0-9]/.test(character);

/**
 * Replaces the names and addresses of a host in a value, so that the same relation looks the same on every host. The names
 * are tried in their order. An expression for each of thousands of hosts would cost more than all the rest.
 */
export function identityBlank(identity: readonly string[]): (value: string) => string {
  return (value) => {
    if (!identity.some((name) => value.includes(name))) return value;
    let blank = '';
    let i = 0;
    while (i < value.length) {
      const at = i;
      const isHere = (name: string): boolean => value.startsWith(name, at) && isEdge(value[at + name.length]);
      const name = isEdge(value[i - 1]) ? identity.find(isHere) : undefined;
      blank += name === undefined ? (value[i] ?? '') : '<self>';
      i += name?.length ?? 1;
    }
    return blank;
  };
}
