import type { EffectiveSettings } from '../inspect/companion.js';
import { goInt } from '../catalog/go-literals.js';
import { compareVersions } from '../kernel/version.js';
import { fileShows, whyNotRead } from './file-facts.js';
import { sameKey } from './same-key.js';
import { hasFlag, type Judged, type Value, valueOf } from './judged.js';
import { allOf, anyOf, type Known, known, mapKnown, not, unknown } from './known.js';
import type { Condition } from './rule.js';

/** The largest number of the integer types that flags have. */
const integerBits = 64;

function test(judged: Judged, flag: string, holds: (value: Value) => boolean): Known<boolean> {
  return mapKnown(valueOf(judged, flag), (value) => value !== null && holds(value));
}

/** The files that take the place of flags, and leave a setting open while they are not read. */
const decidedBy = {
  admissionPlugins: undefined,
  authorizationModes: 'authorization-config',
  featureGates: undefined,
  runtimeConfig: undefined,
  anonymous: 'authentication-config',
} as const;

const wordsFor = {
  admissionPlugins: 'the admission plugins',
  authorizationModes: 'the authorization modes',
  featureGates: 'the feature gates',
  runtimeConfig: 'the APIs that are served',
  anonymous: 'who is let in without credentials',
} as const;

function settingOf({ component }: Judged, name: keyof EffectiveSettings): Known<readonly string[]> {
  const value = component.settings?.[name]?.value ?? null;
  if (value !== null) return known(value);
  const file = component.companions?.find(({ flag, state }) => flag === decidedBy[name] && state !== 'read');
  return unknown(
    file === undefined
      ? `${wordsFor[name]} cannot be told from the source`
      : `${wordsFor[name]} cannot be told; ${whyNotRead(file)}`,
  );
}

/** Whether a condition holds for a component of that version. */
export function holds(judged: Judged, condition: Condition): Known<boolean> {
  if ('all' in condition) return allOf(condition.all.map((part) => holds(judged, part)));
  if ('any' in condition) return anyOf(condition.any.map((part) => holds(judged, part)));
  if ('not' in condition) return not(holds(judged, condition.not));
  if ('since' in condition) return known(compareVersions(judged.minor, condition.since) >= 0);
  if ('sameKey' in condition) return sameKey(judged, condition.sameKey);
  if ('has' in condition) return mapKnown(settingOf(judged, condition.setting), (all) => all.includes(condition.has));
  if ('hasOnly' in condition) {
    return mapKnown(settingOf(judged, condition.setting), (all) => all.every((one) => condition.hasOnly.includes(one)));
  }
  const { flag } = condition;
  if ('known' in condition) return hasFlag(judged, flag);
  if ('file' in condition) return fileShows(judged, flag, condition.file);
  if ('given' in condition) return test(judged, flag, ({ text }) => text !== '');
  if ('is' in condition) return test(judged, flag, ({ text }) => condition.is.includes(text));
  if ('lists' in condition) return test(judged, flag, ({ elements }) => elements.includes(condition.lists));
  if ('listsOnly' in condition) {
    return test(judged, flag, ({ elements }) => elements.every((one) => condition.listsOnly.includes(one)));
  }
  if ('matches' in condition) {
    const pattern = new RegExp(condition.matches);
    return test(judged, flag, (value) => value.elements.some((one) => pattern.test(one)));
  }
  return test(judged, flag, ({ text }) => (goInt(text, integerBits) ?? -1n) >= BigInt(condition.atLeast));
}
