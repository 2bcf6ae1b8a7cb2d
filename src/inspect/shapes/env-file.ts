import type { ArgvWord } from '../../formats/argv.js';
import { readEnvironmentFile } from '../../formats/environment-file.js';
import { flagNameIn } from '../../formats/rejoin.js';
import { readShellScript } from '../../formats/shell-script.js';
import { splitSystemdWords } from '../../formats/systemd-words.js';
import type { KnownComponent } from '../../kernel/component.js';
import { type Problem, problem } from '../../kernel/problem.js';
import { componentByFlags } from '../component-by-flags.js';
import { basename, type ComponentArgv, type EnvironmentValue } from '../component-argv.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

/** What the names of variables tell, in the files that distributions and guides have. */
const byVariable: readonly (readonly [RegExp, KnownComponent])[] = [
  [/^ETCD_/, 'etcd'],
  [
    /^(?:KUBE_)?(?:API_?SERVER|API)_|^KUBE_(?:ETCD_SERVERS|SERVICE_ADDRESSES|ADMISSION_CONTROL)$|^KUBELET_PORT$/,
    'kube-apiserver',
  ],
  [/^(?:KUBE_)?CONTROLLER_MANAGER_/, 'kube-controller-manager'],
  [/^(?:KUBE_)?SCHEDULER_/, 'kube-scheduler'],
  [/^(?:KUBE_)?PROXY_/, 'kube-proxy'],
  [/^KUBELET_/, 'kubelet'],
];

const byFile: readonly (readonly [RegExp, KnownComponent])[] = [
  [/^(?:kube-)?api-?server/, 'kube-apiserver'],
  [/^(?:kube-)?controller-manager/, 'kube-controller-manager'],
  [/^(?:kube-)?scheduler/, 'kube-scheduler'],
  [/^(?:kube-)?proxy/, 'kube-proxy'],
  [/^kubelet/, 'kubelet'],
  [/^etcd/, 'etcd'],
];

function told(rules: typeof byVariable, name: string): KnownComponent | null {
  return rules.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Files that a shell reads may export, add to and refer to variables; those that systemd reads may not. */
function variablesIn(text: string): readonly EnvironmentValue[] {
  const isShell = /^[ \t]*export[ \t]|^[ \t]*[A-Za-z_]\w*\+=|^[ \t]*[A-Za-z_]\w*=[^\n#]*\$\{?[A-Za-z_]/m.test(text);
  return isShell ? readShellScript(text).variables : readEnvironmentFile(text).entries;
}

/** More lines than a value has that somebody wrote. */
const maxLines = 500;

/** The words in a value; one that goes over several lines has each of them on the line on which it stands. */
function wordsOf({ value, line }: EnvironmentValue, rows: readonly string[]): readonly ArgvWord[] {
  const { words } = splitSystemdWords(value ?? '');
  if (line === undefined) return words.map(({ text }) => ({ text }));
  const last = Math.min(rows.length, line + maxLines);
  let at = line;
  return words.map(({ text }) => {
    let found = at;
    while (found <= last && rows[found - 1]?.includes(text) !== true) found++;
    if (found <= last) at = found;
    return { text, line: at };
  });
}

interface Group {
  readonly words: ArgvWord[];
  readonly environment: EnvironmentValue[];
  readonly idle: EnvironmentValue[];
}

function idleProblem(component: KnownComponent, idle: readonly EnvironmentValue[], context: ShapeContext): Problem[] {
  const [first] = idle;
  if (first === undefined || component === 'etcd') return [];
  const names = idle.map(({ name }) => name).join(', ');
  return [
    problem('input-ignored-line', {
      severity: 'warning',
      where: { file: context.label, ...(first.line === undefined ? {} : { line: first.line }) },
      what: `${component} takes nothing from its environment: ${names} ${idle.length === 1 ? 'counts' : 'count'} only where the unit names ${idle.length === 1 ? 'it' : 'them'}`,
    }),
  ];
}

/**
 * Reads a file of variables without the unit that reads it: the flags in the values are those of the component that the
 * variables, the name of the file or the flags tell. What the unit itself sets is not in it, so that the absence of a
 * flag means nothing.
 */
export async function readEnvFile(text: string, context: ShapeContext): Promise<Reading> {
  const variables = variablesIn(text);
  const rows = text.split(/\r\n|\n|\r/);
  const ofFile = told(byFile, basename(context.label));
  const named = variables.map(({ name }) => told(byVariable, name));
  const general = variables.filter((_, i) => named[i] === null).flatMap((variable) => wordsOf(variable, rows));
  const flags = general.flatMap((word) => flagNameIn(word.text) ?? []);
  // Variables such as KUBE_LOG_LEVEL are of whatever component the file is of.
  const others = ofFile ?? named.find((component) => component !== null) ?? (await componentByFlags(flags));
  const groups = new Map<KnownComponent, Group>();
  for (const [i, variable] of variables.entries()) {
    const component = named[i] === 'kubelet' && ofFile !== null ? ofFile : (named[i] ?? others);
    if (component === null) continue;
    const group = groups.get(component) ?? { words: [], environment: [], idle: [] };
    groups.set(component, group);
    const words = wordsOf(variable, rows);
    group.environment.push(variable);
    if (words.some((word) => word.text.startsWith('-'))) group.words.push(...words);
    else if (variable.value !== '') group.idle.push(variable);
  }
  const found = [...groups].flatMap(([component, { words, environment, idle }]): ComponentArgv[] => {
    if (words.length === 0 && component !== 'etcd') return [];
    const where = { file: context.label };
    const what = 'these are variables for a unit; flags that the unit sets itself are not among them';
    const partial = problem('input-truncated', {
      severity: 'warning',
      where,
      what,
      fix: 'inspect the unit with this file',
    });
    const problems = [partial, ...idleProblem(component, idle, context)];
    return [{ component, source: sourceOf('env-file', context), words, environment, truncated: true, problems }];
  });
  return { found, problems: [] };
}
