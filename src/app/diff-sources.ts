import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadFlagCatalog } from '../catalog/load.js';
import { decodeUtf8 } from '../formats/utf8.js';
import type { FileAnswer, FileReader } from '../inspect/companions/files.js';
import type { Inspection } from '../inspect/effective-flag.js';
import { inspectText } from '../inspect/inspect-text.js';
import { recognise } from '../inspect/shapes/all.js';
import { systemClock } from '../kernel/clock.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { HardwayError, problem } from '../kernel/problem.js';
import { renderCluster } from '../render/render-cluster.js';
import type { RenderedFile } from '../render/rendered-file.js';
import type { InspectOutcome, InspectRequest } from './inspect.js';
import { inspectFile } from './inspect-file.js';
import { loadBundle } from './load-bundle.js';
import { loadCluster } from './load-cluster.js';
import { readInput } from './read-input.js';
import { chosenHosts } from './render.js';
import { renderedHosts } from './render-folder.js';
import { renderedSource } from './rendered-source.js';

type Reading = Pick<InspectRequest, 'config' | 'component' | 'kubernetesVersion' | 'stdin' | 'root' | 'as'>;

function optionsOf({ component, kubernetesVersion }: Reading) {
  return {
    catalogs: loadFlagCatalog,
    effective: false,
    ...(component === undefined ? {} : { component }),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
  };
}

/** The files of one host by their paths there. Secrets are left out: flags do not come from them. */
function filesOf(files: readonly RenderedFile[]): FileReader {
  const texts = new Map(files.flatMap(({ path: at, content }) => (typeof content === 'string' ? [[at, content]] : [])));
  return (paths) => {
    const answers = paths.flatMap((at): [string, FileAnswer][] => {
      const text = texts.get(at);
      return text === undefined ? [] : [[at, { state: 'read', bytes: Buffer.from(text) }]];
    });
    return Promise.resolve(new Map(answers));
  };
}

const startsSomething = /\.service$|\/manifests\/[^/]+\.ya?ml$/;

/**
 * What the config renders for these hosts, as an inspection of the units or manifests would show it; nothing is written
 * and no host is asked. Throws as `render` does when the config or the store is not sound.
 */
export async function inspectRendered(
  request: Reading & { readonly hosts: readonly string[] | 'all' },
): Promise<InspectOutcome> {
  const { cluster, directory } = await loadCluster(request.config);
  const { bundle } = await loadBundle(path.join(directory, 'pki'), cluster, systemClock);
  const all = await renderCluster(cluster, bundle);
  const { hosts } = request;
  const inspections: Inspection[] = [];
  for (const name of chosenHosts(cluster, hosts === 'all' ? undefined : hosts)) {
    const own = all.filter(({ host }) => host === name);
    const files = filesOf(own);
    for (const { path: at, content } of own) {
      if (typeof content !== 'string' || !startsSomething.test(at)) continue;
      const inspection = await inspectText(content, {
        kubernetesVersion: cluster.kubernetes.version,
        etcdVersion: cluster.etcd.version,
        ...optionsOf(request),
        source: `${renderedSource}${at}`,
        host: name,
        exact: true,
        files,
      });
      // A host has files of other components than the one that is asked for.
      if (inspection.components.length > 0) inspections.push(inspection);
    }
  }
  return outcomeOf(inspections);
}

function outcomeOf(inspections: readonly Inspection[]): InspectOutcome {
  const components = inspections.flatMap((one) => one.components);
  const problems = inspections.flatMap((one) => one.problems);
  return { inspection: { components, problems }, exitCode: ExitCode.done };
}

/** What starts components, as it lies in folders; listings and logs that lie about would tell of other times. */
const kindsInFolders: readonly string[] = ['unit', 'manifest', 'args-file', 'distro-config'];

/** More than the folders of units and manifests of a host hold, and the largest of them. */
const maxFiles = 5_000;
const maxBytes = 1024 * 1024;

export async function isFolder(source: string): Promise<boolean> {
  const facts = await stat(source).catch(() => null);
  return facts?.isDirectory() === true;
}

/** The files below a folder that may start something; drop-ins are read with their unit. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.parentPath.endsWith('.service.d'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return files.slice(0, maxFiles);
}

/** Whether a file is of a kind that starts components. One that cannot be read, or is no text, is none. */
async function startsComponents(file: string): Promise<boolean> {
  try {
    const { bytes } = await readInput(file, { maxBytes });
    const decoded = decodeUtf8(bytes);
    return 'text' in decoded && kindsInFolders.includes(recognise(decoded.text) ?? '');
  } catch (error) {
    if (error instanceof HardwayError) return false;
    throw error;
  }
}

/** The hosts whose files `render` has put into a folder; none where it was not `render`. */
async function hostsIn(folder: string): Promise<readonly string[]> {
  try {
    return await renderedHosts(folder);
  } catch (error) {
    if (error instanceof HardwayError) return [];
    throw error;
  }
}

/**
 * Every unit, manifest, args file and config of a distribution in a folder and below it, as one source. In a folder that
 * `render` has written each component belongs to its host.
 */
export async function inspectFolder(folder: string, request: Reading): Promise<InspectOutcome> {
  const hosts = await hostsIn(folder);
  const inspections: Inspection[] = [];
  for (const file of await filesIn(folder)) {
    if (!(await startsComponents(file))) continue;
    const [first = ''] = path.relative(folder, file).split(path.sep);
    const inspection = await inspectFile(file, request.stdin, {
      ...optionsOf(request),
      ...(hosts.includes(first) ? { host: first } : {}),
      ...(request.root === undefined ? {} : { root: request.root }),
    });
    if (inspection.components.length > 0) inspections.push(inspection);
  }
  if (inspections.length > 0) return outcomeOf(inspections);
  const nothing = problem('input-no-component', {
    where: { file: folder },
    what: 'no unit or manifest in this folder starts a component',
  });
  return { inspection: { components: [], problems: [nothing] }, exitCode: ExitCode.input };
}
