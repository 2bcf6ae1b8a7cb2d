import * as Flags from '@oclif/core/flags';
import { knownComponents } from '../kernel/component.js';
import { textKinds } from '../kernel/source-kinds.js';
import { writtenVersion } from '../kernel/written-version.js';

/** The flags of every command that reads sources. */
export const readingFlags = {
  as: Flags.option({
    summary: 'read files as this, whatever they look like',
    helpValue: 'KIND',
    options: textKinds,
  })(),
  component: Flags.option({ summary: 'only this component', helpValue: 'COMPONENT', options: knownComponents })(),
  'kubernetes-version': Flags.string({
    parse: (text) => Promise.resolve(writtenVersion(text, '--kubernetes-version')),
    summary: 'version of the components, where the source does not tell it',
    helpValue: 'VERSION',
    env: 'HARDWAY_KUBERNETES_VERSION',
  }),
};

/** `--root`, in commands that look at the files which flags name. */
export const rootFlag = Flags.string({
  summary: 'look for the files that flags point to below this folder, as if it were / of the host',
  helpValue: 'DIR',
});
