import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { secure } from '../../src/endpoints/tls-connection.js';
import { localTransport } from '../../src/hosts/local-transport.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
});
afterEach(() => {
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  folder.remove();
});

function selfSigned(name: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [path.join(folder.path, `${name}.crt`), path.join(folder.path, `${name}.key`)];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=${name} -addext subjectAltName=DNS:localhost`;
  execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

it('NODE_TLS_REJECT_UNAUTHORIZED=0 does not make a foreign server acceptable', async () => {
  const server = createServer(selfSigned('foreign')).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => undefined);
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const tls = { ca: selfSigned('ours').cert };
    const dialled = connect({ host: '127.0.0.1', port });
    await expect(
      secure(dialled, { from: localTransport('node1'), host: 'localhost', port, tls }),
    ).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  } finally {
    server.close();
  }
});
