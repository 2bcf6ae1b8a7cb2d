import type { YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { canonicalAddress } from '../address.js';
import { dnsNameFault } from '../dns-name-fault.js';
import { draftHosts } from '../draft.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

/** Names that useradd(8) accepts, in either case; never an option, never a part of a shell command. */
function userFault(user: string): string | null {
  if (user.startsWith('-')) return 'it begins with a hyphen and would be taken for an option';
  if (user.length > 32) return 'it has more than 32 characters';
  return /^[A-Za-z\d_][\w.-]*\$?$/.test(user) ? null : 'it has characters that user names do not have';
}

function hostFault(host: string): string | null {
  if (host.startsWith('-')) return 'it begins with a hyphen and would be taken for an option';
  if (host.includes('://')) return 'it is a URL; give user, host and port in their own fields';
  if (host.includes('@')) return 'it has a user; give it in the field user';
  if (canonicalAddress(host) !== null) return null;
  if (/:\d+$/.test(host)) return 'it has a port; give it in the field port';
  return dnsNameFault(host, { wildcard: false });
}

function pathFault(path: string): string | null {
  return path.startsWith('-') ? 'it begins with a hyphen and would be taken for an option' : null;
}

interface Ssh {
  readonly user?: string | undefined;
  readonly host?: string | undefined;
  readonly identityFile?: string | undefined;
  readonly knownHostsFile?: string | undefined;
}

function check(context: RuleContext, path: YamlPath, ssh: Ssh | undefined): readonly Problem[] {
  const parts: readonly (readonly [keyof Ssh, string, (text: string) => string | null])[] = [
    ['user', 'an SSH user', userFault],
    ['host', 'an SSH host', hostFault],
    ['identityFile', 'the path of a key', pathFault],
    ['knownHostsFile', 'the path of known host keys', pathFault],
  ];
  return parts.flatMap(([field, called, faultOf]) => {
    const text = ssh?.[field];
    const fault = text === undefined ? null : faultOf(text);
    if (text === undefined || fault === null) return [];
    // What has an @ may hold a password.
    const named = text.includes('@') ? 'this' : shown(text);
    return [problemAt(context, [...path, field], 'config-ssh', { what: `${named} cannot be ${called}: ${fault}` })];
  });
}

/** SSH destinations can neither smuggle in an option nor carry a password. */
export const ssh: Rule = (draft, context) => [
  ...check(context, ['spec', 'ssh'], draft.spec?.ssh),
  ...draftHosts(draft).flatMap(({ host, index }) => check(context, ['spec', 'hosts', index, 'ssh'], host.ssh)),
];
