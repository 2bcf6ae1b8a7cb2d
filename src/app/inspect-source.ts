import { userInfo } from 'node:os';
import type { ConnectTarget } from '../hosts/connect-target.js';
import { type Problem, problem } from '../kernel/problem.js';

export type InspectSource =
  { readonly kind: 'text'; readonly path: string } | { readonly kind: 'host'; readonly target: ConnectTarget };

// Neither user nor host may begin with a dash: elsewhere such words are taken for options.
const sshUrl =
  /^ssh:\/\/(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)(:[^@]*)?@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9_.-]*)(?::(\d{1,5}))?\/?$/;

/** What a SOURCE on the command line names: a path, `-`, or `ssh://user@host[:port]`; a problem when it is none. */
export function parseSource(source: string): InspectSource | Problem {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) return { kind: 'text', path: source };
  const match = sshUrl.exec(source);
  const [, user = userInfo().username, password, host = '', port = '22'] = match ?? [];
  if (password !== undefined) {
    return problem('usage-invalid', {
      what: 'a password in an ssh:// source is not taken',
      fix: 'use the SSH agent or an identity file',
    });
  }
  if (match === null || Number(port) < 1 || Number(port) > 65535) {
    return problem('usage-invalid', {
      what: 'this source is no URL that is understood',
      expected: 'ssh://user@host[:port]',
    });
  }
  const address = host.replace(/^\[|\]$/g, '');
  // Two hosts may stand behind one address.
  const name = Number(port) === 22 ? address : `${host}:${Number(port)}`;
  return { kind: 'host', target: { name, connection: 'ssh', ssh: { user, host: address, port: Number(port) } } };
}
