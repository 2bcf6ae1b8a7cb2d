import { afterEach } from 'vitest';

// One terminal for all tests: no colours, no width of the developer's window, no time zone.
process.env.NO_COLOR = '1';
process.env.TZ = 'UTC';
delete process.env.DEBUG;

afterEach(() => {
  // Commands report through the exit code of the process; without this it would leak into vitest's own.
  process.exitCode = undefined;
});
