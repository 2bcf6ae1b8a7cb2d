import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

const exit = ExitCode.host;

export const hostProblems = {
  'host-unreachable': {
    exit,
    about:
      'No connection to the host could be opened: the name is unknown, nothing listens, no route, or a time limit.',
  },
  'host-not-ssh': { exit, about: 'Something answers on the port, but no SSH session can be agreed on with it.' },
  'host-key-unknown': {
    exit,
    about: 'The host key is in no known_hosts file. It is refused before anything is sent to the host for logging in.',
  },
  'host-key-mismatch': {
    exit,
    about: 'The host shows another key than the known one: it was set up anew, or somebody is in between.',
  },
  'host-key-revoked': { exit, about: 'The host shows a key that known_hosts marks as @revoked.' },
  'host-known-hosts-unreadable': {
    exit,
    about: 'A known_hosts file cannot be read, so no host key can be trusted.',
  },
  'host-known-hosts-line': { exit, about: 'A line of a known_hosts file cannot be understood.' },
  'host-identity-unusable': {
    exit,
    about: 'The identity file is missing, readable by others, no private key, or protected by a passphrase.',
  },
  'host-no-credentials': { exit, about: 'There is neither an SSH agent nor an identity file to log in with.' },
  'host-auth-refused': { exit, about: 'The host refused every key that was offered for the user.' },
  'host-connection-lost': { exit, about: 'The connection to the host ended while something was running there.' },
  'host-timeout': { exit, about: 'What was run on the host did not end within its time limit.' },
  'host-output-too-long': { exit, about: 'The host sent more output than is accepted.' },
  'host-shell-unusable': {
    exit,
    about: 'The login shell of the user did not run /bin/sh: a locked account, a forced command, or a broken profile.',
  },
  'host-script-cut-off': { exit, about: 'A script on the host was ended by a signal before it was done.' },
  'host-sudo-missing': {
    exit,
    about: 'Root rights are needed on the host, the user is not root, and there is no sudo.',
  },
  'host-sudo-refused': {
    exit,
    about:
      'Root rights are needed on the host and sudo does not give them without a password. hardway never asks for one.',
  },
  'host-command-failed': { exit, about: 'A command on the host ended with an error.' },
  'host-tool-missing': {
    exit,
    about: 'The host lacks a small tool that reading files there needs, or has it in a form that gives other results.',
  },
  'host-dial-refused': {
    exit,
    about:
      'The host could not open a connection to an address on our behalf: nothing listens there, or forwarding is off.',
  },
  'endpoint-connection-lost': { exit, about: 'The connection to an apiserver or etcd member ended before the answer.' },
  'endpoint-untrusted': {
    exit,
    about: 'The certificate of an endpoint is not from the expected authority, expired, or not for its address.',
  },
  'endpoint-client-refused': {
    exit,
    about: 'An endpoint refused our client certificate in the TLS handshake, or wanted one and got none.',
  },
  'endpoint-tls-failed': { exit, about: 'No TLS session could be agreed on with an endpoint.' },
  'endpoint-timeout': { exit, about: 'An endpoint did not answer within the time limit.' },
  'endpoint-answer-invalid': { exit, about: 'An endpoint answered something that is not what it should answer.' },
  'endpoint-status': { exit, about: 'An endpoint answered with an HTTP status that means failure.' },
  'endpoint-object-differs': {
    exit,
    about: 'An object that should be made exists already with other content. It is left alone.',
  },
} as const satisfies Record<string, CatalogueEntry>;
