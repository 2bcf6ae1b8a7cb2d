import path from 'node:path';
import type { Cluster } from '../cluster/cluster.js';
import { fail, type Problem } from '../kernel/problem.js';
import type { CertificatePlan } from '../pki/certificate-plan.js';
import { gitProblems } from '../pki/git-tracked.js';
import { certificatePlan } from '../pki/plan-certificates.js';
import { readStoreFolder } from '../pki/read-store-folder.js';
import type { StoreContents } from '../pki/store-files.js';
import { pairPaths } from '../pki/store-paths.js';
import { type StoredPki, readStoredPki } from '../pki/stored-pki.js';
import { type Verification, verifyStore } from '../pki/verify.js';

/** A store, read and judged against a config at one moment. */
export interface JudgedStore {
  readonly directory: string;
  readonly plan: CertificatePlan;
  readonly contents: StoreContents;
  readonly stored: StoredPki;
  readonly verification: Verification;
  /** Where the certificate of an id lies or would lie. */
  readonly fileOf: (id: string) => string;
}

/** Reads a store and judges it. An empty or missing folder is judged as well: everything is missing then. */
export async function judgeStore(pkiDir: string, cluster: Cluster, now: Date): Promise<JudgedStore> {
  const directory = path.resolve(pkiDir);
  const contents = await readStoreFolder(directory);
  const stored = readStoredPki(contents);
  const plan = certificatePlan(cluster);
  const fileOf = (id: string): string => path.join(directory, pairPaths(id).certificate);
  const { verdicts, problems } = verifyStore(plan, stored, fileOf, now);
  const tracked = contents.exists ? await gitProblems(directory) : [];
  return { directory, plan, contents, stored, fileOf, verification: { verdicts, problems: [...problems, ...tracked] } };
}

/** The same for commands that have nothing to say about a store that is not there: that is thrown (exit 6). */
export async function judgeExistingStore(pkiDir: string, cluster: Cluster, now: Date): Promise<JudgedStore> {
  const judged = await judgeStore(pkiDir, cluster, now);
  if (!judged.contents.exists && judged.contents.problems.length === 0) {
    fail('pki-missing', {
      where: { file: judged.directory },
      what: 'the cluster has no certificates and keys yet',
      fix: 'make them: hardway pki create',
    });
  }
  return judged;
}

/** Every problem of a verification, certificates first. */
export function allProblems(verification: Verification): readonly Problem[] {
  return [...verification.verdicts.flatMap(({ problems }) => problems), ...verification.problems];
}
