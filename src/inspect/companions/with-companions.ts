import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { KnownComponent } from '../../kernel/component.js';
import type { InspectedComponent } from '../effective-flag.js';
import { applyFile } from './apply-file.js';
import type { FileAnswer } from './files.js';
import type { ReadCompanion } from './read-companions.js';
import { mergeDropIns } from './merge-drop-ins.js';
import type { FileSetting } from './parsed.js';
import { companionPaths, type Mount } from './requests.js';
import { type TakesPlace, takesPlace } from './takes-place.js';

/** What a file says once its drop-ins are merged over it; null when one of them, or their folder, was not read. */
function withDropIns(
  base: readonly FileSetting[],
  { folder }: TakesPlace,
  read: readonly ReadCompanion[],
): readonly FileSetting[] | null {
  const dropIns = read.filter(({ companion }) => companion.flag === folder);
  if (dropIns.some(({ companion }) => companion.state !== 'read')) return null;
  return mergeDropIns(
    base,
    dropIns.map(({ companion, settings, reset }) => ({ file: companion.hostPath ?? companion.path, settings, reset })),
  );
}

/** Lets the files that take the place of flags do so; those that were not read make the flags unknown. */
function withFiles(
  component: InspectedComponent,
  read: readonly ReadCompanion[],
  catalog: FlagCatalog,
): InspectedComponent {
  const rules = takesPlace[component.component as KnownComponent] ?? [];
  return rules.reduce((current, rule) => {
    const given = (name: string) => {
      const flag = current.flags[name];
      return flag === undefined || flag.origin === 'default' || flag.origin === 'file' || flag.value === ''
        ? null
        : flag;
    };
    const named = given(rule.flag);
    const folder = rule.folder === undefined ? null : given(rule.folder);
    if (named === null && folder === null) return current;
    const found = read.find(({ companion }) => companion.flag === rule.flag);
    const own = found?.companion.state === 'read' ? found.settings : null;
    const base = named === null ? [] : own;
    const settings = folder === null || base === null ? base : withDropIns(base, rule, read);
    const path = found?.companion.hostPath ?? (named ?? folder)?.value ?? `--${rule.flag}`;
    // Without the file itself the defaults stay those of the flags, whatever drop-ins say.
    const applied = named === null ? { ...rule, defaults: {} } : rule;
    const { flags, problems } = applyFile(current, { rule: applied, path, settings }, catalog);
    return { ...current, flags, problems: [...current.problems, ...problems] };
  }, component);
}

/**
 * A component with the files that its flags point to: what they hold, and the values that they give in place of flags.
 * `answers` is what could be read, by path on the host; undefined when the source has no file system around it, and
 * then the companions are left out. `more` are paths that the files themselves have added and that were not read yet.
 */
export async function withCompanions(
  component: InspectedComponent,
  mounts: readonly Mount[] | undefined,
  answers: ReadonlyMap<string, FileAnswer> | undefined,
  catalog: FlagCatalog,
): Promise<{ readonly component: InspectedComponent; readonly more: readonly string[] }> {
  if (answers === undefined) return { component: withFiles(component, [], catalog), more: [] };
  // The readers of YAML and of certificates cost more than all the rest of a text without files around it.
  const { readCompanions } = await import('./read-companions.js');
  const first = readCompanions(companionPaths(component, mounts, answers), component.component, answers);
  const settled = withFiles(component, first, catalog);
  const requests = companionPaths(settled, mounts, answers);
  const read = readCompanions(requests, component.component, answers);
  const more = requests.flatMap(({ hostPath }) => (hostPath === null || answers.has(hostPath) ? [] : [hostPath]));
  return { component: { ...settled, companions: read.map(({ companion }) => companion) }, more };
}
