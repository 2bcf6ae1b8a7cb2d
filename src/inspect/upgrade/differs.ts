import { writtenDefault } from '../../kernel/printed-default.js';
import type { CatalogueChange } from '../../catalog/flag-changes.js';
import { refusedValue } from '../../catalog/refused-values.js';
import { compareVersions } from '../../kernel/version.js';
import type { EffectiveFlag, InspectedComponent } from '../effective-flag.js';
import { isGiven, type UpgradeFinding } from './finding.js';
import type { UpgradeTarget } from './target.js';

function shown(value: string | null): string {
  const written = writtenDefault(value ?? '');
  return written === '' ? 'nothing' : written;
}

/**
 * A default that changes matters only where the flag is not set; where flags may be missing, nobody can tell. A flag that is
 * deprecated hands its default on to the one that replaces it.
 */
function defaults(component: InspectedComponent, { changes, after, to }: UpgradeTarget): readonly UpgradeFinding[] {
  if (component.incomplete === true) return [];
  return changes.flatMap((change): readonly UpgradeFinding[] => {
    const { kind, name, since, was, now } = change;
    if (kind !== 'default-changed' || component.flags[name] !== undefined) return [];
    if (after.get(name)?.deprecated !== undefined) return [];
    const what = `--${name} is not set, and its default changes from ${shown(was)} to ${shown(now)}`;
    const old = writtenDefault(was ?? '');
    const fix =
      refusedValue(component.component, to, name, old) === undefined
        ? `Set --${name}=${old} to keep what it does today, or leave it to the new default.`
        : `Leave it to the new default: ${to} does not take the old one any more.`;
    return [{ effect: 'differs', flag: name, since, what, fix, provenance: [] }];
  });
}

/** Up to 1.19 the apiserver serves plain HTTP unless told not to; nobody sees that in its flags. */
function plainHttp(component: InspectedComponent, { from, to }: UpgradeTarget): readonly UpgradeFinding[] {
  const names = ['insecure-port', 'port'];
  const { component: kind, flags, incomplete } = component;
  if (kind !== 'kube-apiserver' || incomplete === true || names.some((name) => flags[name] !== undefined)) return [];
  if (compareVersions(from, '1.20') >= 0 || compareVersions(to, '1.20') < 0) return [];
  const what = '--insecure-port is not set, and plain HTTP on port 8080 is no longer served from 1.20 on';
  const fix = 'Move every client, probe and kubeconfig on this host to --secure-port with credentials.';
  return [{ effect: 'differs', flag: 'insecure-port', since: '1.20', what, fix, provenance: [] }];
}

function elements(flag: EffectiveFlag | undefined): readonly string[] {
  return flag?.values ?? [];
}

const switches = {
  'plugin-on': {
    what: 'is on by default from',
    fix: (name: string) => `--disable-admission-plugins=${name} keeps it off, should it disturb.`,
  },
  'plugin-off': {
    what: 'is no longer on by default from',
    fix: (name: string) => `--enable-admission-plugins=${name} keeps it on.`,
  },
} as const;

/** Admission plugins that change sides while no flag speaks of them. An ordered list leaves nothing to defaults. */
function plugins(component: InspectedComponent, { changes }: UpgradeTarget): readonly UpgradeFinding[] {
  const { flags, incomplete } = component;
  if (incomplete === true || flags['admission-control'] !== undefined) return [];
  const named = [flags['enable-admission-plugins'], flags['disable-admission-plugins']].flatMap(elements);
  return changes.flatMap(({ kind, name, since }): readonly UpgradeFinding[] => {
    if ((kind !== 'plugin-on' && kind !== 'plugin-off') || named.includes(name)) return [];
    const { what, fix } = switches[kind];
    const text = `the admission plugin ${name} ${what} ${since} on`;
    return [{ effect: 'differs', flag: null, since, what: text, fix: fix(name), provenance: [] }];
  });
}

function onFlag(
  change: CatalogueChange,
  { flags }: InspectedComponent,
  details: Omit<UpgradeFinding, 'flag' | 'since' | 'provenance'>,
): readonly UpgradeFinding[] {
  const flag = flags[change.name];
  if (flag === undefined || !isGiven(flag)) return [];
  return [{ ...details, flag: change.name, since: change.since, provenance: flag.provenance }];
}

function inert(component: InspectedComponent, { changes }: UpgradeTarget): readonly UpgradeFinding[] {
  return changes
    .filter(({ kind }) => kind === 'inert')
    .flatMap((change) => {
      const what = `--${change.name} has no effect any more: ${(change.note ?? '').replace(/\.$/, '')}`;
      const instead = change.replacedBy === null ? 'Remove it.' : `Use --${change.replacedBy}.`;
      return onFlag(change, component, { effect: 'differs', what, fix: instead });
    });
}

/** What the component would do otherwise after the upgrade, although nobody changed a flag. */
export function whatDiffers(component: InspectedComponent, target: UpgradeTarget): readonly UpgradeFinding[] {
  return [
    ...defaults(component, target),
    ...plainHttp(component, target),
    ...plugins(component, target),
    ...inert(component, target),
  ];
}

/** The flags that are set and that the new version calls deprecated, also those that the old one did. */
export function whatIsDeprecated(component: InspectedComponent, target: UpgradeTarget): readonly UpgradeFinding[] {
  return Object.values(component.flags).flatMap((flag): readonly UpgradeFinding[] => {
    const message = target.after.get(flag.name)?.deprecated;
    if (message === undefined || !isGiven(flag)) return [];
    const change = target.changes.find(({ kind, name }) => kind === 'deprecated' && name === flag.name);
    const replacedBy = target.notes.get(flag.name)?.replacedBy;
    return [
      {
        effect: 'deprecated',
        flag: flag.name,
        since: change?.since ?? target.from,
        what: `--${flag.name} is deprecated: ${message}`,
        fix: replacedBy === undefined ? 'Remove it when you can.' : `Use --${replacedBy}.`,
        provenance: flag.provenance,
      },
    ];
  });
}
