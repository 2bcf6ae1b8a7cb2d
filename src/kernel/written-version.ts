import { fail } from './problem.js';

const versionText = /^v?\d{1,3}\.\d{1,4}(?:\.\d{1,4}(?:[-+][0-9A-Za-z.+-]{1,60})?)?$/;

/** A version or minor as a user writes it (`1.24`, `v1.24.3`, `1.31.5+k3s1`); a usage problem of `field` when it is none. */
export function writtenVersion(text: string, field?: string): string {
  if (versionText.test(text)) return text;
  return fail('usage-invalid', {
    where: field === undefined ? {} : { field },
    what: `${text} is not a version`,
    expected: 'a version or minor, such as 1.34 or v1.34.2',
  });
}
