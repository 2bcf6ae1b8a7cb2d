import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: '.',
    environment: 'node',
    setupFiles: ['test/support/setup.ts', 'tools/mutation/short-tests.ts'],
    include: ['test/unit/{formats,inspect}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
