/** A value as hardway thinks of it; how it is written is decided in one place. Lists are joined by commas. */
export type FlagValue = string | number | boolean | readonly string[];

/** The flags hardway sets on a component, by name. Undefined: not set for this cluster. */
export type ManagedFlags = Readonly<Record<string, FlagValue | undefined>>;

/** The text that comes after `--name=`. pflag and Go's flag package read both words of a boolean. */
export function flagText(value: FlagValue): string {
  if (typeof value === 'object') return value.join(',');
  return String(value);
}
