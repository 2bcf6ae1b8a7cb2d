import { readGoString } from '../formats/go-string.js';
import { readLogLine } from '../formats/log-line.js';
import type { PrintedFlags } from './flagz.js';

/** One flag as a component printed it. */
export interface PrintedFlag {
  readonly name: string;
  /** Null when the text does not hold all of it, or the component keeps it to itself. */
  readonly value: string | null;
  readonly line?: number;
}

/** What one start of a component left in a log. */
export interface FlagLogStart {
  /** Which program wrote it, as far as the log says: host and identifier. */
  readonly stream: string;
  /** Line of the first flag. */
  readonly line: number;
  readonly flags: readonly PrintedFlag[];
  /** Flags of which the component said at this start that they are deprecated; such flags were given to it. */
  readonly deprecated: readonly { readonly name: string; readonly message: string; readonly line: number }[];
  readonly version?: string;
}

interface Start {
  stream: string;
  line: number;
  flags: PrintedFlag[];
  deprecated: { name: string; message: string; line: number }[];
  version?: string;
}

const mark = 'FLAG: --';
const versionMark = /(?:\bVersion: |\b(?:version|kubeletVersion|gitVersion)=")v(\d{1,3}\.\d{1,3}\.\d{1,4})/;
const deprecationMark = /(?:^|[\s\]"])Flag --([A-Za-z0-9_.-]{1,200}) has been deprecated, (.{0,400})/;

function readFlag(message: string, line: number): PrintedFlag | null {
  const start = message.indexOf(mark) + mark.length;
  const equals = message.indexOf('=', start);
  if (equals === -1 || !/^[A-Za-z0-9._-]{1,200}$/.test(message.slice(start, equals))) return null;
  const name = message.slice(start, equals);
  const value = readGoString(message, equals + 1);
  if (value === null) return equals + 1 === message.length ? { name, value: null, line } : null;
  return { name, value: value.closed ? value.text : null, line };
}

/** The state of one stream of lines while it is read. */
class Stream {
  readonly starts: Start[] = [];
  carried = '';
  private deprecated: Start['deprecated'] = [];
  private version: string | undefined;

  constructor(private readonly name: string) {}

  take(message: string, line: number): void {
    if (message.includes(mark)) {
      const flag = readFlag(message, line);
      if (flag !== null) this.flag(flag, line);
      return;
    }
    const version = versionMark.exec(message)?.[1];
    if (version !== undefined) this.setVersion(version);
    const deprecation = message.includes('has been deprecated') ? deprecationMark.exec(message) : null;
    // The parser warns before the flags are printed.
    if (deprecation !== null) this.deprecated.push({ name: deprecation[1] ?? '', message: deprecation[2] ?? '', line });
  }

  /** Flags are printed in alphabetical order once per start: one that comes before the last begins another start. */
  private flag(flag: PrintedFlag, line: number): void {
    const last = this.starts.at(-1);
    const previous = last?.flags.at(-1)?.name;
    if (last !== undefined && previous !== undefined && previous < flag.name && this.deprecated.length === 0) {
      last.flags.push(flag);
      return;
    }
    const version = this.version === undefined ? {} : { version: this.version };
    this.starts.push({ stream: this.name, line, flags: [flag], deprecated: this.deprecated, ...version });
    this.deprecated = [];
  }

  /** Some print their version before the flags, others after them; the same program rarely changes it. */
  private setVersion(version: string): void {
    const last = this.starts.at(-1);
    if (last !== undefined && last.version === undefined) last.version = version;
    this.version = version;
  }
}

/** Lines are counted over the whole text; more streams than hosts have components are one. */
const maxStreams = 200;

/**
 * Reads the `FLAG: --name="value"` lines that Kubernetes components log when they start (component-base/cli/flag),
 * whatever klog, the journal, a container runtime or a collector of logs put before them. Each start of each stream
 * comes back in the order of the text.
 */
export function readFlagLogs(text: string): readonly FlagLogStart[] {
  const streams = new Map<string, Stream>();
  let number = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    number++;
    if (!raw.includes('FLAG: --') && !/[vV]ersion|deprecated|std(?:out|err) [FP] /.test(raw)) continue;
    const { message, stream: name, partial } = readLogLine(raw);
    const key = streams.size < maxStreams || streams.has(name) ? name : '';
    const stream = streams.get(key) ?? new Stream(key);
    streams.set(key, stream);
    stream.carried += message;
    if (partial) continue;
    const whole = stream.carried;
    stream.carried = '';
    stream.take(whole, number);
  }
  return [...streams.values()].flatMap(({ starts }) => starts).sort((a, b) => a.line - b.line);
}

/** The flags of the last start in a log, by name; those whose value is not known are left out. */
export function readFlagLog(text: string): PrintedFlags {
  const flags = readFlagLogs(text).at(-1)?.flags ?? [];
  return new Map(flags.flatMap(({ name, value }): [string, string][] => (value === null ? [] : [[name, value]])));
}
