import type { RenewedPki } from '../../app/pki-renew.js';
import { table } from '../table.js';

/** What was issued anew and until when, and what to do next. */
export function pkiRenewedView(result: RenewedPki): string {
  const rows = table(result.renewed, [
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'KEY', cell: ({ newKey }) => (newKey ? 'new' : 'kept') },
    { title: 'UNTIL', cell: ({ notAfter }) => notAfter.slice(0, 10) },
    { title: 'BEFORE', cell: ({ before }) => (before === null ? 'none' : before.notAfter.slice(0, 10)) },
  ]);
  return `${rows}\nThe hosts still have the old ones. See what would change: hardway plan\n`;
}
