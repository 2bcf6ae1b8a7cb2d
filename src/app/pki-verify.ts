import path from 'node:path';
import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import { type Problem, isError } from '../kernel/problem.js';
import { encryptionKeyPath, serviceAccountPaths } from '../pki/store-paths.js';
import { judgeExistingStore } from './pki-judge.js';

export interface VerifiedItem {
  readonly name: string;
  readonly path: string;
  readonly state: 'sound' | 'warning' | 'unusable';
  readonly purpose: string;
}

export interface PkiVerification {
  readonly directory: string;
  /** Whether everything the cluster needs is there and can be used. */
  readonly sound: boolean;
  readonly items: readonly VerifiedItem[];
  readonly problems: readonly Problem[];
}

function stateOf(problems: readonly Problem[]): VerifiedItem['state'] {
  if (problems.some(isError)) return 'unusable';
  return problems.length > 0 ? 'warning' : 'sound';
}

/** Judges everything in the store against the config and the clock. What is wrong is the result, not an exception. */
export async function verifyPki(pkiDir: string, cluster: Cluster, clock: Clock): Promise<PkiVerification> {
  const { directory, fileOf, verification } = await judgeExistingStore(pkiDir, cluster, clock.now());
  const { verdicts, problems: across } = verification;
  const certificates = verdicts.map(({ spec, problems }): VerifiedItem => ({
    name: spec.id,
    path: fileOf(spec.id),
    state: stateOf([...problems, ...across.filter((p) => p.where.file === fileOf(spec.id))]),
    purpose: spec.purpose,
  }));
  const other = (name: string, files: readonly string[], purpose: string): VerifiedItem => {
    const paths = files.map((file) => path.join(directory, file));
    const own = across.filter((p) => paths.includes(p.where.file ?? ''));
    return { name, path: paths[0] ?? directory, state: stateOf(own), purpose };
  };
  const items = [
    ...certificates,
    other('service-account', Object.values(serviceAccountPaths), 'signs the tokens of service accounts'),
    other('encryption-key', [encryptionKeyPath], 'encrypts resources in etcd'),
  ];
  const problems = [...verdicts.flatMap((verdict) => verdict.problems), ...across];
  return { directory, sound: !problems.some(isError), items, problems };
}
