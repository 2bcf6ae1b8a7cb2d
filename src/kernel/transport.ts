import type { Readable, Duplex } from 'node:stream';

/**
 * A POSIX shell script to run on a host, with its values handed over as positional parameters, never pasted in. It runs
 * in `/` with umask 022, LC_ALL=C and the sbin folders on the path; `set -e` and `exit` work as in a file.
 */
export interface RunRequest {
  /** Constant text. Values go into `args`. */
  readonly script: string;
  /** `$1`, `$2`, … of the script. */
  readonly args?: readonly string[];
  /**
   * What the script reads on its standard input, empty by default. Secrets travel here and nowhere else. When a run is
   * cut off, the script may see the end of its input early: let it check length or digest before it uses what it read.
   * A file is fastest with `highWaterMark: 1024 * 1024`.
   */
  readonly stdin?: Readable | Buffer | string;
  /** Run as root: as is when we are root, otherwise through `sudo -n`. */
  readonly sudo?: boolean;
  /** Give up after this many milliseconds (default 120 000). */
  readonly timeoutMs?: number;
  /** Cap on what is kept of stdout, in bytes (default 16 MiB); more is a problem, not a crash. */
  readonly maxOutput?: number;
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** Exit status. A script that was cut off (signal, lost connection, time limit) has none: that is thrown. */
  readonly code: number;
  readonly stdout: Buffer;
  /** The last 64 KiB, as they came: redact and escape them before they are shown. */
  readonly stderr: string;
}

/**
 * The one way to act on a host: run a script, open a connection from there, close. One transport is one connection;
 * everything else (files, units, facts) is built on `run`. Failures of the connection itself are thrown as
 * HardwayError with a `host-…` code; a script that exits non-zero is a result, not an error.
 */
export interface Transport {
  /** Name of the host in the config, for messages. */
  readonly host: string;
  run(request: RunRequest): Promise<RunResult>;
  /** Opens a TCP connection from the host to an address it can reach, tunnelled through the transport. */
  dial(address: { readonly host: string; readonly port: number }): Promise<Duplex>;
  close(): Promise<void>;
}
