import { fetchBinaries } from '../../src/binaries/fetch.js';
import { goSource } from '../../src/binaries/go-source.js';
import { locateBinaries } from '../../src/binaries/locate.js';
import { ownArchitecture, usualNames } from '../../src/binaries/program.js';
import { systemClock } from '../../src/kernel/clock.js';

/** The versions that tests run for real. */
export const realVersions = { kubernetes: '1.37.1', etcd: '3.6.16' } as const;

const building = new Map<string, Promise<string>>();

async function locateOrBuild(name: string): Promise<string> {
  const architecture = ownArchitecture();
  if (architecture === null) throw new Error('real binaries need Linux on amd64 or arm64');
  const wanted = { ...realVersions, architecture };
  const located = await locateBinaries({ ...wanted, names: [name] });
  const file = located.found[0]?.path;
  if (file !== undefined) return file;
  // All at once: programs of one project share nearly all of their compiled packages.
  const names = usualNames.includes(name) ? usualNames : [...usualNames, name];
  const progress = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const { binaries } = await fetchBinaries({ ...wanted, names, source: goSource(systemClock), progress });
  const built = binaries.find((binary) => binary.name === name);
  if (built === undefined) throw new Error(`there is no program called ${name}`);
  return built.path;
}

/**
 * The absolute path of a real program of `realVersions` for this machine: `etcd`, `kube-apiserver`, `kubeadm`, … It
 * comes from the cache; on a cold machine it is built from Go modules first, which takes some ten minutes.
 */
export function realBinary(name: string): Promise<string> {
  const path = building.get(name) ?? locateOrBuild(name);
  building.set(name, path);
  return path;
}
