import { describe, expect, it } from 'vitest';
import { readPs } from '../../../src/formats/ps.js';

const flags = new Set(['v', 'client-ca-file', 'client', 'tls-cert-file', 'feature-gates']);
const isFlagName = (name: string): boolean => flags.has(name);

/** Each process: where it begins, its id, its words (`*` for one put together, `…` for one cut off), why it is cut off. */
function read(text: string): string[] {
  return [...readPs(text, isFlagName).processes].map(({ line, pid, words, truncated }) => {
    const shown = words.map((word) => {
      const marks = `${word.reconstructed === true ? '*' : ''}${word.truncated === true ? '…' : ''}`;
      return `${word.text}@${word.line ?? 0}:${word.column ?? 0}${marks}`;
    });
    return [`${line}/${pid ?? '-'}`, ...shown, ...(truncated === undefined ? [] : [`(${truncated})`])].join(' ');
  });
}

describe('rows of a listing', () => {
  it('are read with every kind of line end, empty lines left out', () => {
    expect(read('\ufeffPID CMD\r\n1 etcd\r2 etcd\n\n  \n3 etcd')).toEqual([
      '2/1 etcd@2:3',
      '3/2 etcd@3:3',
      '6/3 etcd@6:3',
    ]);
  });

  it('begin after the first header, and follow the newest one', () => {
    const text = '1 etcd --a=1\nPID CMD\n2 etcd\nUSER PID CMD\nroot 3 etcd';
    expect(read(text)).toEqual(['3/2 etcd@3:3', '5/3 etcd@5:8']);
    expect(readPs(text, isFlagName).form).toBe('PID, USER PID');
  });

  it('go on where a line has no columns', () => {
    expect(read('PID CMD\n1 etcd\n--v=2\n  --client=x\n2 etcd')).toEqual([
      '2/1 etcd@2:3 --v=2@3:1 --client=x@4:3',
      '5/2 etcd@5:3',
    ]);
    expect(read('PID CMD\n1 etcd --client-ca\n-file=/x')).toEqual(['2/1 etcd@2:3 --client-ca-file=/x@2:8*']);
  });

  it('do not go on after a header before any row', () => {
    expect(read('PID CMD\n--v=2\n1 etcd')).toEqual(['3/1 etcd@3:3']);
  });

  it('do not go on after a second header, or after a byte order mark that is none', () => {
    expect(read('PID CMD\n1 etcd\nPID CMD\n--v=2\n2 etcd')).toEqual(['2/1 etcd@2:3', '5/2 etcd@5:3']);
    expect(readPs('\ufeffUSER PID CMD\nroot 1 etcd', isFlagName).form).toBe('USER PID');
  });

  it('go on in the middle of a value', () => {
    expect(read('PID CMD\n1 etcd --client=a\nb')).toEqual(['2/1 etcd@2:3 --client=ab@2:8*']);
  });

  it.each(['root@m1:~# ls', 'm1 $ ls', '[root@m1]# ls', '$ ls', '# ls'])('end at the prompt %s', (prompt) => {
    expect(read(`PID CMD\n1 etcd\n${prompt}\n--v=2`)).toEqual(['2/1 etcd@2:3']);
  });

  it.each(['a=b$ ls', '$ls', 'a b $ ls', `${'x'.repeat(82)}$ ls`])('go on at %s, which is no prompt', (text) => {
    expect(read(`PID CMD\n1 etcd\n${text}\n--v=2`)[0]).toMatch(/--v=2@4:1$/);
  });

  it('may have a branch of a tree before the command', () => {
    expect(read('PID CMD\n1  \\_ etcd\n2  |   \\_ etcd\n3  |   `\\_  etcd\n4  \\_etcd')).toEqual([
      '2/1 etcd@2:7',
      '3/2 etcd@3:11',
      '4/3 etcd@4:13',
      '5/4 \\_etcd@5:4',
    ]);
    expect(read('PID CMD\n1 etcd \\_ x')).toEqual(['2/1 etcd@2:3 \\_@2:8 x@2:11']);
  });
});

describe('rows of a tree', () => {
  it.each([
    '',
    '   ',
    '● etcd.service - etcd',
    '○ x',
    '× x',
    '↻ x',
    '* x',
    'Nov 21 09:33:00 m1 x',
    'Nov  1 09:33:00 m1 x',
    '   Main PID: 811 (x)',
    'Tasks: 9 (limit)',
  ])('end at %j', (line) => {
    expect(read(`├─811 etcd\n${line}\n--v=2`)).toEqual(['1/811 etcd@1:7']);
  });

  it.each(['●etcd', 'nov 21 09:33:00', 'No: x', 'main: x', 'A2b: x', `M${'x'.repeat(22)}: x`])(
    'go on at %j',
    (line) => {
      expect(read(`├─811 etcd\n${line}\n--v=2`)[0]).toMatch(/--v=2@3:1$/);
    },
  );

  it('begin again with the next branch', () => {
    expect(read('├─811 etcd\n\n--v=1\n└─812 etcd\n--v=2')).toEqual(['1/811 etcd@1:7', '4/812 etcd@4:7 --v=2@5:1']);
  });
});

describe('commands without columns', () => {
  it.each<[string, string[]]>([
    ['etcd\n  --v=2', ['1/- etcd@1:1 --v=2@2:3']],
    ['etcd\n-v 2', ['1/- etcd@1:1 -v@2:1 2@2:4']],
    ['etcd\nkubelet', ['1/- etcd@1:1', '2/- kubelet@2:1']],
    ['etcd --client=\n/x', ['1/- etcd@1:1 --client=/x@1:6*']],
    ['etcd --feature-gates=A=true,\nB=true', ['1/- etcd@1:1 --feature-gates=A=true,B=true@1:6*']],
    ['etcd --client-\nca-file=/x  ', ['1/- etcd@1:1 --client-ca-file=/x@1:6*']],
    ['etcd --client-c  \na-file=/x', ['1/- etcd@1:1 --client-ca-file=/x@1:6*']],
    ['etcd --v\nkubelet', ['1/- etcd@1:1 --v@1:6', '2/- kubelet@2:1']],
    ['etcd --v=2\nkubelet', ['1/- etcd@1:1 --v=2@1:6', '2/- kubelet@2:1']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('name a program that a line end went through', () => {
    expect(read('PID CMD\n1 /usr/bin/kube-api\nserver --v=2')).toEqual(['2/1 /usr/bin/kube-apiserver@2:3 --v=2@3:8']);
    expect(read('PID CMD\n1 kube-api\nserver\n--v=2')).toEqual(['2/1 kube-apiserver@2:3 --v=2@4:1']);
    expect(read('PID CMD\n1 sh kube-api\nserverless')).toEqual(['2/1 sh@2:3 kube-api@2:6 serverless@3:1']);
    expect(read('PID CMD\n1 etcd\nctl')).toEqual(['2/1 etcd@2:3 ctl@3:1']);
    expect(read('PID CMD\n1 kubelet \nx')).toEqual(['2/1 kubelet@2:3 x@3:1']);
  });
});

describe('rows that were cut off', () => {
  it.each<[string, string]>([
    ['1 etcd --v=2 --cl…', '2/1 etcd@2:3 --v=2@2:8 --cl…@2:14… (it has an ellipsis in it)'],
    ['1 etcd --cl… --v=2', '2/1 etcd@2:3 --cl…@2:8… --v=2@2:14… (it has an ellipsis in it)'],
    ['1 etcd --cl...', '2/1 etcd@2:3 --cl...@2:8… (it has an ellipsis in it)'],
    ['1 etcd --cl.... x', '2/1 etcd@2:3 --cl....@2:8 x@2:17'],
    ['1 etcd ... x', '2/1 etcd@2:3 ...@2:8 x@2:12'],
    ['1 etcd --cl+', '2/1 etcd@2:3 --cl+@2:8'],
    ['1 etcd --client-', '2/1 etcd@2:3 --client-@2:8… (it ends in the middle of a flag)'],
    ['1 etcd -x --client-', '2/1 etcd@2:3 -x@2:8 --client-@2:11… (it ends in the middle of a flag)'],
    ['1 etcd --client- x', '2/1 etcd@2:3 --client-@2:8 x@2:18'],
    ['1 etcd -', '2/1 etcd@2:3 -@2:8… (it ends in the middle of a flag)'],
    ['1 etcd --', '2/1 etcd@2:3 --@2:8… (it ends in the middle of a flag)'],
    ['1 etcd --client=a,', '2/1 etcd@2:3 --client=a,@2:8… (it ends in the middle of a flag)'],
    ['1 etcd --client=a-', '2/1 etcd@2:3 --client=a-@2:8'],
    ['1 etcd --client,', '2/1 etcd@2:3 --client,@2:8'],
    ['1 etcd a=b,', '2/1 etcd@2:3 a=b,@2:8'],
    ['1 etcd a-', '2/1 etcd@2:3 a-@2:8'],
  ])('%s', (text, expected) => {
    expect(read(`PID CMD\n${text}`)).toEqual([expected]);
  });

  it('end in a plus where top prints them', () => {
    expect(read('PID TIME+ COMMAND\n1 0:01 etcd --cl+ x')).toEqual([
      '2/1 etcd@2:8 --cl+@2:13… x@2:19… (it has an ellipsis in it)',
    ]);
  });

  const wide = (width: number, start = '1 etcd '): string => start + 'x'.repeat(width - start.length);
  const why = (text: string): (string | undefined)[] =>
    [...readPs(text, isFlagName).processes].map(({ truncated }) => truncated);

  it.each([80, 132, 4095, 4096])('have a width that terminals and kernels cut at: %i', (width) => {
    expect(why(`PID CMD\n${wide(width)}`)).toEqual([`the row is exactly ${width} characters wide`]);
    expect(why(`PID CMD\n${wide(width)}\n   \n`)).toEqual([`the row is exactly ${width} characters wide`]);
    expect(why(`PID CMD\n${wide(width)}\n--v=2`)).toEqual([undefined]);
  });

  it.each([79, 81, 131, 133, 4094, 4099])('have not a width of %i', (width) => {
    expect(why(`PID CMD\n${wide(width)}`)).toEqual([undefined]);
  });

  it('have a command as long as a kernel keeps', () => {
    expect(why(`PID CMD\n1 ${wide(4096, 'etcd ')}`)).toEqual(['the row is exactly 4098 characters wide']);
    expect(why(`PID CMD\n12 ${wide(4095, 'etcd ')}`)).toEqual(['the row is exactly 4098 characters wide']);
    expect(why(`PID CMD\n12 ${wide(4094, 'etcd ')}`)).toEqual([undefined]);
  });

  it('end at one column, which no other row passes', () => {
    const several = (width: number) => `several rows end at the same column, ${width}`;
    const rows = (...widths: number[]) => why(['PID CMD', ...widths.map((width) => wide(width))].join('\n'));
    expect(rows(60, 60, 60, 20)).toEqual([several(60), several(60), several(60), undefined]);
    expect(rows(60, 60)).toEqual([undefined, undefined]);
    expect(rows(59, 59, 59)).toEqual([undefined, undefined, undefined]);
    expect(rows(60, 60, 60, 61)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
