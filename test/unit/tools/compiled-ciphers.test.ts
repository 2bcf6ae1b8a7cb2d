import { createRequire } from 'node:module';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { compiledCiphers } from '../../../tools/compiled-ciphers.mjs';
import { projectRoot } from '../../support/source-files.js';

const ciphers = path.join(projectRoot, 'node_modules/ssh2/lib/protocol/crypto/build/Release/sshcrypto.node');

/** ssh2's cryptography as it is in the bundle, run as if it lay in `dist/`. */
async function bundled(require: (name: string) => unknown): Promise<{ readonly bindingAvailable: boolean }> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['node_modules/ssh2/lib/protocol/crypto.js'],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    external: ['cpu-features', '*.node'],
    plugins: [compiledCiphers],
  });
  const module = { exports: {} };
  const __dirname = path.join(projectRoot, 'dist');
  runInNewContext(outputFiles[0]?.text ?? '', { require, module, process, Buffer, __dirname });
  const loaded = module.exports as { readonly bindingAvailable: boolean; readonly init: Promise<unknown> };
  await loaded.init;
  return loaded;
}

describe('the bundled SSH', () => {
  const require = createRequire(path.join(projectRoot, 'dist/main.js'));

  /** npm compiles them for one version of Node; others go on without. */
  function canLoad(): boolean {
    try {
      return require(ciphers) !== undefined;
    } catch {
      return false;
    }
  }

  it('uses the ciphers that npm has compiled, where they are of this Node', async () => {
    expect((await bundled(require)).bindingAvailable).toBe(canLoad());
  });

  it('looks for them beside the package, and goes on without them', async () => {
    const asked: string[] = [];
    const without = (name: string): unknown => {
      asked.push(name);
      if (name.endsWith('.node')) throw new Error('not built');
      return require(name);
    };
    expect((await bundled(without)).bindingAvailable).toBe(false);
    expect(asked).toContain('ssh2/lib/protocol/crypto/build/Release/sshcrypto.node');
  });
});
