import { timingSafeEqual } from 'node:crypto';
import { type Problem, problem } from '../kernel/problem.js';
import type { ConnectTarget } from './connect-target.js';
import { fingerprint, keyType, typeName } from './host-key.js';
import { type KnownHost, type KnownKey, knownHostsName } from './known-hosts.js';

/**
 * Judges the key that a host shows. Undefined means that it is the known one. There is no other way to accept a key: no
 * question, no trust on first use.
 */
export function hostKeyProblems(
  target: ConnectTarget,
  shown: Buffer,
  known: KnownHost,
  file: string,
): readonly Problem[] | undefined {
  const revokedBy = known.revoked.find(({ key }) => sameKey(key, shown));
  if (revokedBy !== undefined) return [revoked(target, shown, revokedBy)];
  const unsafe = known.broken.filter(({ revokes }) => revokes);
  if (unsafe.length > 0) return unsafe.map((line) => brokenLine(target, line, 'error'));
  if (known.keys.some(({ key }) => sameKey(key, shown))) return undefined;
  if (known.keys.length > 0) return [mismatch(target, shown, known.keys)];
  return [unknown(target, shown, known, file), ...known.broken.map((line) => brokenLine(target, line, 'warning'))];
}

function sameKey(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function shownAs(key: Buffer): string {
  return `${fingerprint(key)} (${typeName(keyType(key) ?? 'unknown type')})`;
}

function revoked({ name }: ConnectTarget, shown: Buffer, by: KnownKey): Problem {
  return problem('host-key-revoked', {
    where: { host: name, file: by.file, line: by.line },
    what: `${name} shows a host key that is revoked: ${shownAs(shown)}`,
    expected: 'a key that is not marked @revoked',
    fix: `do not use this host before it has new host keys (ssh-keygen -A) and they are known`,
  });
}

function mismatch({ name, ssh }: ConnectTarget, shown: Buffer, keys: readonly KnownKey[]): Problem {
  const [first] = keys;
  const expected = keys.map(({ key, line }) => `${shownAs(key)} in line ${line}`).join(', ');
  return problem('host-key-mismatch', {
    where: { host: name, ...(first === undefined ? {} : { file: first.file, line: first.line }) },
    what: `the host key of ${name} is not the known one; it shows ${shownAs(shown)}`,
    expected,
    fix:
      `find out why. If the host was set up anew, compare the fingerprint on its console, then run ` +
      `ssh-keygen -R '${knownHostsName(ssh.host, ssh.port)}'${first === undefined ? '' : ` -f ${first.file}`} and add the new key`,
  });
}

function unknown({ name, ssh }: ConnectTarget, shown: Buffer, known: KnownHost, file: string): Problem {
  const type = keyType(shown) ?? 'unknown';
  const authority =
    known.authorities.length === 0
      ? ''
      : `; a @cert-authority line (${known.authorities.map(({ line }) => line).join(', ')}) names it, but host certificates are not supported`;
  return problem('host-key-unknown', {
    where: { host: name, file },
    what: `the host key of ${name} is not known${authority}; it shows ${shownAs(shown)}`,
    expected: `a line for ${knownHostsName(ssh.host, ssh.port)} in ${file}`,
    fix:
      `compare the fingerprint with the host's console (ssh-keygen -lf /etc/ssh/ssh_host_…_key.pub), then add this line: ` +
      `${knownHostsName(ssh.host, ssh.port)} ${type} ${shown.toString('base64')}`,
  });
}

function brokenLine(
  { name }: ConnectTarget,
  line: { readonly file: string; readonly line: number; readonly reason: string },
  severity: Problem['severity'],
): Problem {
  return problem('host-known-hosts-line', {
    severity,
    where: { host: name, file: line.file, line: line.line },
    what: `this line of known_hosts cannot be understood: ${line.reason}`,
    expected: '[@revoked] NAMES TYPE KEY [comment]',
    fix: 'correct or remove the line',
  });
}
