import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

const exit = ExitCode.input;

export const configProblems = {
  'config-unreadable': {
    exit,
    about: 'The config is missing, cannot be read, is not a regular file, is too large, or is not UTF-8 text.',
  },
  'config-yaml': {
    exit,
    about:
      'The config is not YAML that can be read in only one way: bad syntax, duplicate keys, tags, merge keys, a second document, or words that YAML 1.1 and 1.2 read differently.',
  },
  'config-missing': { exit, about: 'A field that the config must have is not there.' },
  'config-unknown-field': {
    exit,
    about: 'The config has a field that hardway does not know; nothing is ignored silently.',
  },
  'config-type': { exit, about: 'A field has a value of the wrong kind or outside its range.' },
  'config-version-unquoted': {
    exit,
    about: 'A version without quotes was read as a number, which loses zeros: 1.30 is 1.3.',
  },
  'config-version': { exit, about: 'A version is not a full release version, or hardway does not support it.' },
  'config-version-pairing': {
    exit,
    about: 'The etcd version is too old for the Kubernetes version, or not the one that kubeadm would pair it with.',
  },
  'config-name': {
    exit,
    about:
      'A name of a cluster or host is not a lower-case DNS label (RFC 1123). Names become paths, units and certificate subjects.',
  },
  'config-address': { exit, about: 'An address cannot be the address of a host, or is not an address at all.' },
  'config-dns-name': { exit, about: 'A DNS name breaks the rules of RFC 1123, or is not allowed where it stands.' },
  'config-cidr': {
    exit,
    about: 'A range is not a CIDR, has bits beyond its prefix, or has a size Kubernetes refuses.',
  },
  'config-overlap': { exit, about: 'Ranges or addresses that must be apart overlap.' },
  'config-families': { exit, about: 'IPv4 and IPv6 are not used consistently by pods, services and hosts.' },
  'config-duplicate': { exit, about: 'Two hosts share a name or an address, compared in canonical form.' },
  'config-endpoint': {
    exit,
    about: 'The endpoint cannot be understood, or is missing or a single master where there are several.',
  },
  'config-quorum': {
    exit,
    about:
      'There is no etcd member or no master, or a number of members that tolerates no more failures than one less.',
  },
  'config-text': {
    exit,
    about:
      'A text holds a line break, a control character or an invisible one. It could end a line of a unit or manifest.',
  },
  'config-password': { exit, about: 'A URL in the config holds a password. It is refused and never shown.' },
  'config-ssh': {
    exit,
    about: 'A part of an SSH destination could be taken for an option or a command, or holds a password.',
  },
  'config-flag-unknown': { exit, about: 'A flag does not exist in this version of the component.' },
  'config-flag-deprecated': { exit, about: 'A flag that is set is deprecated in this version of the component.' },
  'config-flag-value': { exit, about: 'The value of a flag does not fit its type, or cannot be written safely.' },
  'config-flag-managed': {
    exit,
    about: 'An extra argument replaces a flag that hardway sets from the config, without `override: true`.',
  },
  'config-flag-unsafe': {
    exit,
    about: 'An extra argument weakens the cluster in a known way, without `override: true`.',
  },
  'config-flag-unset': {
    exit,
    about: 'A flag is unset that hardway does not set, or without which the cluster is not safe or does not work.',
  },
  'config-validity': { exit, about: 'A lifetime of certificates cannot be understood or makes no sense.' },
  'config-exists': { exit: ExitCode.usage, about: 'The file that init would write exists already.' },
  'config-init': { exit: ExitCode.usage, about: 'Something that init needs was neither given nor could be asked for.' },
  'config-machines': {
    exit,
    about: 'A line of a machines file is not IP, FQDN, host name and, optionally, pod subnet.',
  },
  'config-write': { exit, about: 'The new config cannot be written where it should go.' },
} as const satisfies Record<string, CatalogueEntry>;
