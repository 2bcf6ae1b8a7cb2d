import pLimit from 'p-limit';
import type { Sources } from '../pki/issue.js';
import { realSources } from './pki-create.js';

/** As many as node's thread pool makes at the same time. */
const atOnce = 4;

/**
 * Sources whose keys stop coming when the signal is aborted: whoever waits for one is told at once, and no further one
 * is begun. A key that is being made cannot be taken back; the process ends when the last of them is done.
 */
export function interruptibleSources(signal: AbortSignal, sources: Sources = realSources): Sources {
  const limit = pLimit(atOnce);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
  // Nobody may be waiting for a key when it happens.
  aborted.catch(() => undefined);
  return {
    ...sources,
    generateKey: (algorithm) => {
      const made = limit(() => {
        signal.throwIfAborted();
        return sources.generateKey(algorithm);
      });
      return Promise.race([made, aborted]);
    },
  };
}
