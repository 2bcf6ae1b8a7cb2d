import path from 'node:path';
import { cacheDirectory } from '../binaries/cache-directory.js';
import { withLock } from '../binaries/lock.js';
import type { Problem } from '../kernel/problem.js';
import { hostsUp } from '../lab/hosts-up.js';
import { labFolder } from '../lab/lab-folder.js';
import type { LabHost } from '../lab/network.js';

export interface LabUp {
  readonly directory: string;
  readonly hosts: number;
  readonly versions: { readonly kubernetes: string; readonly etcd: string };
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A lab of hosts that is up, and what one needs to use it. */
export interface LabIsUp {
  readonly kind: 'hosts';
  readonly directory: string;
  readonly config: string;
  readonly knownHosts: string;
  readonly identityFile: string;
  readonly hosts: readonly LabHost[];
  readonly started: readonly string[];
  readonly problems: readonly Problem[];
}

/** Makes or completes a lab of hosts. One run at a time: base image and network are shared. */
export async function labUp(request: LabUp): Promise<LabIsUp> {
  const cache = cacheDirectory();
  const lab = labFolder(request.directory);
  const { versions, progress, signal } = request;
  const onWait = () => {
    progress('another run is at work on the lab; waiting for it');
  };
  const up = await withLock(path.join(cache, 'lab.lock'), { onWait, signal }, () =>
    hostsUp({ lab, count: request.hosts, versions, cache, progress, signal }),
  );
  return {
    kind: 'hosts',
    directory: lab.directory,
    config: lab.config,
    knownHosts: lab.knownHosts,
    identityFile: lab.identity,
    ...up,
  };
}
