/** A flag of one component in one version, as the program itself declares it. */
export interface Flag {
  readonly name: string;
  /** The type as pflag names it: `string`, `bool`, `stringSlice`, `duration`, …; for etcd see `type-rules.ts`. */
  readonly type: string;
  /** The default as the program prints it. */
  readonly default: string;
  /** What the flag means when it stands without a value, where its type does not say so already (pflag's NoOptDefVal). */
  readonly noOpt?: string;
  /** The program's own deprecation message. */
  readonly deprecated?: string;
  /** Accepted, but left out of `--help`. */
  readonly hidden?: boolean;
  readonly shorthand?: string;
  /** The only values the program accepts, where its type enumerates them. */
  readonly choices?: readonly string[];
}
