import * as Flags from '@oclif/core/flags';
import { knownComponents } from '../kernel/component.js';
import { writtenVersion } from '../kernel/written-version.js';

/** `--component`, in commands that look things up instead of reading sources. */
export const knownComponentFlag = Flags.option({
  summary: 'the component whose flags are meant',
  helpValue: 'COMPONENT',
  options: knownComponents,
});

/** `--kubernetes-version`, in commands that look things up. */
export const catalogueVersionFlag = Flags.string({
  parse: (text) => Promise.resolve(writtenVersion(text, '--kubernetes-version')),
  summary: 'version or minor of the component, etcd by its own (default: the newest that is recorded)',
  helpValue: 'VERSION',
  env: 'HARDWAY_KUBERNETES_VERSION',
});
