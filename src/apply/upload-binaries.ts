import type { RunResult } from '../kernel/transport.js';
import type { Step } from '../plan/plan.js';
import { binariesScript } from './binaries-script.js';
import type { ApplyContext } from './context.js';
import { packed } from './pack.js';

const uploadTimeoutMs = 60 * 60 * 1000;
const mebibyte = 1024 * 1024;

/** Streams the binaries of a step to its host, where they take their place once their digests have been checked. */
export function uploadBinaries(step: Step, context: ApplyContext): Promise<RunResult> {
  const { run } = context.locks;
  const total = step.binaries.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  let shown = -1;
  const sent = (bytes: number): void => {
    done += bytes;
    const percent = Math.floor((done / total) * 20) * 5;
    if (percent === shown) return;
    shown = percent;
    const text = `binaries: ${Math.round(done / mebibyte)} of ${Math.round(total / mebibyte)} MiB`;
    context.emit({ kind: 'step-progress', step: step.id, host: step.host, text });
  };
  const manifest = step.binaries.map(
    ({ sha256, path }) => `${sha256.replace('sha256:', '')} ${path}.hardway-${run} ${path}`,
  );
  const files = step.binaries.map(({ component, path }) => {
    const { file, bytes } = context.binary(step.host, component);
    return { path: `${path}.hardway-${run}`, mode: 0o755, owner: 'root:root', source: file, bytes };
  });
  return context.transport(step.host).run({
    script: binariesScript,
    args: [context.runDirectory, run],
    stdin: packed(manifest, files, sent),
    sudo: true,
    timeoutMs: uploadTimeoutMs,
    // Nothing uses the binaries before the upload is complete, so it may be cut off anywhere.
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
}
