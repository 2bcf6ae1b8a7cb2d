import { isError } from '../kernel/problem.js';
import type { Issued } from '../pki/issue.js';
import { verifyStore } from '../pki/verify.js';
import { type JudgedStore, allProblems } from './pki-judge.js';

/**
 * Judges the store as it will be, before anything is written: what we make must pass what we ask of others. That it
 * does not would be a bug, hence a plain Error.
 */
export function refuseUnsound(judged: JudgedStore, issued: readonly Issued[], now: Date): void {
  const { stored, plan, fileOf } = judged;
  const made = issued.map(({ spec, certificate, keys }) => ({
    id: spec.id,
    file: fileOf(spec.id),
    keyFile: fileOf(spec.id),
    hasCertificate: true,
    hasKey: true,
    certificate,
    keys,
    keyPem: null,
    problems: [],
  }));
  const pairs = new Map([...stored.pairs, ...made.map((pair) => [pair.id, pair] as const)]);
  const files = new Set(made.map(({ file }) => file));
  const wrong = allProblems(verifyStore(plan, { ...stored, pairs }, fileOf, now)).find(
    (p) => isError(p) && files.has(p.where.file ?? ''),
  );
  if (wrong !== undefined)
    throw new Error(`what was just made is not sound: ${wrong.what} (${wrong.where.file ?? ''})`);
}
