const rules: readonly (readonly [RegExp, string])[] = [
  // A private key, also one cut off before its end line.
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, '[private key]'],
  [/\b((?:client-key-data|secret|token|password)["']?\s*[:=]\s*)(["']?)[^\s"',]{6,}\2/gi, '$1[secret]'],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]{5,}/g, '[token]'],
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, '[bootstrap token]'],
];

/**
 * Masks what looks like key material in foreign text (remote output, logs) before it is shown. The second line of
 * defence: our own secrets are `Secret` values, which do not print in the first place.
 */
export function redact(text: string): string {
  return rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
