import { HardwayError, type Problem } from '../kernel/problem.js';

/**
 * Does something for all items at the same time and waits for all of them. When some fail, throws one HardwayError with
 * the problems of all; an error that is not a HardwayError is a bug and is thrown as it is.
 */
export async function forEvery<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results = await Promise.allSettled(items.map(act));
  const problems: Problem[] = [];
  const values: R[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') values.push(result.value);
    else if (result.reason instanceof HardwayError) problems.push(...result.reason.problems);
    else throw result.reason;
  }
  if (problems.length > 0) throw new HardwayError(problems);
  return values;
}
