/** A flag of one component in one version, as the program itself declares it. */
export interface Flag {
  readonly name: string;
  /** The type as pflag (or Go's flag package, for etcd) names it: `string`, `bool`, `stringSlice`, `duration`, … */
  readonly type: string;
  /** The default as the program prints it. */
  readonly default: string;
  readonly deprecated?: string;
  readonly hidden?: boolean;
  readonly shorthand?: string;
}
