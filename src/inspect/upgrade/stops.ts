import { refusedValue } from '../../catalog/refused-values.js';
import { replacementFor } from '../../catalog/replacements.js';
import { checkValue } from '../../catalog/type-rules.js';
import { nearest } from '../../kernel/nearest.js';
import { compareVersions } from '../../kernel/version.js';
import type { EffectiveFlag, InspectedComponent } from '../effective-flag.js';
import { refusedConfigFiles } from './config-file.js';
import { isGiven, type UpgradeFinding } from './finding.js';
import { gateIn } from '../../catalog/gate-pair.js';
import type { UpgradeTarget } from './target.js';

type Details = Omit<UpgradeFinding, 'effect' | 'flag' | 'provenance'>;

function stops(flag: EffectiveFlag, details: Details): UpgradeFinding {
  return { effect: 'stops', flag: flag.name, ...details, provenance: flag.provenance };
}

/** The elements of a value, as the component would see them; none when the value is not known. */
function elementsIn({ value, values }: EffectiveFlag): readonly string[] {
  if (values !== undefined) return values;
  return value === null ? [] : [value];
}

function sinceOf(kind: string, name: string, { changes, to }: UpgradeTarget): string {
  return changes.find((change) => change.kind === kind && change.name === name)?.since ?? to;
}

function unknownFlag(flag: EffectiveFlag, target: UpgradeTarget): readonly UpgradeFinding[] {
  const { component, minor } = target.after;
  if (target.after.get(flag.name) !== undefined) return [];
  const gone = replacementFor(component, flag.name);
  if (gone !== undefined) {
    return [stops(flag, { since: gone.since, what: `--${flag.name} is gone since ${gone.since}`, fix: gone.note })];
  }
  const known = target.before.get(flag.name) !== undefined;
  const since = known ? sinceOf('removed', flag.name, target) : target.from;
  const near = nearest(flag.name, target.after.names());
  return [
    stops(flag, {
      since,
      what: known ? `--${flag.name} is gone since ${since}` : `${component} ${minor} has no flag --${flag.name}`,
      fix: near === undefined || known ? `Remove --${flag.name}.` : `Remove it, or write --${near} if that is meant.`,
    }),
  ];
}

function refusedValues(
  flag: EffectiveFlag,
  target: UpgradeTarget,
  { flags }: InspectedComponent,
): readonly UpgradeFinding[] {
  const { component, minor } = target.after;
  const declared = target.after.get(flag.name);
  if (declared === undefined || flag.value === null) return [];
  const expected =
    flag.confidence === 'certain' && flag.values === undefined ? checkValue(declared, flag.value, component) : null;
  if (expected !== null) {
    const since = sinceOf('type-changed', flag.name, target);
    const what = `--${flag.name} does not take its value any more`;
    return [stops(flag, { since, what, fix: `Give it ${expected}.` })];
  }
  return elementsIn(flag).flatMap((element) => {
    const refused = refusedValue(component, minor, flag.name, element, (name) => flags[name] !== undefined);
    if (refused === undefined) return [];
    const what = `--${flag.name}: ${refused.what} is refused since ${refused.since}`;
    return [stops(flag, { since: refused.since, what, fix: refused.fix })];
  });
}

const pluginFlags = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'];

function unknownPlugins(flag: EffectiveFlag, target: UpgradeTarget): readonly UpgradeFinding[] {
  const { plugins } = target;
  if (
    plugins === null ||
    plugins.names.length === 0 ||
    target.after.component !== 'kube-apiserver' ||
    !pluginFlags.includes(flag.name)
  )
    return [];
  return elementsIn(flag)
    .filter((name) => name !== '' && !plugins.names.includes(name))
    .map((name) => {
      const gone = target.changes.some((change) => change.kind === 'plugin-removed' && change.name === name);
      const since = gone ? sinceOf('plugin-removed', name, target) : target.to;
      const what = gone
        ? `--${flag.name} names the admission plugin ${name}, which is gone since ${since}`
        : `--${flag.name} names ${name}, which is no admission plugin of ${plugins.minor}`;
      return stops(flag, { since, what, fix: `Take ${name} out of --${flag.name}.` });
    });
}

function refusedGates(flag: EffectiveFlag, target: UpgradeTarget): readonly UpgradeFinding[] {
  const { gates } = target;
  if (gates === null || gates.all().length === 0 || flag.name !== 'feature-gates') return [];
  return elementsIn(flag).flatMap((pair) => {
    const given = gateIn(pair);
    if (given === null) return [];
    const gate = gates.get(given.name);
    if (gate === undefined) {
      const since = sinceOf('gate-removed', given.name, target);
      const known = target.changes.some(({ kind, name }) => kind === 'gate-removed' && name === given.name);
      const what = known
        ? `the feature gate ${given.name} is gone since ${since}`
        : `${gates.component} ${gates.minor} has no feature gate ${given.name}`;
      return [stops(flag, { since, what, fix: `Take ${given.name} out of --feature-gates.` })];
    }
    if (gate.locked !== true || gate.default === given.value) return [];
    const since = sinceOf('gate-locked', given.name, target);
    const what = `the feature gate ${given.name} is locked to ${String(gate.default)} and set to ${String(given.value)}`;
    return [stops(flag, { since, what, fix: `Take ${given.name} out of --feature-gates.` })];
  });
}

/** Flags that the component does not start without, and that are not set. Says nothing where flags may be missing. */
function missing(component: InspectedComponent, { notes, to, after }: UpgradeTarget): readonly UpgradeFinding[] {
  if (component.incomplete === true) return [];
  return after.names().flatMap((name): readonly UpgradeFinding[] => {
    const { required, about = '' } = notes.get(name) ?? {};
    if (required === undefined || compareVersions(required.since, to) > 0) return [];
    if ([name, ...(required.unless ?? [])].some((one) => component.flags[one] !== undefined)) return [];
    const { since } = required;
    const what = `--${name} is not set, and ${component.component} does not start without it since ${since}`;
    return [
      {
        effect: 'stops',
        flag: name,
        since,
        what,
        fix: about === '' ? `Set --${name}.` : `Set --${name}: ${about}`,
        provenance: [],
      },
    ];
  });
}

/** From 1.19 on the Kubernetes components end at a word that is neither a flag nor its value. */
function strayWords({ component, positionals }: InspectedComponent, { to }: UpgradeTarget): readonly UpgradeFinding[] {
  if (component === 'etcd' || positionals.length === 0 || compareVersions(to, '1.19') < 0) return [];
  const words = positionals.slice(0, 3).map((word) => word.slice(0, 40));
  const what = `there are words that are no flags (${words.join(' ')}${positionals.length > 3 ? ' …' : ''})`;
  return [
    {
      effect: 'stops',
      flag: null,
      since: '1.19',
      what,
      fix: 'Remove them; before, they were ignored.',
      provenance: [],
    },
  ];
}

/** A flag beside a config file that takes its place: nobody looks at its value, and the component has to know it still. */
function deadFlags({ flags }: InspectedComponent): readonly EffectiveFlag[] {
  return Object.values(flags)
    .filter((flag) => !isGiven(flag) && flag.overrode.length > 0)
    .map((flag) => ({ ...flag, provenance: flag.overrode.map(({ provenance }) => provenance) }));
}

/** Everything because of which the component would not start after the upgrade. */
export function whatStops(component: InspectedComponent, target: UpgradeTarget): readonly UpgradeFinding[] {
  const checks = [unknownFlag, refusedValues, unknownPlugins, refusedGates];
  const set = Object.values(component.flags).filter(isGiven);
  return [
    ...deadFlags(component).flatMap((flag) => unknownFlag(flag, target)),
    ...set.flatMap((flag) => checks.flatMap((check) => check(flag, target, component))),
    ...refusedConfigFiles(component, target),
    ...missing(component, target),
    ...strayWords(component, target),
  ];
}
