import { rm } from 'node:fs/promises';
import { components } from '../kernel/component.js';
import { type LabIsDown, removeLabFiles } from './hosts-down.js';
import type { LabFolder } from './lab-folder.js';
import { processOf, programPath, endProgram } from './program.js';

/** Ends the components of a lab, those that depend on others first, and removes everything that was made for them. */
export async function processesDown(lab: LabFolder, progress: (line: string) => void): Promise<LabIsDown> {
  const removed: string[] = [];
  for (const component of [...components].reverse()) {
    const file = programPath(lab, component);
    if ((await processOf(file)) === null) continue;
    progress(`ending ${component}`);
    await endProgram(file);
    removed.push(component);
  }
  for (const made of [lab.root, lab.pki, lab.logs, lab.kubeconfig]) await rm(made, { recursive: true, force: true });
  return { removed, left: await removeLabFiles(lab) };
}
