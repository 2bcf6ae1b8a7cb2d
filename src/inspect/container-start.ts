import type { ArgvWord } from '../formats/argv.js';
import type { PodContainer } from '../formats/static-pod.js';
import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { basename, programOf } from './component-argv.js';
import type { Started } from './shell-wrapper.js';

/** `registry:5000/kube-apiserver-amd64:v1@sha256:…` is the image of kube-apiserver. */
function componentOfImage(image: string | undefined): KnownComponent | 'hyperkube' | undefined {
  const name = basename(image?.replace(/@.*$/, '').replace(/:[^/:]*$/, '') ?? '').replace(/-(?:amd64|arm64)$/, '');
  return isKnownComponent(name) || name === 'hyperkube' ? name : undefined;
}

/** As `startOf`; what stands between a pod and a component is loaded only when something does. */
async function startedBy(words: readonly ArgvWord[]): Promise<Started | null> {
  const direct = programOf(words);
  if (direct !== null) return { component: direct.component, words: words.slice(direct.skip) };
  return words.length === 0 ? null : (await import('./shell-wrapper.js')).startedBy(words);
}

/** In a fragment the program may be missing, or the command line be one text, as Docker Compose has it. */
async function startedInFragment(words: readonly ArgvWord[]): Promise<Started | null> {
  const [first] = words;
  if (first?.text.startsWith('-') === true) {
    const { componentByFlags } = await import('./component-by-flags.js');
    const component = await componentByFlags(words.flatMap(({ text }) => /^--?([^=]+)/.exec(text)?.[1] ?? []));
    return component === null ? null : { component, words };
  }
  // Several words with dashes between them are a list whose indentation is broken.
  if (first === undefined || words.length > 1 || !/\s/.test(first.text) || first.text.includes(' - -')) return null;
  return startedBy([{ text: 'sh' }, { text: '-c' }, first]);
}

/** Words of an entrypoint script or an init program that may stand before the component. */
const maxWordsBefore = 4;

/**
 * What a container starts. Without a `command` the entrypoint of the image comes first: that of a component's own image
 * is the component, and so it is of one that is named like it and given flags alone.
 */
export async function startedIn(container: PodContainer, words: readonly ArgvWord[]): Promise<Started | null> {
  const direct = await startedBy(words);
  if (direct !== null || words.length === 0) return direct;
  if (!container.whole) return startedInFragment(words);
  if (!container.hasCommand) {
    const image = componentOfImage(container.image);
    if (image === 'hyperkube') return startedBy([{ text: 'hyperkube' }, ...words]);
    const named = image ?? (isKnownComponent(container.name ?? '') ? container.name : undefined);
    const flagsOnly = words[0]?.text.startsWith('-') === true;
    if (flagsOnly && named !== undefined && isKnownComponent(named)) return { component: named, words };
  }
  for (let i = 1; i <= maxWordsBefore && i < words.length; i++) {
    const before = words[i - 1]?.text ?? '';
    if (before.startsWith('-') && before !== '--') return null;
    const found = await startedBy(words.slice(i));
    if (found !== null) return found;
  }
  return null;
}
