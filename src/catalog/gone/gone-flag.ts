/** A flag that is gone: since which minor, what does its work now, and what to do. Curated by hand. */
export interface GoneFlag {
  readonly name: string;
  readonly since: string;
  readonly replacedBy?: string;
  readonly note: string;
}

/** The note of a flag that did nothing. */
export const drop = 'Remove it: it had no effect any more before it went.';

/** A flag whose value now goes to another flag. */
export function renamed(since: string, name: string, replacedBy: string): GoneFlag {
  return { name, since, replacedBy, note: `Give the same value to --${replacedBy}.` };
}

/** Flags that went together, with one advice for all. */
export function gone(since: string, names: readonly string[], note: string): GoneFlag[] {
  return names.map((name) => ({ name, since, note }));
}

/** The logging flags of klog, which every Kubernetes component lost at once. */
export const klog = gone(
  '1.26',
  [
    'add-dir-header',
    'alsologtostderr',
    'log-backtrace-at',
    'log-dir',
    'log-file',
    'log-file-max-size',
    'logtostderr',
    'one-output',
    'skip-headers',
    'skip-log-headers',
    'stderrthreshold',
  ],
  'Remove it: components log to stderr only. Let the service manager write the log, or wrap the command.',
);

/** The plain HTTP port of the controller-manager and the scheduler. */
export const insecureServing = gone(
  '1.24',
  ['address', 'port'],
  'Remove it: plain HTTP serving is gone. Use --bind-address and --secure-port.',
);
