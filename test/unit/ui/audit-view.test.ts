import { describe, expect, it } from 'vitest';
import type { AuditReport, Finding } from '../../../src/audit/finding.js';
import { auditView } from '../../../src/ui/views/audit.js';

const finding = (changes: Partial<Finding>): Finding => ({
  rule: 'token-auth-file',
  cis: '1.2.2',
  status: 'fail',
  severity: 'high',
  component: 'kube-apiserver',
  flag: 'token-auth-file',
  value: '/etc/tokens.csv',
  origin: 'set',
  provenance: [{ source: '/etc/kube-apiserver.service', line: 7 }],
  reason: 'bearer tokens are read from /etc/tokens.csv',
  remedy: 'remove --token-auth-file',
  ...changes,
});

function report(...findings: readonly Finding[]): AuditReport {
  const count = (status: Finding['status']) => findings.filter((one) => one.status === status).length;
  return {
    benchmark: '2.0',
    kubernetesVersion: '1.37.1',
    summary: {
      pass: count('pass'),
      fail: count('fail'),
      warn: count('warn'),
      undetermined: count('undetermined'),
      notApplicable: count('notApplicable'),
    },
    findings,
    problems: [],
  };
}

const view = (...findings: readonly Finding[]) => auditView(report(...findings), { everything: false });

describe('the view of an audit', () => {
  it('keeps within the width of the terminal', () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 60 });
    try {
      const text = view(
        finding({ reason: 'a reason of several words that does not fit into one line of sixty columns' }),
      );
      expect(text.split('\n').filter((line) => line.length > 60)).toEqual([]);
    } finally {
      Object.assign(process.stdout, { isTTY, columns });
    }
  });

  it('begins with the summary, then says what, where and what to do', () => {
    expect(view(finding({}))).toBe(`kube-apiserver · Kubernetes 1.37.1 · numbers of CIS 2.0
1 fail, 0 warn, 0 undetermined, 0 pass, 0 not applicable

fail token-auth-file high (CIS 1.2.2)
  bearer tokens are read from /etc/tokens.csv
  in      kube-apiserver
  value   --token-auth-file=/etc/tokens.csv
  at      /etc/kube-apiserver.service:7
  remedy  remove --token-auth-file
`);
  });

  it('tells what several masters share once', () => {
    const text = view(
      finding({ host: 'node1' }),
      finding({ host: 'node2' }),
      finding({ host: 'node3', reason: 'other' }),
    );
    expect(text.match(/^fail /gm)).toHaveLength(2);
    expect(text).toContain('in      kube-apiserver on node1, node2\n');
  });

  it('names the places of several files', () => {
    const text = view(finding({}), finding({ provenance: [{ source: '/b.yaml', line: 3 }] }));
    expect(text.match(/^fail /gm)).toHaveLength(1);
    expect(text).toContain('at      /etc/kube-apiserver.service:7, /b.yaml:3\n');
  });

  it('puts the worst first', () => {
    const text = view(finding({ severity: 'low', rule: 'mild' }), finding({ severity: 'critical', rule: 'grave' }));
    expect(text.indexOf('grave')).toBeLessThan(text.indexOf('mild'));
  });

  it('folds what passed into a line, and shows it in full when asked', () => {
    const passed = finding({ status: 'pass', remedy: null });
    expect(view(passed)).toContain('\npass: token-auth-file\n');
    expect(auditView(report(passed), { everything: true })).toContain('\npass token-auth-file high (CIS 1.2.2)\n');
  });

  it('says of a default that it is one, and of an empty one that the flag is not set', () => {
    expect(view(finding({ value: 'true', origin: 'default' }))).toContain('--token-auth-file=true (default)\n');
    expect(view(finding({ value: '', origin: 'default' }))).toContain('--token-auth-file (not set)\n');
    expect(view(finding({ value: '', origin: 'set' }))).toContain('--token-auth-file=\n');
  });

  it('says of what cannot be told why, and once what would help', () => {
    const open = { status: 'undetermined', value: null, remedy: 'audit the host itself' } as const;
    const text = view(finding({ ...open, rule: 'a' }), finding({ ...open, rule: 'b' }));
    expect(text.match(/audit the host itself/g)).toHaveLength(1);
    expect(text.match(/^undetermined /gm)).toHaveLength(2);
  });

  it('fits into 80 columns and lets no control character through', () => {
    const text = view(
      finding({ reason: `${'long words '.repeat(40)}\u001b[31m`, remedy: 'do this and that '.repeat(20) }),
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('\u001b');
  });

  it('has words for nothing at all', () => {
    expect(view()).toBe('nothing to judge\n');
  });
});
