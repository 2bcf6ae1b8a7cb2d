import path from 'node:path';
import envPaths from 'env-paths';
import type { Architecture, Project } from './program.js';

/** Where hardway keeps what is slow to make: HARDWAY_CACHE, otherwise the user's cache folder of the platform. */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env.HARDWAY_CACHE;
  return chosen !== undefined && chosen !== '' ? path.resolve(chosen) : envPaths('hardway', { suffix: '' }).cache;
}

/** `<cache>/binaries/kubernetes/1.37.1/linux-amd64`. Only Linux binaries are kept: they run on hosts. */
export function releaseDirectory(cache: string, project: Project, version: string, architecture: Architecture): string {
  return path.join(cache, 'binaries', project, version, `linux-${architecture}`);
}
