import { problem } from '../../kernel/problem.js';
import type { Companion } from '../companion.js';
import { readAdmissionConfig } from './admission-config.js';
import { readAuditPolicy } from './audit-policy.js';
import { readAuthenticationConfig } from './authentication-config.js';
import { readAuthorizationConfig } from './authorization-config.js';
import type { CompanionKind } from './companion-flags.js';
import { readEtcdConfig, readKubeletConfig, readProxyConfig, readSchedulerConfig } from './component-config.js';
import { readEncryptionConfig } from './encryption-config.js';
import type { FileAnswer } from './files.js';
import { readKubeconfig } from './kubeconfig.js';
import type { FileSetting, ParseCompanion, Parsed } from './parsed.js';
import { readCertificates, readKeys } from './pem.js';
import type { CompanionRequest } from './requests.js';
import { readAbacPolicy, readCredentialsTable } from './text-tables.js';

const componentConfigs: Readonly<Record<string, ParseCompanion>> = {
  etcd: readEtcdConfig,
  kubelet: readKubeletConfig,
  'kube-proxy': readProxyConfig,
  'kube-scheduler': readSchedulerConfig,
};

const parsers: Readonly<Record<Exclude<CompanionKind, 'component-config'>, ParseCompanion>> = {
  'encryption-config': readEncryptionConfig,
  'audit-policy': readAuditPolicy,
  'authentication-config': readAuthenticationConfig,
  'authorization-config': readAuthorizationConfig,
  'admission-config': readAdmissionConfig,
  kubeconfig: readKubeconfig,
  'abac-policy': readAbacPolicy,
  'credentials-table': readCredentialsTable,
  certificates: readCertificates,
  key: readKeys,
  folder: () => ({ problems: [] }),
  other: () => ({ facts: { kind: 'other' }, problems: [] }),
};

function parserOf(kind: CompanionKind, component: string): ParseCompanion {
  if (kind !== 'component-config') return parsers[kind];
  return componentConfigs[component] ?? parsers.other;
}

/** A companion, and what it says in place of flags. */
export interface ReadCompanion {
  readonly companion: Companion;
  readonly settings: readonly FileSetting[];
  readonly reset: readonly string[];
}

/** A private key that stayed on its host is there, whether or not its public half could be had without it. */
function withKeyElsewhere(parsed: Parsed, kind: CompanionKind): Parsed {
  if (kind !== 'key') return parsed;
  const publicKeys = parsed.facts?.kind === 'key' ? parsed.facts.publicKeys : [];
  return { facts: { kind: 'key', isPrivate: true, publicKeys }, problems: [] };
}

const nothing = { settings: [], reset: [] };

function readOne(request: CompanionRequest, component: string, answer: FileAnswer | undefined): ReadCompanion {
  const { flag, kind, path, hostPath } = request;
  const elsewhere = hostPath === null || hostPath === path ? {} : { hostPath };
  const common = { flag, path, ...elsewhere, problems: [] };
  if (hostPath === null || answer === undefined) return { companion: { ...common, state: 'out-of-reach' }, ...nothing };
  const where = { file: hostPath };
  if (answer.state === 'missing') {
    const missing = problem('input-companion-missing', {
      where,
      what: `--${flag} points to a ${kind === 'folder' ? 'folder' : 'file'} that is not there`,
    });
    return { companion: { ...common, state: 'missing', problems: [missing] }, ...nothing };
  }
  if (answer.state !== 'read') {
    const why = answer.state === 'folder' ? 'it is a folder' : answer.why;
    const denied = problem('input-companion-unreadable', {
      severity: 'warning',
      where,
      what: `the file of --${flag} cannot be read${why === undefined ? '' : `: ${why}`}`,
    });
    return { companion: { ...common, state: 'unreadable', problems: [denied] }, ...nothing };
  }
  const parsed = parserOf(kind, component)(answer.bytes, hostPath);
  const {
    facts,
    problems,
    settings = [],
    reset = [],
  } = answer.privateKey === true ? withKeyElsewhere(parsed, kind) : parsed;
  const access = {
    ...(answer.mode === undefined ? {} : { mode: answer.mode }),
    ...(answer.owner === undefined ? {} : { owner: answer.owner }),
  };
  const state = facts === undefined ? 'invalid' : 'read';
  return {
    companion: { ...common, ...access, state, ...(facts === undefined ? {} : { facts }), problems },
    settings,
    reset,
  };
}

/** What the files of a component hold. `answers` by path on the host; a path without one is out of reach. */
export function readCompanions(
  requests: readonly CompanionRequest[],
  component: string,
  answers: ReadonlyMap<string, FileAnswer>,
): readonly ReadCompanion[] {
  return requests.map((request) => readOne(request, component, answers.get(request.hostPath ?? '')));
}
