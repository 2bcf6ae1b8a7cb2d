import type { FlagCatalog } from '../catalog/flag-catalog.js';
import type { InspectedComponent } from './effective-flag.js';
import { compareWithPrinted, type PrintedFlags } from './flagz.js';

/** What a running component says about itself over HTTP. */
export interface PrintedSource {
  /** Its flags, defaults included (`/flagz`). */
  readonly flags: PrintedFlags;
  /** How differences name it: `/flagz`. */
  readonly label: string;
}

/**
 * Adds what the running component says of its flags to what files and the process say: another source, and a difference
 * for every flag that it says otherwise, with the values of all sources by name. The values that count stay.
 */
export function mergePrinted(
  component: InspectedComponent,
  { flags: printed, label }: PrintedSource,
  catalog: FlagCatalog,
): InspectedComponent {
  const names = component.sources.map(({ path, kind }) => path ?? kind);
  const byFlag = new Map(compareWithPrinted(component.flags, printed, catalog).map((one) => [one.flag, one]));
  // A flag that a file has and the process has not is none of `flags`; what the component prints still tells.
  const known = component.differences.map(({ flag, values }) => {
    byFlag.delete(flag);
    return { flag, values: [...values, { source: label, value: printed.get(flag) ?? null }] };
  });
  const added = [...byFlag.values()].map(({ flag, set, printed: value }) => ({
    flag,
    values: [...names.map((source) => ({ source, value: set })), { source: label, value }],
  }));
  return {
    ...component,
    sources: [...component.sources, { kind: 'flagz', path: label }],
    differences: [...known, ...added].sort((a, b) => (a.flag < b.flag ? -1 : 1)),
  };
}
