import type { AuditReport } from '../audit/finding.js';
import type { Fetched } from '../binaries/fetch.js';
import type { Inspection } from '../inspect/effective-flag.js';
import type { Problem } from '../kernel/problem.js';
import type { Plan } from '../plan/plan.js';
import type { AuditRules } from './audit-rules.js';
import type { BinariesList } from './binaries-list.js';
import type { DeployTimings } from './deploy-timings.js';
import type { Converted } from './convert.js';
import type { Diff } from './diff.js';
import type { Explanation } from './explain.js';
import type { FlagsChanges } from './flags-changes.js';
import type { FlagsList } from './flags-list.js';
import type { Initialized } from './init.js';
import type { MadeKubeconfig } from './kubeconfig.js';
import type { LabDownResult } from './lab-down.js';
import type { ProcessesAreUp } from './lab-processes.js';
import type { SshEnded } from './lab-ssh.js';
import type { LabStatus } from './lab-status.js';
import type { LabIsUp } from './lab-up.js';
import type { CreatedPki } from './pki-create.js';
import type { PkiList } from './pki-list.js';
import type { RenewedPki } from './pki-renew.js';
import type { PkiVerification } from './pki-verify.js';
import type { RenderResult } from './render.js';
import type { Validation } from './validate.js';

/** The plan that was shown, whether it was applied, and where the time went. */
export interface Deployed extends Plan {
  /** False when there was something to do and the user said no. */
  readonly applied: boolean;
  readonly timings: DeployTimings;
}

/** A completion script and the shell that it is for. */
export interface CompletionResult {
  readonly shell: 'bash' | 'zsh' | 'fish';
  readonly script: string;
}

/**
 * What each command prints under `--json`, by its id, besides `schemaVersion`. `npm run schemas` makes a JSON Schema of
 * every entry. Whatever a result warns of stands in its `problems`.
 */
export interface Results {
  readonly audit: AuditReport | AuditRules;
  readonly 'binaries:fetch': Fetched;
  readonly 'binaries:list': BinariesList;
  readonly completion: CompletionResult;
  readonly convert: Converted;
  readonly deploy: Deployed;
  readonly diff: Diff;
  readonly explain: Explanation;
  readonly 'flags:changes': FlagsChanges;
  readonly 'flags:list': FlagsList;
  readonly init: Initialized;
  readonly inspect: Inspection;
  readonly kubeconfig: MadeKubeconfig;
  readonly 'lab:down': LabDownResult;
  readonly 'lab:ssh': SshEnded;
  readonly 'lab:status': LabStatus;
  readonly 'lab:up': LabIsUp | ProcessesAreUp;
  readonly 'pki:create': CreatedPki;
  readonly 'pki:list': PkiList;
  readonly 'pki:renew': RenewedPki;
  readonly 'pki:verify': PkiVerification;
  readonly plan: Plan;
  readonly render: RenderResult;
  readonly validate: Validation;
}

/** What every command prints under `--json`, besides `schemaVersion`, when it fails. */
export interface Failure {
  readonly problems: readonly Problem[];
}
