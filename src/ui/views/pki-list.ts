import type { ListedCertificate, PkiList } from '../../app/pki-list.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

function remark({ problems }: ListedCertificate): string {
  const [first] = problems;
  if (first === undefined) return '';
  return problems.length === 1 ? first.what : `${first.what} (and ${problems.length - 1} more)`;
}

function paintDays(text: string, row: ListedCertificate): string {
  if (row.daysLeft < 0) return paint.red(text);
  return row.daysLeft < 30 ? paint.yellow(text) : text;
}

/** The certificates of the store with the days they have left. */
export function pkiListView(list: PkiList): string {
  return table(list.certificates, [
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'SUBJECT', cell: ({ subject }) => subject },
    { title: 'ISSUER', cell: ({ issuer }) => issuer },
    { title: 'KEY', cell: ({ keyAlgorithm }) => keyAlgorithm },
    { title: 'EXPIRES', cell: ({ notAfter }) => notAfter.slice(0, 10) },
    { title: 'DAYS', cell: ({ daysLeft }) => String(daysLeft), align: 'right', paint: paintDays },
    { title: 'PROBLEM', cell: remark },
  ]);
}
