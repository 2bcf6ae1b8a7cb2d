import type { Plugin } from 'esbuild';

export const compiledCiphers: Plugin;
