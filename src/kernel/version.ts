/** A release version, as Kubernetes and etcd number them. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const releasePattern = /^v?(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Reads `1.37.1` or `v1.37.1`; null for anything else (pre-releases are not deployed, so they are not versions here). */
export function parseVersion(text: string): Version | null {
  const match = releasePattern.exec(text);
  if (match === null) return null;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

/** `1.37.1`, without a leading v. */
export function formatVersion(version: Version): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/** The minor a version belongs to, the unit in which flags come and go: `1.37`. */
export function minorOf(version: Version | string): string {
  if (typeof version === 'string') return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
  return `${version.major}.${version.minor}`;
}

/** Orders versions and minors (`1.9` before `1.10`): negative, zero or positive. */
export function compareVersions(a: string, b: string): number {
  const left = a.replace(/^v/, '').split('.').map(Number);
  const right = b.replace(/^v/, '').split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
