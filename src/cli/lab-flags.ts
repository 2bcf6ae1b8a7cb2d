import * as Flags from '@oclif/core/flags';

/** `--directory DIR`, the same in every lab command. */
export const directoryFlag = Flags.string({
  summary: 'the folder of the lab',
  helpValue: 'DIR',
  default: 'lab',
  env: 'HARDWAY_LAB',
});
