import { Secret } from '../kernel/secret.js';
import { modeText } from '../plan/file-changes.js';
import { textDiff } from '../plan/text-diff.js';
import type { RenderedFile } from '../render/rendered-file.js';
import type { FoundFile } from './render-folder.js';

/** How one file of the folder differs from what would be rendered. */
export interface RenderChange {
  readonly host: string;
  readonly path: string;
  readonly kind: 'new' | 'changed' | 'gone';
  /** `mode 0644 → 0600` and the like. */
  readonly attributes: readonly string[];
  /** Unified diff; a sentence where the content is secret. */
  readonly diff: string;
}

function bytesOf(content: RenderedFile['content']): Buffer {
  return content instanceof Secret ? content.reveal() : Buffer.from(content);
}

function shownDiff(file: RenderedFile, found: FoundFile | undefined): string {
  if (file.content instanceof Secret) return found === undefined ? 'secret content, new' : 'secret content, replaced';
  if (found?.content === null) return 'something that is not a regular file is replaced';
  return textDiff(found?.content.toString('utf8') ?? '', file.content, file.path);
}

function changeOf(file: RenderedFile, found: FoundFile | undefined): RenderChange | null {
  const { host, path } = file;
  if (found === undefined) return { host, path, kind: 'new', attributes: [], diff: shownDiff(file, found) };
  const attributes = found.mode === file.mode ? [] : [`mode ${modeText(found.mode)} → ${modeText(file.mode)}`];
  const same = found.content?.equals(bytesOf(file.content)) === true;
  if (same && attributes.length === 0) return null;
  return { host, path, kind: 'changed', attributes, diff: same ? '' : shownDiff(file, found) };
}

/** What rendering now would change in a folder, in the order of the files; then what would go. */
export function renderChanges(files: readonly RenderedFile[], found: readonly FoundFile[]): readonly RenderChange[] {
  const key = ({ host, path }: { readonly host: string; readonly path: string }): string => `${host}:${path}`;
  const before = new Map(found.map((file) => [key(file), file]));
  const wanted = new Set(files.map(key));
  const gone = found
    .filter((file) => !wanted.has(key(file)))
    .map(({ host, path }): RenderChange => ({ host, path, kind: 'gone', attributes: [], diff: '' }));
  return [...files.flatMap((file) => changeOf(file, before.get(key(file))) ?? []), ...gone];
}
