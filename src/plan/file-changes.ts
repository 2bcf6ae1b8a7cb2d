import { sha256 } from '../kernel/digest.js';
import { Secret } from '../kernel/secret.js';
import type { RenderedFile } from '../render/rendered-file.js';
import type { DesiredDirectory } from './desired.js';
import type { HostObservation, ObservedFile } from './observation.js';
import type { DirectoryChange, FileChange } from './plan.js';
import { textDiff } from './text-diff.js';

/** Permission bits as people write them: `0600`. */
export function modeText(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** The digest of a rendered file; of a secret as well, because keys have too much entropy to be guessed from it. */
export function contentDigest(content: RenderedFile['content']): string {
  return sha256(content instanceof Secret ? content.reveal() : content);
}

function attributeChanges(file: RenderedFile, observed: ObservedFile): string[] {
  return [
    ...(observed.mode === file.mode ? [] : [`mode ${modeText(observed.mode)} → ${modeText(file.mode)}`]),
    ...(observed.owner === file.owner ? [] : [`owner ${observed.owner} → ${file.owner}`]),
  ];
}

function shownDiff(file: RenderedFile, observed: ObservedFile | undefined): string {
  if (file.content instanceof Secret) {
    return observed === undefined ? 'secret content, new' : 'secret content, replaced';
  }
  if (observed?.regular === false) return 'something that is not a regular file is replaced';
  return textDiff(observed?.text ?? '', file.content, file.path);
}

function changeOf(file: RenderedFile, observed: ObservedFile | undefined): FileChange | null {
  const after = contentDigest(file.content);
  const attributes = observed?.regular === true ? attributeChanges(file, observed) : [];
  const sameContent = observed?.regular === true && observed.sha256 === after;
  if (sameContent && attributes.length === 0) return null;
  return {
    path: file.path,
    mode: file.mode,
    owner: file.owner,
    before: observed === undefined ? null : observed.sha256,
    after,
    attributes,
    diff: sameContent ? '' : shownDiff(file, observed),
    secret: file.content instanceof Secret,
    about: file.about,
  };
}

/** A rendered file together with how it would change. */
export interface ChangedFile {
  readonly file: RenderedFile;
  readonly change: FileChange;
}

/** The files of a host whose content, mode or owner is not what it should be. */
export function changedFiles(files: readonly RenderedFile[], observed: HostObservation): ChangedFile[] {
  return files.flatMap((file) => {
    const change = changeOf(file, observed.files.get(file.path));
    return change === null ? [] : [{ file, change }];
  });
}

/** The folders of a host that are missing or not as they should be. */
export function directoryChanges(
  directories: readonly DesiredDirectory[],
  observed: HostObservation,
): DirectoryChange[] {
  return directories.flatMap(({ path, mode, owner, enforced }): DirectoryChange[] => {
    const found = observed.directories.get(path);
    if (found === undefined) return [{ path, mode, owner, before: null }];
    if (!enforced || (found.mode === mode && found.owner === owner)) return [];
    return [{ path, mode, owner, before: `${modeText(found.mode)} ${found.owner}` }];
  });
}
