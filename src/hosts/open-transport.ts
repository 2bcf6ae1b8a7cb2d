import type { Transport } from '../kernel/transport.js';
import type { ConnectTarget } from './connect-target.js';
import { localTransport } from './local-transport.js';
import type { ConnectOptions } from './ssh-connect.js';

/**
 * Opens the transport that the config asks for. Throws a HardwayError with a `host-…` code (exit 5) that names the host:
 * unreachable, unknown or changed host key, nothing to log in with, log-in refused.
 */
export async function openTransport(target: ConnectTarget, options: ConnectOptions = {}): Promise<Transport> {
  if (target.connection === 'local') return localTransport(target.name);
  // ssh2 costs start-up time that a local run need not pay.
  const { sshTransport } = await import('./ssh-transport.js');
  return sshTransport(target, options);
}
