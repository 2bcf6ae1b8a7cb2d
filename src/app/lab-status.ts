import { components } from '../kernel/component.js';
import { hostsStatus, type LabHostStatus } from '../lab/hosts-status.js';
import { processOf, programPath } from '../lab/program.js';
import { labIn } from './lab-down.js';

/** How a component of a lab of processes is. */
export interface LabProcessStatus {
  readonly component: string;
  readonly pid: number | null;
}

/** How a lab is; one of the two lists is empty. */
export interface LabStatus {
  readonly directory: string;
  readonly kind: 'hosts' | 'processes';
  readonly hosts: readonly LabHostStatus[];
  readonly processes: readonly LabProcessStatus[];
}

/** Asks every host or process of a lab how it is. */
export async function labStatus(directory: string): Promise<LabStatus> {
  const { lab, state } = await labIn(directory);
  if (state.kind === 'hosts') {
    return { directory: lab.directory, kind: 'hosts', hosts: await hostsStatus(lab, state), processes: [] };
  }
  const processes = await Promise.all(
    components.map(async (component) => {
      const running = await processOf(programPath(lab, component));
      return { component, pid: running?.pid ?? null };
    }),
  );
  return { directory: lab.directory, kind: 'processes', hosts: [], processes };
}
