import type { Problem } from '../../kernel/problem.js';
import { parseDays } from '../days.js';
import { defaults } from '../defaults.js';
import { shown } from '../shown.js';
import { problemAt, type Rule } from './rule.js';

/** A hundred years: beyond it, dates in certificates need another form and help nobody. */
const most = 36_500;

/** Lifetimes are days, and a leaf does not outlive its authority. */
export const validity: Rule = (draft, context) => {
  const texts = draft.spec?.pki?.validity ?? {};
  const path = ['spec', 'pki', 'validity'];
  const faults = (['ca', 'leaf'] as const).flatMap((which): readonly Problem[] => {
    const text = texts[which];
    const days = text === undefined ? null : parseDays(text);
    if (text === undefined || (days !== null && days <= most)) return [];
    const what = `${shown(text)} is not a lifetime`;
    return [
      problemAt(context, [...path, which], 'config-validity', { what, expected: `days, from 1d to ${most}d: 365d` }),
    ];
  });
  if (faults.length > 0) return faults;
  const ca = parseDays(texts.ca ?? '') ?? defaults.caDays;
  const leaf = parseDays(texts.leaf ?? '') ?? defaults.leafDays;
  if (leaf <= ca) return [];
  const what = `certificates would live ${leaf} days and their authority only ${ca}`;
  return [problemAt(context, [...path, 'leaf'], 'config-validity', { what, expected: 'leaf at most as long as ca' })];
};
