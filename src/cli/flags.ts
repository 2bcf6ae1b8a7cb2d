import * as Flags from '@oclif/core/flags';

/** `-c, --config FILE`, the same in every command that reads the cluster. */
export const configFlag = Flags.string({
  char: 'c',
  summary: 'the config of the cluster',
  helpValue: 'FILE',
  default: 'cluster.yaml',
  env: 'HARDWAY_CONFIG',
});

/** `--pki DIR`; without it `pki/` beside the config. */
export const pkiFlag = Flags.string({
  summary: 'the folder of keys and certificates (default: pki/ beside the config)',
  helpValue: 'DIR',
  env: 'HARDWAY_PKI',
});

/** `--host NAME`, repeatable. */
export const hostFlag = Flags.string({
  summary: 'only this host of the config (repeatable)',
  helpValue: 'NAME',
  multiple: true,
  multipleNonGreedy: true,
});

/** `--yes`: approvals have no environment variable on purpose. */
export const yesFlag = Flags.boolean({ char: 'y', summary: 'do it without asking' });
