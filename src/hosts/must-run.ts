import { fail } from '../kernel/problem.js';
import type { RunRequest, RunResult, Transport } from '../kernel/transport.js';
import { said } from './foreign-text.js';

/**
 * Runs a script that has to succeed. `purpose` completes the sentence "node1 could not …". Throws `host-command-failed`
 * with the end of what the script said on stderr, key material masked.
 */
export async function mustRun(transport: Transport, purpose: string, request: RunRequest): Promise<RunResult> {
  const result = await transport.run(request);
  if (result.code === 0) return result;
  return fail('host-command-failed', {
    where: { host: transport.host },
    what: `${transport.host} could not ${purpose} (exit status ${result.code})${said(result.stderr)}`,
  });
}
