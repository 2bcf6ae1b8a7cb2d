/**
 * An esbuild plugin: ssh2's ciphers in C++, with which an upload costs a third less processor time. npm builds them for
 * the machine, so they cannot be bundled and are looked for beside the package at run time; ssh2's version is pinned
 * because its bundled text and they must fit. Without them ssh2 goes on with node:crypto.
 */
export const compiledCiphers = {
  name: 'compiled-ciphers',
  setup({ onResolve }) {
    onResolve({ filter: /\/sshcrypto\.node$/ }, () => {
      return { path: 'ssh2/lib/protocol/crypto/build/Release/sshcrypto.node', external: true };
    });
  },
};
