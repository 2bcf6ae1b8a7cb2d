import type { ArgvWord } from '../formats/argv.js';
import type { KnownComponent } from '../kernel/component.js';
import { startOf } from './start-of.js';

export interface Started {
  readonly component: KnownComponent;
  /** The words after the program. */
  readonly words: readonly ArgvWord[];
}

/** As `startOf`, for readers that want the component and its words only. */
export function startedBy(words: readonly ArgvWord[]): Started | null {
  const start = startOf(words);
  return start === null ? null : { component: start.component, words: start.words };
}
