/**
 * Writes one element of `command` or `args` so that the kubelet hands over exactly this value: `$(NAME)` would be a
 * reference and `$$` an escaped dollar (k8s.io/kubernetes third_party/forked/golang/expansion), so every dollar is doubled.
 */
export function quotePodArgument(value: string): string {
  return value.replaceAll('$', '$$$$');
}

export interface ExpandedArgument {
  readonly text: string;
  /** References that could not be resolved, as written; the text still holds them. */
  readonly unresolved: readonly string[];
}

/**
 * Expands `$(NAME)` and `$$` as the kubelet does. `variable` gives the value of a name, undefined when the kubelet would
 * leave the reference as it is, null when the name is defined and its value cannot be known from the source.
 */
export function expandPodArgument(
  text: string,
  variable: (name: string) => string | null | undefined,
): ExpandedArgument {
  const unresolved: string[] = [];
  if (!text.includes('$')) return { text, unresolved };
  const lastClosing = text.lastIndexOf(')');
  const parts: string[] = [];
  let i = 0;
  while (i < text.length) {
    const dollar = text.indexOf('$', i);
    if (dollar === -1 || dollar + 1 >= text.length) break;
    parts.push(text.slice(i, dollar));
    const next = text[dollar + 1];
    const closing = next === '(' && dollar < lastClosing ? text.indexOf(')', dollar + 2) : -1;
    if (next === '$') {
      parts.push('$');
      i = dollar + 2;
    } else if (closing === -1) {
      parts.push(text.slice(dollar, dollar + 2));
      i = dollar + 2;
    } else {
      const reference = text.slice(dollar, closing + 1);
      const value = variable(text.slice(dollar + 2, closing));
      if (value === null) unresolved.push(reference);
      parts.push(value ?? reference);
      i = closing + 1;
    }
  }
  parts.push(text.slice(i));
  return { text: parts.join(''), unresolved };
}
