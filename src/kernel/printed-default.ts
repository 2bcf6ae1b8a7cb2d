/**
 * What one would write to get a default that was printed: lists are printed in brackets, and nothing as `[]` or `<nil>`.
 */
export function writtenDefault(printed: string): string {
  if (printed === '<nil>') return '';
  return printed.startsWith('[') && printed.endsWith(']') ? printed.slice(1, -1) : printed;
}
