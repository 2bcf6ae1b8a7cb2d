import { hostsStatus, type LabHostStatus } from '../lab/hosts-status.js';
import { labIn } from './lab-down.js';

/** How a lab is. */
export interface LabStatus {
  readonly directory: string;
  readonly kind: 'hosts' | 'processes';
  readonly hosts: readonly LabHostStatus[];
}

/** Asks every host of a lab how it is. */
export async function labStatus(directory: string): Promise<LabStatus> {
  const { lab, state } = await labIn(directory);
  return { directory: lab.directory, kind: state.kind, hosts: await hostsStatus(lab, state) };
}
