import { redact } from '../kernel/redact.js';
import type { Transport } from '../kernel/transport.js';

/** One thing that was done on a host. Of the input only the size is kept: secrets travel there. */
export type Recorded =
  | {
      readonly kind: 'run';
      readonly host: string;
      readonly script: string;
      readonly args: readonly string[];
      readonly sudo: boolean;
      readonly stdin: 'none' | 'stream' | { readonly bytes: number };
      /** Missing when the run was not completed. */
      readonly result?: { readonly code: number; readonly stdout: string; readonly stderr: string };
    }
  | { readonly kind: 'dial'; readonly host: string; readonly to: string };

/** The same transport, with everything that is done through it handed to `record` once it is over, masked. */
export function recordingTransport(inner: Transport, record: (entry: Recorded) => void): Transport {
  const { host } = inner;
  return {
    host,
    run: async (request) => {
      const { script, args = [], sudo = false, stdin } = request;
      const call = { kind: 'run' as const, host, script, args: args.map(redact), sudo, stdin: sizeOf(stdin) };
      try {
        const result = await inner.run(request);
        const stdout = redact(result.stdout.toString('utf8'));
        record({ ...call, result: { code: result.code, stdout, stderr: redact(result.stderr) } });
        return result;
      } catch (error) {
        record(call);
        throw error;
      }
    },
    dial: async (address) => {
      record({ kind: 'dial', host, to: `${address.host}:${address.port}` });
      return inner.dial(address);
    },
    close: () => inner.close(),
  };
}

function sizeOf(stdin: unknown): 'none' | 'stream' | { readonly bytes: number } {
  if (stdin === undefined) return 'none';
  if (typeof stdin === 'string' || Buffer.isBuffer(stdin)) return { bytes: Buffer.byteLength(stdin) };
  return 'stream';
}
