import { setTimeout as sleep } from 'node:timers/promises';
import { type ApplyContext, usualPatience } from '../apply/context.js';
import type { Locks } from '../apply/lock.js';
import type { Probes } from '../apply/probes.js';
import type { Transport } from '../kernel/transport.js';
import type { PlanEvent } from '../plan/plan.js';
import { type Planned, runDirectory } from './plan-hosts.js';

/** What applying a plan needs, from what planning has found. `root` is put before the run folder, as it was for planning. */
export function applyContext(
  { desired, binariesFor }: Planned,
  transports: ReadonlyMap<string, Transport>,
  probes: Probes,
  locks: Locks,
  {
    emit,
    signal,
    root,
  }: { readonly emit: (event: PlanEvent) => void; readonly signal?: AbortSignal; readonly root?: string },
): ApplyContext {
  const known = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new RangeError(`${what} is not part of this plan`);
    return value;
  };
  const hostNamed = (name: string) =>
    known(
      desired.hosts.find((host) => host.name === name),
      name,
    );
  return {
    transport: (host) => known(transports.get(host), host),
    probes,
    locks,
    runDirectory: runDirectory(root),
    file: (host, path) =>
      known(
        hostNamed(host).files.find((file) => file.path === path),
        path,
      ),
    binary: (host, component) => {
      const { path, bytes } = known(
        binariesFor(host).find(({ name }) => name === component),
        component,
      );
      return { file: path, bytes };
    },
    hostsOf: (component) => desired.hosts.filter((h) => h.components.includes(component)).map(({ name }) => name),
    patience: usualPatience,
    elapsed: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds),
    emit,
    ...(signal === undefined ? {} : { signal }),
  };
}
