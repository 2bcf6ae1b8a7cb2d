import { canonicalName } from '../catalog/flag-name.js';
import { everyFlagName } from '../catalog/history.js';
import { replacementFor } from '../catalog/replacements.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { explainFlag, type FlagExplanation } from './explain-flag.js';
import { refuseUnknownFlag } from './explain-unknown.js';
import { recordedMinor, recordedMinors, writtenMinor } from './recorded-minor.js';

export interface ExplainRequest {
  /** `--flag`, `flag`, `flag_name`, or one of them with `=value`. */
  readonly flag: string;
  readonly component?: KnownComponent;
  /** A version or minor; without it the newest that is recorded. */
  readonly version?: string;
}

/** What a flag means, for every component that has or had it. */
export interface Explanation {
  /** The name as the components write it. */
  readonly flag: string;
  readonly explanations: readonly FlagExplanation[];
}

export interface ExplainOutcome {
  readonly explanation: Explanation;
  readonly exitCode: ExitCode;
}

// The one that most questions are about goes first.
const order: readonly KnownComponent[] = [
  'kube-apiserver',
  ...knownComponents.filter((component) => component !== 'kube-apiserver'),
];

/** Name and value of what was asked: dashes before the name do not matter, neither ours nor those of word processors. */
function asked(text: string): { readonly name: string; readonly value?: string } {
  const bare = text.trim().replace(/^[-‐-―]+/, '');
  const equals = bare.indexOf('=');
  return equals === -1 ? { name: bare } : { name: bare.slice(0, equals), value: bare.slice(equals + 1) };
}

/** The components that have or had the flag, as far as the records go. */
async function owners(name: string, among: readonly KnownComponent[]): Promise<readonly KnownComponent[]> {
  const known = await Promise.all(
    among.map(async (component) => {
      const names = await everyFlagName(component);
      return names.has(canonicalName(component, name)) || replacementFor(component, name) !== undefined;
    }),
  );
  return among.filter((_, i) => known[i]);
}

/** Which minor of each component is meant. A version of Kubernetes says nothing of etcd's, and the other way round. */
function minorFor(component: KnownComponent, version: string | undefined, chosen: boolean): string | null {
  if (version === undefined || chosen) return recordedMinor(component, version);
  const minor = writtenMinor(version);
  const ofEtcd = minor.startsWith('3.');
  if (ofEtcd !== (component === 'etcd')) return recordedMinor(component);
  return recordedMinors(component).includes(minor) ? minor : null;
}

/**
 * Everything known of a flag. Exit code 4 when a value was given that a component would refuse. A name that no component
 * ever had is a usage problem with what may have been meant.
 */
export async function explain(request: ExplainRequest): Promise<ExplainOutcome> {
  const { name, value } = asked(request.flag);
  const { component, version } = request;
  const among = component === undefined ? order : [component];
  const found = await owners(name, among);
  if (found.length === 0) await refuseUnknownFlag(name, component, (others) => owners(name, others));
  const minors = found.map((one) => ({ one, minor: minorFor(one, version, component !== undefined) }));
  const recorded = minors.flatMap(({ one, minor }) => (minor === null ? [] : [{ one, minor }]));
  // Nothing is recorded for this version: say so by the first component that has the flag.
  if (recorded.length === 0) recordedMinor(found[0] ?? 'kube-apiserver', version);
  const explanations = await Promise.all(recorded.map(({ one, minor }) => explainFlag(one, name, minor, value)));
  // That one component has lost the flag says nothing against its value in another.
  const having = explanations.filter(({ exists }) => exists);
  const refused = (having.length === 0 ? explanations : having).some(({ given }) => given?.accepted === false);
  return {
    explanation: { flag: explanations[0]?.name ?? name, explanations },
    exitCode: refused ? ExitCode.findings : ExitCode.done,
  };
}
