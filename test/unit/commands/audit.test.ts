import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { AuditRules } from '../../../src/app/audit-rules.js';
import type { AuditReport } from '../../../src/audit/finding.js';
import { Audit } from '../../../src/commands/audit.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, text: string): string {
  writeFileSync(path.join(folder.path, name), text);
  return path.join(folder.path, name);
}

function manifest(name: string, component: string, ...flags: readonly string[]): string {
  const command = JSON.stringify([component, ...flags]);
  const image = `registry.k8s.io/${component}:v1.37.1`;
  const container = `    - name: ${component}\n      image: ${image}\n      command: ${command}\n`;
  return file(name, `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${container}`);
}

const sound = manifest(
  'sound.yaml',
  'kube-controller-manager',
  '--profiling=false',
  '--bind-address=127.0.0.1',
  '--use-service-account-credentials=true',
  '--root-ca-file=/ca.crt',
  '--service-account-private-key-file=/sa.key',
);
const unsound = manifest('unsound.yaml', 'kube-controller-manager', '--profiling=true', '--bind-address=127.0.0.1');
const between = manifest('between.yaml', 'kube-controller-manager', '--bind-address=198.51.100.7');

afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  folder.remove();
});

const audit = (...argv: readonly string[]) => runCommand(Audit, argv);

async function json(...argv: readonly string[]): Promise<AuditReport & { schemaVersion: number; exitCode: number }> {
  const { stdout, stderr, exitCode } = await audit(...argv, '--json');
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as AuditReport & { schemaVersion: number }), exitCode };
}

describe('audit', () => {
  it('says that what it judges does not start at all', async () => {
    const refused = manifest('refused.yaml', 'kube-controller-manager', '--profiling=no');
    const run = await runCommand(Audit, [refused]);
    expect(run.stderr).toContain(
      'kube-controller-manager 1.37.1 does not start with these flags: invalid argument "no" for "--profiling" flag',
    );
  });

  it('ends with 0 when nothing fails, and folds what passed', async () => {
    const { stdout, stderr, exitCode } = await audit(sound);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).toContain('kube-controller-manager · Kubernetes 1.37.1 · numbers of CIS 2.0\n0 fail, 0 warn,');
    expect(stdout).toContain('\npass: ');
    expect(stdout).not.toContain('remedy');
    expect((await audit(sound, '--all-findings')).stdout).toContain(
      '\npass controller-manager-root-ca medium (CIS 1.3.5)\n',
    );
  });

  it('ends with 4 when something fails, and tells where it stands and what to do', async () => {
    const { stdout, exitCode } = await audit(unsound, '--rule', 'controller-manager-profiling');
    expect(exitCode).toBe(4);
    expect(stdout).toBe(`kube-controller-manager · Kubernetes 1.37.1 · numbers of CIS 2.0
1 fail, 0 warn, 0 undetermined, 0 pass, 0 not applicable

fail controller-manager-profiling low (CIS 1.3.2)
  profiling is on
  in      kube-controller-manager
  value   --profiling=true
  at      ${unsound}:7
  remedy  set --profiling=false
`);
  });

  it('counts warnings, and what cannot be told, only when asked to', async () => {
    const one = ['--rule', 'controller-manager-bind-address'];
    expect((await audit(between, ...one)).exitCode).toBe(0);
    expect((await audit(between, ...one, '--fail-on', 'warn')).exitCode).toBe(4);
    const open = manifest('open.yaml', 'kube-controller-manager', '--bind-address=<ADDRESS>');
    expect((await audit(open, ...one, '--fail-on', 'warn')).exitCode).toBe(0);
    expect((await audit(open, ...one, '--fail-on', 'undetermined')).exitCode).toBe(4);
  });

  it('gives one document, in the shape that others rely on', async () => {
    const { schemaVersion, benchmark, kubernetesVersion, summary, findings, problems, exitCode } = await json(unsound);
    expect([schemaVersion, benchmark, kubernetesVersion, exitCode]).toEqual([1, '2.0', '1.37.1', 4]);
    expect(problems).toEqual([]);
    expect(Object.values(summary).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
    expect(findings.find(({ rule }) => rule === 'controller-manager-profiling')).toEqual({
      rule: 'controller-manager-profiling',
      cis: '1.3.2',
      status: 'fail',
      severity: 'low',
      component: 'kube-controller-manager',
      flag: 'profiling',
      value: 'true',
      origin: 'set',
      provenance: [expect.objectContaining({ source: unsound, line: 7 })],
      reason: 'profiling is on',
      remedy: 'set --profiling=false',
    });
  });

  it('judges several sources, and tells once what they share', async () => {
    const again = manifest('again.yaml', 'kube-controller-manager', '--profiling=true', '--bind-address=127.0.0.1');
    const { stdout } = await audit(unsound, again, '--rule', 'controller-manager-profiling');
    expect(stdout).toContain('2 fail,');
    expect(stdout.match(/^fail /gm)).toHaveLength(1);
    expect(stdout).toContain(unsound);
    expect(stdout).toContain(again);
  });

  it('keeps to rules that are severe enough', async () => {
    const { findings } = await json(unsound, '--severity', 'medium');
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['medium']));
    expect((await json(unsound, '--severity', 'critical')).findings).toEqual([]);
  });

  it('reads standard input as inspect does', async () => {
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(['kube-scheduler\0--profiling=false\0']) as never);
    const { stdout, exitCode } = await audit('-', '--rule', 'scheduler-profiling');
    expect(stdout).toMatch(
      /^kube-scheduler(?: · |\n)version not known, judged as 1\.\d+ to 1\.37 · numbers of CIS 2\.0\n0 fail,/,
    );
    expect(exitCode).toBe(0);
  });

  it('ends with 3 when a source cannot be read as anything', async () => {
    const { stdout, stderr, exitCode } = await audit(file('nothing.txt', 'nothing of the kind\n'));
    expect(exitCode).toBe(3);
    expect(stdout).toBe('nothing to judge\n');
    expect(stderr).toContain('input-unknown-kind');
  });

  it('ends with 5 when a host does not answer, and still judges what was read', async () => {
    const { findings, problems, exitCode } = await json(unsound, 'ssh://ops@127.0.0.1:1');
    expect(exitCode).toBe(5);
    expect(problems.map(({ code }) => code.split('-')[0])).toEqual(['host']);
    expect(findings.some(({ status }) => status === 'fail')).toBe(true);
  });

  it('refuses a rule that does not exist, and names the nearest', async () => {
    const { stderr, exitCode } = await audit(sound, '--rule', 'anonymous-request');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no rule anonymous-request');
    expect(stderr).toContain('--rule anonymous-requests');
  });

  it('refuses to list rules and judge at once', async () => {
    const { stderr, exitCode } = await audit(sound, '--list-rules');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--list-rules reads no source')]);
  });

  it('lists the rules, and what each is about', async () => {
    const { stdout, exitCode } = await audit('--list-rules');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^anonymous-requests +high +1\.2\.1 /m);
    const { benchmark, rules } = JSON.parse((await audit('--list-rules', '--json')).stdout) as AuditRules;
    expect(benchmark).toBe('2.0');
    expect(rules.find(({ slug }) => slug === 'insecure-port')).toMatchObject({ severity: 'critical', cis: null });
    expect(rules.every(({ about }) => about.endsWith('.'))).toBe(true);
  });
});
