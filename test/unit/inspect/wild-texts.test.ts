import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import type { Inspection } from '../../../src/inspect/effective-flag.js';

/** Texts as people paste them, written for these tests: what a careful reader sees is what is asked for. */
const read = (...lines: string[]): Promise<Inspection> =>
  inspectText(lines.join('\n'), { source: 'note.txt', catalogs: loadFlagCatalog, effective: true });

const setIn = ({ components }: Inspection): Record<string, string> =>
  Object.fromEntries(
    Object.values(components[0]?.flags ?? {})
      .filter(({ origin }) => origin === 'set')
      .map(({ name, value, confidence }) => [
        name,
        confidence === 'certain' ? String(value) : `${confidence} ${value}`,
      ]),
  );

const codesOf = ({ components, problems }: Inspection): string[] =>
  [...components.flatMap((component) => component.problems), ...problems].map(({ code }) => code);

describe('a mail or a forum', () => {
  it('quotes a process list between words of its own', async () => {
    const inspection = await read(
      'Hello,',
      '',
      'On Monday somebody wrote:',
      '> root      3001  2.1 10.2 441212 398200 ?       Ssl  09:12   1:02',
      '> kube-apiserver --authorization-mode=Node,RBAC --enable-admission-',
      '> plugins=NodeRestriction --secure-port=6443',
      '>',
      '> Does anybody see what is wrong?',
    );
    expect(setIn(inspection)).toEqual({
      'authorization-mode': 'Node,RBAC',
      'enable-admission-plugins': 'reconstructed NodeRestriction',
      'secure-port': '6443',
    });
  });

  it('goes on in prose behind an empty line, which is no part of the command line', async () => {
    const inspection = await read(
      'root  3001  2.1 10.2 441212 398200 ?  Ssl  09:12   1:02 kube-apiserver --v=2',
      '--oidc-client-id=abc',
      '',
      'It does not start, why?',
    );
    expect(setIn(inspection)).toMatchObject({ v: '2', 'oidc-client-id': 'abc' });
  });

  it('numbers the lines of a unit as an editor shows them', async () => {
    const inspection = await read(
      '  1 [Service]',
      '  2 ExecStart=/usr/local/bin/kube-apiserver \\',
      '  3   --secure-port=6443 \\',
      '  4   --v=2',
    );
    expect(setIn(inspection)).toEqual({ 'secure-port': '6443', v: '2' });
  });
});

describe('prose behind a command line', () => {
  it.each([
    ['a unit', ['ExecStart=/usr/bin/kube-apiserver --profiling=false --v=2', 'and then it fails, why?'], {}],
    ['a listing', ['root 1 0 0 10:00 ? 00:00:00 kube-apiserver --profiling=false --v=2', 'So what do I do now?'], {}],
    [
      'a unit whose last flag is broken',
      ['ExecStart=/usr/bin/kube-apiserver --v=2 --profiling=fal', 'se', 'but the log is empty'],
      { profiling: 'reconstructed false' },
    ],
  ])('is no part of %s', async (_, lines, broken) => {
    const inspection = await read(...lines);
    expect(setIn(inspection)).toEqual({ profiling: 'false', v: '2', ...broken });
    expect(inspection.components[0]?.positionals).toEqual([]);
  });
});

describe('a template of Terraform', () => {
  it('writes a unit in a heredoc, with functions in it', async () => {
    const inspection = await read(
      '  template = <<UNIT',
      '[Service]',
      'ExecStart=/usr/local/bin/kube-apiserver \\',
      '  --etcd-servers=${join(",", formatlist("https://%s:2379", var.ips))} \\',
      '  --advertise-address=${ip} \\',
      '  --service-cluster-ip-range=10.32.0.0/24',
      'UNIT',
      '}',
    );
    expect(setIn(inspection)).toEqual({
      'advertise-address': 'undetermined null',
      'etcd-servers': 'undetermined null',
      'service-cluster-ip-range': '10.32.0.0/24',
    });
    expect(inspection.components[0]?.problems.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('${join(",", formatlist("https://%s:2379", var.ips))}'),
    );
  });
});

describe('systemctl status of a unit that failed', () => {
  it('shows the command line with the variables that systemd was given', async () => {
    const inspection = await read(
      '● kube-apiserver.service - API',
      '   Active: failed (Result: exit-code) since Tue 2019-05-07 10:00:00 UTC; 2s ago',
      '  Process: 12345 ExecStart=/usr/bin/kube-apiserver $KUBE_API_ARGS --etcd-servers=http://a:1 --v=2 (code=exited, status=1/FAILURE)',
      ' Main PID: 12345 (code=exited, status=1/FAILURE)',
    );
    expect(inspection.components[0]?.incomplete).toBe(true);
    expect(setIn(inspection)).toEqual({ 'etcd-servers': 'http://a:1', v: '2' });
    expect(inspection.components[0]?.flags.v?.provenance).toEqual([{ source: 'note.txt', line: 3, column: 93 }]);
  });

  it('may be cut in the middle of a word', async () => {
    const inspection = await read(
      '  Process: 1 ExecStart=/usr/bin/kube-apiserver --v=2 --audit-log-path=/va… (code=exited)',
    );
    expect(setIn(inspection)).toEqual({ v: '2', 'audit-log-path': 'undetermined null' });
  });

  it('tells the running process first, where there is one', async () => {
    const inspection = await read(
      '  Process: 1 ExecStart=/usr/bin/kube-apiserver --v=1 (code=exited, status=1/FAILURE)',
      '   CGroup: /system.slice/kube-apiserver.service',
      '           └─811 /usr/bin/kube-apiserver --v=2',
    );
    expect(inspection.components.map(({ sources }) => sources[0]?.kind)).toEqual(['ps']);
    expect(setIn(inspection)).toEqual({ v: '2' });
  });
});

describe('a piece of a log of flags', () => {
  it('tells neither the version nor the defaults by what is not in it', async () => {
    const inspection = await read('I0501 10:00:00.000000       1 flags.go:64] FLAG: --allow-privileged="true"');
    const [component] = inspection.components;
    expect(component).toMatchObject({ versions: { from: '1.11', to: '1.37' }, incomplete: true });
    expect(component?.settings?.admissionPlugins?.value).toBeNull();
  });
});

describe('a template of a unit', () => {
  it('is read with what steers it left out, and what stands in a condition open', async () => {
    const inspection = await read(
      '[Service]',
      'ExecStart={{ bin_dir }}/kube-apiserver \\',
      '  --profiling=false \\',
      '{% if audit == "yes" %}',
      '  --audit-policy-file=/etc/policy.yaml \\',
      '  --v=4 \\',
      '{% else %}',
      '  --v=2 \\',
      '{% endif %}',
      '  --secure-port={{ port | default(6443) }} \\',
      '  --authorization-mode=Node,RBAC',
    );
    expect(setIn(inspection)).toEqual({
      'audit-policy-file': 'undetermined null',
      'authorization-mode': 'Node,RBAC',
      profiling: 'false',
      'secure-port': 'undetermined null',
      v: 'undetermined null',
    });
    expect(inspection.components[0]?.incomplete).toBeUndefined();
    expect([...new Set(codesOf(inspection))]).toEqual(['input-unresolved']);
  });

  it('may put in flags that are not in its text', async () => {
    const inspection = await read(
      '[Service]',
      'ExecStart=/usr/bin/kube-apiserver --v=2 \\',
      '{{ more }} \\',
      '  --profiling=false',
    );
    expect(inspection.components[0]?.incomplete).toBe(true);
    expect(setIn(inspection)).toEqual({ profiling: 'false', v: '2' });
  });
});

describe('a unit with slips', () => {
  it('loses every flag behind a line that does not go on', async () => {
    const inspection = await read(
      '[Service]',
      'ExecStart=/usr/bin/kube-apiserver --v=2 \\ ',
      '  --profiling=false \\',
      '  --secure-port=6443',
    );
    expect(setIn(inspection)).toEqual({ v: '2' });
    expect(inspection.problems.map(({ what }) => what)).toEqual([
      'systemd ignores this line, so --profiling and --secure-port have no effect',
    ]);
  });

  it('is read as it was meant when ExecStart is misspelt, and said to start nothing', async () => {
    const lines = ['[Service]', 'ExecStop=/bin/true', 'ExeStart=/usr/bin/kube-apiserver --v=2'];
    const inspection = await read(...lines);
    expect(setIn(inspection)).toEqual({ v: '2' });
    expect(inspection.problems).toMatchObject([{ code: 'input-unit-refused', severity: 'error', where: { line: 3 } }]);
    const exact = await inspectText(lines.join('\n'), { source: 'x', catalogs: loadFlagCatalog, exact: true });
    expect([exact.components.length, codesOf(exact)[0]]).toEqual([0, 'input-unit-refused']);
    const right = await read(...lines, 'ExecStart=/usr/bin/kube-apiserver --v=4');
    expect([setIn(right), codesOf(right)]).toEqual([{ v: '4' }, []]);
  });
});
