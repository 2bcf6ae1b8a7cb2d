import { type PodText, readPods } from '../formats/static-pod.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ReadingContext } from './component-argv.js';
import { type ContainersReading, readContainers } from './from-containers.js';
import type { ShapeContext } from './shapes/shape.js';

/** What a manifest is read with: reading the texts in it needs a way to read any text. */
type ManifestContext = ReadingContext & Partial<Pick<ShapeContext, 'within' | 'exact'>>;

/** A ConfigMap may hold manifests and configs as text. */
async function inConfigMaps(pods: PodText, text: string, context: ManifestContext): Promise<ContainersReading> {
  if (!pods.kinds.includes('ConfigMap') || context.within === undefined) return { found: [], problems: [] };
  const { readConfigMaps } = await import('./read-wrapped.js');
  return readConfigMaps(pods.documents, text, context as ShapeContext);
}

/** A text whose structure says nothing any more is read line by line. */
async function readLoosely(pods: PodText, text: string, context: ReadingContext): Promise<ContainersReading> {
  if (!/^[ \t]*(?:-[ \t]+)?["']?--[A-Za-z]/m.test(text)) return { found: [], problems: [] };
  const { readLooseWords } = await import('../formats/loose-words.js');
  const { found } = await readContainers(readLooseWords(text), context, 'manifest');
  const [broken] = pods.problems;
  const where = broken?.where ?? { file: context.label };
  const what = broken === undefined ? 'the indentation makes no list of words of this' : broken.what;
  const note = problem('input-rejoined', { severity: 'warning', where, what: `${what}; it was read line by line` });
  return { found, problems: [note] };
}

/**
 * Reads the components that a manifest starts: a pod, any object with a pod template, a list of objects, several
 * documents, or a fragment of one. A text that holds other things only says which.
 */
export async function readManifest(text: string, context: ManifestContext): Promise<ContainersReading> {
  const pods = await readPods(text, context.label, context.exact);
  const direct = await readContainers(pods.containers, context, 'manifest');
  const wrapped = await inConfigMaps(pods, text, context);
  const found = [...direct.found, ...wrapped.found];
  if (found.length === 0) {
    const loose = await readLoosely(pods, text, context);
    if (loose.found.length > 0) return loose;
  }
  const problems = [...pods.problems, ...direct.problems, ...wrapped.problems];
  if (found.length > 0 || problems.length > 0 || pods.kinds.length === 0) return { found, problems };
  return { found, problems: [somethingElse(pods, context)] };
}

function somethingElse({ kinds, containers }: PodText, context: ReadingContext): Problem {
  const names = [...new Set(kinds)];
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more kinds` : '');
  const what =
    containers.length > 0
      ? `no container of this ${shown} starts a component`
      : `this is ${shown}, without a container`;
  return problem('input-no-component', { where: { file: context.label }, what });
}
