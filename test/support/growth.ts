function cpuOf(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function cost(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return cpuOf(before);
}

/** So many times as much is given the second time. */
const factor = 8;

/** Below this (ms of CPU) there is nothing to compare: what costs so little does not grow badly. */
const negligible = 50;

/** What takes so long (ms of CPU) is not tried again. */
const hopeless = 5_000;

/** More than work in proportion takes, whatever the collection of garbage adds; in the square of it would be 64. */
export const linearGrowth = 24;

/**
 * How many times as much CPU time the work takes with eight times as much to do: 8 where it takes time in proportion, 64
 * where it takes that of the square. Both are measured here and now, so the speed of the machine, and what else runs on
 * it, cancel out. The best of three runs counts; work that ends at once counts as 1.
 */
export async function growthOf(work: (amount: number) => unknown, amount: number): Promise<number> {
  let small = Infinity;
  let large = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    small = Math.min(small, await cost(() => work(amount)));
    large = Math.min(large, await cost(() => work(amount * factor)));
    if (large < negligible) return 1;
    if (large / small < linearGrowth || large > hopeless) break;
  }
  return large / small;
}
