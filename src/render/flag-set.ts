import type { Component } from '../kernel/component.js';

/** One flag as hardway sets it. */
export interface SetFlag {
  readonly name: string;
  /** One value, or several where the flag is repeated. */
  readonly values: readonly string[];
  readonly from: 'hardway' | 'cluster' | 'host';
}

/** The flags of one component on one host, sorted by name. */
export interface FlagSet {
  readonly component: Component;
  readonly version: string;
  readonly flags: readonly SetFlag[];
}

/** The value of a flag that is set once; undefined when it is not set. Of repeated ones the last. */
export function valueOf(flagSet: FlagSet, name: string): string | undefined {
  return flagSet.flags.find((flag) => flag.name === name)?.values.at(-1);
}
