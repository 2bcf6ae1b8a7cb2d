import type { BinariesList } from '../../app/binaries-list.js';
import type { LocatedBinary } from '../../binaries/locate.js';
import type { Fetched } from '../../binaries/fetch.js';
import { table } from '../table.js';

type Listed = Omit<LocatedBinary, 'path'>;

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function binariesTable(binaries: readonly Listed[]): string {
  return table(binaries, [
    { title: 'NAME', cell: (binary) => binary.name },
    { title: 'VERSION', cell: (binary) => binary.version },
    { title: 'ARCHITECTURE', cell: (binary) => `linux-${binary.architecture}` },
    { title: 'SIZE', cell: (binary) => megabytes(binary.bytes), align: 'right' },
    { title: 'ORIGIN', cell: (binary) => binary.origin },
    // The start of the digest tells files apart; -o json has all of it.
    { title: 'SHA-256', cell: (binary) => binary.sha256.replace('sha256:', '').slice(0, 16) },
  ]);
}

/** What the cache holds. */
export function binariesListView(list: BinariesList): string {
  if (list.binaries.length === 0) return `no binaries in ${list.cache}\n`;
  return `${binariesTable(list.binaries)}in ${list.cache}\n`;
}

/** What a fetch brought, beside what was there. */
export function fetchedView(fetched: Fetched): string {
  const news = fetched.added.length === 0 ? 'nothing to do: all are in the cache' : `added ${fetched.added.join(', ')}`;
  return `${binariesTable(fetched.binaries)}${news}\n`;
}
