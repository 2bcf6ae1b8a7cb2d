import { type ProblemCode, problemCatalogue } from './catalogue/index.js';
import { ExitCode } from './exit-codes.js';

/** Where a problem is. Lines and columns count from 1; a column counts UTF-16 code units, as editors do. */
export interface Where {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path of a field inside the input: `spec.hosts[1].address`. */
  readonly field?: string;
  /** Name of a host in the config. */
  readonly host?: string;
  /** The source line itself, for the caret. Never one that holds a secret. */
  readonly excerpt?: string;
}

/** One thing that is wrong: what, where, what was expected, how to fix it. A plain value, safe to print and to serialise. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly where: Where;
  readonly what: string;
  readonly expected?: string;
  readonly fix?: string;
  /** Lines that show it, such as the end of a log; already without secrets. */
  readonly evidence?: readonly string[];
}

export type ProblemDetails = Omit<Problem, 'code' | 'severity' | 'where'> & {
  readonly where?: Where;
  readonly severity?: Problem['severity'];
};

/** Builds a problem; severity defaults to `error`. */
export function problem(code: ProblemCode, details: ProblemDetails): Problem {
  const { where = {}, severity = 'error', ...rest } = details;
  return Object.freeze({ code, severity, where, ...rest });
}

export function isError(candidate: Problem): boolean {
  return candidate.severity === 'error';
}

/** The only error that rooms throw on purpose. It carries every problem that was found, not just the first. */
export class HardwayError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((p) => p.what).join('\n'), options);
    this.name = 'HardwayError';
    this.problems = problems;
  }

  /** The exit code of the first error; warnings alone never make one. */
  get exitCode(): ExitCode {
    const first = this.problems.find(isError);
    return first === undefined ? ExitCode.bug : problemCatalogue[first.code].exit;
  }
}

/** Throws one problem as a `HardwayError`. */
export function fail(code: ProblemCode, details: ProblemDetails, options?: ErrorOptions): never {
  throw new HardwayError([problem(code, details)], options);
}

/** Throws when there is an error among the problems; otherwise returns the warnings. */
export function refuseErrors(problems: readonly Problem[]): readonly Problem[] {
  if (problems.some(isError)) throw new HardwayError(problems);
  return problems;
}
