import { createTwoFilesPatch } from 'diff';

/**
 * A unified diff of two texts, three lines of context, without the header lines that carry dates. Empty when they are
 * equal. For texts without secrets only.
 */
export function textDiff(before: string, after: string, path: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(path, path, before, after, '', '', { context: 3 });
  return patch.slice(patch.indexOf('@@')).trimEnd();
}
