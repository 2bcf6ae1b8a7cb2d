import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPki, realSources } from '../../src/app/pki-create.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { type GenerateKey, generateKey } from '../../src/x509/key-pair.js';
import { sampleCluster } from './sample-cluster.js';
import { temporaryFolder } from './temporary-folder.js';

export interface TestStore {
  readonly directory: string;
  readonly cluster: Cluster;
  read(file: string): string;
  /** Replaces a file and keeps its mode; a new file gets the one its kind should have. */
  write(file: string, text: string | Buffer): void;
  /** Every file with mode and digest, one a line: equal texts are equal stores. */
  snapshot(): string;
  remove(): void;
}

/** A sound store with one master, in a folder of its own. */
export async function testStore(
  cluster: Cluster = sampleCluster(1),
  keys: GenerateKey = generateKey,
): Promise<TestStore> {
  const folder = temporaryFolder();
  const directory = path.join(folder.path, 'pki');
  await createPki(directory, cluster, { ...realSources, generateKey: keys });
  return {
    ...storeAt(directory, cluster),
    remove: () => {
      folder.remove();
    },
  };
}

/** The same view of a folder that is a store already, or is to become one. */
export function storeAt(directory: string, cluster: Cluster = sampleCluster(1)): Omit<TestStore, 'remove'> {
  return {
    directory,
    cluster,
    read: (file) => readFileSync(path.join(directory, file), 'utf8'),
    write: (file, text) => {
      const mode = file.endsWith('.key') || file.endsWith('.yaml') ? 0o600 : 0o644;
      writeFileSync(path.join(directory, file), text, { mode });
    },
    snapshot: () =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => {
          const stat = statSync(path.join(directory, name));
          const digest = stat.isFile()
            ? createHash('sha256')
                .update(readFileSync(path.join(directory, name)))
                .digest('hex')
                .slice(0, 16)
            : 'folder';
          return `${(stat.mode & 0o777).toString(8)} ${digest} ${name}`;
        })
        .join('\n'),
  };
}
