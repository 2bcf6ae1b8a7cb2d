import { type Problem, type Where, problem } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';

/** The key that encrypts resources at rest. */
export interface EncryptionKey {
  /** Its name in the EncryptionConfiguration. */
  readonly name: string;
  /** 32 bytes. */
  readonly key: Secret;
}

const bytes = 32;

/** A new key from a source of random bytes. */
export function newEncryptionKey(random: (length: number) => Buffer): EncryptionKey {
  return { name: 'key1', key: new Secret(random(bytes)) };
}

/** The file of the store: YAML of two fields, small enough to be read without a YAML parser that would quote it. */
export function encryptionKeyFile({ name, key }: EncryptionKey): Secret {
  const lines = [
    '# Encrypts resources in etcd. Without it they cannot be read any more: back it up like the keys of the authorities.',
    `name: ${name}`,
    `secret: ${key.reveal().toString('base64')}`,
  ];
  return new Secret(`${lines.join('\n')}\n`);
}

/** Reads the file of the store. Problems name the field, never its value. */
export function readEncryptionKey(
  file: Secret,
  where: Where,
): { readonly key: EncryptionKey | null; readonly problems: readonly Problem[] } {
  const fields = new Map<string, string>();
  const problems: Problem[] = [];
  const report = (what: string, expected: string, line?: number): void => {
    const at = line === undefined ? where : { ...where, line };
    problems.push(
      problem('pki-encryption-key', { where: at, what, expected, fix: 'restore the file from its backup' }),
    );
  };
  for (const [i, line] of file.reveal().toString('latin1').split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^(name|secret):[ \t]+(\S+)\s*$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined)
      report('a line is not `name:` or `secret:`', 'the two fields', i + 1);
    else if (fields.has(match[1])) report(`the field ${match[1]} comes twice`, 'each field once', i + 1);
    else fields.set(match[1], match[2].replace(/^(["'])(.*)\1$/, '$2'));
  }
  const name = fields.get('name') ?? '';
  const secret = fields.get('secret') ?? '';
  if (problems.length === 0) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name))
      report('the name of the key is missing or not a plain word', 'a name such as key1');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(secret) || secret.length % 4 !== 0)
      report('the key is not base64', `${bytes} bytes in base64`);
    else if (Buffer.from(secret, 'base64').length !== bytes) {
      report(`the key has ${Buffer.from(secret, 'base64').length} bytes`, `${bytes} bytes in base64`);
    }
  }
  if (problems.length > 0) return { key: null, problems };
  return { key: { name, key: new Secret(Buffer.from(secret, 'base64')) }, problems };
}
