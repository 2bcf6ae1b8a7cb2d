import { printable, printableLines } from '../../kernel/printable.js';
import type { BinaryChange, DirectoryChange, FileChange, LinkChange, Plan, Step } from '../../plan/plan.js';
import { paint } from '../paint.js';

/** How much of the files a plan shows: diffs of changed files, diffs of all, none. */
export type DiffDepth = 'changed' | 'all' | 'none';

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function diffLines(diff: string): string[] {
  return printableLines(diff)
    .split('\n')
    .map((line) => {
      if (line.startsWith('+')) return paint.green(line);
      if (line.startsWith('-')) return paint.red(line);
      return line.startsWith('@@') ? paint.cyan(line) : paint.dim(line);
    })
    .map((line) => `        ${line}`);
}

function fileLines(file: FileChange, depth: DiffDepth): string[] {
  const isNew = file.before === null;
  const sign = isNew ? paint.green('+') : paint.yellow('~');
  const facts = isNew ? [`${octal(file.mode)} ${file.owner}`] : file.attributes;
  const secret = file.secret && !isNew && file.diff !== '' ? ['secret content is replaced'] : [];
  const notes = [...facts, ...secret].join(', ');
  const head = `    ${sign} ${printable(file.path)}${notes === '' ? '' : paint.dim(`  (${notes})`)}`;
  const wanted = depth === 'all' || (depth === 'changed' && !isNew);
  return wanted && !file.secret && file.diff !== '' ? [head, ...diffLines(file.diff)] : [head];
}

/** New folders that anyone may enter are only counted; private ones and changed ones are named. */
function folderLines(directories: readonly DirectoryChange[]): string[] {
  const plain = directories.filter(({ before, mode }) => before === null && mode === 0o755);
  const named = directories.filter((directory) => !plain.includes(directory));
  const counted =
    plain.length === 0
      ? []
      : [`    ${paint.green('+')} ${count(plain.length, 'folder')}${paint.dim('  (0755 root:root)')}`];
  return [...named.map(folderLine), ...counted];
}

function folderLine({ path, mode, owner, before }: DirectoryChange): string {
  const sign = before === null ? paint.green('+') : paint.yellow('~');
  const was = before === null ? '' : `, was ${before}`;
  return `    ${sign} ${printable(path)}/${paint.dim(`  (${octal(mode)} ${owner}${was})`)}`;
}

function binaryLine({ path, before, bytes, origin, sha256 }: BinaryChange): string {
  const sign = before === null ? paint.green('+') : paint.yellow('~');
  const size = `${Math.round(bytes / 1024 / 1024)} MiB`;
  return `    ${sign} ${printable(path)}${paint.dim(`  (${size}, from ${origin}, ${sha256.slice(0, 19)}…)`)}`;
}

function linkLine({ path, target, before }: LinkChange): string {
  const sign = before === null ? paint.green('+') : paint.yellow('~');
  return `    ${sign} ${printable(path)} → ${printable(target)}`;
}

/** What a step puts on a host, without the name of the host: hosts with the same lines are shown together. */
function bodyOf(step: Step, depth: DiffDepth): string {
  const lines = [
    ...step.users.map((user) => `    ${paint.green('+')} user ${printable(user)}`),
    ...folderLines(step.directories),
    ...step.binaries.map(binaryLine),
    ...step.files.flatMap((file) => fileLines(file, depth)),
    ...step.links.map(linkLine),
    ...step.bindings.map((name) => `    ${paint.green('+')} ClusterRoleBinding ${printable(name)}`),
  ];
  return lines.join('\n');
}

function stepLines(step: Step, hosts: readonly string[], body: string): string[] {
  return [
    `  ${paint.bold(hosts.join(', '))}: ${printable(step.title)}`,
    `    ${paint.dim(`because ${printable(step.reason)}`)}`,
    ...(body === '' ? [] : [body]),
  ];
}

/** Steps of one stage, those that say the same of several hosts as one. */
function grouped(steps: readonly Step[], depth: DiffDepth): string[] {
  const groups = new Map<string, { step: Step; hosts: string[]; body: string }>();
  for (const step of steps) {
    const body = bodyOf(step, depth);
    const key = `${step.title}\n${step.reason}\n${body}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { step, hosts: [step.host], body });
    else group.hosts.push(step.host);
  }
  return [...groups.values()].flatMap(({ step, hosts, body }) => stepLines(step, hosts, body));
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function totals({ steps }: Plan): string {
  const sum = (of: (step: Step) => number): number => steps.reduce((all, step) => all + of(step), 0);
  const parts = [
    { n: sum(({ files }) => files.length), one: 'file' },
    { n: sum(({ binaries }) => binaries.length), one: 'binary', many: 'binaries' },
    { n: sum(({ starts }) => starts.length), one: 'start' },
    { n: sum(({ restarts }) => restarts.length), one: 'restart' },
  ];
  return parts
    .filter(({ n }) => n > 0)
    .map(({ n, one, many }) => count(n, one, many))
    .join(', ');
}

/** A plan as people read it: stage by stage, host by host, what changes and why. Nothing of a secret but its path. */
export function planView(plan: Plan, depth: DiffDepth = 'changed'): string {
  if (plan.changes === 0) return `Nothing to do: the hosts of ${plan.cluster} are as the config wants them.\n`;
  const stages = plan.stages.flatMap(({ id, title, order }) => {
    const steps = plan.steps.filter(({ stage }) => stage === id);
    const several = new Set(steps.map(({ host }) => host)).size > 1;
    const how = several && order === 'together' ? paint.dim(' (all hosts together)') : '';
    return [`${paint.bold(title)}${how}`, ...grouped(steps, depth), ''];
  });
  const hosts = new Set(plan.steps.map(({ host }) => host)).size;
  const sum = totals(plan);
  const summary = `${count(plan.changes, 'step')} on ${count(hosts, 'host')}${sum === '' ? '' : `: ${sum}`}.`;
  return `${[...stages, summary].join('\n')}\n`;
}
