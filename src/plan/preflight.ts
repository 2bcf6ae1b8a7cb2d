import { type Problem, problem } from '../kernel/problem.js';
import type { Desired, DesiredHost } from './desired.js';
import { foreignProblems } from './foreign.js';
import type { HostObservation, Observation } from './observation.js';

function unsupported({ host, systemd, missingTools }: HostObservation): Problem[] {
  return [
    ...(systemd === null
      ? [
          problem('stop-host-unsupported', {
            where: { host },
            what: 'the host is not run by systemd',
            expected: 'a Linux host with systemd 245 or newer as its init',
          }),
        ]
      : []),
    ...(missingTools.length > 0
      ? [
          problem('stop-host-unsupported', {
            where: { host },
            what: `the host lacks ${missingTools.join(', ')}`,
            fix: 'install the packages coreutils, util-linux, tar and procps of the distribution',
          }),
        ]
      : []),
  ];
}

function clock({ host, clockSkew }: HostObservation, backdating: number): Problem[] {
  if (clockSkew > -backdating && clockSkew < 86_400) return [];
  return [
    problem('stop-clock-skew', {
      where: { host },
      what: `the clock is ${Math.abs(clockSkew).toFixed(0)} s ${clockSkew > 0 ? 'ahead of' : 'behind'} this machine's`,
      expected: `at most ${backdating} s behind, which is how far certificates are back-dated`,
      fix: 'set the clock of the host, or of this machine, by NTP',
    }),
  ];
}

const margin = 64 * 1024 * 1024;

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}

function space(host: DesiredHost, observed: HostObservation): Problem[] {
  const missing = host.binaries.filter(({ path, sha256 }) => observed.binaries.get(path)?.sha256 !== sha256);
  const needed = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  if (needed === 0 || observed.freeBytes >= needed + margin) return [];
  return [
    problem('stop-no-space', {
      where: { host: host.name, file: missing[0]?.path ?? '' },
      what: `${mebibytes(observed.freeBytes)} are free where the binaries go, ${mebibytes(needed + margin)} are needed`,
      fix: 'make room on that file system',
    }),
  ];
}

function membership(desired: Desired, observation: Observation): Problem[] {
  const known = observation.etcdMembers;
  if (known === null) return [];
  const wanted = desired.hosts.flatMap(({ name, peerUrl }) => (peerUrl === undefined ? [] : [{ name, peerUrl }]));
  return [
    ...wanted
      .filter(({ peerUrl }) => !known.includes(peerUrl))
      .map(({ name, peerUrl }) =>
        problem('stop-membership', {
          where: { host: name },
          what: `etcd is running and ${peerUrl} is not one of its members`,
          expected: `the members that etcd has: ${known.join(', ')}`,
          fix: 'put the hosts of the config back as they were; adding a member to a running etcd is not part of deploy',
        }),
      ),
    ...known
      .filter((url) => !wanted.some(({ peerUrl }) => peerUrl === url))
      .map((url) =>
        problem('stop-membership', {
          what: `etcd has a member ${url} that is not in the config`,
          fix: 'put its host back into the config; removing a member from a running etcd is not part of deploy',
        }),
      ),
  ];
}

/**
 * Everything about the hosts that forbids to apply any plan, of all hosts at once. What is not ours is never touched,
 * and what cannot work is said before the first byte is written.
 */
export function preflightProblems(desired: Desired, observation: Observation): Problem[] {
  const perHost = desired.hosts.flatMap((host) => {
    const observed = observation.hosts.get(host.name);
    if (observed === undefined) throw new RangeError(`${host.name} was not observed`);
    return [
      ...unsupported(observed),
      ...clock(observed, desired.backdating),
      ...foreignProblems(desired, host, observed),
      ...space(host, observed),
    ];
  });
  return [...perHost, ...membership(desired, observation)];
}
