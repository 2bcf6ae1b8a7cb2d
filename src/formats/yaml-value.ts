import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { ProblemCode } from '../kernel/catalogue/index.js';
import { type Problem, problem, type Where } from '../kernel/problem.js';
import type { YamlLimits } from './yaml.js';
import { keyText } from './yaml-position.js';

export interface ReadingRules {
  readonly limits: YamlLimits;
  readonly code: ProblemCode;
  readonly at: (offset: number) => Where;
  readonly text: string;
  readonly refuseAmbiguous: boolean;
  readonly mergeKeys: boolean;
}

/** The tags of the core schema, which say nothing that the text does not. */
const knownTags = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/**
 * Plain words on which readers differ. YAML 1.1: yes, no, on, off and one-letter forms are booleans, a leading 0 is
 * octal, underscores part digits, colons make base 60. YAML 1.2 core: 0o17 and 0x1f are numbers. Both: exponents and
 * infinities are numbers that hardly anybody means.
 */
const ambiguous =
  /^(?:y|yes|n|no|on|off|~|[-+]?0\d+|[-+]?0[box][\da-f_]+|[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?|[-+]?[\d.]+e[-+]?\d+|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\.inf|\.nan)$/i;

/**
 * Turns the nodes of a document into plain values, collecting everything in them that is refused. Where a limit was
 * exceeded there is no value.
 */
export function plainValue(
  root: Node | null,
  rules: ReadingRules,
): { readonly value: unknown; readonly problems: readonly Problem[]; readonly anchors: ReadonlyMap<string, Node> } {
  const problems: Problem[] = [];
  const anchors = new Map<string, Node>();
  let nodes = 0;
  const state = { gaveUp: false };

  const report = (node: Node, what: string, fix?: string): void => {
    const where = rules.at(node.range?.[0] ?? 0);
    problems.push(problem(rules.code, { where, what, ...(fix === undefined ? {} : { fix }) }));
  };
  const giveUp = (node: Node, what: string): undefined => {
    if (!state.gaveUp) report(node, what);
    state.gaveUp = true;
    return undefined;
  };

  const scalar = (node: Scalar): unknown => {
    const written = node.source ?? '';
    if (rules.refuseAmbiguous && node.type === 'PLAIN' && ambiguous.test(written)) {
      report(
        node,
        `${written} is read as different values by different YAML readers`,
        `write "${written}" for the text, or a plain decimal number, true or false`,
      );
    }
    return node.value;
  };

  const map = (node: YAMLMap, depth: number): object => {
    const result = Object.create(null) as Record<string, unknown>;
    const seen = new Map<string, Node>();
    const merged: unknown[] = [];
    for (const pair of node.items) {
      const key = pair.key as Node;
      if (!isScalar(key)) {
        report(key, 'the key of a map must be plain text');
        continue;
      }
      const name = keyText(key);
      const first = seen.get(name);
      if (name === '<<' && key.type === 'PLAIN' && rules.mergeKeys) {
        merged.push(value(pair.value as Node | null, depth + 1));
      } else if (name === '<<' && key.type === 'PLAIN') {
        report(key, 'merge keys (<<) are not read', 'write the keys out');
      } else if (first !== undefined) {
        const line = rules.at(first.range?.[0] ?? 0).line ?? 0;
        report(key, `the key ${name} was given before, on line ${line}`, 'keep one of the two');
      } else {
        seen.set(name, key);
        result[name] = value(pair.value as Node | null, depth + 1);
      }
    }
    for (const source of merged.flat()) {
      if (typeof source !== 'object' || source === null) continue;
      for (const [name, item] of Object.entries(source)) if (!(name in result)) result[name] = item;
    }
    return result;
  };

  const alias = (node: Alias, depth: number): unknown => {
    const target = anchors.get(node.source);
    if (target === undefined) {
      report(node, `there is no anchor &${node.source} before this alias`);
      return undefined;
    }
    return value(target, depth + 1);
  };

  const value = (node: Node | null, depth: number): unknown => {
    if (node === null || state.gaveUp) return node === null ? null : undefined;
    if (++nodes > rules.limits.maxNodes) {
      giveUp(node, `there are more than ${rules.limits.maxNodes} values`);
      return;
    }
    if (depth > rules.limits.maxDepth) {
      giveUp(node, `values stand in each other more than ${rules.limits.maxDepth} levels deep`);
      return;
    }
    if (isAlias(node)) return alias(node, depth);
    if (node.tag !== undefined && !knownTags.test(node.tag)) {
      report(
        node,
        `the tag ${node.tag.replace('tag:yaml.org,2002:', '!!')} is not read`,
        'write the value without a tag',
      );
      return undefined;
    }
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    if (isScalar(node)) return scalar(node);
    if (isMap(node)) return map(node, depth);
    if (isSeq(node)) return node.items.map((item) => value(item as Node | null, depth + 1));
    return undefined;
  };

  const result = value(root, 0);
  return { value: state.gaveUp ? undefined : result, problems: problems.slice(0, 100), anchors };
}
