import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../../src/formats/log-line.js';

/** `stream| message`, with a plus where the line goes on. */
function read(line: string): string {
  const { stream, message, partial } = readLogLine(line);
  return `${stream}|${partial ? '+' : ''} ${message}`;
}

describe('a line of the journal', () => {
  it.each([
    ['Nov 21 09:33:00', ''],
    ['Nov  1 09:33:00', 'short'],
    ['Nov 21 09:33:00.123456', 'short-precise'],
    ['Sat Nov 21 09:33:00', 'with the weekday'],
    ['Sat 2026-11-21 09:33:00 UTC', 'short-full'],
    ['2026-11-21 09:33:00 CEST', 'with a zone'],
    ['2026-11-21 09:33:00,123', 'with a comma'],
    ['2026-11-21T09:33:00+0000', 'short-iso'],
    ['2026-11-21T09:33:00-01:00', 'short-iso of a newer systemd'],
    ['2026-11-21T09:33:00.5Z', 'with Z'],
    ['1763717580.123456', 'short-unix'],
    ['[    5.123456]', 'short-monotonic'],
    ['[12345.1]', 'short-monotonic after a while'],
  ])('%s (%s)', (time) => {
    expect(read(`${time} node1 kube-apiserver[811]: FLAG: --v="2"`)).toBe('node1 kube-apiserver| FLAG: --v="2"');
    expect(read(`${time} etcd: x`)).toBe('etcd| x');
    expect(read(`${time} x y z`)).toBe('| x y z');
  });

  it.each([
    'nov 21 09:33:00 etcd: x',
    'November 21 09:33:00 etcd: x',
    'Nov 21 9:33:00 etcd: x',
    'Nov 1 09:33:00 etcd: x',
    'Nov 21 09:33 etcd: x',
    'x Nov 21 09:33:00 etcd: x',
    'Nov 21 09:33:00x etcd: x',
    '2026-11-21_09:33:00 etcd: x',
    '26-11-21 09:33:00 etcd: x',
    '2026-1-21 09:33:00 etcd: x',
    '2026-11-1 09:33:00 etcd: x',
    '2026-11-21T9:33:00 etcd: x',
    '2026-11-21T09:3:00 etcd: x',
    '2026-11-21T09:33:0 etcd: x',
    '176371758.1 etcd: x',
    '1763717580 etcd: x',
    '',
  ])('%s has no time before it', (line) => {
    expect(read(line)).toBe(`| ${line}`);
  });

  it.each([
    ['node1 kube-apiserver[811]: x', 'node1 kube-apiserver| x'],
    ['fd00::1 a.b_c/d@e-9: x', 'fd00::1 a.b_c/d@e-9| x'],
    ['etcd[1234567890]: x: y', 'etcd| x: y'],
    ['etcd[12345678901]: x', '| etcd[12345678901]: x'],
    ['etcd[x]: x', '| etcd[x]: x'],
    ['etcd:x', '| etcd:x'],
    ['a b etcd: x', '| a b etcd: x'],
    [`${'a'.repeat(255)} ${'b'.repeat(255)}: x`, `${'a'.repeat(255)} ${'b'.repeat(255)}| x`],
    [`${'a'.repeat(256)} b: x`, `| ${'a'.repeat(256)} b: x`],
    [`a ${'b'.repeat(256)}: x`, `| a ${'b'.repeat(256)}: x`],
  ])('names its sender: %s', (rest, expected) => {
    expect(read(`Nov 21 09:33:00 ${rest}`)).toBe(expected);
  });
});

describe('a line of a container runtime', () => {
  it.each([
    ['2026-11-21T09:33:00.123456789Z stderr F FLAG: --v=2', '| FLAG: --v=2'],
    ['2026-11-21T09:33:00Z stdout P FLAG: --cl', '|+ FLAG: --cl'],
    ['2026-11-21T09:33:00.5+01:00 stderr F x', '| x'],
    ['2026-11-21T09:33:00-01:00 x y', '| x y'],
    ['2026-11-21T09:33:00Z stdin F x', '| stdin F x'],
    ['2026-11-21T09:33:00Z stderr x', '| stderr x'],
    ['2026-11-21T09:33:00Z m1 etcd: x', 'm1 etcd| x'],
    ['2026-11-21T09:33:00Z stderr F m1 etcd: x', '| m1 etcd: x'],
    ['2026-11-21T09:33:00Z Nov 21 09:33:00 m1 etcd: x', 'm1 etcd| x'],
    ['2026-11-21T09:33:00Z stderr P Nov 21 09:33:00 m1 etcd: x', 'm1 etcd|+ x'],
  ])('%s', (line, expected) => {
    expect(read(line)).toBe(expected);
  });
});

describe('a line of a collector', () => {
  it.each([
    ['[pod/etcd-m1/etcd] x', 'etcd-m1/etcd| x'],
    ['[etcd] x', 'etcd| x'],
    ['[1] etcd: x', '1| etcd: x'],
    ['[v.1] x', 'v.1| x'],
    ['[1.v] x', '1.v| x'],
    ['[.1] x', '.1| x'],
    ['[pod/1.1] x', '1.1| x'],
    ['etcd-1   | x', 'etcd-1| x'],
    ['etcd | Nov 21 09:33:00 m1 etcd[5]: x', 'etcd m1 etcd| x'],
    ['[a] [b] x', 'a b| x'],
    [`[${'a'.repeat(255)}] x`, `${'a'.repeat(255)}| x`],
    [`[${'a'.repeat(256)}] x`, `| [${'a'.repeat(256)}] x`],
    [`${'a'.repeat(256)} | x`, `| ${'a'.repeat(256)} | x`],
    ['[a b] x', '| [a b] x'],
    ['[etcd]x', '| [etcd]x'],
    ['etcd| x', '| etcd| x'],
    ['etcd |x', '| etcd |x'],
    ['a etcd | x', '| a etcd | x'],
  ])('%s', (line, expected) => {
    expect(read(line)).toBe(expected);
  });
});

describe('a line of JSON', () => {
  it.each([
    [{ MESSAGE: 'x', _HOSTNAME: 'm1', SYSLOG_IDENTIFIER: 'etcd', _COMM: 'y' }, 'm1 etcd| x'],
    [{ MESSAGE: 'x', _COMM: 'etcd' }, 'etcd| x'],
    [{ MESSAGE: [72, 195, 164], _HOSTNAME: 'm1' }, 'm1| Hä'],
    [{ MESSAGE: 'a', log: 'b', msg: 'c', message: 'd' }, '| a'],
    [{ MESSAGE: ['a'], log: 'b\n', msg: 'c', message: 'd' }, '| b'],
    [{ log: 'b\r\n', stream: 'stderr' }, '| b'],
    [{ log: 'b\n\n' }, '| b\n'],
    [{ log: 'a\nb' }, '| a\nb'],
    [{ msg: 'c', message: 'd' }, '| c'],
    [{ message: 'd' }, '| d'],
    [{ msg: 'Golang settings', version: 'v1.35.1' }, '| Golang settings version="v1.35.1"'],
    [{ msg: 'Kubelet version', kubeletVersion: 'v1.35.1' }, '| Kubelet version version="v1.35.1"'],
    [{ msg: 'x', version: 'a', kubeletVersion: 'b' }, '| x version="a"'],
    [{ MESSAGE: '[pod/a] x', _HOSTNAME: 'm1' }, 'm1 a| x'],
  ])('%j', (value, expected) => {
    expect(read(JSON.stringify(value))).toBe(expected);
  });

  it.each(['{}', '{"a":1}', '{"MESSAGE":7}', '{x}', '{"log":"x"} y', ' {"log":"x"}', '[{"log":"x"}]', '"x"'])(
    '%s is only text',
    (line) => {
      expect(read(line)).toBe(`| ${line}`);
    },
  );
});
