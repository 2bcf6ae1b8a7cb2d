import { redact } from '../kernel/redact.js';

const keptLines = 6;
const keptLength = 800;

/** The last few lines of what a host printed, on one line, with key material masked; empty when it printed nothing. */
export function tailOf(text: string): string {
  const lines = redact(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const tail = lines.slice(-keptLines).join(' | ');
  return tail.length > keptLength ? `…${tail.slice(-keptLength)}` : tail;
}

/** `: <tail>` to be put behind a sentence, or nothing. */
export function said(text: string): string {
  const tail = tailOf(text);
  return tail === '' ? '' : `: ${tail}`;
}
