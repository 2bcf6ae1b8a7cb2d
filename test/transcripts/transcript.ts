import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/source-files.js';

/** A part of a session: remarks and blank lines as they are, or a command with everything that it printed. */
export type Part = { readonly text: string } | { readonly command: string };

/**
 * Reads a transcript. `$ ` begins a command, `> ` continues it (for here-documents), `#` begins a remark. Everything else
 * is what was printed, and is not needed to run it again.
 */
export function readTranscript(text: string): readonly Part[] {
  const parts: Part[] = [];
  for (const line of text.split('\n')) {
    const last = parts.at(-1);
    if (line.startsWith('$ ')) parts.push({ command: line.slice(2) });
    else if (line.startsWith('> ') && last !== undefined && 'command' in last) {
      parts[parts.length - 1] = { command: `${last.command}\n${line.slice(2)}` };
    } else if (line.startsWith('# ')) parts.push({ text: line });
  }
  return parts;
}

/** What differs from run to run, put into words: the folder, dates, digests, and how long ago something was. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, '/demo')
    .replace(/\d{4}-\d\d-\d\d/g, 'YYYY-MM-DD')
    .replace(/sha256:[0-9a-f]{8,}/g, 'sha256:…');
}

function lines(text: string, before: string): string[] {
  if (text === '') return [];
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${before}${line}`);
}

/** Runs every command of a session, one after another in the same empty folder, and writes the transcript of it. */
export function runTranscript(parts: readonly Part[], folder: string): string {
  const bin = path.join(folder, '.bin');
  mkdirSync(bin);
  const program = path.join(bin, 'hardway');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${path.join(projectRoot, 'bin/run.js')}' "$@"\n`);
  chmodSync(program, 0o755);
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    HOME: folder,
    XDG_CACHE_HOME: path.join(folder, '.cache'),
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
  const written = parts.map((part) => {
    if ('text' in part) return part.text;
    const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', part.command], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [first = '', ...rest] = part.command.split('\n');
    const output = [...lines(stdout, ''), ...lines(stderr, '! ')].map((line) => steady(line, folder));
    const end = status === 0 ? [] : [`[exit ${status ?? 'by signal'}]`];
    return [`$ ${first}`, ...rest.map((line) => `> ${line}`), ...output, ...end].join('\n');
  });
  return `${written.join('\n\n')}\n`;
}
