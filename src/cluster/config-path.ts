import path from 'node:path';

/** The absolute form of a path in a config: `~/` is the operator's home, anything relative starts at the config's folder. */
export function inDirectory(text: string, around: { readonly directory: string; readonly home: string }): string {
  if (text === '~') return around.home;
  if (text.startsWith('~/')) return path.join(around.home, text.slice(2));
  return path.resolve(around.directory, text);
}
