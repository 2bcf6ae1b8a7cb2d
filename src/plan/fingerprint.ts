import { sha256 } from '../kernel/digest.js';
import type { Desired } from './desired.js';
import { contentDigest } from './file-changes.js';
import type { HostObservation, Observation } from './observation.js';

/** What matters of an observation: everything that can change a plan, nothing that moves by itself (clocks, space). */
function factsOf(host: HostObservation): unknown {
  const files = [...host.files].map(([path, f]) => [path, f.regular, f.sha256, f.mode, f.owner]);
  const units = [...host.units].map(([name, u]) => [name, u.load, u.state, u.enabled, u.needsReload, u.executable]);
  return [
    host.machine,
    files.sort(),
    [...host.directories].map(([path, d]) => [path, d.mode, d.owner]).sort(),
    [...host.users].sort(),
    units.sort(),
    [...host.binaries].map(([path, b]) => [path, b.sha256]).sort(),
    [...host.links].sort(),
    host.etcdData,
    host.marker,
  ];
}

/** One digest over config, PKI, binaries and what the hosts look like. Two plans with one fingerprint do the same. */
export function fingerprintOf(desired: Desired, observation: Observation): string {
  const wanted = desired.hosts.map(({ name, components, files, directories, binaries }) => [
    name,
    components,
    files.map((f) => [f.path, f.mode, f.owner, f.usedBy, f.onChange, contentDigest(f.content)]).sort(),
    directories,
    binaries,
  ]);
  const found = [...observation.hosts].map(([name, host]) => [name, factsOf(host)]);
  const value = [desired.cluster, desired.marker, desired.bindings, wanted, found, observation.bindings];
  return sha256(JSON.stringify(value));
}
