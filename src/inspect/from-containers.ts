import type { ArgvWord } from '../formats/argv.js';
import { expandPodArgument } from '../formats/pod-argument.js';
import type { PodContainer } from '../formats/static-pod.js';
import { isKnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, EnvironmentValue, ReadingContext } from './component-argv.js';
import { startedIn } from './container-start.js';
import type { SourceKind } from './effective-flag.js';
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
  const value = (name: string): string | null | undefined => (environment.has(name) ? environment.get(name) : absent);
  return container.words.map(({ text, line, column, reconstructed }) => {
    const expanded = container.expanded === true ? { text } : expandPodArgument(text, value);
    // Nearly every word is like this; spreading costs V8 several times as much.
    if ('unresolved' in expanded && line !== undefined && column !== undefined && reconstructed === undefined) {
      return { text: expanded.text, unresolved: expanded.unresolved, line, column };
    }
    return {
      ...expanded,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(reconstructed === undefined ? {} : { reconstructed }),
    };
  });
}

/** In a template a word that stands in a condition or a loop may not be there at all. */
function ofTemplate({ template, where }: PodContainer, words: readonly ArgvWord[]): readonly ArgvWord[] {
  if (template === undefined) return words;
  const { depth } = template.conditionAt(where.line ?? 1);
  return words.map((word) => {
    const condition = template.conditionAt(word.line ?? 1);
    const read = template.restored(word);
    if (condition.depth <= depth || condition.tag === undefined) return read;
    return { ...read, unresolved: [...(read.unresolved ?? []), condition.tag] };
  });
}

/** Whether a template puts in words that its text does not have. */
function isOpen({ template, where, words }: PodContainer): boolean {
  const from = where.line ?? 1;
  return template?.opensBetween(from, words.at(-1)?.line ?? from) === true;
}

function moreWords(container: PodContainer, context: ReadingContext): Problem {
  return problem('input-truncated', {
    severity: 'warning',
    where: { ...container.where, file: context.label },
    what: 'the template puts in words that are not in its text; flags may be missing',
    fix: 'inspect what is made from it',
  });
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
    const open = isOpen(container);
    const version = versionOfImage(started.component, container.image ?? '');
    found.push({
      component: started.component,
      source: { kind, ...(context.path === undefined ? {} : { path: context.path }) },
      words: ofTemplate(container, started.words),
      ...(container.left === undefined ? {} : { left: container.left }),
      environment: [...environment].map(([name, value]): EnvironmentValue => ({ name, value })),
      ...(version === undefined ? {} : { version, versionFrom: 'image' as const }),
      ...(container.mounts.length === 0 ? {} : { mounts: container.mounts }),
      truncated: open,
      problems: [...notStrings(container, context), ...(open ? [moreWords(container, context)] : [])],
    });
  }
  return { found, problems };
}
