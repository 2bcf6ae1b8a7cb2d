import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const inputProblems = {
  'input-unquotable': {
    exit: ExitCode.input,
    about: 'A value cannot be written into this format so that it is read back as it is.',
  },
  'input-unreadable': {
    exit: ExitCode.input,
    about: 'A source is missing, cannot be read, is not a regular file, or is larger than what is read.',
  },
  'input-unknown-kind': {
    exit: ExitCode.input,
    about: 'A source is not a manifest, unit, or process list in which one of the components is found.',
  },
  'input-invalid-yaml': {
    exit: ExitCode.input,
    about: 'A manifest is not YAML or JSON that can be read.',
  },
  'input-no-component': {
    exit: ExitCode.input,
    about: 'A source was understood, but none of the components is in it.',
  },
  'input-unknown-flag': {
    exit: ExitCode.input,
    about: 'A flag that this version of the component does not know; the component would refuse to start.',
  },
  'input-invalid-flag': {
    exit: ExitCode.input,
    about: 'A word on a command line, or a value, that the component would refuse at its start.',
  },
  'input-refused': {
    exit: ExitCode.input,
    about:
      'The component does not start with this command line: the first word that it gives up at, with what it prints then. It takes the place of the problem that this word would have otherwise.',
  },
  'input-unit-refused': {
    exit: ExitCode.input,
    about: 'systemd does not load this unit, or does not start it, as it is written.',
  },
  'input-deprecated-flag': {
    exit: ExitCode.input,
    about: 'A flag that this version still accepts and a later one will not.',
  },
  'input-positional': {
    exit: ExitCode.input,
    about: 'A word that is neither a flag nor its value. From 1.19 the Kubernetes components refuse to start with one.',
  },
  'input-unresolved': {
    exit: ExitCode.input,
    about: 'A variable, specifier or placeholder whose value the source does not say.',
  },
  'input-truncated': {
    exit: ExitCode.input,
    about:
      'The source does not hold all flags (it was cut off, or holds only those that are added to others): the absence of one means nothing.',
  },
  'input-rejoined': {
    exit: ExitCode.input,
    about: 'Flags or values were broken across lines and put together again; compare them with the real file.',
  },
  'input-ignored-line': {
    exit: ExitCode.input,
    about: 'A line or file that the program reading it ignores, such as flags after a continuation that is broken.',
  },
  'input-ambiguous': {
    exit: ExitCode.input,
    about: 'The source says the same thing twice in different ways, and which one counts cannot be told.',
  },
  'input-not-running': {
    exit: ExitCode.input,
    about: 'A component is configured on a host, and no process of it was found there.',
  },
  'input-not-loaded': {
    exit: ExitCode.input,
    about: 'A unit changed on disk after systemd read it: the next restart would use the old one.',
  },
  'input-kubeconfig': {
    exit: ExitCode.input,
    about: 'A kubeconfig cannot be used: no such context, no way to log in that is taken (an exec plugin), or damaged.',
  },
  'input-not-restarted': {
    exit: ExitCode.input,
    about: 'A file changed after the process that was started from it, which still runs with other flags.',
  },
  'input-no-version-fits': {
    exit: ExitCode.input,
    about:
      'No recorded version has all of the flags and admission plugins together, so some keep the component from starting.',
  },
  'input-no-catalogue': {
    exit: ExitCode.input,
    about: 'There is no flag catalogue for this version; another one was used, and types may be wrong.',
  },
  'input-conflicting-flags': {
    exit: ExitCode.input,
    about: 'Flags, or a flag and what a file or variable says, that exclude each other.',
  },
  'input-missing-flag': {
    exit: ExitCode.input,
    about: 'A flag that this version requires, or that another flag needs, is not given.',
  },
  'input-no-effect': {
    exit: ExitCode.input,
    about: 'A flag that has no effect as things are, because another one is missing or decides.',
  },
  'input-duplicate-flag': {
    exit: ExitCode.input,
    about: 'A flag with one value is given several times; the last one counts.',
  },
  'input-placeholder': {
    exit: ExitCode.input,
    about: 'A value that a template or a guide leaves to be filled in.',
  },
  'input-unknown-plugin': {
    exit: ExitCode.input,
    about: 'An admission plugin that this version does not have; the apiserver would refuse to start.',
  },
  'input-unknown-gate': {
    exit: ExitCode.input,
    about: 'A feature gate that this version does not have; the component would refuse to start.',
  },
  'input-locked-gate': {
    exit: ExitCode.input,
    about: 'A feature gate that this version no longer lets anybody change; the component would refuse to start.',
  },
  'input-ignored-variable': {
    exit: ExitCode.input,
    about: 'A variable called like a flag, in a unit whose program takes no flags from the environment.',
  },
  'input-dead-flag': {
    exit: ExitCode.input,
    about: 'A flag beside a configuration file that takes its place: the component accepts it and does not look at it.',
  },
  'input-companion-missing': {
    exit: ExitCode.input,
    about: 'A file that a flag points to is not there; the component does not start without most of them.',
  },
  'input-companion-unreadable': {
    exit: ExitCode.input,
    about: 'A file that a flag points to could not be read, so nothing is known of what is in it.',
  },
  'input-companion-invalid': {
    exit: ExitCode.input,
    about: 'A file that a flag points to is not what the component expects there.',
  },
} as const satisfies Record<string, CatalogueEntry>;
