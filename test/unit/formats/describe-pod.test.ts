import { describe, expect, it } from 'vitest';
import { readDescribe } from '../../../src/formats/describe-pod.js';

const pod = (...lines: string[]): string => ['Name: x', 'Containers:', '  etcd:', ...lines].join('\n');

/** The words of the first container, with their places. */
function words(text: string): string[] {
  return (
    readDescribe(text)[0]?.words.map(({ text: word, line, column }) => `${word}@${line ?? 0}:${column ?? 0}`) ?? []
  );
}

describe('what kubectl describe prints', () => {
  it('is read by indentation, whole', () => {
    const text = [
      'Name:  x',
      'Init Containers:',
      '  no:',
      '    Command:',
      '      no',
      'Containers:',
      '  a:b:',
      '    Image:   registry.k8s.io/etcd:3.6  ',
      '    Command:',
      '      etcd',
      '',
      '      --a=1',
      '    Args:',
      '      --b',
      '        --c: x',
      '    Command:',
      '      other',
      '    Environment Variables from:',
      '      etcd  ConfigMap  Optional: false',
      '    Environment:',
      '      IP:    (v1:status.podIP)',
      '      A_1.b-c:  two words',
      '      EMPTY:',
      "      URL:  <set to the key 'url' in config map 'oidc'>  Optional: false",
      '      9:  x',
      '      X',
      '      (v1): y',
      '      V: (v:x)',
      '      W: (v1:x) y',
      '      Z: x <set to y>',
      '  b:',
      '    State:  Running',
      'Conditions:',
      '  c:',
      '    Command:',
      '      no',
    ].join('\r\n');
    expect(readDescribe(text)).toEqual([
      {
        name: 'a:b',
        image: 'registry.k8s.io/etcd:3.6',
        words: [
          { text: 'etcd', line: 10, column: 7, notString: false },
          { text: '--a=1', line: 12, column: 7, notString: false },
          { text: '--b', line: 14, column: 7, notString: false },
          { text: '--c: x', line: 15, column: 9, notString: false },
        ],
        hasCommand: true,
        env: [
          { name: 'IP', value: null },
          { name: 'A_1.b-c', value: 'two words' },
          { name: 'EMPTY', value: '' },
          { name: 'URL', value: null },
          { name: 'V', value: '(v:x)' },
          { name: 'W', value: '(v1:x) y' },
          { name: 'Z', value: 'x <set to y>' },
        ],
        moreEnv: true,
        mounts: [],
        whole: true,
        where: { line: 7, column: 3 },
      },
      {
        name: 'b',
        words: [],
        hasCommand: false,
        env: [],
        moreEnv: false,
        mounts: [],
        whole: true,
        where: { line: 31, column: 3 },
      },
    ]);
  });

  it('has containers in every part that is called so, at any depth', () => {
    const one = (name: string) => `  Containers:\n   ${name}:\n    Args:\n      --a`;
    const found = readDescribe(`Pod Template:\n${one('a')}\n${one('b')}\nContainers:  x\n  c:\n`);
    expect(found.map(({ name, hasCommand, where }) => [name, hasCommand, where.line, where.column])).toEqual([
      ['a', false, 3, 4],
      ['b', false, 7, 4],
    ]);
    expect(readDescribe('Containers:')).toEqual([]);
    expect(readDescribe('')).toEqual([]);
  });

  it('has no container where a name has no colon or stands deeper', () => {
    expect(readDescribe('Containers:\n  a\n  b:\n    c:\n').map(({ name }) => name)).toEqual(['b']);
  });

  it.each(['Command: x', 'Command:x', 'Commands:', 'command:'])('has no command under %s', (field) => {
    const [container] = readDescribe(pod(`    ${field}`, '    Args:', '      --a'));
    expect(container?.words.map(({ text }) => text)).toEqual(['--a']);
    expect(container?.hasCommand).toBe(false);
  });
});

describe('a script that a shell is to run', () => {
  const script = ['      exec etcd \\', '        --a=1'];
  it.each([
    ['sh', '-c'],
    ['/bin/sh', '-c'],
    ['/bin/bash', '-ec'],
    ['dash', '-c'],
    ['ash', '-xc'],
  ])('is one word again: %s %s', (shell, option) => {
    expect(words(pod('    Command:', `      ${shell}`, `      ${option}`, ...script))).toEqual([
      `${shell}@5:7`,
      `${option}@6:7`,
      'exec etcd \\\n--a=1@7:7',
    ]);
  });

  it('may have options before the one that it comes with, and stand in the arguments', () => {
    expect(words(pod('    Command:', '      sh', '      -e', '    Args:', '      -c', ...script))).toEqual([
      'sh@5:7',
      '-e@6:7',
      '-c@8:7',
      'exec etcd \\\n--a=1@9:7',
    ]);
  });

  it.each([
    ['another program', ['      env', '      -c', ...script], 4],
    ['a longer name', ['      /bin/zsh', '      -c', ...script], 4],
    ['a path that goes on', ['      /bin/sh/x', '      -c', ...script], 4],
    ['another option', ['      sh', '      -x', ...script], 4],
    ['a long option', ['      sh', '      --c', ...script], 4],
    ['an option with more', ['      sh', '      -c=1', ...script], 4],
    ['one line', ['      sh', '      -c', '      exec etcd'], 3],
    ['nothing behind it', ['      sh', '      -c'], 2],
    ['the option first', ['      -c', '      sh', ...script], 4],
  ])('is left as it is with %s', (_, rows, count) => {
    expect(words(pod('    Command:', ...rows))).toHaveLength(count);
  });
});
