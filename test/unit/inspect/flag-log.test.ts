import { describe, expect, it } from 'vitest';
import { readFlagLog, readFlagLogs } from '../../../src/inspect/flag-log.js';

const read = (...lines: string[]) => readFlagLogs(lines.join('\n'));
const values = (line: string) => read(line).flatMap(({ flags }) => flags.map(({ name, value }) => [name, value]));

describe('a FLAG: line', () => {
  it.each([
    ['FLAG: --v="2"', [['v', '2']]],
    ['x FLAG: --A.b_c-1="" y', [['A.b_c-1', '']]],
    ['FLAG: --v="2', [['v', null]]],
    ['FLAG: --v=', [['v', null]]],
    ['FLAG: --v=2', []],
    ['FLAG: --v', []],
    ['FLAG: --="2"', []],
    ['FLAG: --a b="2"', []],
    [`FLAG: --${'a'.repeat(200)}="2"`, [['a'.repeat(200), '2']]],
    [`FLAG: --${'a'.repeat(201)}="2"`, []],
    ['FLAG: -v="2"', []],
  ])('%j', (line, flags) => {
    expect(values(line)).toEqual(flags);
  });

  it('in the last start counts where its value is known', () => {
    expect([...readFlagLog('FLAG: --a="1"\nFLAG: --b="2\nFLAG: --c="3"')]).toEqual([
      ['a', '1'],
      ['c', '3'],
    ]);
    expect(readFlagLog('')).toEqual(new Map());
  });
});

describe('a start of a component', () => {
  it.each([
    ['Version: v1.2.3', '1.2.3'],
    ['x "Golang settings" Version: v1.22.333-rc', '1.22.333'],
    ['starting version="v1.2.3"', '1.2.3'],
    ['kubeletVersion="v1.2.3"', '1.2.3'],
    ['gitVersion="v1.2.3"', '1.2.3'],
    ['subVersion: v1.2.3', undefined],
    ['myversion="v1.2.3"', undefined],
    ['Version: 1.2.3', undefined],
    ['Version: v1.2', undefined],
    ['Version: v1234.2.3', undefined],
  ])('has the version of %j: %s', (line, version) => {
    expect(read(line, 'FLAG: --a="1"')[0]?.version).toBe(version);
    expect(read('FLAG: --a="1"', line)[0]?.version).toBe(version);
  });

  it('keeps the version it was given first, and the next has the last one', () => {
    const log = read('FLAG: --a="1"', 'Version: v1.2.3', 'Version: v1.2.4', 'FLAG: --a="2"');
    expect(log.map(({ version }) => version)).toEqual(['1.2.3', '1.2.4']);
  });

  it.each([
    ['Flag --x has been deprecated, use y', [{ name: 'x', message: 'use y', line: 1 }]],
    ['W1 a.go:1] Flag --x.Y_z-1 has been deprecated, ', [{ name: 'x.Y_z-1', message: '', line: 1 }]],
    ['msg="Flag --x has been deprecated, a"', [{ name: 'x', message: 'a"', line: 1 }]],
    ['aFlag --x has been deprecated, y', []],
    ['Flag --x y has been deprecated, z', []],
    ['Flag -x has been deprecated, y', []],
    ['Flag --x has been deprecated', []],
  ])('was warned by %j', (line, deprecated) => {
    expect(read(line, 'FLAG: --a="1"')[0]?.deprecated).toEqual(deprecated);
  });

  it('ends where the names begin anew, or where the parser warns again', () => {
    const warning = 'Flag --x has been deprecated, y';
    const starts = read('FLAG: --a="1"', 'FLAG: --b="1"', 'FLAG: --b="2"', warning, 'FLAG: --c="3"', 'FLAG: --d="3"');
    expect(starts).toEqual([
      {
        stream: '',
        line: 1,
        flags: [
          { name: 'a', value: '1', line: 1 },
          { name: 'b', value: '1', line: 2 },
        ],
        deprecated: [],
      },
      { stream: '', line: 3, flags: [{ name: 'b', value: '2', line: 3 }], deprecated: [] },
      {
        stream: '',
        line: 5,
        flags: [
          { name: 'c', value: '3', line: 5 },
          { name: 'd', value: '3', line: 6 },
        ],
        deprecated: [{ name: 'x', message: 'y', line: 4 }],
      },
    ]);
  });

  it('stands among those of other programs, in the order of the text', () => {
    const line = (host: string, name: string) => `Nov 21 10:00:00 ${host} kube-apiserver[1]: FLAG: --${name}="${host}"`;
    const starts = read(line('m1', 'b'), line('m2', 'a'), line('m1', 'c'), line('m2', 'b'), line('m1', 'a'));
    expect(starts.map(({ line: at, flags }) => [at, flags.map(({ name }) => name).join()])).toEqual([
      [1, 'b,c'],
      [2, 'a,b'],
      [5, 'a'],
    ]);
  });
});
