import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const labProblems = {
  'lab-needs-linux': { exit: ExitCode.host, about: 'Lab hosts are systemd-nspawn containers, which only Linux has.' },
  'lab-needs-root': { exit: ExitCode.host, about: 'Mounts, bridges and containers of the lab need root.' },
  'lab-needs-tool': { exit: ExitCode.host, about: 'A program that the lab is built with is not installed.' },
  'lab-network-taken': {
    exit: ExitCode.host,
    about: 'The network of the lab, 198.51.100.0/24, is already used on this machine for something else.',
  },
  'lab-elsewhere': {
    exit: ExitCode.stopped,
    about: 'There is a lab on this machine already, in another folder; there can be only one.',
  },
  'lab-folder-taken': {
    exit: ExitCode.input,
    about: 'The folder for the lab holds files of the same names that the lab did not make, or cannot be used.',
  },
  'lab-other-kind': {
    exit: ExitCode.stopped,
    about: 'The folder holds a lab of the other kind: hosts and plain processes do not mix.',
  },
  'lab-base-failed': { exit: ExitCode.host, about: 'The base image for lab hosts could not be made.' },
  'lab-command-failed': { exit: ExitCode.host, about: 'A system command that the lab is built with failed.' },
  'lab-host-not-ready': {
    exit: ExitCode.host,
    about: 'A lab host did not boot in time, or it booted with failed units.',
  },
  'lab-process-failed': {
    exit: ExitCode.host,
    about: 'A component ended or did not become ready in a lab of processes.',
  },
  'lab-port-taken': { exit: ExitCode.host, about: 'A port that a lab of processes needs on loopback is in use.' },
  'lab-left-behind': { exit: ExitCode.host, about: 'Something of a lab could not be removed.' },
  'lab-none': { exit: ExitCode.input, about: 'There is no lab in the folder that was named.' },
  'lab-ssh-failed': { exit: ExitCode.host, about: 'A lab host does not answer SSH.' },
  'lab-no-host': { exit: ExitCode.usage, about: 'The lab has no host of that name.' },
} as const satisfies Record<string, CatalogueEntry>;
