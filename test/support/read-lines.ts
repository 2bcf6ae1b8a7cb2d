import { loadFlagCatalog } from '../../src/catalog/load.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import type { Inspection } from '../../src/inspect/effective-flag.js';

/** Texts as people paste them, written for these tests: what a careful reader sees is what is asked for. */
export const readLines = (...lines: string[]): Promise<Inspection> =>
  inspectText(lines.join('\n'), { source: 'note.txt', catalogs: loadFlagCatalog, effective: true });

/** The flags that are set in the first component, with how sure that is where it is not certain. */
export const setIn = ({ components }: Inspection): Record<string, string> =>
  Object.fromEntries(
    Object.values(components[0]?.flags ?? {})
      .filter(({ origin }) => origin === 'set')
      .map(({ name, value, confidence }) => [
        name,
        confidence === 'certain' ? String(value) : `${confidence} ${value}`,
      ]),
  );

/** The codes of all problems. */
export const codesOf = ({ components, problems }: Inspection): string[] =>
  [...components.flatMap((component) => component.problems), ...problems].map(({ code }) => code);
