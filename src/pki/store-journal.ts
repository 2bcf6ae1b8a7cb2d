import { isStorePath } from './store-paths.js';

/** New files wait in a hidden folder; renaming it to this name is the one moment in which all of them begin to count. */
export const committedFolder = '.committed';

/** Where files wait before that. A folder of this name is what a killed run has left, and means nothing. */
export const stagingFolder = (unique: string): string => `.staging-${unique}`;

export const isStagingFolder = (name: string): boolean => name.startsWith('.staging-');

/** Paths become flat names while they wait. */
export const pathToFileName = (path: string): string => encodeURIComponent(path);

/** Null for a name that is not one of ours. */
export function fileNameToPath(name: string): string | null {
  try {
    const path = decodeURIComponent(name);
    return isStorePath(path) ? path : null;
  } catch {
    return null;
  }
}
