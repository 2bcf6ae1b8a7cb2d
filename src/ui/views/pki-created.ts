import type { CreatedPki } from '../../app/pki-create.js';
import { table } from '../table.js';
import { paint } from '../paint.js';

const words = { keep: 'kept', create: 'created', report: 'unusable' } as const;

/** What `pki create` did about each item, and what to do next. */
export function pkiCreatedView(result: CreatedPki): string {
  const rows = table(result.items, [
    {
      title: 'STATE',
      cell: ({ action }) => words[action],
      paint: (text, { action }) => {
        if (action === 'keep') return paint.dim(text);
        return action === 'create' ? paint.green(text) : paint.red(text);
      },
    },
    { title: 'NAME', cell: ({ id }) => id },
    { title: 'WHY', cell: ({ why }) => why },
  ]);
  const made = result.created === 0 ? 'nothing had to be made' : `${result.created} made`;
  const backup = result.items.some(({ id, action }) => id === 'kubernetes-ca' && action === 'create')
    ? '\nBack this folder up, and keep it to yourself: whoever has it owns the cluster, and without it the cluster cannot be renewed.'
    : '';
  return `${rows}\n${made}, in ${result.directory}${backup}\n`;
}
