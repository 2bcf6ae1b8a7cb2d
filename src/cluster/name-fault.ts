import { shown } from './shown.js';

/**
 * Names that something treats specially: the machine itself, device names of Windows, on which operators keep their
 * folders, and properties that every object of JavaScript has.
 */
const reserved = /^(localhost|con|prn|aux|nul|com\d|lpt\d|constructor|prototype)$/i;

/** Why a text is not the name of a host or a cluster, as the end of a sentence; null when it is one. */
export function nameFault(name: string): string | null {
  const strange = Array.from(name).find((character) => !/^[A-Za-z\d-]$/.test(character));
  if (strange !== undefined) {
    const point = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `has the character ${shown(strange)} (U+${point})`;
  }
  if (/[A-Z]/.test(name)) return 'has upper-case letters, and a kubelet registers its node in lower case';
  if (name.length > 63) return `has ${name.length} characters`;
  if (/^-|-$/.test(name)) return 'begins or ends with a hyphen';
  if (reserved.test(name)) return 'is reserved';
  return null;
}
