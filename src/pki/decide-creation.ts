import { type Problem, isError, problem } from '../kernel/problem.js';
import type { KeyPair } from '../x509/key-pair.js';
import type { Signer } from '../x509/issue-certificate.js';
import type { CertificateSpec } from './certificate-plan.js';
import type { Wanted } from './issue.js';
import { signerOf } from './signer.js';
import type { StoredPki } from './stored-pki.js';
import type { Verdict, Verification } from './verify.js';

/** What `pki create` does about one item, and why. */
export interface ItemDecision {
  readonly id: string;
  readonly action: 'keep' | 'create' | 'report';
  readonly why: string;
}

/** What is to be made. Nothing is made while there are `stops`. */
export interface Creation {
  readonly items: readonly ItemDecision[];
  readonly wanted: readonly Wanted[];
  readonly signers: ReadonlyMap<string, Signer>;
  readonly serviceAccount: 'keep' | 'create' | 'derive-public';
  readonly encryptionKey: 'keep' | 'create';
  /** Problems that forbid to make anything. */
  readonly stops: readonly Problem[];
  /** Problems of what is there already and stays as it is. */
  readonly reports: readonly Problem[];
}

const never = 'a new one would cut off everything that trusts the old one, so hardway never makes it over a cluster';

/** A store that holds a leaf has served a cluster: from then on nothing in it may be made that others rely on. */
function isInUse(stored: StoredPki): boolean {
  return [...stored.pairs.keys()].some((id) => !['kubernetes-ca', 'front-proxy-ca', 'etcd-ca'].includes(id));
}

/** Why an authority forbids to go on, or none. */
function authorityStops(
  { spec, pair, problems }: Verdict,
  leaves: readonly string[],
  file: string,
): readonly Problem[] {
  if (pair === null) {
    if (leaves.length === 0) return [];
    return [
      problem('pki-authority-missing', {
        where: { file },
        what: `${spec.id} is missing, but certificates that it has signed are there: ${leaves.slice(0, 5).join(', ')}${leaves.length > 5 ? ', …' : ''}`,
        expected: `certificate and key of ${spec.id}; ${never}`,
        fix: 'restore both from their backup; for a new cluster name an empty folder with --pki',
      }),
    ];
  }
  const lacking = !pair.hasCertificate ? 'the certificate' : !pair.hasKey ? 'the key' : null;
  if (lacking !== null) {
    return [
      problem('pki-authority-incomplete', {
        where: { file: lacking === 'the key' ? pair.keyFile : pair.file },
        what: `${lacking} of ${spec.id} is missing, the other half is there`,
        expected: `certificate and key of ${spec.id}; ${never}`,
        fix: 'restore the missing file from its backup',
      }),
      ...pair.problems,
    ];
  }
  return problems.filter(isError);
}

interface LeafOutcome {
  readonly item: ItemDecision;
  readonly wanted?: Wanted;
  readonly reports: readonly Problem[];
}

function decideLeaf({ spec, pair, problems }: Verdict): LeafOutcome {
  const item = (action: ItemDecision['action'], why: string): ItemDecision => ({ id: spec.id, action, why });
  const make = (why: string, keys?: KeyPair): LeafOutcome => ({
    item: item('create', why),
    wanted: { spec, ...(keys === undefined ? {} : { keys }) },
    reports: [],
  });
  if (pair === null) return make('it was missing');
  if (!pair.hasCertificate && pair.keys !== null && pair.problems.every((p) => !isError(p))) {
    return make('its certificate was missing; its key was there and stays', pair.keys);
  }
  const first = problems.find(isError);
  if (first === undefined) return { item: item('keep', 'it is sound and fits the config'), reports: problems };
  return { item: item('report', first.what), reports: problems.map((p) => withRenewal(p, spec)) };
}

function withRenewal(found: Problem, spec: CertificateSpec): Problem {
  return isError(found) ? { ...found, fix: `issue it anew: hardway pki renew ${spec.id}` } : found;
}

/** Leaves in the store that an authority must have signed, by their ids; unknown ones count for the Kubernetes CA. */
function leavesOf(authority: string, stored: StoredPki, verdicts: readonly Verdict[]): readonly string[] {
  const issuers = new Map(verdicts.map(({ spec }) => [spec.id, spec.issuer]));
  return [...stored.pairs.keys()].filter((id) => {
    const issuer = issuers.get(id);
    return issuer === undefined ? authority === 'kubernetes-ca' : issuer === authority;
  });
}

/**
 * Decides what `pki create` makes, from the verdict on what is there. It keeps what is sound, makes what is missing,
 * and reports what no longer fits. An authority that is incomplete, unsound or gone while its leaves are there stops
 * everything; so does a missing service-account or encryption key once the store has served a cluster. Pure.
 */
export function decideCreation(
  verification: Verification,
  stored: StoredPki,
  fileOf: (id: string) => string,
): Creation {
  const { verdicts } = verification;
  const authorities = verdicts.filter(({ spec }) => spec.issuer === null);
  const used = isInUse(stored);
  const stops = authorities.flatMap((one) =>
    authorityStops(one, leavesOf(one.spec.id, stored, verdicts), fileOf(one.spec.id)),
  );
  const { serviceAccount } = stored;
  const makesPair = !serviceAccount.hasPrivateKey && !serviceAccount.hasPublicKey && !used;
  const makesEncryption = !stored.hasEncryptionKey && !used;
  stops.push(
    ...verification.problems.filter(isError).filter(({ code, where }) => {
      if (code !== 'pki-missing') return true;
      const mended = where.file?.endsWith('sa.key') === true ? makesPair : makesEncryption;
      return !mended;
    }),
  );
  const leaves = verdicts.filter(({ spec }) => spec.issuer !== null).map(decideLeaf);
  const authorityItems = authorities.map(({ spec, pair }): ItemDecision => {
    return pair === null
      ? { id: spec.id, action: 'create', why: 'it was missing' }
      : { id: spec.id, action: 'keep', why: 'it is sound' };
  });
  const signers = new Map(
    authorities.flatMap(({ spec, pair }) => {
      const { certificate, keys } = pair ?? { certificate: null, keys: null };
      return certificate === null || keys === null ? [] : [[spec.id, signerOf(certificate, keys)] as const];
    }),
  );
  return {
    items: [...authorityItems, ...leaves.map(({ item }) => item)],
    wanted: [
      ...authorities.filter(({ pair }) => pair === null).map(({ spec }) => ({ spec })),
      ...leaves.flatMap(({ wanted }) => wanted ?? []),
    ],
    signers,
    serviceAccount: makesPair ? 'create' : serviceAccount.hasPublicKey ? 'keep' : 'derive-public',
    encryptionKey: makesEncryption ? 'create' : 'keep',
    stops,
    reports: [
      ...authorities.flatMap(({ pair, problems }) => (pair === null ? [] : problems)),
      ...leaves.flatMap(({ reports }) => reports),
      ...verification.problems.filter((p) => !isError(p)),
    ],
  };
}
