/** The shapes that ranges.mjs works on, for its tests. */
export type Facts = object;
export type Ranges<F = Facts> = Readonly<
  Record<string, readonly (F & { readonly from: string; readonly to?: string })[]>
>;
export type ByMinor<F = Facts> = Readonly<Record<string, readonly (F & { readonly name: string })[]>>;

export declare function compareMinors(a: string, b: string): number;
export declare function unfold<F>(minors: readonly string[], folded: Ranges<F>): ByMinor<F>;
export declare function fold<F>(byMinor: ByMinor<F>): Ranges<F>;
export declare function print(head: object, key: string, folded: Ranges<Facts>): string;
