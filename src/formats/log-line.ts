/** One line of a log without what carried it. */
export interface LogLine {
  /** What the program wrote, with its own header (klog's) still before it. */
  readonly message: string;
  /** Which program wrote it, as far as the carrier says: `node1 kube-apiserver`; without times and process ids. */
  readonly stream: string;
  /** The line ends in the middle; the next one of the stream goes on (the tag `P` of a container runtime). */
  readonly partial: boolean;
}

type Tree = Readonly<Record<string, unknown>>;

// journalctl: short, short-precise, short-full (with weekday and zone), short-iso, short-unix, short-monotonic.
const journalTime =
  /^(?:\[ *\d+\.\d+\]|\d{10}\.\d+|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d| [A-Z]{3,4})?) /;
// A first word that ends in a colon is the sender already: `journalctl --no-hostname`.
const journalSender = /^(?:(\S{0,254}[^\s:]) )?([A-Za-z0-9_./@-]{1,255})(?:\[\d{1,10}\])?: /;
// A container runtime on disk (CRI), `docker logs -t`, `kubectl logs --timestamps`.
const runtimeTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) (?:(?:stdout|stderr) ([FP]) )?/;
// `kubectl logs --prefix`, stern, docker compose. A number in brackets is the journal's time since boot.
const collected = /^(?:\[(?!\d+\.\d+\])(?:pod\/)?([^\]\s]{1,255})\]|(\S{1,255}) +\|) /;

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  // The journal writes what is not plain text as a list of bytes.
  const bytes = Array.isArray(value) && value.every((byte) => typeof byte === 'number') ? value : undefined;
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

/** A line of `journalctl -o json`, of Docker's json-file driver, or of a component that logs JSON itself. */
function fromJson(line: string): LogLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const tree = value as Tree;
  const message = textOf(tree.MESSAGE) ?? textOf(tree.log) ?? textOf(tree.msg) ?? textOf(tree.message);
  if (message === undefined) return null;
  const stream = [tree._HOSTNAME, tree.SYSLOG_IDENTIFIER ?? tree._COMM].map(textOf).filter(Boolean).join(' ');
  // klog's JSON keeps what belongs to a message in fields beside it.
  const version = textOf(tree.version) ?? textOf(tree.kubeletVersion);
  const fields = version === undefined ? '' : ` version="${version}"`;
  return { message: message.replace(/\r?\n$/, '') + fields, stream, partial: false };
}

/** Takes off what the journal, a container runtime or a collector of logs put before or around a line. */
export function readLogLine(line: string): LogLine {
  if (line.startsWith('{') && line.endsWith('}')) {
    const read = fromJson(line);
    if (read !== null) return withStream(readLogLine(read.message), read.stream);
  }
  const by = collected.exec(line);
  if (by !== null) return withStream(readLogLine(line.slice(by[0].length)), by[1] ?? by[2] ?? '');
  const runtime = runtimeTime.exec(line);
  if (runtime !== null && (runtime[1] !== undefined || !journalSender.test(line.slice(runtime[0].length)))) {
    return { ...readLogLine(line.slice(runtime[0].length)), partial: runtime[1] === 'P' };
  }
  const time = journalTime.exec(line);
  if (time === null) return { message: line, stream: '', partial: false };
  const rest = line.slice(time[0].length);
  const sender = journalSender.exec(rest);
  if (sender === null) return { message: rest, stream: '', partial: false };
  const stream = [sender[1], sender[2]].filter(Boolean).join(' ');
  return { message: rest.slice(sender[0].length), stream, partial: false };
}

function withStream(read: LogLine, outer: string): LogLine {
  return { ...read, stream: [outer, read.stream].filter(Boolean).join(' ') };
}
