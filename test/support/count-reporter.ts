import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with one line that a script can read: `N passed, N failed, N skipped`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      const failedBefore = counts.failed;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') counts.passed++;
        else if (state === 'skipped') counts.skipped++;
        else counts.failed++;
      }
      // A file that could not be loaded, or a hook that failed, is a failure without a failed test.
      if (module.state() === 'failed' && counts.failed === failedBefore) counts.failed++;
    }
    counts.failed += errors.length;
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    // The default reporter writes its summary after this event; the last line of the process must be ours.
    process.once('exit', () => writeSync(1, `${counts.passed} passed, ${counts.failed} failed${skipped}\n`));
  }
}
