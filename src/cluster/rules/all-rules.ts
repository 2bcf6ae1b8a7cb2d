import type { Rule } from './rule.js';

/** Every rule; their order does not matter, problems are sorted by place. */
export const allRules: readonly Rule[] = [];
