import type { ProblemCode } from '../../kernel/catalogue/index.js';
import { type Problem, problem, type Where } from '../../kernel/problem.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import type { CompanionFacts } from '../companion.js';
import type { EffectiveFlag, InspectedComponent } from '../effective-flag.js';
import { elementsOfFlag, isUnset, setFlag } from '../settings/flag-value.js';

/** What a rule about flags that belong together may ask. */
export interface FlagView {
  readonly component: InspectedComponent;
  /** The flag as something sets it; undefined when it is not set. */
  flag(name: string): EffectiveFlag | undefined;
  /** Its value; undefined when it is not set, or not known. */
  value(name: string): string | undefined;
  /** Its elements; none when it is not set, or not known. */
  list(name: string): readonly string[];
  /** It is known that nothing sets the flag, or sets it to nothing. */
  unset(name: string): boolean;
  /** The component is of this minor or a newer one; false when that is not known. */
  since(minor: string): boolean;
  /** What the file of a flag holds. */
  facts<K extends CompanionFacts['kind']>(name: string, kind: K): Extract<CompanionFacts, { kind: K }> | undefined;
}

export function flagView(component: InspectedComponent): FlagView {
  const oldest = component.version ?? component.versions?.from;
  const value = (name: string): string | undefined => setFlag(component, name)?.value ?? undefined;
  return {
    component,
    flag: (name) => setFlag(component, name),
    value,
    list: (name) => {
      const flag = setFlag(component, name);
      return flag === undefined ? [] : (elementsOfFlag(flag) ?? []);
    },
    unset: (name) => isUnset(component, name) || value(name) === '',
    since: (minor) => oldest !== undefined && compareVersions(minorOf(oldest), minor) >= 0,
    facts: <K extends CompanionFacts['kind']>(name: string, kind: K) => {
      const facts = component.companions?.find(({ flag }) => flag === name)?.facts;
      return facts?.kind === kind ? (facts as Extract<CompanionFacts, { kind: K }>) : undefined;
    },
  };
}

/** What a rule finds wrong. */
export interface Finding {
  readonly code: ProblemCode;
  /** `error` keeps the component from starting; `warning` has another effect than it seems. */
  readonly severity: Problem['severity'];
  /** The flag at whose place it is told, where there is one. */
  readonly flag?: string;
  readonly what: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** Where a flag stands first. */
function whereOf(component: InspectedComponent, name: string | undefined): Where {
  const host = component.host === undefined ? {} : { host: component.host };
  const [at] = name === undefined ? [] : (setFlag(component, name)?.provenance ?? []);
  if (at === undefined) {
    const file = component.sources[0]?.path;
    return { ...(file === undefined ? {} : { file }), ...host };
  }
  const { source, line, column } = at;
  return {
    file: source,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...host,
  };
}

export function problemOf(component: InspectedComponent, { code, flag, ...rest }: Finding): Problem {
  return problem(code, { where: whereOf(component, flag), ...rest });
}
