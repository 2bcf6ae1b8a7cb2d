import { type ArgvWord, maxArgvWords } from '../formats/argv.js';
import type { IsFlagName } from '../formats/rejoin.js';
import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import type { Problem } from '../kernel/problem.js';
import type { InspectedComponent, Origin, SourceKind } from './effective-flag.js';

/** One variable that a source gives to a component; the value is null when the source does not say it. */
export interface EnvironmentValue {
  readonly name: string;
  readonly value: string | null;
  readonly file?: string;
  readonly line?: number;
}

/** The command line of one component as one source shows it: what every reader of sources hands on. */
export interface ComponentArgv {
  readonly component: KnownComponent;
  readonly source: { readonly kind: SourceKind; readonly path?: string };
  /** The words after the program. */
  readonly words: readonly ArgvWord[];
  /** So many words come after them, which are too many to be read. */
  readonly left?: number;
  readonly environment: readonly EnvironmentValue[];
  /** Where a source prints every flag, defaults included (a `FLAG:` log, /flagz), in place of words. */
  readonly printed?: readonly { readonly name: string; readonly value: string | null; readonly line?: number }[];
  /** The version of the component, where the source tells it. */
  readonly version?: string;
  /** Paths that the component sees under another name than the host does, or the same: of a static pod. */
  readonly mounts?: readonly { readonly mountPath: string; readonly hostPath: string }[];
  /** What tells it; by default what is usual for the kind of source. */
  readonly versionFrom?: NonNullable<InspectedComponent['versionFrom']>;
  /** How the words come to count, where the source is no command line: `file` for a config file of etcd. */
  readonly origin?: Origin;
  /** Flags that the build of a distribution has besides those of upstream. */
  readonly ownFlags?: readonly string[];
  /** Flags may be missing from the source: the absence of one means nothing. */
  readonly truncated: boolean;
  readonly problems: readonly Problem[];
}

/** What a reader of sources needs to know. */
export interface ReadingContext {
  /** How provenance names the source: a path, `<stdin>`. */
  readonly label: string;
  /** Path of the source, when it has one. */
  readonly path?: string;
  readonly isFlagName: IsFlagName;
}

/** How many words are too many to be read. */
export function leftOf(words: readonly unknown[]): Pick<ComponentArgv, 'left'> {
  return words.length <= maxArgvWords ? {} : { left: words.length - maxArgvWords };
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

// The names under which hyperkube starts what has a binary of its own today.
const hyperkubeNames: Readonly<Record<string, KnownComponent>> = {
  apiserver: 'kube-apiserver',
  'controller-manager': 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  proxy: 'kube-proxy',
};

/**
 * Which component a command line starts, and how many of its words name the program. Judged by the basename of the
 * program alone, so that `vim kube-apiserver.yaml` is an editor; null when it is none of the components.
 */
export function programOf(
  words: readonly { readonly text: string }[],
): { component: KnownComponent; skip: number } | null {
  const first = words[0]?.text ?? '';
  // `--data-dir=/var/lib/etcd` ends like the path of a program.
  if (first.startsWith('-')) return null;
  const program = basename(first);
  if (isKnownComponent(program)) return { component: program, skip: 1 };
  if (program !== 'hyperkube') return null;
  const name = words[1]?.text ?? '';
  if (isKnownComponent(name)) return { component: name, skip: 2 };
  const component = Object.hasOwn(hyperkubeNames, name) ? hyperkubeNames[name] : undefined;
  return component === undefined ? null : { component, skip: 2 };
}
