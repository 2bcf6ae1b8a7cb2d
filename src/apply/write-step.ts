import { Secret } from '../kernel/secret.js';
import type { RunResult } from '../kernel/transport.js';
import type { FileChange, Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';
import { type PackedFile, packed } from './pack.js';
import { stepScript } from './step-script.js';

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** The name under which a file arrives beside its target; left-overs of earlier runs are found by the same pattern. */
function temporary(path: string, run: string): string {
  return `${path}.hardway-${run}`;
}

function packedFile(change: FileChange, step: Step, context: ApplyContext): PackedFile {
  const { content } = context.file(step.host, change.path);
  return {
    path: temporary(change.path, context.locks.run),
    mode: change.mode,
    owner: change.owner,
    content: content instanceof Secret ? content.reveal() : Buffer.from(content),
  };
}

/** The manifest of a step, as `step-script.ts` reads it. */
export function manifestOf(step: Step, run: string): string[] {
  const units = (kind: string, components: readonly string[]): string[] =>
    components.map((component) => `${kind} ${component}.service`);
  return [
    ...step.users.map((user) => `u ${user}`),
    ...step.directories.map(({ mode, owner, path }) => `d ${octal(mode)} ${owner} ${path}`),
    ...step.files.map(({ after, path }) => `f ${after.replace('sha256:', '')} ${temporary(path, run)} ${path}`),
    ...step.links.map(({ path, target }) => `l ${temporary(path, run)} ${target} ${path}`),
    ...units('e', step.enables),
    ...units('s', step.starts),
    ...units('r', step.restarts),
  ];
}

/** A step as part of a file name on the host. */
export function stepFolder(step: Step): string {
  return step.id.replaceAll('/', '.');
}

/** Whether a step has anything to do on its host besides uploading binaries. */
export function touchesHost(step: Step): boolean {
  return manifestOf(step, '').length > 0;
}

/** Longer than a unit may take to stop and start: etcd and kube-apiserver together stay under five minutes. */
const restartTimeoutMs = 420_000;

/** Writes the files of a step, swaps them in, and starts or restarts its units, in one round trip. */
export function writeStep(step: Step, context: ApplyContext): Promise<RunResult> {
  const { run } = context.locks;
  return context.transport(step.host).run({
    script: stepScript,
    args: [context.runDirectory, run, stepFolder(step)],
    stdin: packed(
      manifestOf(step, run),
      step.files.map((change) => packedFile(change, step, context)),
    ),
    sudo: true,
    timeoutMs: restartTimeoutMs,
  });
}
