import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { knownComponents } from '../../../src/kernel/component.js';
import { projectRoot } from '../../support/source-files.js';

describe('the bundled catalogue', () => {
  it('holds each component in a chunk of its own, loaded only when it is asked for', async () => {
    const { metafile } = await build({
      absWorkingDir: projectRoot,
      entryPoints: ['src/catalog/load.ts'],
      outdir: 'never-written',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      write: false,
      metafile: true,
    });
    const dataIn = (inputs: object): string[] =>
      Object.keys(inputs).filter((name) =>
        knownComponents.some((component) => name.endsWith(`data/${component}.json`)),
      );
    const outputs = Object.values(metafile.outputs);
    const entry = outputs.find(({ entryPoint }) => entryPoint === 'src/catalog/load.ts');
    expect(dataIn(entry?.inputs ?? {})).toEqual([]);
    expect(entry?.imports.filter(({ kind }) => kind === 'dynamic-import')).toHaveLength(knownComponents.length);
    expect(outputs.map(({ inputs }) => dataIn(inputs).length).filter((count) => count > 0)).toEqual(
      knownComponents.map(() => 1),
    );
  });
});
