import type { Config } from './config-schema.js';

type Draftish<T> = T extends readonly (infer Item)[]
  ? readonly (Draftish<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draftish<T[Key]> | undefined }
    : T;

/**
 * A config in which everything that is there has the right kind, and anything may be missing: what is left of a faulty
 * config after its faulty parts were taken out. The rules read this, so that one mistake does not hide the others.
 */
export type Draft = Draftish<Config>;

export type DraftHost = NonNullable<NonNullable<NonNullable<Draft['spec']>['hosts']>[number]>;

/** The hosts that can be looked at, with their index in the file. */
export function draftHosts(draft: Draft): readonly { readonly host: DraftHost; readonly index: number }[] {
  return (draft.spec?.hosts ?? []).flatMap((host, index) => (host === undefined ? [] : [{ host, index }]));
}
