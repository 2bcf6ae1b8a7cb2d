/** A saved answer of /flagz: JSON, or the text form, which begins with the name of the component. */
export function isFlagz(text: string): boolean {
  const start = text.slice(0, 4096);
  if (/^\s*\{/.test(start)) return /"kind"\s*:\s*"Flagz"/.test(start) || /"kind"\s*:\s*"Flagz"/.test(text.slice(-4096));
  return /^\s*[a-z-]{4,30} flagz\r?\n/.test(start);
}

/** What k3s, RKE2 and k0s log when they start a component: the words follow, bare or in brackets. */
export const runningLine =
  /\b(?:Running|Starting to run|Starting) (?:\/[A-Za-z0-9._/-]{0,200}\/)?(kube-[a-z-]{1,30}|kubelet|etcd) (\[?)(?=--?[a-z])/;

/** How editors and `cat -v` write a NUL. */
export const writtenNul = /\^@|\\0(?!\d)|\\x00|\\u0000|␀/;

const stuck =
  /(?:^|[/\s])(?:kube-(?:apiserver|controller-manager|scheduler|proxy)|kubelet|etcd)--[a-z][a-z0-9-]*(?:=|--)/m;

/** A command line as /proc has it: ended by NUL, by what stands for one in an editor, or by nothing in a terminal. */
export function isCmdline(text: string): boolean {
  if (text.includes('\0')) return true;
  const mark = writtenNul.exec(text);
  if (
    mark !== null &&
    /(?:kube-|kubelet|etcd|hyperkube)[^\s]*$/.test(text.slice(Math.max(0, mark.index - 200), mark.index))
  )
    return true;
  return stuck.test(text);
}

/** `systemctl status`: processes as a tree, and some lines of the journal below it. */
export function isStatusTree(text: string): boolean {
  return /^ *CGroup: /m.test(text) && /^[\s│|]*(?:[├└]─|[|`]-) *\d+ /m.test(text);
}

/** What systemd tells of a unit that it has read: `systemctl show`, or `status` where only the ended process is told. */
export function isShownUnit(text: string): boolean {
  if (/(?:^|[{;] )argv\[\]=/m.test(text)) return true;
  return /^\s*Process: \d+ ExecStart=\S/m.test(text) && !isStatusTree(text);
}

/** One flag per line and nothing else: no program, no file name, no assignment before them. */
export function isArgsFile(text: string): boolean {
  let flags = 0;
  for (const line of text.slice(0, 200_000).split(/\r\n|\n|\r/)) {
    const start = line.trim();
    if (start === '' || start.startsWith('#')) continue;
    if (!/^--?[a-z][A-Za-z0-9_.-]*(?:[=\s]|$)/.test(start)) return false;
    flags++;
  }
  return flags > 0;
}

export function isUnit(text: string): boolean {
  return /^[ \t]*ExecStart[ \t]*=/m.test(text) || /^\[(?:Unit|Service)\]/m.test(text);
}

/** The configuration of supervisord, whose commands look like typed ones. */
export function isSupervisord(text: string): boolean {
  return /^\[program:[^\]\n]{1,200}\]/m.test(text);
}

const prompt = String.raw`^[ \t]*(?:\S{0,80}[#$][ \t]+)?`;
const containerRun = new RegExp(
  String.raw`${prompt}(?:sudo[ \t]+)?(?:docker|podman|nerdctl|ctr)[ \t](?:[^\n]{0,300}[ \t])?(?:run|create)[ \t]`,
  'm',
);

/** `docker run …` on a line of its own, or the list of `docker ps`. */
export function isDockerText(text: string): boolean {
  if (/^CONTAINER ID {2,}IMAGE {2,}COMMAND/m.test(text)) return true;
  return containerRun.test(text) && !isUnit(text) && !text.startsWith('#!') && !hasHeredoc(text);
}

// More than any text has that is meant to be read; whatever is looked for stands among the first of them.
const maxLooks = 2000;

/** Whether one of the first places where a pattern stands has the right text around it, on its line. */
function anywhere(text: string, pattern: RegExp, fits: (before: string, after: string) => boolean): boolean {
  let looks = 0;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (++looks > maxLooks) return false;
    const start = Math.max(text.lastIndexOf('\n', index) + 1, index - 300);
    const end = text.indexOf('\n', index);
    const stop = Math.min(end === -1 ? text.length : end, index + 4000);
    if (fits(text.slice(start, index), text.slice(index + found.length, stop))) return true;
  }
  return false;
}

function hasHeredoc(text: string): boolean {
  return anywhere(text, /<</g, (before, after) => {
    return /^-?[ \t]{0,3}["'\\]?[A-Za-z_]/.test(after) && /\b(?:cat|tee|bash|sh|dd|install)\b/.test(before);
  });
}

const componentWord = /(?:kube-(?:apiserver|controller-manager|scheduler|proxy)|kubelet|etcd|hyperkube)(?=[ \t])/g;

// Nothing but what starts a program, so that no columns of a listing stand there.
const starters = /^[ \t]*(?:[$#][ \t]+)?(?:(?:sudo|nohup|exec|time|env|nice|\w{1,60}=\S{0,200})[ \t]+){0,5}\S*$/;

const shellSign = /\s(?:&|\|{1,2}|[12]?>{1,2}|2>&1|;)(?:\s|$)/;
// A running program has no quotes around its values; a shell has taken them off.
const quotedValue = /[=\s](?:"[^"]*"|'[^']*')(?:\s|$)/;

/** A component that somebody starts by hand over several lines, or the last line of a run script. */
function isTyped(text: string): boolean {
  return anywhere(text, componentWord, (before, after) => {
    const command = /(?:^|[\s/])$/.test(before) && !/[=:]\s*\S*$/.test(before) && !/^\s*(?:-|\d)/.test(before);
    const typed = starters.test(before) && (shellSign.test(after) || quotedValue.test(after));
    return command && (typed || /\\[ \t\r]*$/.test(after) || /^\s*exec\s/.test(before));
  });
}

/** A shell script, or lines that a person typed into a shell. */
export function isScript(text: string): boolean {
  if (/^#![^\n]*(?:sh|openrc-run|runscript)\b/.test(text)) return true;
  const isJob = /^(?:end script|start on)\b/m.test(text);
  return isJob || hasHeredoc(text) || (!isUnit(text) && !isSupervisord(text) && isTyped(text));
}

const variable =
  /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*\+?=[ \t]*(?:["']?[ \t]*--?[a-z]|["'][^\n]{0,2000}[ \t]--[a-z]|["']?[ \t]*\\?\r?$)/m;

/** Variables whose values are flags, or that etcd reads. */
export function isEnvFile(text: string): boolean {
  return (
    (variable.test(text) && /(?:^|[\s"'=])--?[a-z]/m.test(text)) ||
    /^[ \t]*(?:export[ \t]+)?(?:ETCD|KUBE(?:LET)?)_[A-Z0-9_]+=/m.test(text)
  );
}

/** The line that `head` and `tail` write before each of several files. */
export const fileHeading = /^==> (\/\S{1,300}) <==[ \t\r]*$/m;

/** What a person types to have a file shown, with or without the prompt: `sudo cat /etc/kubernetes/config`. */
export const shownFile =
  /^[ \t]*(?:\S{0,80}[#$%][ \t]+)?(?:sudo[ \t]+)?(?:cat|more|less|vim?|nano|tee)[ \t]+(\/[\w./@-]{1,300})[ \t\r]*$/m;

/** A copied session in which several files were shown one after the other. */
function isSession(text: string): boolean {
  const first = shownFile.exec(text);
  return first !== null && !text.startsWith('#!') && shownFile.test(text.slice(first.index + first[0].length));
}

/** A page with blocks of code, or files one after the other with their names. */
export function isGuide(text: string): boolean {
  return /^[ \t>]{0,12}(?:`{3}|~{3})/m.test(text) || fileHeading.test(text) || isSession(text);
}
