import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/formats/pasted-text.js';
import { placeholdersIn } from '../../../src/formats/placeholders.js';
import { codesOf, inspectShape, valuesOf, withConfidence } from '../../support/shape-fixture.js';

const unit = ['[Service]', 'ExecStart=/usr/bin/kube-apiserver \\', '  --profiling=false \\', '  --v=2'];
const flags = { profiling: 'false', v: '2' };

async function read(text: string) {
  const { components, problems } = await inspectShape(text);
  return { first: components[0], values: valuesOf(components[0]), problems, count: components.length };
}

describe('a text that was copied', () => {
  it.each([
    ['with line ends of Windows', unit.join('\r\n')],
    ['with blanks that do not break', unit.join('\n').replaceAll(' ', '\u00a0')],
    ['with invisible characters in it', unit.join('\n').replace('profiling', 'prof\u200bil\u00ading')],
    ['quoted in a mail', unit.map((line) => `> ${line}`).join('\n')],
    ['quoted twice', unit.map((line) => `> > ${line}`).join('\n')],
    ['with line numbers', unit.map((line, i) => `     ${i + 1}\t${line}`).join('\n')],
    ['with line numbers and a bar', unit.map((line, i) => `${i + 41}| ${line}`).join('\n')],
    [
      'as a patch',
      [
        '--- a/x',
        '+++ b/x',
        '@@ -1,4 +1,4 @@',
        ' [Service]',
        `+${unit[1] ?? ''}`,
        '-ExecStart=/usr/bin/etcd',
        ` ${unit[2] ?? ''}`,
        `+${unit[3] ?? ''}`,
      ].join('\n'),
    ],
    [
      'with two blanks at line ends',
      unit
        .map((line) => `${line}  `)
        .join('\n')
        .replaceAll('\\  ', '\\'),
    ],
  ])('%s', async (_, text) => {
    expect((await read(text)).values).toEqual(flags);
  });

  it.each(['$ ', 'root@m1:~# ', '[root@m1 ~]# ', 'ops@m1:/etc$ ', 'sh-5.1# '])(
    'behind the prompt %j',
    async (prompt) => {
      expect((await read(`${prompt}kube-apiserver --profiling=false --v=2`)).values).toEqual(flags);
      expect((await read(`${prompt}kube-apiserver --profiling=false \\\n  --v=2\n`)).values).toEqual(flags);
    },
  );

  it('with dashes and quotes of a word processor is read as meant, and says so', async () => {
    const text =
      '[Service]\nExecStart=/bin/kube-apiserver –profiling=false —v=2 --audit-log-path=“/a b” --event-ttl=1h\n';
    const { first, values, problems } = await read(text);
    expect(values).toEqual({ ...flags, 'audit-log-path': '/a b', 'event-ttl': '1h' });
    expect(withConfidence(first, 'reconstructed')).toEqual(['audit-log-path', 'profiling', 'v']);
    expect(problems).toMatchObject([{ code: 'input-rejoined', where: { line: 2 } }]);
  });

  it('but a file of a host keeps them', async () => {
    const text = '[Service]\nExecStart=/bin/kube-apiserver –profiling=false --v=2\n';
    const { components } = await inspectShape(text, { exact: true });
    expect(valuesOf(components[0])).toEqual({ v: '2' });
    expect(components[0]?.positionals).toEqual(['–profiling=false']);
    expect(codesOf(components[0])).toContain('input-refused');
  });

  it.each([
    ['after --', '--\nprofiling=false --v=2'],
    ['after a dash', '--audit-log-\npath=/x --v=2'],
    ['after =', '--audit-log-path=\n/x --v=2'],
    ['after a comma', '--authorization-mode=Node,\nRBAC --v=2'],
    ['in a word', '--audit-log-path=/var/lo\ng/x --v=2'],
  ])('broken %s is put together', async (_, words) => {
    const { first } = await read(`root 1 2 3 09:33 ? 00:00:01 kube-apiserver ${words}\n`);
    expect(first?.positionals).toEqual([]);
    expect(Object.keys(first?.flags ?? {})).toHaveLength(2);
    expect(withConfidence(first, 'reconstructed')).toHaveLength(1);
  });

  it('never joins across the start of a flag', async () => {
    const { values } = await read('root 1 2 3 09:33 ? 00:00:01 kube-apiserver --audit-log-path=\n--v=2\n');
    expect(values).toEqual({ 'audit-log-path': '', v: '2' });
  });

  it.each(['--audit-log-', '--', '--authorization-mode=Node,'])('that ends in %s leaves it open', async (end) => {
    const { first } = await read(`root 1 2 3 09:33 ? 00:00:01 kube-apiserver --v=2 ${end}\n`);
    expect(valuesOf(first)).toMatchObject({ v: '2' });
    expect(codesOf(first)).toContain('input-truncated');
    expect(Object.values(first?.flags ?? {}).filter(({ confidence }) => confidence === 'certain')).toHaveLength(1);
  });

  it('keeps its number of lines, whatever it is', () => {
    const piece = fc.constantFrom(
      '> ',
      '1\t',
      '$ ',
      '@@ -1 +1 @@',
      '–v',
      '“',
      '\n',
      '\r\n',
      ' ',
      'x',
      '\u200b',
      '+',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(plainText(text).text.split('\n')).toHaveLength(text.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});

describe('a placeholder', () => {
  it.each([
    '<IP>',
    '<node ip>',
    '{{ ip }}',
    '{{- .Values.ip | quote -}}',
    '${IP}',
    '<%= ip %>',
    '{% if x %}',
    '__IP__',
    'YOUR_IP',
    'x.x.x.x',
    'XXX.XXX.XXX.XXX',
    '[REDACTED]',
  ])('%s stays open', async (text) => {
    for (const line of [
      `ExecStart=/bin/kube-apiserver --advertise-address=${text} --v=2\n`,
      `root 1 2 3 09:33 ? 00:00:01 kube-apiserver --advertise-address=${text} --v=2\n`,
    ]) {
      const { first, values } = await read(line);
      expect(values).toEqual({ 'advertise-address': null, v: '2' });
      expect(first?.flags['advertise-address']?.confidence).toBe('undetermined');
      expect(
        first?.problems
          .filter(({ code }) => code === 'input-unresolved')
          .map(({ what }) => what)
          .join(),
      ).toContain(text);
    }
  });

  it('in the place of flags may stand for any', async () => {
    const { first } = await read('ExecStart=/bin/kube-apiserver --v=2 {{ extra_args }}\n');
    expect(valuesOf(first)).toEqual({ v: '2' });
    expect(first).toMatchObject({ incomplete: true, positionals: [] });
  });

  it('is not seen where there is none', () => {
    for (const word of [
      '--a=1.2.3.4',
      '--a=https://[::1]:2379',
      '--b=X-Remote-Extra-',
      '--c=a<b',
      '--d={"x":1}',
      '--e=$x',
      '--f=100%',
    ]) {
      expect(placeholdersIn(word)).toEqual([]);
    }
  });

  it('in a cmdline of a process is what the process has', async () => {
    expect((await read('kube-apiserver\0--oidc-client-id=<IP>\0')).values).toEqual({ 'oidc-client-id': '<IP>' });
  });
});
