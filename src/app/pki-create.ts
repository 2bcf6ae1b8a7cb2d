import { randomBytes } from 'node:crypto';
import type { Cluster } from '../cluster/cluster.js';
import { systemClock } from '../kernel/clock.js';
import { HardwayError, type Problem } from '../kernel/problem.js';
import { decideCreation, type Creation, type ItemDecision } from '../pki/decide-creation.js';
import { encryptionKeyFile, newEncryptionKey } from '../pki/encryption-key.js';
import { type Sources, filesOf, issueAll } from '../pki/issue.js';
import type { FileChange } from '../pki/store-files.js';
import { explainingWriteErrors } from '../pki/write-errors.js';
import { withStoreLock } from '../pki/store-lock.js';
import { encryptionKeyPath, serviceAccountPaths } from '../pki/store-paths.js';
import type { StoredPki } from '../pki/stored-pki.js';
import {
  makeStoreFolder,
  recoverStoreFolder,
  removeEmptyStoreFolder,
  writeStoreFolder,
} from '../pki/write-store-folder.js';
import { generateKey, privateKeyPem, publicKeyPem } from '../x509/key-pair.js';
import { clampWarnings } from './pki-clamp.js';
import { judgeStore } from './pki-judge.js';
import { refuseUnsound } from './pki-proof.js';

/** Where time, keys and random bytes come from when nothing else is handed in. */
export const realSources: Sources = { clock: systemClock, generateKey, random: randomBytes };

export interface CreatedPki {
  readonly directory: string;
  /** Every certificate of the plan, the service-account pair and the encryption key: kept, created or reported. */
  readonly items: readonly ItemDecision[];
  readonly created: number;
  /** What is wrong with what was there and stays. */
  readonly problems: readonly Problem[];
}

async function extraFiles(
  creation: Creation,
  stored: StoredPki,
  cluster: Cluster,
  sources: Sources,
): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  if (creation.serviceAccount === 'create') {
    const keys = await sources.generateKey(cluster.pki.algorithm);
    changes.push(
      { path: serviceAccountPaths.privateKey, content: privateKeyPem(keys.privateKey) },
      { path: serviceAccountPaths.publicKey, content: publicKeyPem(keys.publicKey) },
    );
  } else if (creation.serviceAccount === 'derive-public' && stored.serviceAccount.keys !== null) {
    const content = publicKeyPem(stored.serviceAccount.keys.publicKey);
    changes.push({ path: serviceAccountPaths.publicKey, content });
  }
  if (creation.encryptionKey === 'create') {
    changes.push({ path: encryptionKeyPath, content: encryptionKeyFile(newEncryptionKey(sources.random)) });
  }
  return changes;
}

function extraItems(creation: Creation): readonly ItemDecision[] {
  const why = {
    keep: 'it is sound',
    create: 'it was missing',
    'derive-public': 'its public half was missing',
  } as const;
  const action = (what: keyof typeof why) => (what === 'keep' ? 'keep' : 'create');
  const { serviceAccount, encryptionKey } = creation;
  return [
    { id: 'service-account', action: action(serviceAccount), why: why[serviceAccount] },
    { id: 'encryption-key', action: action(encryptionKey), why: why[encryptionKey] },
  ];
}

/**
 * Makes what the cluster lacks of certificates and keys, and keeps what is there. Everything is made and checked in
 * memory before the first file is written; all files come into force at once. Throws (exit 6) when something forbids
 * it, and then the store is as it was.
 */
export async function createPki(
  directory: string,
  cluster: Cluster,
  sources: Sources = realSources,
): Promise<CreatedPki> {
  return explainingWriteErrors(directory, async () => {
    await makeStoreFolder(directory);
    try {
      return await withStoreLock(directory, async () => {
        await recoverStoreFolder(directory);
        const now = sources.clock.now();
        const judged = await judgeStore(directory, cluster, now);
        const { stored, verification, fileOf } = judged;
        const creation = decideCreation(verification, stored, fileOf);
        if (creation.stops.length > 0) throw new HardwayError(creation.stops);
        const [issued, extra] = await Promise.all([
          issueAll(creation.wanted, creation.signers, sources),
          extraFiles(creation, stored, cluster, sources),
        ]);
        const changes = [...issued.flatMap(filesOf), ...extra];
        refuseUnsound(judged, issued, now);
        await writeStoreFolder(directory, changes);
        const items = [...creation.items, ...extraItems(creation)];
        const created = items.filter(({ action }) => action === 'create').length;
        return { directory, items, created, problems: [...creation.reports, ...clampWarnings(issued, fileOf)] };
      });
    } catch (error) {
      await removeEmptyStoreFolder(directory);
      throw error;
    }
  });
}
