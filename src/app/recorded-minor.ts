import { knownMinors } from '../catalog/load.js';
import type { KnownComponent } from '../kernel/component.js';
import { fail } from '../kernel/problem.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import { writtenVersion } from '../kernel/written-version.js';

/** The minors of a component that are recorded, from old to new. */
export function recordedMinors(component: KnownComponent): readonly string[] {
  return [...knownMinors(component)].sort(compareVersions);
}

/** The minor of a version that the user wrote (`1.24`, `v1.24.3`); a usage problem when it is no version. */
export function writtenMinor(text: string): string {
  return minorOf(writtenVersion(text));
}

/** Whether the flags of a component are recorded for a version; without one the newest is meant, which is. */
export function isRecorded(component: KnownComponent, version?: string): boolean {
  return version === undefined || recordedMinors(component).includes(writtenMinor(version));
}

/**
 * The recorded minor that a version names; without one the newest. A minor that is not recorded is a usage problem that
 * says which are.
 */
export function recordedMinor(component: KnownComponent, version?: string): string {
  const minors = recordedMinors(component);
  const [oldest = '', newest = ''] = [minors[0], minors.at(-1)];
  const minor = version === undefined ? newest : writtenMinor(version);
  if (minors.includes(minor)) return minor;
  const range = oldest === newest ? oldest : `${oldest} to ${newest}`;
  fail('flag-version-unrecorded', {
    what: `the flags of ${component} ${minor} are not recorded`,
    expected: `a minor of ${component} from ${range}`,
  });
}
