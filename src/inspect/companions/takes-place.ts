import type { KnownComponent } from '../../kernel/component.js';
import { kubeletKeys, proxyKeys, schedulerKeys } from './config-keys.js';

/** How a file takes the place of flags in one component. */
export interface TakesPlace {
  /** The flag that names the file. */
  readonly flag: string;
  /** The flag that names a folder of files which are merged over it. */
  readonly folder?: string;
  /** What becomes of a flag on the command line beside the file: it counts, or nobody looks at it. */
  readonly beside: (flag: string) => 'counts' | 'dead';
  /** Flags whose value is not known when the file is not; `all` but the one that names the file. */
  readonly flags: readonly string[] | 'all';
  /** Defaults that count with a file and are others than those of the flags. */
  readonly defaults: Readonly<Record<string, string>>;
}

const counts = () => 'counts' as const;
const deadUnless =
  (alive: ReadonlySet<string>) =>
  (flag: string): 'counts' | 'dead' =>
    alive.has(flag) ? 'counts' : 'dead';

/** Flags that the scheduler reads only without --config (Options.ApplyDeprecated). Those of leader election count. */
const deadInScheduler: ReadonlySet<string> = new Set([
  'algorithm-provider',
  'contention-profiling',
  'hard-pod-affinity-symmetric-weight',
  'kube-api-burst',
  'kube-api-content-type',
  'kube-api-qps',
  'kubeconfig',
  'lock-object-name',
  'lock-object-namespace',
  'policy-config-file',
  'policy-configmap',
  'policy-configmap-namespace',
  'profiling',
  'scheduler-name',
  'use-legacy-policy-config',
]);

/** Flags that kube-proxy still looks at when --config is given: the file replaces everything that the others set. */
const aliveInProxy: ReadonlySet<string> = new Set([
  'cleanup',
  'config',
  'help',
  'hostname-override',
  'init-only',
  'log-flush-frequency',
  'log-json-info-buffer-size',
  'log-json-split-stream',
  'log-text-info-buffer-size',
  'log-text-split-stream',
  'logging-format',
  'master',
  'v',
  'version',
  'vmodule',
  'write-config-to',
]);

const oidc = [
  'client-id',
  'groups-claim',
  'groups-prefix',
  'issuer-url',
  'required-claim',
  'username-claim',
  'username-prefix',
];

/** By component: the files that take the place of flags. */
export const takesPlace: Readonly<Partial<Record<KnownComponent, readonly TakesPlace[]>>> = {
  'kube-apiserver': [
    {
      flag: 'authentication-config',
      beside: counts,
      flags: ['anonymous-auth', ...oidc.map((name) => `oidc-${name}`)],
      defaults: {},
    },
    {
      flag: 'authorization-config',
      beside: counts,
      flags: [
        'authorization-mode',
        'authorization-webhook-cache-authorized-ttl',
        'authorization-webhook-cache-unauthorized-ttl',
        'authorization-webhook-config-file',
        'authorization-webhook-version',
      ],
      defaults: {},
    },
  ],
  'kube-scheduler': [
    {
      flag: 'config',
      beside: (flag) => (deadInScheduler.has(flag) ? 'dead' : 'counts'),
      flags: Object.values(schedulerKeys),
      defaults: {},
    },
  ],
  // The defaults of the flags keep an old, open kubelet alive; those of the file are closed (applyLegacyDefaults).
  kubelet: [
    {
      flag: 'config',
      folder: 'config-dir',
      beside: counts,
      flags: Object.values(kubeletKeys),
      defaults: {
        'anonymous-auth': 'false',
        'authentication-token-webhook': 'true',
        'authorization-mode': 'Webhook',
        'read-only-port': '0',
      },
    },
  ],
  'kube-proxy': [{ flag: 'config', beside: deadUnless(aliveInProxy), flags: Object.values(proxyKeys), defaults: {} }],
  // etcd reads its file and nothing else (etcdmain, configFromFile).
  etcd: [{ flag: 'config-file', beside: deadUnless(new Set(['config-file', 'version'])), flags: 'all', defaults: {} }],
};
