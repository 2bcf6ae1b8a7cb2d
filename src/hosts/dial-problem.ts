import { HardwayError, problem } from '../kernel/problem.js';
import { said } from './foreign-text.js';

/** A connection that the host could not open on our behalf. */
export function dialRefused(
  host: string,
  address: { readonly host: string; readonly port: number },
  why: string,
): HardwayError {
  return new HardwayError([
    problem('host-dial-refused', {
      where: { host },
      what: `${host} could not open a connection to ${address.host} port ${address.port}${said(why)}`,
      expected: 'a listening port, and AllowTcpForwarding not switched off in the sshd of the host',
    }),
  ]);
}
