import { matchesPatterns } from './known-hosts-pattern.js';
import { keyType } from './host-key.js';

/** A line of a known_hosts file that speaks about a host. */
export interface KnownKey {
  readonly file: string;
  readonly line: number;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, … */
  readonly type: string;
  /** The public key as it goes over the wire (RFC 4253 §6.6). */
  readonly key: Buffer;
}

/** A line that cannot be understood. */
export interface BrokenLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** It was meant to revoke a key, so going on without it would be unsafe. */
  readonly revokes: boolean;
}

/** What known_hosts files say about one host. */
export interface KnownHost {
  readonly keys: readonly KnownKey[];
  /** Keys marked `@revoked`: refused whatever else is said. */
  readonly revoked: readonly KnownKey[];
  /** Lines marked `@cert-authority`. ssh2 cannot check host certificates, so they do not make a key trusted. */
  readonly authorities: readonly KnownKey[];
  readonly broken: readonly BrokenLine[];
}

/** The name under which known_hosts files a host: the plain name for port 22, `[name]:port` otherwise. */
export function knownHostsName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/**
 * What the text of a known_hosts file says about a host, by the rules of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT":
 * plain, hashed, wildcard and negated names, markers, comments. A key is looked up under the exact port only; a
 * revocation counts for the bare name too.
 */
export function lookUpHost(text: string, file: string, host: string, port: number): KnownHost {
  const name = knownHostsName(host, port);
  const bare = host.toLowerCase();
  const found = { keys: [] as KnownKey[], revoked: [] as KnownKey[], authorities: [] as KnownKey[] };
  const broken: BrokenLine[] = [];
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const fields = content.split(/[ \t]+/, 4);
    const marker = content.startsWith('@') ? fields.shift() : undefined;
    const revokes = marker?.toLowerCase() === '@revoked';
    const [patterns = '', type = '', encoded = ''] = fields;
    if (marker !== undefined && marker !== '@revoked' && marker !== '@cert-authority') {
      broken.push({ file, line, reason: 'unknown marker', revokes });
      continue;
    }
    const key = Buffer.from(encoded, 'base64');
    if (type === '' || keyType(key) !== type) {
      broken.push({ file, line, reason: 'no public key of the type it names', revokes });
      continue;
    }
    const entry = { file, line, type, key };
    if (revokes && (matchesPatterns(patterns, name) || matchesPatterns(patterns, bare))) found.revoked.push(entry);
    else if (!revokes && matchesPatterns(patterns, name)) {
      (marker === undefined ? found.keys : found.authorities).push(entry);
    }
  }
  return { ...found, broken };
}
