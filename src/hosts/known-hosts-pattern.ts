import { createHmac } from 'node:crypto';

/**
 * Whether the first field of a known_hosts line is about `name` (lower case): a comma-separated list of patterns with
 * `*` and `?`, where one that matches behind `!` rules the whole line out, or one hashed name `|1|salt|hash`.
 */
export function matchesPatterns(field: string, name: string): boolean {
  if (field.startsWith('|')) return matchesHash(field, name);
  let matched = false;
  for (const pattern of field.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesGlob(pattern.slice(1), name)) return false;
    } else if (matchesGlob(pattern, name)) matched = true;
  }
  return matched;
}

function matchesHash(field: string, name: string): boolean {
  const [, version, salt, hash] = field.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  // HMAC-SHA1 is the format's own choice (ssh-keygen -H). It hides names; no trust rests on it.
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** Glob with `*` and `?` in linear space and at most quadratic time, whatever the pattern. */
function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
