import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { fail } from '../kernel/problem.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { severities } from '../kernel/severity.js';
import { auditView } from '../ui/views/audit.js';
import { auditRulesView } from '../ui/views/audit-rules.js';
import { configFlag, hostFlag } from '../cli/flags.js';
import { kubeconfigFlags, kubeconfigSource } from '../cli/kubeconfig-flags.js';
import { readingFlags, rootFlag } from '../cli/reading-flags.js';
import { Inspect } from './inspect.js';

export class Audit extends BaseCommand {
  static override summary = 'Judge the flags of etcd and the control plane, and the files that they name.';
  static override description = `Reads the same sources as inspect and judges the values that count: what is set, and
the defaults of the version where nothing is. What a source does not say is undetermined, never a pass or a failure.
Each finding tells where the value stands, why it matters and what to do. Rules have names of their own; numbers of the
CIS Kubernetes Benchmark stand beside them. Read-only.`;
  static override examples = [
    '<%= config.bin %> audit /etc/kubernetes/manifests/kube-apiserver.yaml --kubernetes-version 1.37.1',
    '<%= config.bin %> audit ssh://ops@198.51.100.11 --fail-on warn',
    '<%= config.bin %> audit --all --severity high --json',
    '<%= config.bin %> audit kube-apiserver.yaml --root ./copy-of-the-host --all-findings',
    'ps -ef | <%= config.bin %> audit - --rule anonymous-requests',
    '<%= config.bin %> audit --list-rules',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.findings, ExitCode.host];
  static override args = Inspect.args;
  static override flags = {
    config: configFlag,
    host: hostFlag,
    all: Inspect.flags.all,
    ...readingFlags,
    ...kubeconfigFlags,
    root: rootFlag,
    rule: Flags.string({
      summary: 'only this rule (repeatable)',
      helpValue: 'SLUG',
      multiple: true,
      multipleNonGreedy: true,
    }),
    severity: Flags.option({ summary: 'only rules at least this severe', options: severities })(),
    'fail-on': Flags.option({
      summary: 'end with 4 from this on',
      options: ['fail', 'warn', 'undetermined'] as const,
      default: 'fail',
    })(),
    'all-findings': Flags.boolean({ summary: 'show what passed and what does not apply in full too' }),
    'list-rules': Flags.boolean({ summary: 'show the rules, and read nothing' }),
  };

  protected override async execute(): Promise<Outcome<Results['audit']>> {
    const { flags, args } = await this.input(Audit);
    if (flags['list-rules']) {
      if (args.source !== undefined || flags.all || flags.host !== undefined || flags.kubeconfig !== undefined) {
        fail('usage-invalid', { what: '--list-rules reads no source', fix: 'leave either out' });
      }
      const { auditRules } = await import('../app/audit-rules.js');
      const known = auditRules();
      return { value: known, text: () => auditRulesView(known.rules) };
    }
    const { audit } = await import('../app/audit.js');
    const version = flags['kubernetes-version'];
    const { report, exitCode } = await audit({
      sources: args.source ?? [],
      hosts: flags.all ? 'all' : (flags.host ?? []),
      config: flags.config,
      stdin: process.stdin,
      signal: this.signal,
      ...kubeconfigSource(flags),
      rules: flags.rule ?? [],
      failOn: flags['fail-on'],
      ...(flags.severity === undefined ? {} : { severity: flags.severity }),
      ...(flags.as === undefined ? {} : { as: flags.as }),
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(version === undefined ? {} : { kubernetesVersion: version }),
      ...(flags.root === undefined ? {} : { root: flags.root }),
    });
    const everything = flags['all-findings'];
    return { value: report, text: () => auditView(report, { everything }), warnings: report.problems, exitCode };
  }
}
