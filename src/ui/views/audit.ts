import type { AuditReport, Finding, Status } from '../../audit/finding.js';
import { severities } from '../../kernel/severity.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { terminalWidth } from '../table.js';
import { wrapWords } from '../wrap-words.js';

/** Findings that say the same of several masters. */
interface Group {
  readonly finding: Finding;
  readonly hosts: readonly string[];
  /** Of the first host; the others have their own files of the same kind. */
  readonly places: readonly string[];
}

const words: Readonly<Record<Status, string>> = {
  fail: 'fail',
  warn: 'warn',
  undetermined: 'undetermined',
  pass: 'pass',
  notApplicable: 'not applicable',
};

const labels = {
  fail: (text: string) => paint.red(text),
  warn: (text: string) => paint.yellow(text),
  undetermined: (text: string) => paint.cyan(text),
  pass: (text: string) => paint.green(text),
  notApplicable: (text: string) => paint.dim(text),
} as const satisfies Record<Status, (text: string) => string>;

const maxPlaces = 4;

function placesOf({ provenance }: Finding): readonly string[] {
  return provenance.map(({ source, line }) => (line === undefined ? source : `${source}:${line}`));
}

/** Puts findings that differ in host and place only into one group, the most severe first. */
function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, { finding: Finding; hosts: Set<string>; places: Set<string> }>();
  for (const finding of findings) {
    const { rule, component, status, reason, value, remedy, host } = finding;
    const key = JSON.stringify([rule, component, status, reason, value, remedy]);
    const known = groups.get(key);
    const group = known ?? { finding, hosts: new Set(), places: new Set() };
    groups.set(key, group);
    if (host !== undefined) group.hosts.add(host);
    // The files of further hosts are of the same kind, and their names would only be noise.
    if (known === undefined || host === undefined) for (const place of placesOf(finding)) group.places.add(place);
  }
  return [...groups.values()]
    .map(({ finding, hosts, places }) => ({ finding, hosts: [...hosts], places: [...places] }))
    .sort((a, b) => severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity));
}

/** The first few of many places. */
function placesShown(places: readonly string[]): string {
  if (places.length <= maxPlaces) return places.join(', ');
  return `${places.slice(0, maxPlaces).join(', ')} and ${places.length - maxPlaces} more`;
}

function labelled(label: string, text: string): readonly string[] {
  if (text === '') return [];
  const indent = ' '.repeat(10);
  return wrapWords(printable(text), terminalWidth() - indent.length).map(
    (line, i) => (i === 0 ? `  ${paint.dim(label.padEnd(8))}` : indent) + line,
  );
}

function valueOf({ flag, value, origin }: Finding): string {
  if (flag === undefined) return '';
  if (value === null) return `--${flag} (not known)`;
  if (value === undefined || (value === '' && origin === 'default')) return `--${flag} (not set)`;
  return `--${flag}=${value}${origin === 'default' ? ' (default)' : ''}`;
}

function title({ status, severity, rule, cis }: Finding): string {
  const number = cis === null ? '' : ` (CIS ${cis})`;
  return `${labels[status](words[status])} ${paint.bold(rule)} ${paint.dim(severity + number)}`;
}

/** What cannot be told: a title and a reason each, and what would help once for all. */
function openView(groups: readonly Group[]): string {
  if (groups.length === 0) return '';
  const remedies = new Set(groups.flatMap(({ finding }) => finding.remedy ?? []));
  const lines = groups.flatMap(({ finding, hosts }) => [
    title(finding),
    ...wrapWords(printable([finding.reason, ...onHosts(hosts)].join(' ')), terminalWidth() - 2).map(
      (line) => `  ${line}`,
    ),
  ]);
  return `${[...lines, ...[...remedies].flatMap((remedy) => labelled('remedy', remedy))].join('\n')}\n`;
}

function onHosts(hosts: readonly string[]): readonly string[] {
  return hosts.length === 0 ? [] : [`on ${hosts.join(', ')}`];
}

function groupView({ finding, hosts, places }: Group): string {
  const { component, reason, remedy, confidence } = finding;
  const rebuilt = confidence === undefined ? '' : ' (read from lines that were put together again)';
  const lines = [
    title(finding),
    ...wrapWords(printable(reason) + rebuilt, terminalWidth() - 2).map((line) => `  ${line}`),
    ...labelled('in', [component, ...onHosts(hosts)].join(' ')),
    ...labelled('value', valueOf(finding)),
    ...labelled('at', placesShown(places)),
    ...(remedy === null ? [] : labelled('remedy', remedy)),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line of names for what needs no more words. */
function folded(status: Status, groups: readonly Group[]): string {
  if (groups.length === 0) return '';
  const names = [...new Set(groups.map(({ finding }) => finding.rule))].join(', ');
  const [first = '', ...rest] = wrapWords(`${words[status]}: ${names}`, terminalWidth() - 2);
  return `${[labels[status](first), ...rest.map((line) => `  ${line}`)].join('\n')}\n`;
}

function summaryLine({ summary }: AuditReport): string {
  const order: readonly Status[] = ['fail', 'warn', 'undetermined', 'pass', 'notApplicable'];
  return order
    .map((status) => {
      const text = `${summary[status]} ${words[status]}`;
      return summary[status] === 0 ? paint.dim(text) : labels[status](text);
    })
    .join(', ');
}

function versionShown({ kubernetesVersion, minors }: AuditReport): string {
  if (kubernetesVersion !== null) return `Kubernetes ${kubernetesVersion}`;
  return minors === undefined ? 'version not known' : `version not known, judged as ${minors.from} to ${minors.to}`;
}

function heading(report: AuditReport): string {
  const { findings, benchmark } = report;
  const components = [...new Set(findings.map(({ component }) => component))].join(', ');
  const numbers = benchmark === null ? 'no numbers of the CIS benchmark' : `numbers of CIS ${benchmark}`;
  const about = `${printable(versionShown(report))} · ${numbers}`;
  const separator = components.length + 3 + about.length > terminalWidth() ? '\n' : ' · ';
  return `${wrapWords(printable(components), terminalWidth()).join('\n')}${separator}${about}`;
}

export interface AuditViewOptions {
  /** Show passes and what does not apply in full too. */
  readonly everything: boolean;
}

/** Summary first, then what needs attention in full, the worst first; the rest in a line each. */
export function auditView(report: AuditReport, { everything }: AuditViewOptions): string {
  if (report.findings.length === 0) return 'nothing to judge\n';
  const of = (status: Status): readonly Group[] =>
    grouped(report.findings.filter((finding) => finding.status === status));
  const good: readonly Status[] = ['pass', 'notApplicable'];
  return [
    `${heading(report)}\n${summaryLine(report)}\n`,
    ...(['fail', 'warn'] as const).flatMap((status) => of(status).map(groupView)),
    openView(of('undetermined')),
    ...(everything
      ? good.flatMap((status) => of(status).map(groupView))
      : [good.map((status) => folded(status, of(status))).join('')]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
