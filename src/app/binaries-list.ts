import { type CachedBinary, listCache } from '../binaries/list-cache.js';
import { cacheDirectory } from '../binaries/cache-directory.js';

/** What the cache of this machine holds. */
export interface BinariesList {
  readonly cache: string;
  readonly binaries: readonly CachedBinary[];
}

/** Lists what is in the cache, without reading the files again. */
export async function binariesList(): Promise<BinariesList> {
  const cache = cacheDirectory();
  return { cache, binaries: await listCache(cache) };
}
