import type { ArgvWord } from '../formats/argv.js';
import { expandPodArgument } from '../formats/pod-argument.js';
import { type PodContainer, readPods } from '../formats/static-pod.js';
import { isKnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import { parseVersion } from '../kernel/version.js';
import type { ComponentArgv, EnvironmentValue, ReadingContext } from './component-argv.js';
import { startedBy } from './shell-wrapper.js';

export interface ManifestReading {
  readonly found: readonly ComponentArgv[];
  /** What is wrong with the text itself. */
  readonly problems: readonly Problem[];
}

/** Variables as the container gets them: a value may refer to those before it. */
function environmentOf(container: PodContainer): ReadonlyMap<string, string | null> {
  const values = new Map<string, string | null>();
  for (const { name, value } of container.env) {
    const expanded = value === null ? null : expandPodArgument(value, (other) => values.get(other));
    values.set(name, expanded === null || expanded.unresolved.length > 0 ? null : expanded.text);
  }
  return values;
}

function wordsOf(container: PodContainer, environment: ReadonlyMap<string, string | null>): ArgvWord[] {
  // In a fragment the variables may be defined where we cannot see them; in a whole object the kubelet leaves them.
  const absent = container.whole ? undefined : null;
  return container.words.map(({ text, line, column }) => {
    const expanded = expandPodArgument(text, (name) => (environment.has(name) ? environment.get(name) : absent));
    return { ...expanded, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  });
}

/** `registry.k8s.io/kube-apiserver:v1.37.1@sha256:…` is 1.37.1; etcd's tags end in a build number. */
function versionOfImage(image: string | undefined): string | undefined {
  const tag = /:v?(\d+\.\d+\.\d+)(?:-\d+)?(?:@|$)/.exec(image ?? '')?.[1];
  return tag !== undefined && parseVersion(tag) !== null ? tag : undefined;
}

function containerProblems(container: PodContainer, context: ReadingContext): Problem[] {
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

/** Reads the components that a manifest starts, one for each container whose program is one of them. */
export function readManifest(text: string, context: ReadingContext): ManifestReading {
  const { containers, problems } = readPods(text, context.label);
  const found: ComponentArgv[] = [];
  const unread: Problem[] = [];
  for (const container of containers) {
    const environment = environmentOf(container);
    const started = startedBy(wordsOf(container, environment));
    if (started === null) {
      if (isKnownComponent(container.name ?? '')) unread.push(wrapperProblem(container, context));
      continue;
    }
    const version = versionOfImage(container.image);
    found.push({
      component: started.component,
      source: { kind: 'manifest', ...(context.path === undefined ? {} : { path: context.path }) },
      words: started.words,
      environment: [...environment].map(([name, value]): EnvironmentValue => ({ name, value })),
      ...(version === undefined ? {} : { version }),
      truncated: false,
      problems: containerProblems(container, context),
    });
  }
  return { found, problems: [...problems, ...unread] };
}

function wrapperProblem(container: PodContainer, context: ReadingContext): Problem {
  return problem('input-unresolved', {
    severity: 'warning',
    where: { ...container.where, file: context.label },
    what: `the container ${container.name ?? ''} starts ${container.words[0]?.text ?? 'its image'}, so its flags are not in the manifest`,
    fix: 'inspect the running process instead',
  });
}
