import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText, type TextOptions } from '../../../src/inspect/inspect-text.js';
import { maskComponent } from '../../../src/inspect/mask.js';
import { recognise } from '../../../src/inspect/shapes/all.js';
import { growthOf, linearGrowth } from '../../support/growth.js';

const inspect = (text: string, options: Partial<TextOptions> = {}) =>
  inspectText(text, { source: 'x', catalogs: loadFlagCatalog, ...options });

async function flagsOf(text: string, options: Partial<TextOptions> = {}) {
  const { components, problems } = await inspect(text, options);
  const [first] = components;
  const flags = Object.fromEntries(Object.values(first?.flags ?? {}).map(({ name, value }) => [name, value]));
  const codes = [...problems, ...(first?.problems ?? [])].map(({ code }) => code);
  return { flags, codes, first, count: components.length };
}

describe('process lists', () => {
  const cmd = '/usr/local/bin/kube-apiserver --profiling=false --v 2';
  it.each([
    [
      'aux',
      `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\nroot        2348  3.3 15.4 399040 315604 ?       Ssl  15:46   1:22 ${cmd}\n`,
    ],
    [
      '-ef',
      `UID          PID    PPID  C STIME TTY          TIME CMD\nroot        4494   27284  9 09:33 ?        00:01:10 ${cmd}\n`,
    ],
    ['-ef without a header, for days', `root  4494 27284  9 Nov20 ?        2-00:01:10 ${cmd}\n`],
    ['ax', `    PID TTY      STAT   TIME COMMAND\n   4494 ?        Ssl    1:10 ${cmd}\n`],
    ['-o cmd', `CMD\n${cmd}\n`],
    ['-o pid,user,args', `    PID USER     COMMAND\n   4494 root     ${cmd}\n`],
    ['pgrep -a', `4494 ${cmd}\n`],
    ['a bare line', cmd],
  ])('%s', async (_, text) => {
    expect((await flagsOf(text)).flags).toEqual({ profiling: 'false', v: '2' });
  });

  it('leaves out everything whose program is another one', async () => {
    const row = (pid: number, command: string) => `root ${pid} 1 0 09:33 ? 00:00:01 ${command}\n`;
    const text = [
      row(1, 'grep --color=auto kube-apiserver --v=9'),
      row(2, 'vim kube-apiserver.yaml'),
      row(3, 'sudo kube-apiserver --v=8'),
      row(4, 'tee /var/log/kube-apiserver'),
      row(5, '/usr/bin/kube-scheduler --v=1'),
      row(6, '/hyperkube apiserver --v=2'),
      row(7, 'hyperkube kubelet --v=7'),
      row(8, 'hyperkube federation-apiserver --v=6'),
    ].join('');
    const { components } = await inspect(text);
    expect(components.map(({ component, flags }) => [component, flags.v?.value])).toEqual([
      ['kube-scheduler', '1'],
      ['kube-apiserver', '2'],
      ['kubelet', '7'],
    ]);
  });

  it('does not take a row of another program for the rest of a command line', async () => {
    const text = 'kube-apiserver --v=2\n/usr/lib/systemd/systemd-logind\nvim kube-apiserver.yaml\n';
    expect((await flagsOf(text)).flags).toEqual({ v: '2' });
  });

  it('keeps a value with blanks together and says that this is a guess', async () => {
    const { first } = await flagsOf('kube-apiserver --oidc-username-prefix=a b  c --v=2 --audit-log-path /x y');
    expect(first?.flags['oidc-username-prefix']).toMatchObject({ value: 'a b  c', confidence: 'reconstructed' });
    expect(first?.flags['audit-log-path']).toMatchObject({ value: '/x y', confidence: 'reconstructed' });
    expect(first?.flags.v).toMatchObject({ value: '2', confidence: 'certain' });
  });

  it.each([
    'kube-apiserver --v=2 --audit-log-',
    'kube-apiserver --v=2 --',
    'kube-apiserver --v=2 --audit-log-path=/va…',
  ])('says that %s was cut off, and nothing about its last flag', async (text) => {
    const { flags, codes, first } = await flagsOf(text, { effective: true });
    expect(codes).toContain('input-truncated');
    expect(flags.v).toBe('2');
    expect(first?.flags['audit-log-path']?.value ?? null).toBeNull();
    expect(first?.flags.profiling).toBeUndefined();
  });
});

describe('units', () => {
  it('apply drop-ins, Environment= and EnvironmentFile=, later over earlier, with the place of each', async () => {
    const unit =
      '[Service]\nEnvironment=A=1 "B=2 3"\nEnvironmentFile=-/etc/default/x\nExecStart=/bin/kube-apiserver --v=9\n';
    const dropIn = '[Service]\nExecStart=\nExecStart=/bin/kube-apiserver --v=${A} --audit-log-path=${B} $ARGS $NONE\n';
    const { first, flags } = await flagsOf(unit, {
      dropIns: [{ file: '10.conf', text: dropIn }],
      environmentFiles: (path) =>
        path === '/etc/default/x' ? 'A=5\nARGS="--profiling=false --event-ttl=2h"\n' : undefined,
      exact: true,
    });
    expect(flags).toEqual({ v: '5', 'audit-log-path': '2 3', profiling: 'false', 'event-ttl': '2h' });
    expect(first?.flags.v?.provenance).toEqual([{ source: '10.conf', line: 3, column: 31 }]);
  });

  it('leave open what a variable may stand for when its file cannot be read', async () => {
    const unit =
      '[Service]\nEnvironmentFile=/etc/x\nExecStart=/bin/kube-apiserver --v=${V} $KUBE_API_ARGS --profiling=false\n';
    const { flags, codes, first } = await flagsOf(unit, { effective: true });
    expect(flags).toEqual({ v: null, profiling: 'false' });
    expect(first?.positionals).toEqual([]);
    expect(codes).toEqual(['input-unresolved', 'input-unresolved', 'input-unresolved']);
  });

  it('on a host are read as systemd does: flags after a broken continuation are named as dead', async () => {
    const unit = '[Service]\nExecStart=/bin/kube-apiserver --v=1 \\ \n  --profiling=false\n  --event-ttl 2h \\\n';
    const { flags, codes, first } = await flagsOf(unit, { exact: true });
    expect(flags).toEqual({ v: '1' });
    expect(codes.filter((code) => code === 'input-ignored-line')).toHaveLength(2);
    expect(first?.positionals).toEqual(['\\']);
  });

  it('with three backslashes on a host hand over backslashes, which are no flags', async () => {
    const { first, codes } = await flagsOf('[Service]\nExecStart=/bin/kube-apiserver \\\\\\\n  --v=1\n', {
      exact: true,
    });
    expect(first?.positionals).toEqual(['\\']);
    expect(codes).toContain('input-refused');
  });

  it('give etcd flags through its environment, which the command line overrides', async () => {
    const unit = '[Service]\nEnvironment=ETCD_NAME=a ETCD_DATA_DIR=/d ETCD_QUOTA=1\nExecStart=/bin/etcd --name=b\n';
    const { flags, first } = await flagsOf(unit);
    expect(flags).toEqual({ name: 'b', 'data-dir': '/d' });
    expect(first?.flags['data-dir']).toMatchObject({ origin: 'env', provenance: [{ line: 2 }] });
  });

  it('refuse two commands, and say when they start something else', async () => {
    const two = await flagsOf('[Service]\nExecStart=/bin/etcd --name=a\nExecStart=/bin/etcd --name=b\n');
    expect(two.codes).toEqual(['input-unit-refused']);
    const other = await flagsOf('[Service]\nExecStart=/usr/bin/docker run x\n');
    expect([other.count, other.codes]).toEqual([0, ['input-no-component', 'input-no-component']]);
  });

  it('tell the version by the folder of the binary', async () => {
    const unit = '[Service]\nExecStart=/opt/hardway/kube-apiserver/1.36.3/kube-apiserver --v=1\n';
    expect((await flagsOf(unit)).first?.version).toBe('1.36.3');
  });
});

describe('manifests', () => {
  it('resolve variables of the pod, and leave open what only the running pod knows', async () => {
    const text = `kind: Pod
spec:
  containers:
  - image: registry.k8s.io/kube-apiserver:v1.36.3
    command: [kube-apiserver, --v=$(V), --advertise-address=$(IP), '--audit-log-path=$$(V)', --event-ttl=$(NONE)]
    env: [{name: V, value: "4"}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
`;
    const { flags, first } = await flagsOf(text);
    expect(flags).toEqual({ v: '4', 'advertise-address': null, 'audit-log-path': '$(V)', 'event-ttl': '$(NONE)' });
    expect(first?.version).toBe('1.36.3');
  });

  it('start a component through a shell or go-runner, whose own words are not its flags', async () => {
    const shell = `{command: [/bin/sh, -c, "exec kube-apiserver --v=1 --profiling='false' 1>>/var/log/x 2>&1"]}`;
    expect((await flagsOf(shell)).flags).toEqual({ v: '1', profiling: 'false' });
    const runner = '{command: [/go-runner, --log-file=/x, --also-stdout=true], args: [/usr/bin/kube-apiserver, --v=2]}';
    expect((await flagsOf(runner)).flags).toEqual({ v: '2' });
  });

  it('of other things are a problem, with exit code 3', async () => {
    const { problems } = await inspect('kind: Pod\nspec: {containers: [{name: web, command: [nginx, -g]}]}\n');
    expect(problems).toMatchObject([{ code: 'input-no-component', severity: 'error' }]);
    expect((await inspect('a: [\n', { as: 'manifest' })).problems[0]?.code).toBe('input-invalid-yaml');
  });
});

describe('any text', () => {
  it.each([
    ['kind: Pod\n', 'manifest'],
    ['  - command:\n    - etcd\n', 'manifest'],
    ['{"a": 1}', 'manifest'],
    ['- --v=1\n- --w=2\n', 'manifest'],
    ['[Unit]\nDescription=x\n', 'unit'],
    ['ExecStart=/x\n', 'unit'],
    ['root 1 kube-apiserver --v=1', 'ps'],
    ['etcd\0--name=a\0', 'proc'],
    ['hello', null],
  ])('%j is recognised', (text, kind) => {
    expect(recognise(text)).toBe(kind);
  });

  it('that is none of the kinds is one problem', async () => {
    expect((await inspect('hello\nworld\n')).problems).toMatchObject([
      { code: 'input-unknown-kind', severity: 'error' },
    ]);
    expect((await inspect('')).problems).toMatchObject([{ code: 'input-unknown-kind' }]);
  });

  it('is read as what the user says', async () => {
    expect((await flagsOf('kind: x kube-apiserver\nkube-apiserver --v=1', { as: 'ps' })).flags).toEqual({ v: '1' });
  });

  it('never makes it throw', async () => {
    const piece = fc.constantFrom(
      ...[
        'kube-apiserver',
        'etcd',
        '--',
        '--v=1',
        ' ',
        '\n',
        '\\',
        '\\\n',
        '"',
        "'",
        '${X}',
        '$X',
        '$(',
        '%',
        '\0',
        ': ',
        '- ',
      ],
      ...[
        'ExecStart=',
        '[Service]\n',
        'command:',
        'spec:\n',
        'root 1 2 3 4:5 ? 0:00 ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '&a',
        '*a',
        '-',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(undefined, 'manifest', 'unit', 'ps', 'proc' as const), async (t, as) => {
        await inspect(t, as === undefined ? {} : { as: as as 'ps' });
      }),
      { numRuns: 400 },
    );
  });

  it('is read in time that grows with its length only', async () => {
    const texts = (count: number): Readonly<Record<string, string>> => {
      const many = (make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join('');
      return {
        ps: `kube-apiserver${many((i) => ` --a${i}=1`)}`,
        unit: `[Service]\nExecStart=/bin/kube-apiserver${many((i) => ` \\\n --a${i}=1`)}`,
        proc: `kube-apiserver${many((i) => `\0--a${i}=1`)}`,
        wrapped: `kube-apiserver --audit-log-path=${'a!\n'.repeat(count)}`,
        page: `ExecStart=/bin/kube-apiserver --audit-log-path=${'a!\\\\\n'.repeat(count)}`,
        bait: `kube-apiserver ${'a!'.repeat(count)}`,
        blanks: `kube-apiserver${' '.repeat(2 * count)}x`,
        flags: `kube-apiserver --v=1 ${'--v '.repeat(count)}`,
      };
    };
    for (const name of Object.keys(texts(1))) {
      expect(await growthOf((count) => inspect(texts(count)[name] ?? ''), 12_500), name).toBeLessThan(linearGrowth);
    }
  }, 60_000);
});

describe('what leaves the program', () => {
  it('shows no secret', async () => {
    const words = [
      'etcd',
      '--listen-client-urls=https://root:hunter2@h:1',
      '--discovery-token=abcdef',
      '--initial-cluster-token=t1',
    ];
    const { components } = await inspect(`${words.join('\0')}\0`);
    const [shown] = components.map(maskComponent);
    const text = JSON.stringify(shown);
    expect(text).not.toMatch(/hunter2|abcdef/);
    expect(shown?.flags['initial-cluster-token']?.value).toBe('t1');
  });
});

describe('/proc/PID/cmdline', () => {
  it('of etcd is one process, though a flag ends like the path of a program', async () => {
    const { flags, count } = await flagsOf('/usr/local/bin/etcd\0--name=a\0--data-dir=/var/lib/etcd\0--v2=x\0');
    expect(count).toBe(1);
    expect(flags['data-dir']).toBe('/var/lib/etcd');
  });
});
