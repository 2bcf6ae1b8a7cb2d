import type { Component } from '../kernel/component.js';
import { type SafetyRule, safetyRules } from './safety-rules.js';

function isUnsafe({ unsafe }: SafetyRule, value: string): boolean {
  const elements = value.split(',').map((element) => element.trim());
  if ('any' in unsafe) return true;
  if ('holds' in unsafe) return unsafe.holds.some((element) => elements.includes(element));
  if ('lacks' in unsafe) return unsafe.lacks.some((element) => !elements.includes(element));
  return unsafe.matches.test(value);
}

/** Why a value of a flag would weaken the cluster; null when it does not, as far as is known. */
export function whyUnsafe(component: Component, flag: string, value: string): string | null {
  const broken = safetyRules.find(
    (rule) => rule.flag === flag && rule.components.includes(component) && isUnsafe(rule, value),
  );
  return broken?.why ?? null;
}
