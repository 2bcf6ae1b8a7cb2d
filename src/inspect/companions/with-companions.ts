import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import type { KnownComponent } from '../../kernel/component.js';
import type { InspectedComponent } from '../effective-flag.js';
import { applyFile } from './apply-file.js';
import type { FileAnswer } from './files.js';
import type { ReadCompanion } from './read-companions.js';
import { companionPaths, type Mount } from './requests.js';
import { takesPlace } from './takes-place.js';

/** Lets the files that take the place of flags do so; those that were not read make the flags unknown. */
function withFiles(
  component: InspectedComponent,
  read: readonly ReadCompanion[],
  catalog: FlagCatalog,
): InspectedComponent {
  const rules = takesPlace[component.component as KnownComponent] ?? [];
  return rules.reduce((current, rule) => {
    const named = current.flags[rule.flag];
    if (named === undefined || named.origin === 'default' || named.origin === 'file' || named.value === '')
      return current;
    const found = read.find(({ companion }) => companion.flag === rule.flag);
    // Drop-ins of the kubelet may say anything, and their folder is not read.
    const dropIns = (current.flags['config-dir']?.value ?? '') !== '';
    const settings = found?.companion.state === 'read' && !dropIns ? found.settings : null;
    const path = found?.companion.hostPath ?? named.value ?? `--${rule.flag}`;
    const { flags, problems } = applyFile(current, { rule, path, settings }, catalog);
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
  const first = readCompanions(companionPaths(component, mounts), component.component, answers);
  const settled = withFiles(component, first, catalog);
  const requests = companionPaths(settled, mounts);
  const read = readCompanions(requests, component.component, answers);
  const more = requests.flatMap(({ hostPath }) => (hostPath === null || answers.has(hostPath) ? [] : [hostPath]));
  return { component: { ...settled, companions: read.map(({ companion }) => companion) }, more };
}
