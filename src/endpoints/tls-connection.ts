import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type TLSSocket, connect } from 'node:tls';
import type { EndpointTarget } from './endpoint.js';

const handshakeTimeoutMs = 10_000;

/**
 * TLS over a connection that is open already. The chain and the name (or address) of the server are checked unless the
 * target says otherwise. TLS 1.2 is the floor, as it is for what hardway deploys.
 */
export function secure(raw: Duplex, target: EndpointTarget): Promise<TLSSocket> {
  const name = target.serverName ?? target.host;
  const identity = target.tls === 'unverified' ? undefined : target.tls;
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: raw,
      host: name,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      minVersion: 'TLSv1.2',
      ...(identity === undefined
        ? { rejectUnauthorized: false }
        : // Said in words: otherwise NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the check off.
          { rejectUnauthorized: true, ca: identity.ca, cert: identity.cert, key: identity.key?.reveal() }),
    });
    const deadline = setTimeout(() => socket.destroy(), handshakeTimeoutMs);
    socket.once('secureConnect', () => {
      clearTimeout(deadline);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(deadline);
      reject(Object.assign(new Error('the connection ended during the TLS handshake'), { code: 'ECONNRESET' }));
    });
  });
}
