import type { ArgvWord } from '../../formats/argv.js';
import { readGoString } from '../../formats/go-string.js';
import { readLogLine } from '../../formats/log-line.js';
import { isKnownComponent } from '../../kernel/component.js';
import type { ComponentArgv } from '../component-argv.js';
import { withBlanks } from '../value-blanks.js';
import { sourceOf } from './found.js';
import { runningLine } from './marks.js';
import type { Reading, ShapeContext } from './shape.js';

// Before 1.17 k3s counted its versions for itself: its 1.0 holds Kubernetes 1.16.
const startingLine = /\bStarting (?:k3s|rke2|k0s) v(1\.(?:1[7-9]|[2-9]\d)\.\d{1,4})\b/;

/** What the apiserver inside k3s takes besides (its fork of Kubernetes); RKE2 logs it as well, and leaves it out. */
const ownFlags: Readonly<Record<string, readonly string[]>> = { 'kube-apiserver': ['advertise-port'] };

/**
 * The text of a message. logrus writes `time=… level=info msg="…"` with the message as a Go string; other programs, and
 * people who copy, leave the message bare.
 */
function messageOf(line: string): { readonly text: string; readonly closed: boolean } {
  const { message } = readLogLine(line);
  const at = message.indexOf('msg="');
  const read = at === -1 ? null : readGoString(message, at + 4);
  if (read === null) return { text: message, closed: true };
  return { text: read.text, closed: read.closed };
}

/**
 * Reads what k3s, RKE2 and k0s log when they start a component: `Running kube-apiserver --…`, unquoted words with blanks
 * between them. The last line of each component counts.
 */
export function readRunningLines(text: string, context: ShapeContext): Reading {
  const found = new Map<string, ComponentArgv>();
  let number = 0;
  let version: string | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    number++;
    version = startingLine.exec(line)?.[1] ?? version;
    if (!runningLine.test(line)) continue;
    const { text: message, closed } = messageOf(line);
    const match = runningLine.exec(message);
    const component = match?.[1] ?? '';
    if (match === null || !isKnownComponent(component)) continue;
    const rest = message.slice(match.index + match[0].length);
    const words = (match[2] === '[' ? rest.replace(/\][^\]]*$/, '') : rest)
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word): ArgvWord => ({ text: word, line: number }));
    const last = words.at(-1);
    if (!closed && last !== undefined) words.splice(-1, 1, { ...last, truncated: true });
    found.delete(component);
    found.set(component, {
      component,
      source: sourceOf('running-line', context),
      words: withBlanks(words, context.lookup(component)),
      environment: [],
      ...(version === undefined || component === 'etcd' ? {} : { version, versionFrom: 'log' as const }),
      ...(ownFlags[component] === undefined ? {} : { ownFlags: ownFlags[component] }),
      truncated: !closed,
      problems: [],
    });
  }
  return { found: [...found.values()], problems: [] };
}
