/** The columns before the command of a row. */
export interface PsForm {
  readonly name: string;
  /** Matches everything before the command. */
  readonly row: RegExp;
  /** Which field is the process id, when there is one. */
  readonly pid?: number;
  /** Every row begins with a branch of a tree; lines without one are of something else. */
  readonly tree?: boolean;
}

const time = String.raw`(?:\d+-)?\d+:\d+(?::\d+)?(?:\.\d+)?`;

/** Listings without a header, by what their columns look like. */
const forms: readonly PsForm[] = [
  {
    name: 'aux',
    row: new RegExp(
      String.raw`^\s*\S+\s+\d+\s+\d+(?:\.\d+)?\s+\d+(?:\.\d+)?\s+\d+\s+\d+\s+\S+\s+[A-Za-z<>+]+\s+\S+\s+${time}\s+`,
    ),
    pid: 1,
  },
  { name: 'ef', row: /^\s*\S+\s+\d+\s+\d+\s+\d+\s+\S+\s+\S+\s+(?:\d+-)?\d+:\d+:\d+\s+/, pid: 1 },
  {
    name: 'top',
    row: /^\s*\d+\s+\S+\s+(?:rt|-?\d+)\s+-?\d+\s+[\d.]+[kmgt]?\s+[\d.]+[kmgt]?\s+[\d.]+[kmgt]?\s+[A-Z]\s+[\d.]+\s+[\d.]+\s+\d+:\d+(?:\.\d+)?\s+/,
    pid: 0,
  },
  { name: 'ax', row: /^\s*\d+\s+\S+\s+[A-Z][A-Za-z<+]*\s+\d+:\d+(?:\.\d+)?\s+/, pid: 0 },
  { name: 'busybox', row: /^\s*\d+\s+[A-Za-z_][\w.+-]*\s+(?:\d+:\d+|\d+[dh]\d+)\s+/, pid: 0 },
  { name: 'busybox', row: /^\s*\d+\s+[A-Za-z_][\w.+-]*\s+\d+[mg]?\s+[A-Z][A-Z<N]{0,3}\s+/, pid: 0 },
];

/** `├─811 /usr/bin/x` of systemctl status and systemd-cgls, with or without Unicode. */
export const treeForm: PsForm = { name: 'tree', row: /^[\s│|]*(?:[├└]─|[|`]-)\s*\d+\s+/, tree: true };

/** `├─kube-apiserver,811 --v=2` of `pstree -ap`: the name is only a name, but it is all there is. */
const pstreeForm: PsForm = { name: 'pstree', row: /^[\s│|]*(?:[├└]─|[|`]-)(?=[^\s,]+,\d+(?:\s|$))/, tree: true };

const pidForm: PsForm = { name: 'pid', row: /^\s*\d+\s+(?=[^\s\d])/, pid: 0 };

/** Nothing before the command. */
export const commandForm: PsForm = { name: 'command', row: /^\s*(?=\S)/ };

// `ps -o args=` of a process whose arguments are not known stands in brackets, and so does no header.
const header = /^\s*(?:[A-Z%][A-Za-z%+#]*\s+)*(?:COMMAND|CMD|ARGS)\s*$/;

/** Columns whose values may hold blanks: dates. */
const datePattern = String.raw`(?:[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}|[A-Z][a-z]{2} [ \d]\d|\S+)\s+`;

/** The form that a header announces: as many fields as it names, the process id a number. Null for any other line. */
export function formOfHeader(line: string): PsForm | null {
  if (line.length > 4000 || !header.test(line)) return null;
  const fields = line.trim().split(/\s+/).slice(0, -1);
  const pid = fields.indexOf('PID');
  if (fields.length === 0) return commandForm;
  const row = fields.map((field, i) => {
    if (i === pid) return String.raw`\d+\s+`;
    return /^(?:STARTED|START|STIME)$/.test(field) ? datePattern : String.raw`\S+\s+`;
  });
  const name = fields.includes('TIME+') ? 'top' : fields.join(' ');
  return { name, row: new RegExp(String.raw`^\s*${row.join('')}`), ...(pid === -1 ? {} : { pid }) };
}

const program = /(?:^|[\s/─-])(?:kube-[a-z-]+|kubelet|etcd|hyperkube)(?:,\d+)?(?:\s|$)/;

/** The form of a listing without a header, by the rows that speak of a component. */
export function formOfRows(lines: readonly string[]): PsForm {
  const telling = lines.filter((line) => program.test(line.length > 4000 ? line.slice(0, 4000) : line)).slice(0, 50);
  for (const form of [...forms, treeForm, pstreeForm]) {
    if (telling.some((line) => form.row.test(line))) return form;
  }
  const withPid = telling.find((line) => pidForm.row.test(line));
  return withPid === undefined ? commandForm : pidForm;
}
