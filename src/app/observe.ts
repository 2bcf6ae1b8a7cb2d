import type { Clock } from '../kernel/clock.js';
import { printable } from '../kernel/printable.js';
import { fail } from '../kernel/problem.js';
import { redact } from '../kernel/redact.js';
import { Secret } from '../kernel/secret.js';
import type { RunResult, Transport } from '../kernel/transport.js';
import type { Desired, DesiredHost } from '../plan/desired.js';
import { contentDigest } from '../plan/file-changes.js';
import type { HostObservation, ObservedFile } from '../plan/observation.js';
import { forEvery } from './every-host.js';
import { type HostFacts, parseObservation, parseTexts } from './observe-parse.js';
import { observeScript, textScript } from './observe-script.js';

/** How to look at hosts. */
export interface ObserveOptions {
  readonly clock: Clock;
  /** Hash binaries also where their digest record fits. */
  readonly verify: boolean;
  /** `/run/hardway`, where the lock of a host lies. */
  readonly runDirectory: string;
  /** Data folder of etcd. */
  readonly etcdData: string;
  /** Folder of static-pod manifests. */
  readonly manifestDirectory: string;
  /** The run that must hold the lock of each host; without one the hosts are looked at without a lock. */
  readonly run?: string;
  /** Rejects when the lock of a host cannot be had, so that nobody waits for it in vain. */
  readonly lockTrouble?: (host: string) => Promise<never>;
  readonly signal?: AbortSignal;
}

function listFor(desired: Desired, host: DesiredHost, options: ObserveOptions): string {
  const owners = [...host.files, ...host.directories].map(({ owner }) => owner.split(':')[0] ?? owner);
  const firstBinary = host.binaries[0];
  const lines = [
    ...host.files.map(({ path }) => `f ${path}`),
    ...host.directories.map(({ path }) => `d ${path}`),
    ...host.binaries.flatMap(({ path, link }) => [`b ${path}`, `l ${link}`]),
    ...[...new Set(owners)].map((user) => `u ${user}`),
    ...host.components.map((component) => `n ${component}.service`),
    ...host.components.map((component) => `m ${options.manifestDirectory}/${component}.yaml`),
    `e ${options.etcdData}/member`,
    `k ${desired.marker.path}`,
    ...(firstBinary === undefined ? [] : [`s ${firstBinary.path}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function mustSucceed(host: string, result: RunResult): string {
  if (result.code === 0) return result.stdout.toString('utf8');
  return fail('stop-observe', {
    where: { host },
    what: `looking at the host failed: ${printable(redact(result.stderr.trim()))}`,
  });
}

function incomplete(host: string): never {
  return fail('stop-observe', {
    where: { host },
    what: 'the host gave an incomplete answer to what files and units it has',
    fix: 'run the same command again with DEBUG=1',
  });
}

/** How far the host's clock is off. Its answer came somewhere between asking and hearing, and that much is forgiven. */
function skew(time: number, asked: number, heard: number): number {
  if (time < asked) return time - asked;
  return time > heard ? time - heard : 0;
}

/** Texts of the files that differ and hold no secret, for the diffs; a second round trip only when there are any. */
async function textsFor(
  transport: Transport,
  host: DesiredHost,
  facts: HostFacts,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const differing = host.files
    .filter(({ content }) => !(content instanceof Secret))
    .filter(({ path, content }) => {
      const found = facts.observed.files.get(path);
      return found?.regular === true && found.sha256 !== contentDigest(content);
    })
    .map(({ path }) => path);
  if (differing.length === 0) return new Map();
  const result = await transport.run({
    script: textScript,
    stdin: `${differing.join('\n')}\n`,
    sudo: true,
    ...(signal === undefined ? {} : { signal }),
  });
  return parseTexts(mustSucceed(host.name, result)) ?? incomplete(host.name);
}

/** Looks at one host: read-only, one round trip, two when texts are needed for diffs. */
export async function observeHost(
  transport: Transport,
  desired: Desired,
  host: DesiredHost,
  options: ObserveOptions,
): Promise<HostObservation> {
  const { clock, signal } = options;
  const asked = clock.now().getTime() / 1000;
  const result = await transport.run({
    script: observeScript,
    args: [options.verify ? 'verify' : 'trust', options.runDirectory, options.run ?? ''],
    stdin: listFor(desired, host, options),
    sudo: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const heard = clock.now().getTime() / 1000;
  const facts = parseObservation(mustSucceed(host.name, result)) ?? incomplete(host.name);
  if (options.run !== undefined && !facts.locked) {
    fail('stop-locked', { where: { host: host.name }, what: 'the lock of the host could not be taken' });
  }
  const texts = await textsFor(transport, host, facts, signal);
  const files = new Map<string, ObservedFile>();
  for (const [path, file] of facts.observed.files) {
    const text = texts.get(path);
    files.set(path, text === undefined ? file : { ...file, text });
  }
  return { ...facts.observed, host: host.name, files, clockSkew: skew(facts.time, asked, heard) };
}

/** Looks at all hosts at the same time; the problems of all are thrown together. */
export async function observeHosts(
  transports: ReadonlyMap<string, Transport>,
  desired: Desired,
  options: ObserveOptions,
): Promise<ReadonlyMap<string, HostObservation>> {
  const found = await forEvery(desired.hosts, async (host) => {
    const transport = transports.get(host.name);
    if (transport === undefined) throw new RangeError(`${host.name} is not connected`);
    const looking = observeHost(transport, desired, host, options);
    return options.lockTrouble === undefined ? looking : Promise.race([looking, options.lockTrouble(host.name)]);
  });
  return new Map(found.map((observation) => [observation.host, observation]));
}
