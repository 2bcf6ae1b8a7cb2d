import type { Start } from './start-of.js';

/**
 * Of every component its processes. A shell, `sudo` or `docker run` that waits for one is another process with the same
 * words: it counts only when the component itself is not in the listing.
 */
export function withoutWaiting<T extends { readonly start: Start }>(found: readonly T[]): readonly T[] {
  const running = new Set(found.flatMap(({ start }) => (start.via.length === 0 ? [start.component] : [])));
  return found.filter(({ start }) => start.via.length === 0 || !running.has(start.component));
}
