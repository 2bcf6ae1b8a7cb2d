import type { PkiVerification } from '../../app/pki-verify.js';
import { paint } from '../paint.js';
import { table } from '../table.js';
import { problemsView } from './problems.js';

/** The verdict on every item of the store, then each problem with its explanation. */
export function pkiVerifiedView(result: PkiVerification): string {
  const rows = table(result.items, [
    {
      title: 'STATE',
      cell: ({ state }) => state,
      paint: (text, { state }) => {
        if (state === 'sound') return paint.green(text);
        return state === 'warning' ? paint.yellow(text) : paint.red(text);
      },
    },
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'PURPOSE', cell: ({ purpose }) => purpose },
  ]);
  const problems = result.problems.length === 0 ? '' : `\n${problemsView(result.problems)}`;
  const verdict = result.sound ? 'sound: the cluster can use everything in' : 'unusable as it is:';
  return `${rows}${problems}\n${verdict} ${result.directory}\n`;
}
