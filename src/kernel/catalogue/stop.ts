import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const stopProblems = {
  'stop-target': {
    exit: ExitCode.input,
    about: 'The config asks for static pods, which this release renders but does not deploy.',
  },
  'stop-host-unsupported': {
    exit: ExitCode.host,
    about: 'A host lacks what hardway needs there: systemd as its init, or a basic tool.',
  },
  'stop-architecture': {
    exit: ExitCode.host,
    about: 'A host has a processor for which there are no binaries here.',
  },
  'stop-clock-skew': {
    exit: ExitCode.host,
    about: 'The clock of a host is so far off that it would find new certificates not yet valid.',
  },
  'stop-no-space': { exit: ExitCode.host, about: 'A host has too little free space for the binaries it would get.' },
  'stop-foreign-unit': {
    exit: ExitCode.stopped,
    about: 'A host has a unit with the name of one of ours that hardway has not put there. It is never adopted.',
  },
  'stop-foreign-file': {
    exit: ExitCode.stopped,
    about: 'A host has PKI or configuration where ours would go, and hardway has not put it there.',
  },
  'stop-foreign-etcd-data': {
    exit: ExitCode.stopped,
    about: 'A host has etcd data that is not of this cluster. It is never wiped and never joined.',
  },
  'stop-foreign-control-plane': {
    exit: ExitCode.stopped,
    about: 'A host already runs control-plane components as static pods.',
  },
  'stop-other-cluster': {
    exit: ExitCode.stopped,
    about: 'A host is marked as part of another cluster, or of this cluster under other authorities.',
  },
  'stop-port-in-use': {
    exit: ExitCode.stopped,
    about: 'A process that is not ours listens on a port that a component needs. It is never killed.',
  },
  'stop-membership': {
    exit: ExitCode.stopped,
    about: 'The members of the running etcd are not those of the config; changing members is not part of deploy.',
  },
  'stop-drop-in': {
    exit: ExitCode.stopped,
    about: 'A warning: a drop-in that hardway has not written changes one of its units.',
  },
  'stop-gap': {
    exit: ExitCode.stopped,
    about: 'A warning: with so few masters a restart interrupts the cluster for some seconds.',
  },
  'stop-locked': { exit: ExitCode.stopped, about: 'Another run of hardway holds the lock of a host.' },
  'stop-lock-lost': {
    exit: ExitCode.stopped,
    about: 'The lock of a host was lost while a run was under way, so nothing more was written to it.',
  },
  'stop-plan-differs': {
    exit: ExitCode.stopped,
    about: 'A saved plan no longer fits: the config, the PKI, the binaries or the hosts have changed since.',
  },
  'stop-plan-unreadable': { exit: ExitCode.input, about: 'A file given as a saved plan is not one.' },
  'stop-plan-unwritable': { exit: ExitCode.input, about: 'The plan cannot be saved where it was asked to be.' },
  'stop-quorum': {
    exit: ExitCode.stopped,
    about: 'A restart was refused because another member or apiserver is not healthy.',
  },
  'stop-gate': {
    exit: ExitCode.stopped,
    about: 'A component did not become healthy after a step; the step was undone where there was a former state.',
  },
  'stop-undo-failed': {
    exit: ExitCode.stopped,
    about: 'A step failed and its former state could not be put back; the problem says what to do by hand.',
  },
  'stop-write': {
    exit: ExitCode.host,
    about: 'Files could not be written to a host. Live files are either all old or all new.',
  },
  'stop-observe': { exit: ExitCode.host, about: 'A host could not be looked at, or answered something unexpected.' },
  'stop-unit': { exit: ExitCode.stopped, about: 'systemd refused an operation on a unit.' },
} as const satisfies Record<string, CatalogueEntry>;
