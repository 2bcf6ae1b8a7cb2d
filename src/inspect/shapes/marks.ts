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
