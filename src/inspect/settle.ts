import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { isKnownComponent } from '../kernel/component.js';
import type { FileAnswer, FileReader } from './companions/files.js';
import type { Mount } from './companions/requests.js';
import type { InspectedComponent } from './effective-flag.js';
import { fightsOf } from './fights/all.js';
import { duplicates } from './fights/duplicates.js';
import { placeholders } from './fights/placeholders.js';
import { problemOf } from './fights/view.js';
import { chooseCatalog, type VersionOptions } from './version.js';

export interface SettleOptions extends VersionOptions {
  /** Tell the settings that several flags make together, and the defaults. */
  readonly effective?: boolean;
  /** Reads the files that flags point to, where the source has a file system around it. */
  readonly files?: FileReader;
}

/** A component of which all sources have been read and merged. */
export interface Unsettled {
  readonly component: InspectedComponent;
  /** How its container sees the paths of the host; undefined when it runs in none. */
  readonly mounts?: readonly Mount[] | undefined;
}

/** The flags that name a file which takes the place of other flags. What is known of them is loaded when one is set. */
const fileFlags: ReadonlySet<string> = new Set([
  'authentication-config',
  'authorization-config',
  'config',
  'config-dir',
  'config-file',
]);

function namesFile({ flags }: InspectedComponent): boolean {
  return Object.values(flags).some(
    ({ name, origin, value }) => fileFlags.has(name) && origin !== 'default' && value !== '',
  );
}

/** The catalogue whose defaults count for a component: of its version, or of the newest that fits its flags. */
async function catalogOf(component: InspectedComponent, options: VersionOptions): Promise<FlagCatalog | null> {
  if (!isKnownComponent(component.component)) return null;
  const minor = component.version ?? component.versions?.to;
  return (await chooseCatalog(component.component, minor, options)).catalog;
}

/** A folder of drop-ins, the files in it, and what those point to; without such a folder two rounds are enough. */
const maxRounds = 3;

/** Companions of all components, read together, since a file may point to files of its own. */
async function withFiles(
  unsettled: readonly Unsettled[],
  options: SettleOptions,
): Promise<readonly InspectedComponent[]> {
  const { files } = options;
  if (files === undefined && !unsettled.some(({ component }) => namesFile(component))) {
    return unsettled.map(({ component }) => component);
  }
  const { withCompanions } = await import('./companions/with-companions.js');
  const { companionPaths } = await import('./companions/requests.js');
  const catalogs = await Promise.all(unsettled.map(({ component }) => catalogOf(component, options)));
  const settle = (answers: ReadonlyMap<string, FileAnswer> | undefined) =>
    Promise.all(
      unsettled.map(async ({ component, mounts }, i) => {
        const catalog = catalogs[i] ?? null;
        return catalog === null ? { component, more: [] } : withCompanions(component, mounts, answers, catalog);
      }),
    );
  if (files === undefined) return (await settle(undefined)).map(({ component }) => component);
  const asked = unsettled.flatMap(({ component, mounts }) => companionPaths(component, mounts));
  let wanted = [...new Set(asked.flatMap(({ hostPath }) => hostPath ?? []))];
  let answers: ReadonlyMap<string, FileAnswer> = new Map();
  const before = new Set<string>();
  for (let round = 1; ; round++) {
    answers = new Map([...answers, ...(await files(wanted))]);
    for (const path of wanted) before.add(path);
    const now = await settle(answers);
    wanted = [...new Set(now.flatMap(({ more }) => more))].filter((path) => !before.has(path));
    if (wanted.length === 0 || round === maxRounds) return now.map(({ component }) => component);
  }
}

/** What is wrong with the flags as they were given, before files take the place of some. */
function asGiven({ component, mounts }: Unsettled): Unsettled {
  const findings = [...duplicates(component), ...placeholders(component)];
  if (findings.length === 0) return { component, mounts };
  const problems = findings.map((finding) => problemOf(component, finding));
  return { component: { ...component, problems: [...component.problems, ...problems] }, mounts };
}

async function settled(component: InspectedComponent, options: SettleOptions): Promise<InspectedComponent> {
  const minor = (await catalogOf(component, options))?.minor ?? '';
  const problems = [...component.problems, ...(await fightsOf(component, minor))];
  if (options.effective !== true) return { ...component, problems };
  const { effectiveSettings } = await import('./settings/all.js');
  return { ...component, problems, settings: await effectiveSettings(component, minor) };
}

/**
 * Adds to components, of which all sources have been read and merged, what follows from their flags together: the files
 * that flags point to and the values these give, what fights or has no effect, and the effective settings. The
 * components of one host or text go together, so that their files are read in one go.
 */
export async function settleComponents(
  unsettled: readonly Unsettled[],
  options: SettleOptions,
): Promise<readonly InspectedComponent[]> {
  const components = await withFiles(unsettled.map(asGiven), options);
  return Promise.all(components.map((component) => settled(component, options)));
}

/** The same for one component on its own. */
export async function settleComponent(
  component: InspectedComponent,
  options: SettleOptions,
): Promise<InspectedComponent> {
  const [settled] = await settleComponents([{ component }], options);
  return settled ?? component;
}
