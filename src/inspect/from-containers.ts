import type { ArgvWord } from '../formats/argv.js';
import { expandPodArgument } from '../formats/pod-argument.js';
import type { PodContainer } from '../formats/static-pod.js';
import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import {
  basename,
  type ComponentArgv,
  type EnvironmentValue,
  programOf,
  type ReadingContext,
} from './component-argv.js';
import type { SourceKind } from './effective-flag.js';
import type { Started } from './shell-wrapper.js';
import { versionOfImage } from './version-text.js';

export interface ContainersReading {
  readonly found: readonly ComponentArgv[];
  readonly problems: readonly Problem[];
}

/** Variables as the container gets them: a value may refer to those before it. */
function environmentOf(container: PodContainer): ReadonlyMap<string, string | null> {
  const values = new Map<string, string | null>();
  for (const { name, value } of container.env) {
    if (value === null || container.expanded === true) {
      values.set(name, value);
      continue;
    }
    const { text, unresolved } = expandPodArgument(value, (other) => values.get(other));
    values.set(name, unresolved.length > 0 ? null : text);
  }
  return values;
}

function wordsOf(container: PodContainer, environment: ReadonlyMap<string, string | null>): ArgvWord[] {
  // The variable may be defined where we cannot see it; in an object that is complete the kubelet leaves the reference.
  const absent = container.moreEnv ? null : undefined;
  return container.words.map(({ text, line, column }) => {
    const value = (name: string): string | null | undefined => {
      return environment.has(name) ? environment.get(name) : absent;
    };
    const expanded = container.expanded === true ? { text } : expandPodArgument(text, value);
    return { ...expanded, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  });
}

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

/** Words of an entrypoint script or an init program that may stand before the component. */
const maxWordsBefore = 4;

/**
 * What a container starts. Without a `command` the entrypoint of the image comes first: that of a component's own image
 * is the component, and so it is of one that is named like it and given flags alone.
 */
async function startedIn(container: PodContainer, words: readonly ArgvWord[]): Promise<Started | null> {
  const direct = await startedBy(words);
  if (direct !== null || words.length === 0) return direct;
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

function notStrings(container: PodContainer, context: ReadingContext): Problem[] {
  return container.words
    .filter(({ notString }) => notString)
    .map(({ text, line, column }) =>
      problem('input-invalid-flag', {
        severity: 'warning',
        where: {
          ...container.where,
          file: context.label,
          ...(line === undefined ? {} : { line, column: column ?? 1 }),
        },
        what: `${text} is not a string`,
        expected: 'strings in command and args; the API refuses anything else',
        fix: `write "${text}"`,
      }),
    );
}

function notInside(container: PodContainer, context: ReadingContext): Problem {
  const program = container.hasCommand ? container.words[0]?.text : undefined;
  return problem('input-unresolved', {
    severity: 'warning',
    where: { ...container.where, file: context.label },
    what: `the container ${container.name ?? ''} starts ${program ?? 'what its image says'}, so its flags are not in the source`,
    fix: 'inspect the running process instead',
  });
}

/** The components that containers start, one for each container whose program is one of them. */
export async function readContainers(
  containers: readonly PodContainer[],
  context: ReadingContext,
  kind: SourceKind,
): Promise<ContainersReading> {
  const found: ComponentArgv[] = [];
  const problems: Problem[] = [];
  for (const container of containers) {
    const environment = environmentOf(container);
    const started = await startedIn(container, wordsOf(container, environment));
    if (started === null) {
      if (isKnownComponent(container.name ?? '')) problems.push(notInside(container, context));
      continue;
    }
    const version = versionOfImage(started.component, container.image ?? '');
    found.push({
      component: started.component,
      source: { kind, ...(context.path === undefined ? {} : { path: context.path }) },
      words: started.words,
      environment: [...environment].map(([name, value]): EnvironmentValue => ({ name, value })),
      ...(version === undefined ? {} : { version, versionFrom: 'image' as const }),
      ...(container.mounts.length === 0 ? {} : { mounts: container.mounts }),
      truncated: false,
      problems: notStrings(container, context),
    });
  }
  return { found, problems };
}
