import { Audit } from './audit.js';
import { BinariesFetch } from './binaries/fetch.js';
import { BinariesList } from './binaries/list.js';
import { Completion } from './completion.js';
import { Convert } from './convert.js';
import { Deploy } from './deploy.js';
import { Diff } from './diff.js';
import { Explain } from './explain.js';
import { FlagsChanges } from './flags/changes.js';
import { FlagsList } from './flags/list.js';
import { Init } from './init.js';
import { Kubeconfig } from './kubeconfig.js';
import { Inspect } from './inspect.js';
import { LabDown } from './lab/down.js';
import { LabSsh } from './lab/ssh.js';
import { LabStatus } from './lab/status.js';
import { LabUp } from './lab/up.js';
import { PkiCreate } from './pki/create.js';
import { PkiList } from './pki/list.js';
import { PkiRenew } from './pki/renew.js';
import { PkiVerify } from './pki/verify.js';
import { Plan } from './plan.js';
import { Render } from './render.js';
import { Validate } from './validate.js';
import type { Command } from '@oclif/core/command';
import type { Results } from '../app/results.js';

/** Every command by its id; oclif loads this instead of searching the folder, so that the bundle can be one file. */
export const COMMANDS: Readonly<Record<keyof Results, Command.Class>> = {
  audit: Audit,
  'binaries:fetch': BinariesFetch,
  'binaries:list': BinariesList,
  completion: Completion,
  convert: Convert,
  deploy: Deploy,
  diff: Diff,
  explain: Explain,
  'flags:changes': FlagsChanges,
  'flags:list': FlagsList,
  init: Init,
  kubeconfig: Kubeconfig,
  inspect: Inspect,
  'lab:down': LabDown,
  'lab:ssh': LabSsh,
  'lab:status': LabStatus,
  'lab:up': LabUp,
  'pki:create': PkiCreate,
  'pki:list': PkiList,
  'pki:renew': PkiRenew,
  'pki:verify': PkiVerify,
  plan: Plan,
  render: Render,
  validate: Validate,
};
