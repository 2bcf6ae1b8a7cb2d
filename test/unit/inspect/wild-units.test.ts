import { describe, expect, it } from 'vitest';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { codesOf, readLines, setIn } from '../../support/read-lines.js';

describe('a template of Terraform', () => {
  it('writes a unit in a heredoc, with functions in it', async () => {
    const inspection = await readLines(
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
    const inspection = await readLines(
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
    const inspection = await readLines(
      '  Process: 1 ExecStart=/usr/bin/kube-apiserver --v=2 --audit-log-path=/va… (code=exited)',
    );
    expect(setIn(inspection)).toEqual({ v: '2', 'audit-log-path': 'undetermined null' });
  });

  it('tells the running process first, where there is one', async () => {
    const inspection = await readLines(
      '  Process: 1 ExecStart=/usr/bin/kube-apiserver --v=1 (code=exited, status=1/FAILURE)',
      '   CGroup: /system.slice/kube-apiserver.service',
      '           └─811 /usr/bin/kube-apiserver --v=2',
    );
    expect(inspection.components.map(({ sources }) => sources[0]?.kind)).toEqual(['ps']);
    expect(setIn(inspection)).toEqual({ v: '2' });
  });
});

describe('a template of a unit', () => {
  it('is read with what steers it left out, and what stands in a condition open', async () => {
    const inspection = await readLines(
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
    const inspection = await readLines(
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
    const inspection = await readLines(
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
    const inspection = await readLines(...lines);
    expect(setIn(inspection)).toEqual({ v: '2' });
    expect(inspection.problems).toMatchObject([{ code: 'input-unit-refused', severity: 'error', where: { line: 3 } }]);
    const exact = await inspectText(lines.join('\n'), { source: 'x', catalogs: loadFlagCatalog, exact: true });
    expect([exact.components.length, codesOf(exact)[0]]).toEqual([0, 'input-unit-refused']);
    const right = await readLines(...lines, 'ExecStart=/usr/bin/kube-apiserver --v=4');
    expect([setIn(right), codesOf(right)]).toEqual([{ v: '4' }, []]);
  });
});
