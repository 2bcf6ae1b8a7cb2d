/** The kinds of text that are read. */
export const textKinds = ['manifest', 'unit', 'ps', 'proc'] as const;

export type TextKind = (typeof textKinds)[number];

/**
 * What kind of text this most likely is, judged by marks that the others do not have. Null when there are none; then
 * each kind may still be tried.
 */
export function recognise(text: string): TextKind | null {
  if (text.includes('\0')) return 'proc';
  if (/^[ \t]*ExecStart[ \t]*=/m.test(text) || /^\[(?:Unit|Service)\]/m.test(text)) return 'unit';
  if (/^[ \t]*(?:-[ \t]+)?["']?(?:command|args|containers|apiVersion|kind)["']?[ \t]*:/m.test(text)) return 'manifest';
  if (/^[ \t]*-[ \t]+(?:["']?--|\S*kube-|\S*etcd[ \t]*$)/m.test(text)) return 'manifest';
  if (/^\s*[{[]/.test(text)) return 'manifest';
  if (/(?:^|[\s/])(?:kube-[a-z-]+|etcd|hyperkube)(?:\s|$)/m.test(text)) return 'ps';
  return null;
}
