import { type Problem, problem } from '../kernel/problem.js';
import type { Desired, DesiredHost } from './desired.js';
import type { HostObservation } from './observation.js';

/**
 * Whether a host belongs to this cluster: its marker says so, or, when the marker has been lost, every certificate of
 * an authority that lies on it is one of ours.
 */
export function isOurs(desired: Desired, host: DesiredHost, observed: HostObservation): boolean {
  const { marker } = observed;
  if (marker !== null) return marker.cluster === desired.cluster && marker.authorities === desired.marker.authorities;
  const authorities = host.files.filter(({ path }) => desired.authorityFiles.has(path));
  return (
    authorities.length > 0 &&
    authorities.every(({ path }) => observed.files.get(path)?.sha256 === desired.authorityFiles.get(path))
  );
}

function otherCluster(desired: Desired, { host, marker }: HostObservation): Problem[] {
  if (marker === null) return [];
  const same = marker.cluster === desired.cluster;
  if (same && marker.authorities === desired.marker.authorities) return [];
  return [
    problem('stop-other-cluster', {
      where: { host, file: desired.marker.path },
      what: same
        ? `the host belongs to cluster ${desired.cluster}, but under other authorities than those in the PKI folder`
        : `the host belongs to cluster ${marker.cluster}`,
      expected: `a fresh host, or one of cluster ${desired.cluster} with the same authorities`,
      fix: same
        ? 'use the PKI folder that this cluster was made with (--pki); a new CA is never put over a live cluster'
        : 'use another host, or the config of that cluster',
    }),
  ];
}

function foreignUnits(desired: Desired, host: DesiredHost, observed: HostObservation, ours: boolean): Problem[] {
  return host.components.flatMap((component) => {
    const unit = observed.units.get(component);
    if (unit === undefined || unit.load === 'not-found') return [];
    const own = `${desired.unitDirectory}/${component}.service`;
    if (ours && unit.load !== 'masked' && (unit.fragmentPath === undefined || unit.fragmentPath === own)) return [];
    return [
      problem('stop-foreign-unit', {
        where: { host: host.name, file: unit.fragmentPath ?? own },
        what:
          unit.load === 'masked'
            ? `${component}.service is masked`
            : `${component}.service exists and was not put there by hardway for this cluster`,
        expected: `no such unit, or ours at ${own}`,
        fix: `look at it with: systemctl cat ${component}.service; remove it, or use another host`,
      }),
    ];
  });
}

function foreignFiles(host: DesiredHost, observed: HostObservation, unitDirectory: string): Problem[] {
  return host.files
    .filter(({ path }) => observed.files.has(path) && !path.startsWith(`${unitDirectory}/`))
    .map(({ path, about }) =>
      problem('stop-foreign-file', {
        where: { host: host.name, file: path },
        what: 'a file exists that hardway has not put there for this cluster',
        expected: `nothing at this path; it is to hold: ${about}`,
        fix: 'move it away after you have made sure that nobody needs it, or use another host',
      }),
    );
}

function listeners(host: DesiredHost, observed: HostObservation, ours: boolean): Problem[] {
  const own = new Set([...observed.units.values()].map(({ pid }) => pid).filter((pid) => pid !== undefined));
  return observed.listeners.flatMap(({ port, process, pid }) => {
    const wanted = host.ports.find((candidate) => candidate.port === port);
    if (wanted === undefined || (ours && (pid === undefined || own.has(pid)))) return [];
    const who = process === undefined ? 'another process' : `${process} (process ${pid ?? '?'})`;
    return [
      problem('stop-port-in-use', {
        where: { host: host.name },
        what: `${who} listens on port ${port}, which ${wanted.component} needs`,
        fix: 'stop it, or use another host; hardway never ends processes that are not its own',
      }),
    ];
  });
}

/** What lies or runs on a host where ours would go and is not ours. Nothing of it is ever adopted. */
export function foreignProblems(desired: Desired, host: DesiredHost, observed: HostObservation): Problem[] {
  const other = otherCluster(desired, observed);
  if (other.length > 0) return other;
  const ours = isOurs(desired, host, observed);
  const etcdData =
    !ours && observed.etcdData && host.components.includes('etcd')
      ? [
          problem('stop-foreign-etcd-data', {
            where: { host: host.name, file: '/var/lib/etcd/member' },
            what: 'the host has etcd data, and nothing marks the host as part of this cluster',
            expected: 'an empty or missing data folder',
            fix: 'use another host, or move the data away after you have made sure that nobody needs it',
          }),
        ]
      : [];
  const manifests = observed.manifests.map((path) =>
    problem('stop-foreign-control-plane', {
      where: { host: host.name, file: path },
      what: 'a kubelet runs this component as a static pod',
      expected: 'a host without a control plane, for the target systemd',
      fix: 'use another host',
    }),
  );
  return [
    ...foreignUnits(desired, host, observed, ours),
    ...(ours ? [] : foreignFiles(host, observed, desired.unitDirectory)),
    ...etcdData,
    ...manifests,
    ...listeners(host, observed, ours),
  ];
}
