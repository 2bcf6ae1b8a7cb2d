import { type Component, isComponent } from '../kernel/component.js';
import type {
  HostObservation,
  Marker,
  ObservedBinary,
  ObservedDirectory,
  ObservedFile,
  ObservedListener,
  ObservedUnit,
} from '../plan/observation.js';

/** What an answer of the observe script says, before the clock of the host is compared with ours. */
export interface HostFacts {
  /** Seconds since the epoch by the host's clock. */
  readonly time: number;
  /** True when the lock of the host belongs to the run that asked. */
  readonly locked: boolean;
  readonly observed: Omit<HostObservation, 'host' | 'clockSkew'>;
}

/** Splits at the first `n` spaces; the last part keeps its spaces, because it is a path. */
function words(text: string, n: number): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let i = 0; i < n; i++) {
    const space = rest.indexOf(' ');
    if (space === -1) break;
    parts.push(rest.slice(0, space));
    rest = rest.slice(space + 1);
  }
  return [...parts, rest];
}

/** All lines of one kind, without the kind. */
type Lines = (kind: string) => readonly string[];

function readFiles(lines: Lines): ReadonlyMap<string, ObservedFile> {
  const digests = new Map(lines('digest').map((line) => [line.slice(66), `sha256:${line.slice(0, 64)}`]));
  return new Map(
    lines('file').map((line) => {
      const [bits = '', owner = '', modified = '', changed = '', path = ''] = words(line, 4);
      const mode = Number.parseInt(bits, 16);
      const regular = (mode & 0o170000) === 0o100000;
      const changedAt = Math.max(Number(modified), Number(changed));
      const sha256 = digests.get(path) ?? '';
      return [path, { regular, sha256: regular ? sha256 : '', mode: mode & 0o7777, owner, changedAt }];
    }),
  );
}

function readDirectories(lines: Lines): ReadonlyMap<string, ObservedDirectory> {
  const found = lines('folder').flatMap((line): [string, ObservedDirectory][] => {
    const [bits = '', owner = '', path = ''] = words(line, 2);
    const mode = Number.parseInt(bits, 16);
    return (mode & 0o170000) === 0o040000 ? [[path, { mode: mode & 0o7777, owner }]] : [];
  });
  return new Map(found);
}

/**
 * Seconds since the epoch of `Sat 2026-11-21 09:00:00.123456 UTC`, as systemctl prints it with TZ=UTC. Without a
 * fraction (systemd before 248) the end of that second counts, so that files written just before are not taken for newer.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = /^\w+ (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? UTC$/.exec(text);
  if (match === null) return undefined;
  const [, day = '', time = '', fraction] = match;
  return Date.parse(`${day}T${time}Z`) / 1000 + (fraction === undefined ? 0.999999 : Number(fraction));
}

function readUnit(properties: ReadonlyMap<string, string>, executables: ReadonlyMap<string, string>): ObservedUnit {
  const get = (name: string): string => properties.get(name) ?? '';
  const startedAt = parseTimestamp(get('ExecMainStartTimestamp'));
  const pid = get('MainPID');
  const running = pid !== '' && pid !== '0';
  const executable = executables.get(pid);
  return {
    load: get('LoadState'),
    state: get('ActiveState'),
    enabled: get('UnitFileState') === 'enabled',
    needsReload: get('NeedDaemonReload') === 'yes',
    dropIns: get('DropInPaths')
      .split(' ')
      .filter((path) => path !== ''),
    ...(get('FragmentPath') === '' ? {} : { fragmentPath: get('FragmentPath') }),
    ...(running && startedAt !== undefined ? { startedAt } : {}),
    ...(running ? { pid: Number(pid) } : {}),
    ...(executable === undefined || executable === '' ? {} : { executable }),
  };
}

function readUnits(lines: Lines): ReadonlyMap<Component, ObservedUnit> {
  const executables = new Map(lines('process').map((line) => words(line, 1) as [string, string]));
  const units = new Map<Component, ObservedUnit>();
  const blocks = lines('unit').join('\n').split(/\n\n+/);
  for (const block of blocks) {
    const properties = new Map(
      block.split('\n').map((line): [string, string] => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
    );
    const name = (properties.get('Id') ?? '').replace(/\.service$/, '');
    if (isComponent(name)) units.set(name, readUnit(properties, executables));
  }
  return units;
}

function readListeners(lines: Lines): ObservedListener[] {
  const shown = lines('listen').map((line): ObservedListener => {
    const [, , , local = ''] = line.trim().split(/\s+/);
    const user = /users:\(\("([^"]*)",pid=(\d+)/.exec(line);
    const port = Number(local.slice(local.lastIndexOf(':') + 1));
    return user === null ? { port } : { port, process: user[1] ?? '', pid: Number(user[2]) };
  });
  const hex = lines('listen-hex').map((digits): ObservedListener => ({ port: Number.parseInt(digits, 16) }));
  return [...shown, ...hex];
}

const unreadable: Marker = { cluster: '(a marker that cannot be read)', authorities: '' };

/** Reads the marker that hardway leaves on its hosts. Anything else at its place counts as somebody else's. */
export function parseMarker(text: string): Marker {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return unreadable;
    const { cluster, authorities } = value as Partial<Record<keyof Marker, unknown>>;
    return typeof cluster === 'string' && typeof authorities === 'string' ? { cluster, authorities } : unreadable;
  } catch {
    return unreadable;
  }
}

/** The facts in an answer of the observe script; null when the answer is not complete. */
export function parseObservation(output: string): HostFacts | null {
  const all = output.split('\n').filter((line) => line !== '');
  if (all.at(-1) !== 'end') return null;
  const byKind = new Map<string, string[]>();
  for (const line of all) {
    const [kind = '', rest = ''] = words(line, 1);
    byKind.set(kind, [...(byKind.get(kind) ?? []), line === kind ? '' : rest]);
  }
  const lines: Lines = (kind) => byKind.get(kind) ?? [];
  const [time] = lines('time');
  const [machine] = lines('machine');
  if (time === undefined || machine === undefined) return null;
  const [systemd] = lines('systemd');
  const [marker] = lines('marker');
  return {
    time: Number(time),
    locked: lines('locked').length > 0,
    observed: {
      machine,
      systemd: systemd === undefined ? null : Number(systemd),
      missingTools: lines('lacks'),
      files: readFiles(lines),
      directories: readDirectories(lines),
      users: new Set(lines('user')),
      units: readUnits(lines),
      binaries: new Map(
        lines('binary').map((line): [string, ObservedBinary] => {
          const [digest = '', bytes = '', path = ''] = words(line, 2);
          return [path, { sha256: digest.startsWith('sha256:') ? digest : `sha256:${digest}`, bytes: Number(bytes) }];
        }),
      ),
      links: new Map(lines('link').map((line) => words(line, 1) as [string, string])),
      listeners: readListeners(lines),
      manifests: lines('manifest'),
      etcdData: lines('etcd-data').length > 0,
      marker: marker === undefined ? null : parseMarker(Buffer.from(marker, 'base64').toString('utf8')),
      freeBytes: Number(lines('free')[0] ?? '0') * 1024,
    },
  };
}

/** The texts in an answer of the text script, by path; null when the answer is not complete. */
export function parseTexts(output: string): ReadonlyMap<string, string> | null {
  const all = output.split('\n').filter((line) => line !== '');
  if (all.at(-1) !== 'end') return null;
  return new Map(
    all
      .filter((line) => line.startsWith('text '))
      .map((line) => {
        const [, encoded = '', path = ''] = words(line, 2);
        return [path, Buffer.from(encoded, 'base64').toString('utf8')];
      }),
  );
}
