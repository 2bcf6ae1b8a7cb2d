import type { Cluster } from '../cluster/cluster.js';
import { HardwayError, type Problem, isError, problem } from '../kernel/problem.js';
import type { CertificateSpec } from '../pki/certificate-plan.js';
import { type Issued, type Sources, type Wanted, filesOf, issueAll } from '../pki/issue.js';
import { certificatePlan } from '../pki/plan-certificates.js';
import { selectLeaves } from '../pki/select.js';
import { signerOf } from '../pki/signer.js';
import { explainingWriteErrors } from '../pki/write-errors.js';
import { withStoreLock } from '../pki/store-lock.js';
import type { Verdict } from '../pki/verify.js';
import { recoverStoreFolder, writeStoreFolder } from '../pki/write-store-folder.js';
import type { Signer } from '../x509/issue-certificate.js';
import { certificateFingerprint } from '../x509/read-certificate.js';
import { clampWarnings } from './pki-clamp.js';
import { realSources } from './pki-create.js';
import { type JudgedStore, judgeExistingStore } from './pki-judge.js';
import { refuseUnsound } from './pki-proof.js';

export interface RenewedCertificate {
  readonly name: string;
  readonly path: string;
  readonly newKey: boolean;
  /** RFC 3339, UTC. */
  readonly notAfter: string;
  readonly fingerprint: string;
  /** What it replaces; null when there was nothing that could be read. */
  readonly before: { readonly notAfter: string; readonly fingerprint: string } | null;
}

export interface RenewedPki {
  readonly directory: string;
  readonly renewed: readonly RenewedCertificate[];
  readonly problems: readonly Problem[];
}

export interface RenewOptions {
  /** Ids or names of leaves. */
  readonly names: readonly string[];
  /** Every leaf of the plan. */
  readonly all: boolean;
  /** Certify the key that is there again instead of making a new one. */
  readonly keepKey: boolean;
}

/** The authorities that are to sign, each sound and with its key; throws otherwise. */
function signersFor(leaves: readonly CertificateSpec[], judged: JudgedStore): ReadonlyMap<string, Signer> {
  const problems: Problem[] = [];
  const signers = new Map<string, Signer>();
  for (const name of new Set(leaves.flatMap(({ issuer }) => issuer ?? []))) {
    const verdict = judged.verification.verdicts.find(({ spec }) => spec.id === name);
    const pair = verdict?.pair ?? null;
    problems.push(...(verdict?.problems.filter(isError) ?? []));
    if (pair !== null && !pair.hasKey) {
      problems.push(
        problem('pki-authority-incomplete', {
          where: { file: pair.keyFile },
          what: `the key of ${name} is not in the store, and nothing can be signed without it`,
          fix: 'bring it back for as long as it is needed',
        }),
      );
    }
    if (pair?.certificate != null && pair.keys !== null) signers.set(name, signerOf(pair.certificate, pair.keys));
  }
  const shared = judged.verification.problems.filter(({ code }) => code === 'pki-shared-authority');
  if (problems.length > 0) throw new HardwayError([...problems, ...shared]);
  return signers;
}

function wantedFor(
  verdicts: readonly Verdict[],
  leaves: readonly CertificateSpec[],
  keepKey: boolean,
): readonly Wanted[] {
  return leaves.map((spec) => {
    const pair = verdicts.find((verdict) => verdict.spec.id === spec.id)?.pair;
    if (!keepKey) return { spec };
    if (pair?.keys == null || pair.problems.some(isError)) {
      throw new HardwayError([
        problem('pki-not-issuable', {
          where: { file: pair?.keyFile ?? spec.id },
          what: `${spec.id} has no key that could be kept`,
          fix: 'leave out --keep-key',
        }),
      ]);
    }
    return { spec, keys: pair.keys };
  });
}

function renewed(issued: Issued, judged: JudgedStore): RenewedCertificate {
  const old = judged.stored.pairs.get(issued.spec.id)?.certificate ?? null;
  return {
    name: issued.spec.id,
    path: judged.fileOf(issued.spec.id),
    newKey: issued.newKey,
    notAfter: issued.certificate.notAfter.toISOString(),
    fingerprint: certificateFingerprint(issued.certificate),
    before: old === null ? null : { notAfter: old.notAfter.toISOString(), fingerprint: certificateFingerprint(old) },
  };
}

/**
 * Issues leaves anew, by default with new keys. The old pair is replaced and not kept: its certificate is still on the
 * hosts, and an old key that lies around is only a risk. All of them change at once or none does.
 */
export async function renewPki(
  pkiDir: string,
  cluster: Cluster,
  options: RenewOptions,
  sources: Sources = realSources,
): Promise<RenewedPki> {
  const plan = certificatePlan(cluster);
  const selected = selectLeaves(plan, options.names);
  if (selected.problems.length > 0) throw new HardwayError(selected.problems);
  const leaves = options.all ? plan.filter(({ issuer }) => issuer !== null) : selected.leaves;
  const now = sources.clock.now();
  const { directory } = await judgeExistingStore(pkiDir, cluster, now);
  const renewLocked = async (): Promise<RenewedPki> => {
    await recoverStoreFolder(directory);
    const judged = await judgeExistingStore(directory, cluster, now);
    const signers = signersFor(leaves, judged);
    const issued = await issueAll(wantedFor(judged.verification.verdicts, leaves, options.keepKey), signers, sources);
    refuseUnsound(judged, issued, now);
    await writeStoreFolder(directory, issued.flatMap(filesOf));
    return {
      directory,
      renewed: issued.map((one) => renewed(one, judged)),
      problems: clampWarnings(issued, judged.fileOf),
    };
  };
  return explainingWriteErrors(directory, () => withStoreLock(directory, renewLocked));
}
