import { readPods } from '../formats/static-pod.js';
import { problem } from '../kernel/problem.js';
import type { ReadingContext } from './component-argv.js';
import { type ContainersReading, readContainers } from './from-containers.js';

/**
 * Reads the components that a manifest starts: a pod, any object with a pod template, a list of objects, several
 * documents, or a fragment of one. A text that holds other things only says which.
 */
export async function readManifest(text: string, context: ReadingContext): Promise<ContainersReading> {
  const { containers, kinds, problems } = await readPods(text, context.label);
  const read = readContainers(containers, context, 'manifest');
  const all = [...problems, ...read.problems];
  if (read.found.length > 0 || all.length > 0 || kinds.length === 0) return { found: read.found, problems: all };
  const names = [...new Set(kinds)];
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} kinds more` : '');
  const other = problem('input-no-component', {
    where: { file: context.label },
    what:
      containers.length > 0
        ? `no container of this ${shown} starts a component`
        : `this is ${shown}, without a container`,
  });
  return { found: [], problems: [other] };
}
