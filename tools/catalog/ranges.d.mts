/** The shapes that ranges.mjs works on, for its tests. */
export interface Facts {
  readonly type: string;
  readonly default: string;
}
export type Ranges = Readonly<Record<string, readonly (Facts & { readonly from: string; readonly to?: string })[]>>;
export type ByMinor = Readonly<Record<string, readonly (Facts & { readonly name: string })[]>>;

export declare function compareMinors(a: string, b: string): number;
export declare function unfold(minors: readonly string[], recorded: { readonly flags: Ranges }): ByMinor;
export declare function fold(component: string, flags: ByMinor): { readonly component: string; readonly flags: Ranges };
export declare function print(recorded: { readonly component: string; readonly flags: Ranges }): string;
