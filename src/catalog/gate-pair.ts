import { goBool } from './go-literals.js';

/** `Name=true`, also with the component before the name; null when it is neither. */
export function gateIn(pair: string): { readonly name: string; readonly value: boolean } | null {
  const equals = pair.lastIndexOf('=');
  const value = equals === -1 ? null : goBool(pair.slice(equals + 1).trim());
  if (value === null) return null;
  const before = pair.slice(0, equals).trim();
  return { name: before.slice(before.lastIndexOf(':') + 1), value };
}
