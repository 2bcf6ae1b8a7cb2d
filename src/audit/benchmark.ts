import { compareVersions, minorOf } from '../kernel/version.js';

/** Editions of the CIS Kubernetes Benchmark, from old to new. */
export const benchmarks = ['1.20', '1.23', '1.24', '1.7', '1.8', '1.9', '1.10', '1.11', '1.12', '2.0'] as const;

export type Benchmark = (typeof benchmarks)[number];

// The first Kubernetes minor that each edition is for, from new to old.
const editions: readonly (readonly [since: string, edition: Benchmark])[] = [
  ['1.34', '2.0'],
  ['1.32', '1.12'],
  ['1.29', '1.11'],
  ['1.28', '1.10'],
  ['1.27', '1.9'],
  ['1.26', '1.8'],
  ['1.25', '1.7'],
  ['1.24', '1.24'],
  ['1.22', '1.23'],
  ['1.19', '1.20'],
];

/** The edition whose numbers are shown where no version is known. */
export const newestBenchmark: Benchmark = '2.0';

/**
 * The edition for a Kubernetes version or minor: the newest one also for versions that came after it. Null for versions
 * older than the editions whose numbers we hold.
 */
export function benchmarkFor(kubernetes: string): Benchmark | null {
  const minor = minorOf(kubernetes);
  return editions.find(([since]) => compareVersions(minor, since) >= 0)?.[1] ?? null;
}

/** What editions before 1.9 call a check: 1.20, 1.23, then 1.24 and 1.7, then 1.8. */
export type OlderNumbers = readonly [in120: string, in123: string, in124And17: string, in18: string];

/**
 * The number of one check by edition. It is the same from 1.9 on; where older editions had it under another number, they
 * are given, otherwise it never changed.
 */
export function numbered(number: string, older?: OlderNumbers): Readonly<Record<Benchmark, string>> {
  const [in120, in123, in124And17, in18] = older ?? [number, number, number, number];
  return {
    '1.20': in120,
    '1.23': in123,
    '1.24': in124And17,
    '1.7': in124And17,
    '1.8': in18,
    '1.9': number,
    '1.10': number,
    '1.11': number,
    '1.12': number,
    '2.0': number,
  };
}
