import { describe, expect, it } from 'vitest';
import { readLooseWords } from '../../../src/formats/loose-words.js';

/** Each command line: where it begins, and its words with their places. */
const read = (...lines: string[]): string[] =>
  readLooseWords(lines.join('\n')).map(({ words, where }) =>
    [`${where.line ?? 0}:`, ...words.map(({ text, line, column }) => `${text}@${line ?? 0}:${column ?? 0}`)].join(' '),
  );

describe('words one below the other', () => {
  it('are a command line, read by a guess', () => {
    expect(readLooseWords('command:\n\t- etcd\n - --a=1')).toEqual([
      {
        words: [
          { text: 'etcd', line: 2, column: 4, notString: false, reconstructed: true },
          { text: '--a=1', line: 3, column: 4, notString: false, reconstructed: true },
        ],
        hasCommand: true,
        env: [],
        moreEnv: true,
        mounts: [],
        whole: false,
        where: { line: 2 },
      },
    ]);
  });

  it.each<[string, string[], string]>([
    ['dashes of a list', ['- etcd', '-\t--a=1'], '1: etcd@1:3 --a=1@2:3'],
    ['no dashes', ['- etcd', '--a=1', '-v=2'], '1: etcd@1:3 --a=1@2:1 -v=2@3:1'],
    ['quotes', ['- "etcd"', "- '--a=1'", '"--b"', "'--c d'"], '1: etcd@1:4 --a=1@2:4 --b@3:2 --c d@4:2'],
    ['a list of JSON', ['"etcd",', '"--a=1",', "'--b'"], '1: etcd@1:2 --a=1@2:2 --b@3:2'],
    ['comments', ['- etcd # x', '', '# y', '- --a=1\t# z', '- --b=#1'], '1: etcd@1:3 --a=1@4:3 --b=#1@5:3'],
    ['args between', ['- etcd', 'args:', '- --a=1'], '1: etcd@1:3 --a=1@3:3'],
    ['args in a list', ['- etcd', '- "args": ', '- --a=1'], '1: etcd@1:3 --a=1@3:3'],
    ['a path', ['- /usr/bin/kube-apiserver', '- --a'], '1: /usr/bin/kube-apiserver@1:3 --a@2:3'],
    ['words before the program', ['- nice', '- -n', '- kubelet', '- --a'], '1: kubelet@3:3 --a@4:3'],
    ['hyperkube', ['- hyperkube', '- apiserver', '- --a'], '1: hyperkube@1:3 apiserver@2:3 --a@3:3'],
    ['three flags', ['--a', '--b', '- --c'], '1: --a@1:1 --b@2:1 --c@3:3'],
    ['flags with a colon', ['- etcd', '- --a: b', '- --c'], '1: etcd@1:3 --a: b@2:3 --c@3:3'],
    ['other line ends', ['- etcd\r\n- --a\r- --b'], '1: etcd@1:3 --a@2:3 --b@3:3'],
  ])('%s', (_, lines, expected) => {
    expect(read(...lines)).toEqual([expected]);
  });

  it.each<[string, string[]]>([
    ['a program without flags', ['- etcd', '- -v']],
    ['two flags', ['--a', '--b', '- -c']],
    ['another program', ['- etcdctl', '- --a', '- --b']],
    ['a name inside another', ['- my-etcd', '- --a', '- --b']],
    ['a program of which nothing is named', ['- kube-', '- --a', '- --b']],
    ['words without dashes or quotes', ['etcd', 'x=--a']],
    ['three dashes', ['---a', '---b', '---c']],
    ['digits', ['--1', '--2', '--3']],
    ['nothing', ['-', '- ', '- ""']],
  ])('%s is none', (_, lines) => {
    expect(read(...lines)).toEqual([]);
  });

  it.each(['image: x', '- name: x', '"env" :', 'x', '- ', '-'])('%s ends one', (line) => {
    expect(read('- etcd', '- --a', line, '- --b', '- --c', '- --d')).toEqual([
      '1: etcd@1:3 --a@2:3',
      '4: --b@4:3 --c@5:3 --d@6:3',
    ]);
  });

  it.each(['- a:b', '- http://x'])('%s does not end one', (line) => {
    expect(read('- etcd', line, '- --a')).toEqual([`1: etcd@1:3 ${line.slice(2)}@2:3 --a@3:3`]);
  });

  it('args do not begin one', () => {
    expect(read('args:', '- etcd', '- --a')).toEqual(['2: etcd@2:3 --a@3:3']);
    expect(read('- etcd', '- --a', 'x: 1', 'args:', '- --b')).toEqual(['1: etcd@1:3 --a@2:3']);
  });
});
