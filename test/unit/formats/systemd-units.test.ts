import { describe, expect, it } from 'vitest';
import { readService, running, unitVariables } from '../../../src/formats/systemd-service.js';
import { orderDropIns, placeIn, readUnit, writeUnit } from '../../../src/formats/systemd-unit.js';

const raw = String.raw;

describe('a unit file', () => {
  const read = (text: string) => {
    const { assignments, notes } = readUnit(text, 'u');
    return [
      ...assignments.map(({ section, key, value, line, column }) => `[${section}] ${key}=${value} @${line}:${column}`),
      ...notes.map(({ what, text: shown, line, column }) => `${what} ${shown} @${line}:${column}`),
    ];
  };

  it.each<[string, string[]]>([
    ['A=1', ['[] A=1 @1:3']],
    ['[S]\n  A \t=  b c  \n', ['[S] A=b c @2:9']],
    ['[S]\nA=\n', ['[S] A= @2:3']],
    ['[S] \nA=b=c', ['[S] A=b=c @2:3']],
    ['[S\nA=1', ['[] A=1 @2:3', 'bad-section [S @1:1']],
    ['  =1\nx', ['missing-key =1 @1:3', 'missing-equals x @2:1']],
    ['# A=1\n ; B=1\nC=1', ['[] C=1 @3:3']],
    ['A=1\0B=2\rC=3', ['[] A=1 @1:3', '[] B=2 @2:3', '[] C=3 @3:3']],
    ['A=b \\\n  c\\\nd', ['[] A=b    c d @1:3']],
    ['A=\\\n  b', ['[] A=b @2:3']],
    ['A=b \\', ['[] A=b @1:3']],
    ['A=b\\\\', ['[] A=b\\\\ @1:3']],
    ['[A]\\\nB=1', ['bad-section [A] B=1 @1:1']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('is read up to a line that is too long, and notes up to a thousand', () => {
    const long = 'x'.repeat(1024 * 1024);
    expect(readUnit(`A=1\n${long}\nB=2`, 'u')).toMatchObject({
      assignments: [{ key: 'A' }],
      notes: [{ what: 'too-long', line: 2, column: 1, text: '' }, { what: 'missing-equals' }],
      endsInContinuation: false,
    });
    expect(readUnit(`A=\\\n${long.slice(4)}`, 'u').notes).toEqual([]);
    expect(readUnit(`A=\\\n  ${long.slice(4)}`, 'u').notes).toMatchObject([{ what: 'too-long', line: 1, column: 1 }]);
    expect(readUnit('x\n'.repeat(1001), 'u').notes).toHaveLength(1000);
  });

  it('knows the place of every character of a value', () => {
    const [assignment] = readUnit('[S]\n A = b \\\n# c\n  d\\\ne', 'u').assignments;
    const places = [0, 1, 2, 3, 4, 5, 6, 7].map((offset) => {
      const { line, column } = assignment === undefined ? { line: 0, column: 0 } : placeIn(assignment, offset);
      return `${assignment?.value[offset] ?? ''}${line}:${column}`;
    });
    expect(places).toEqual(['b2:6', ' 2:7', ' 2:8', ' 4:1', ' 4:2', 'd4:3', ' 4:4', 'e5:1']);
    expect(assignment && placeIn({ ...assignment, pieces: [] }, 3)).toEqual({ line: 2, column: 6 });
  });

  it('is changed by drop-ins in the order of their names, /etc before /run before the others', () => {
    const folders = [
      '/etc/systemd/',
      '/run/systemd/',
      '/usr/local/lib/systemd/',
      '/usr/lib/systemd/',
      '/lib/systemd/',
      '/x/',
    ];
    for (const [i, folder] of folders.entries()) {
      for (const other of folders.slice(i + 1)) {
        const files = [folder, other].map((path) => ({ file: `${path}system/u.service.d/a.conf` }));
        expect(orderDropIns(files)).toEqual([files[0]]);
        expect(orderDropIns([...files].reverse())).toEqual([files[0]]);
      }
    }
    const names = ['/x/b', '/x/a', '/x/c', '/y/a'].map((file) => ({ file }));
    expect(orderDropIns(names).map(({ file }) => file)).toEqual(['/x/a', '/x/b', '/x/c']);
  });

  it('is written with a blank line between sections', () => {
    const sections = [
      {
        name: 'A',
        settings: [
          ['B', '1'],
          ['C', '2'],
        ] as const,
      },
      { name: 'D', settings: [] },
    ];
    expect(writeUnit(sections)).toBe('[A]\nB=1\nC=2\n\n[D]\n');
  });
});

describe('variables of a unit', () => {
  const files: Readonly<Record<string, string | null>> = { '/e': 'A=file\nF=1\n', '/gone': null };
  const read = (...settings: string[]) => {
    const { values, unread, missing } = unitVariables([readUnit(['[Service]', ...settings].join('\n'), 'u')], {
      environmentFile: (path) => files[path],
      specifier: (letter) => (letter === 'i' ? 'one' : undefined),
    });
    const shown = [...values.values()].map(({ name, value, file, line }) => `${name}=${value ?? '?'} ${file}:${line}`);
    return { shown, unread, missing };
  };

  it.each<[string[], string[]]>([
    [['Environment=A=1 "B=2 3" C='], ['A=1 u:2', 'B=2 3 u:2', 'C= u:2']],
    [['Environment=A=1', 'Environment=A=2'], ['A=2 u:3']],
    [['Environment=A=1', 'Environment=', 'Environment=B=1'], ['B=1 u:4']],
    [
      ['Environment=A=1 \\', ' B=2'],
      ['A=1 u:2', 'B=2 u:3'],
    ],
    [['Environment=A=%i B=%n C=%k D=%%'], ['A=one u:2', 'B=? u:2', 'D=% u:2']],
    [['Environment=A 9=1 =1 a-b=1 _b=1 A.=1'], ['_b=1 u:2']],
    [[raw`Environment=A=1 B=\q C=3`], ['A=1 u:2']],
    [['Environment=A=1 "B=2 C=3'], ['A=1 u:2']],
    [
      ['EnvironmentFile=/e', 'Environment=A=1 G=1'],
      ['A=file /e:1', 'G=1 u:3', 'F=1 /e:2'],
    ],
  ])('%j', (settings, expected) => {
    expect(read(...settings).shown).toEqual(expected);
  });

  it('come from files that may be missing when a dash says so', () => {
    const settings = ['/gone', '-/gone', '/other', '-/other%i', '/e'].map((file) => `EnvironmentFile=${file}`);
    expect(read(...settings)).toMatchObject({ missing: ['/gone'], unread: ['/other', '/otherone'] });
    expect(read(...settings).shown).toHaveLength(2);
  });
});

describe('whether systemd loads a service', () => {
  const service = (...rows: string[]) => {
    const unit = readUnit(['[Service]', ...rows].join('\n'), 'u');
    const { commands: all, refused, refusedAt } = readService([unit], { variable: () => '', specifier: () => '' });
    const place = refusedAt === undefined ? '' : ` ${refusedAt.file}:${refusedAt.line}:${refusedAt.column}`;
    return [...running(all).map(({ path }) => path), `${refused ?? 'loaded'}${place}`];
  };

  it.each<[string[], string[]]>([
    [['ExecStart=/x'], ['/x', 'loaded']],
    [
      ['ExecStart=/x', 'ExecStart=/y'],
      ['/x', '/y', 'only a oneshot service may have more than one command u:3:11'],
    ],
    [
      ['Type=oneshot', 'ExecStart=/x ; /y'],
      ['/x', '/y', 'loaded'],
    ],
    [
      ['Type=oneshot', 'ExecStart=/x ; /y', 'Type=simple'],
      ['/x', '/y', 'only a oneshot service may have more than one command u:3:11'],
    ],
    [
      ['[Unit]', 'Type=oneshot', '[Service]', 'ExecStart=/x ; /y'],
      ['/x', '/y', 'only a oneshot service may have more than one command u:5:11'],
    ],
    [['Description=x'], ['no ExecStart= is left']],
    [['ExecStart=-"/x'], ['no ExecStart= is left']],
    [['ExecStart=./x'], ['the program is neither an absolute path nor a name u:2:11']],
    [
      ['ExecStart=-./x', 'ExecStart=/y'],
      ['/y', 'loaded'],
    ],
    [['ExecStart=/x ; -./y ; /z'], ['/x', 'loaded']],
    [
      ['ExecStart=/x', '[X'],
      ['/x', 'a section header is not closed u:3:1'],
    ],
    [
      ['ExecStart=/x', 'x'.repeat(1024 * 1024)],
      ['/x', 'a line, with those that continue it, is longer than 1 MiB u:3:1'],
    ],
  ])('%#', (rows, expected) => {
    expect(service(...rows)).toEqual(expected);
  });
});
