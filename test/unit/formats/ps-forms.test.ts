import { describe, expect, it } from 'vitest';
import { readPs } from '../../../src/formats/ps.js';

const none = (): boolean => false;

/** The form of a listing of one row, with the process id and the words that are read of it. */
function row(text: string): string {
  const { form, processes } = readPs(text, none);
  const read = [...processes].map(({ pid, words }) => {
    return [pid ?? '-', ...words.map(({ text: word, column }) => `${word}@${column ?? 0}`)].join(' ');
  });
  return [form, ...read].join(': ');
}

describe('rows without a header are told by their columns', () => {
  it.each([
    // ps aux
    ['root 811 5.1 9.25 1101 2200 ? Ssl 10:00 1:23 etcd --a=1', 'aux: 811 etcd@46 --a=1@51'],
    ['kube-api+  811  10  9  1101280  412000  pts/0  S<l+  Nov21  10:00  etcd  --a=1', 'aux: 811 etcd@68 --a=1@74'],
    ['root 811 5.1 9.2 1101 2200 ? Ssl 2025 1-02:03:04 etcd', 'aux: 811 etcd@50'],
    ['root 811 5.1 9.2 1101 2200 ? N> 2025 12:03.04 etcd', 'aux: 811 etcd@47'],
    [
      'root 811 5.1 9.2 1101 2200 ? Ssl 10:00 123 etcd',
      'command: - root@1 811@6 5.1@10 9.2@14 1101@18 2200@23 ?@28 Ssl@30 10:00@34 123@40 etcd@44',
    ],
    ['  root 811 5.1 9.2 1101 2200 ? Ssl 10:00 1:23 etcd', 'aux: 811 etcd@47'],
    // ps -ef
    ['  root 811 12 0 10:00 ? 00:01:23 etcd', 'ef: 811 etcd@34'],
    ['root 811 1 25 10:00 ? 00:01:23 etcd --a=1', 'ef: 811 etcd@32 --a=1@37'],
    ['root  811  1  0  Nov21  pts/10  12-10:01:23  etcd', 'ef: 811 etcd@46'],
    ['root 811 1 0 10:00 ? 01:23 etcd', 'command: - root@1 811@6 1@10 0@12 10:00@14 ?@20 01:23@22 etcd@28'],
    ['811 1 0 10:00 ? 00:01:23 etcd', 'command: - 811@1 1@5 0@7 10:00@9 ?@15 00:01:23@17 etcd@26'],
    // top -b -c
    ['  811 root 20 0 1101280 412000 60000 S 5.0 9.2 11:23.45 etcd --a=1', 'top: 811 etcd@57 --a=1@62'],
    ['811  root  rt  -20  1.2g  412.5m  60.3k  R  105.0  12.2  1:23  etcd', 'top: 811 etcd@64'],
    ['811 root -51 -5 10.2t 41m 6k I 5 9 1:23.4 etcd', 'top: 811 etcd@43'],
    // ps ax
    ['  811 ? Ssl 1:23 etcd --a=1', 'ax: 811 etcd@18 --a=1@23'],
    ['811  pts/0  S<s+  10:00.05  etcd', 'ax: 811 etcd@29'],
    ['811 ? R 1:23 etcd', 'ax: 811 etcd@14'],
    // ps of BusyBox
    ['  811 root 1:23 etcd --a=1', 'busybox: 811 etcd@17 --a=1@22'],
    ['811  kube.user-1+  12:01  etcd', 'busybox: 811 etcd@27'],
    ['811 root 12d02 etcd', 'busybox: 811 etcd@16'],
    ['811 _x 1h10 etcd', 'busybox: 811 etcd@13'],
    ['811 root 1204 S etcd --a=1', 'busybox: 811 etcd@17 --a=1@22'],
    ['  811  root  412m  SW<N  etcd', 'busybox: 811 etcd@26'],
    ['811 root 1g R etcd', 'busybox: 811 etcd@15'],
    // A tree, with the signs of a terminal and with plain ones
    ['├─811 etcd --a=1', 'tree: 811 etcd@7 --a=1@12'],
    ['  │ └─ 811  etcd', 'tree: 811 etcd@13'],
    ['|-811 etcd', 'tree: 811 etcd@7'],
    ['| `-811 etcd', 'tree: 811 etcd@9'],
    ['├─etcd,811 --a=1', 'pstree: - etcd,811@3 --a=1@12'],
    ['  | `-etcd,811', 'pstree: - etcd,811@7'],
    // pgrep -a
    ['811 etcd --a=1', 'pid: 811 etcd@5 --a=1@10'],
    ['  811   /usr/bin/etcd', 'pid: 811 /usr/bin/etcd@9'],
    // Nothing but the command
    ['etcd --a=1', 'command: - etcd@1 --a=1@6'],
    ['  /usr/bin/kube-apiserver --a=1', 'command: - /usr/bin/kube-apiserver@3 --a=1@27'],
  ])('%s', (text, expected) => {
    expect(row(text)).toBe(expected);
  });

  it.each([
    ['kubelet', 'pid'],
    ['/usr/bin/hyperkube', 'pid'],
    ['kube-scheduler', 'pid'],
    ['my-etcd', 'pid'],
    ['etcd,2', 'pid'],
    ['etcdctl', 'command'],
    ['kube-', 'command'],
    ['etcd.sh', 'command'],
  ])('only rows of components tell the form: %s', (program, form) => {
    expect(readPs(`811 ${program}`, none).form).toBe(form);
  });

  it('takes a blank after the name of a program as its end, and looks no further than 50 rows and 4000 characters', () => {
    expect(readPs('811 etcd --a=1', none).form).toBe('pid');
    const commands = 'etcd --a=1\n'.repeat(49);
    expect(readPs(`${commands}811 etcd`, none).form).toBe('pid');
    expect(readPs(`${commands}etcd --b=1\n811 etcd`, none).form).toBe('command');
    expect(readPs(`811 ${'x'.repeat(3990)} etcd`, none).form).toBe('pid');
    expect(readPs(`811 ${'x'.repeat(3991)} etcd`, none).form).toBe('pid');
    expect(readPs(`811 ${'x'.repeat(3996)} etcd`, none).form).toBe('command');
  });
});

describe('a header says what the columns are', () => {
  it.each([
    ['PID COMMAND', '  811 etcd --a=1', 'PID: 811 etcd@7 --a=1@12'],
    ['  PID CMD', '811   etcd', 'PID: 811 etcd@7'],
    ['COMMAND', '811 etcd', 'command: - 811@1 etcd@5'],
    ['ARGS  ', 'etcd --a=1', 'command: - etcd@1 --a=1@6'],
    ['USER PID %CPU COMMAND', 'root 811 5.1 etcd --a=1', 'USER PID %CPU: 811 etcd@14 --a=1@19'],
    ['USER TTY CMD', 'root ? etcd', 'USER TTY: - etcd@8'],
    ['PID TIME+ COMMAND', '811 1:23.45 etcd', 'top: 811 etcd@13'],
    ['PID LABEL# CMD', '811 x etcd', 'PID LABEL#: 811 etcd@7'],
    ['PID STARTED CMD', '811 Sat Nov 21 09:33:00 2026 etcd', 'PID STARTED: 811 etcd@30'],
    ['PID STARTED CMD', '811 Sat Nov  1 09:33:00 2026  etcd', 'PID STARTED: 811 etcd@31'],
    ['PID START CMD', '811 Nov 21 etcd', 'PID START: 811 etcd@12'],
    ['PID START CMD', '811 Nov  1 etcd', 'PID START: 811 etcd@12'],
    ['PID STIME CMD', '811 09:33 etcd', 'PID STIME: 811 etcd@11'],
    ['PID LSTART CMD', '811 Nov 21 etcd', 'PID LSTART: 811 21@9 etcd@12'],
    ['PID STARTS CMD', '811 Nov 21 etcd', 'PID STARTS: 811 21@9 etcd@12'],
    ['PID TTY CMD', '811 Nov 21 etcd', 'PID TTY: 811 21@9 etcd@12'],
  ])('%s', (header, text, expected) => {
    expect(row(`${header}\n${text}`)).toBe(expected);
  });

  it.each([
    ['a word that is no column', 'pid COMMAND'],
    ['something after the command', 'PID COMMAND x'],
    ['something before the columns', '# PID COMMAND'],
    ['a column in lower letters', 'PID 1 CMD'],
    ['no command at all', 'PID TTY'],
    ['a longer word', 'XCMD'],
  ])('a line with %s is no header', (_, header) => {
    expect(row(`${header}\n811 etcd`)).toMatch(/^pid: /);
  });

  it('may be indented as far as a line may be long', () => {
    expect(readPs(`${' '.repeat(3997)}CMD\n811 etcd`, none).form).toBe('command');
    expect(readPs(`${' '.repeat(3998)}CMD\n811 etcd`, none).form).toBe('pid');
  });

  it('needs a number where the process id is', () => {
    expect(row('USER PID CMD\nroot x etcd\nroot 811 etcd')).toBe('USER PID: 811 etcd@10');
  });
});
