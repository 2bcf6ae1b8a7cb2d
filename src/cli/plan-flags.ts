import * as Flags from '@oclif/core/flags';
import { configFlag, pkiFlag } from './flags.js';

/** What `plan` and `deploy` have in common. */
export const planFlags = {
  config: configFlag,
  pki: pkiFlag,
  binaries: Flags.string({
    summary: 'a folder with binaries, used before the cache',
    helpValue: 'DIR',
    env: 'HARDWAY_BINARIES',
  }),
  verify: Flags.boolean({ summary: 'hash every binary on the hosts instead of trusting the record beside it' }),
  diff: Flags.boolean({
    summary: 'diffs of new files too; --no-diff for none (default: diffs of files that change)',
    allowNo: true,
  }),
};

/** How much of the files is shown, from `--diff` and `--no-diff`. */
export function diffDepth(diff: boolean | undefined): 'changed' | 'all' | 'none' {
  if (diff === undefined) return 'changed';
  return diff ? 'all' : 'none';
}
