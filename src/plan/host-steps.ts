import type { DesiredBinary, DesiredHost } from './desired.js';
import { emptyStep } from './empty-step.js';
import { type ChangedFile, changedFiles, directoryChanges } from './file-changes.js';
import type { HostObservation } from './observation.js';
import type { BinaryChange, LinkChange, Step } from './plan.js';
import { type StageGroup, stageGroups } from './stages.js';
import { type UnitAction, unitAction } from './unit-actions.js';

function neededUsers(host: DesiredHost, observed: HostObservation): string[] {
  const owners = [...host.files, ...host.directories].map(({ owner }) => owner.split(':')[0] ?? owner);
  return [...new Set(owners)].filter((user) => !observed.users.has(user)).sort();
}

function binaryChanges(host: DesiredHost, observed: HostObservation): BinaryChange[] {
  return host.binaries.flatMap(({ component, version, path, sha256, bytes, origin }) => {
    const before = observed.binaries.get(path)?.sha256 ?? null;
    return before === sha256 ? [] : [{ component, version, path, before, sha256, bytes, origin }];
  });
}

function linkChange({ link, path }: DesiredBinary, observed: HostObservation): LinkChange[] {
  const before = observed.links.get(link) ?? null;
  return before === path ? [] : [{ path: link, target: path, before }];
}

function plural(n: number, one: string, many: string): string[] {
  return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
}

/** Files that only one stage needs go with it; the first stage that uses a file brings it for all. */
function isOf(group: StageGroup, { file }: ChangedFile): boolean {
  const first = stageGroups.find(({ components }) => components.some((c) => file.usedBy.includes(c)));
  return first?.id === group.id;
}

function prepareStep(host: DesiredHost, observed: HostObservation, changed: readonly ChangedFile[]): Step | null {
  const users = neededUsers(host, observed);
  const directories = directoryChanges(host.directories, observed);
  const binaries = binaryChanges(host, observed);
  const files = changed.filter(({ file }) => file.usedBy.length === 0).map(({ change }) => change);
  if (users.length + directories.length + binaries.length + files.length === 0) return null;
  const parts = [
    ...plural(users.length, 'user', 'users'),
    ...plural(directories.length, 'folder', 'folders'),
    ...plural(binaries.length, 'binary', 'binaries'),
    ...plural(files.length, 'file', 'files'),
  ];
  return {
    ...emptyStep,
    id: `prepare/${host.name}`,
    stage: 'prepare',
    host: host.name,
    title: `put ${parts.join(', ')} in place`,
    reason: 'missing or different on the host',
    users,
    directories,
    binaries,
    files,
    undo: 'nothing runs from these yet; they stay, and the next run goes on from there',
  };
}

function titleOf(actions: readonly UnitAction[], files: number, links: number): string {
  const of = (action: UnitAction['action']): string[] => {
    const names = actions.filter((a) => a.action === action).map(({ component }) => component);
    return names.length === 0 ? [] : [`${action} ${names.join(', ')}`];
  };
  const written = [...plural(files, 'file', 'files'), ...plural(links, 'link', 'links')];
  const write = written.length === 0 ? [] : [`write ${written.join(', ')}`];
  const verbs = [...write, ...of('start'), ...of('restart')];
  return verbs.length === 0 ? 'enable at boot' : verbs.join('; ');
}

function reasonOf(actions: readonly UnitAction[], changed: readonly ChangedFile[]): string {
  const reasons = actions.flatMap((action) => action.reasons);
  if (reasons.length > 0) return reasons.join('; ');
  const reloads = changed.some(({ file }) => file.onChange === 'reload');
  return reloads ? 'changed files are picked up without a restart' : 'files differ from what is wanted';
}

function groupStep(
  group: StageGroup,
  host: DesiredHost,
  observed: HostObservation,
  allChanged: readonly ChangedFile[],
): Step | null {
  const components = group.components.filter((component) => host.components.includes(component));
  if (components.length === 0) return null;
  const changed = allChanged.filter((candidate) => isOf(group, candidate));
  const actions = components.map((component) => unitAction(host, component, observed, allChanged));
  const links = host.binaries
    .filter(({ component }) => components.includes(component))
    .flatMap((binary) => linkChange(binary, observed));
  const pick = (action: UnitAction['action']) => actions.filter((a) => a.action === action).map((a) => a.component);
  const [starts, restarts] = [pick('start'), pick('restart')];
  const enables = actions.filter(({ enable }) => enable).map(({ component }) => component);
  if (changed.length + links.length + starts.length + restarts.length + enables.length === 0) return null;
  const allNew = starts.length === components.length;
  const stage = allNew ? `${group.id}-start` : group.id;
  return {
    ...emptyStep,
    id: `${stage}/${host.name}`,
    stage,
    host: host.name,
    title: titleOf(actions, changed.length, links.length),
    reason: reasonOf(actions, changed),
    files: changed.map(({ change }) => change),
    links,
    enables,
    starts,
    restarts,
    gate: group.gate,
    undo: allNew ? 'the unit is stopped and the files stay; the next run goes on from there' : group.undo,
  };
}

/** Everything that has to be done on one host, in the order of the stages. */
export function hostSteps(host: DesiredHost, observed: HostObservation): Step[] {
  const changed = changedFiles(host.files, observed);
  return [
    prepareStep(host, observed, changed),
    ...stageGroups.map((group) => groupStep(group, host, observed, changed)),
  ].filter((step) => step !== null);
}
