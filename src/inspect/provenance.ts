/** Where in which source a value was found; lines and columns from 1. */
export interface Provenance {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}
