import type { PodContainer, PodWord } from './static-pod.js';

/** A run of words that stand one below the other. */
interface Run {
  readonly words: PodWord[];
  readonly line: number;
}

function unquoted(text: string): string {
  const match = /^(["'])(.*)\1,?$/.exec(text);
  return match === null ? text : (match[2] ?? '');
}

function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let current: Run | null = null;
  for (const [i, row] of text.split(/\r\n|\n|\r/).entries()) {
    const content = row.trim();
    if (content === '' || content.startsWith('#')) continue;
    const item = /^(?:-[ \t]+)?(["']?-{1,2}[A-Za-z].*|["'].*["'],?)$/.exec(content) ?? /^-[ \t]+(.*)$/.exec(content);
    const word = unquoted((item?.[1] ?? '').replace(/[ \t]+#.*$/, '').trim());
    const key = /^(?:-[ \t]+)?["']?(\w+)["']?[ \t]*:(?:[ \t]|$)/.exec(content)?.[1];
    if (key === 'args' && current !== null) continue;
    if (item === null || word === '' || (key !== undefined && !word.startsWith('-'))) {
      current = null;
      continue;
    }
    if (current === null) {
      current = { words: [], line: i + 1 };
      runs.push(current);
    }
    current.words.push({
      text: word,
      line: i + 1,
      column: row.indexOf(word) + 1,
      notString: false,
      reconstructed: true,
    });
  }
  return runs;
}

const isProgram = ({ text }: PodWord): boolean => /(?:^|\/)(?:kube-[a-z-]+|kubelet|etcd|hyperkube)$/.test(text);

/**
 * Reads command lines out of a text that is YAML no more: indentation lost or uneven, tabs, a list without what it
 * belongs to. Words one below the other, with or without dashes, are one command line when they hold a program or
 * several flags. They are put together by a guess and say so.
 */
export function readLooseWords(text: string): readonly PodContainer[] {
  return runsOf(text).flatMap(({ words, line }) => {
    const at = words.findIndex(isProgram);
    const flags = words.filter((word) => word.text.startsWith('--')).length;
    if (flags === 0 || (at === -1 && flags < 3)) return [];
    const used = at === -1 ? words : words.slice(at);
    return [{ words: used, hasCommand: true, env: [], moreEnv: true, mounts: [], whole: false, where: { line } }];
  });
}
