import type { Component } from '../kernel/component.js';
import type { DesiredBinary, DesiredHost } from './desired.js';
import type { ChangedFile } from './file-changes.js';
import type { HostObservation, ObservedUnit } from './observation.js';

/** What has to happen to one unit, and why. */
export interface UnitAction {
  readonly component: Component;
  readonly action: 'start' | 'restart' | 'none';
  readonly enable: boolean;
  /** Empty when nothing has to happen. */
  readonly reasons: readonly string[];
}

function runs(unit: ObservedUnit): boolean {
  return unit.state === 'active' || unit.state === 'reloading';
}

function list(paths: readonly string[]): string {
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/**
 * Why a running unit must be restarted. Besides what this plan changes, whatever was changed on disk after the process
 * was started counts: a run that was killed between writing and restarting is finished by the next one.
 */
function restartReasons(
  host: DesiredHost,
  binary: DesiredBinary | undefined,
  unit: ObservedUnit,
  observed: HostObservation,
  changed: readonly ChangedFile[],
  component: Component,
): string[] {
  const matters = (file: { usedBy: readonly Component[]; onChange: string }): boolean =>
    file.onChange === 'restart' && file.usedBy.includes(component);
  const changing = changed.filter(({ file }) => matters(file)).map(({ file }) => file.path);
  const startedAt = unit.startedAt ?? Number.POSITIVE_INFINITY;
  const newer = host.files
    .filter((file) => matters(file) && !changing.includes(file.path))
    .map((file) => file.path)
    .filter((path) => (observed.files.get(path)?.changedAt ?? 0) > startedAt);
  const binaryChanges = binary !== undefined && observed.binaries.get(binary.path)?.sha256 !== binary.sha256;
  const otherBinary =
    binary !== undefined && !binaryChanges && unit.executable !== undefined && unit.executable !== binary.path;
  return [
    ...(changing.length > 0 ? [`${list(changing)} ${changing.length === 1 ? 'changes' : 'change'}`] : []),
    ...(newer.length > 0 ? [`${list(newer)} changed after it was started`] : []),
    ...(binaryChanges ? ['its binary changes'] : []),
    ...(otherBinary ? [`it runs ${unit.executable ?? ''} instead of ${binary.path}`] : []),
    ...(unit.needsReload && changing.length === 0 ? ['its unit on disk is newer than the loaded one'] : []),
  ];
}

/** What has to happen to a unit of a host, given the files of the host that change. */
export function unitAction(
  host: DesiredHost,
  component: Component,
  observed: HostObservation,
  changed: readonly ChangedFile[],
): UnitAction {
  const unit = observed.units.get(component);
  const enable = unit?.enabled !== true;
  if (unit === undefined || !runs(unit)) {
    const state = unit === undefined || unit.load === 'not-found' ? 'is new' : `is ${unit.state}`;
    return { component, action: 'start', enable, reasons: [`${component} ${state}`] };
  }
  const binary = host.binaries.find((candidate) => candidate.component === component);
  const reasons = restartReasons(host, binary, unit, observed, changed, component);
  return {
    component,
    action: reasons.length > 0 ? 'restart' : 'none',
    enable,
    reasons: [
      ...reasons.map((reason) => `${component}: ${reason}`),
      ...(enable ? [`${component} does not start at boot yet`] : []),
    ],
  };
}
