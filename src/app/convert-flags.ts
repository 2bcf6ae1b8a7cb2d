import { typeRules } from '../catalog/type-rules.js';
import type { EffectiveFlag, InspectedComponent } from '../inspect/effective-flag.js';
import type { Component } from '../kernel/component.js';
import { type Problem, problem, type Where } from '../kernel/problem.js';
import type { FlagSet, SetFlag } from '../render/flag-set.js';

/** The flags of a component as they are to be written, and what the other form cannot carry. */
export interface Convertible {
  readonly flagSet: FlagSet;
  readonly problems: readonly Problem[];
}

function whereOf({ provenance }: EffectiveFlag): Where {
  const [first] = provenance;
  if (first === undefined) return {};
  const { source, line, column } = first;
  return { file: source, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

/** One use of the flag where its type puts all elements into one value, otherwise one use for each. */
function setFlag({ name, type, value, values }: EffectiveFlag): SetFlag {
  const { repeats, elements } = typeRules(type);
  const oneByOne = values !== undefined && (elements === 'one' || name === 'oidc-required-claim');
  return { name, values: oneByOne && repeats !== 'replace' ? values : [value ?? ''], from: 'host' };
}

function overridden(flag: EffectiveFlag): Problem[] {
  if (flag.overrode.length === 0) return [];
  const what = `--${flag.name} is given ${flag.overrode.length + 1} times; only the last value counts, and only that is written`;
  return [problem('convert-lost', { severity: 'warning', where: whereOf(flag), what })];
}

function unknownValues(component: InspectedComponent): Problem[] {
  const fix = 'inspect the running process or the host instead, or write the value into the source';
  const values = Object.values(component.flags)
    .filter(({ value }) => value === null)
    .map((flag) =>
      problem('convert-undetermined', {
        where: whereOf(flag),
        what: `the value of --${flag.name} is not known from this source`,
        fix,
      }),
    );
  if (component.incomplete !== true) return values;
  const what = 'flags may be missing from this source, and what is written would lack them';
  const [source] = component.sources;
  const where = source?.path === undefined ? {} : { file: source.path };
  return [...values, problem('convert-undetermined', { where, what, fix })];
}

/**
 * Takes the flags that a component is started with out of an inspection: sorted by name, lists in one value where their
 * type allows it. Flags that etcd takes from its environment become flags, with the same effect.
 */
export function convertible(component: InspectedComponent & { readonly component: Component }): Convertible {
  const flags = Object.values(component.flags).filter(({ origin }) => origin === 'set' || origin === 'env');
  const words = component.positionals.map((word) =>
    problem('convert-lost', {
      severity: 'warning',
      what: `the word ${word.slice(0, 80)} is neither a flag nor the value of one, and is left out`,
    }),
  );
  return {
    flagSet: { component: component.component, version: component.version ?? '', flags: flags.map(setFlag) },
    problems: [...unknownValues(component), ...flags.flatMap(overridden), ...words],
  };
}
