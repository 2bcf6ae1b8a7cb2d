import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Flag } from '../../../src/catalog/flag.js';
import { printedValue } from '../../../src/catalog/printed-value.js';
import { meaningAlone, parseArgv, type RawFlag } from '../../../src/formats/argv.js';
import { argvRules, firstRefusal } from '../../../src/formats/argv-verdict.js';
import { argvCases } from '../../../tools/catalog/argv-cases.mjs';
import fixture from '../../fixtures/catalog/judged-argv.json' with { type: 'json' };

interface Declared {
  readonly flags: readonly Flag[];
  readonly gates: readonly string[];
}

/** What a component would answer, by our reading, in the words of the judge. */
function answerTo(
  argv: readonly string[],
  component: string,
  minor: string,
  byName: ReadonlyMap<string, Flag>,
): string[] {
  const rules = argvRules(component, minor);
  const words = argv.map((text) => ({ text }));
  const parsed = parseArgv(words, { get: (name) => byName.get(name), all: () => [...byName.values()] }, rules.syntax);
  const refusal = firstRefusal(words, parsed, rules);
  if (refusal !== null && refusal.kind !== 'positional')
    return [refusal.kind, refusal.name.replace(/^'[^\0-\x7f]+'/u, "'?'")];
  const uses = new Map<string, RawFlag[]>();
  for (const flag of parsed.flags) uses.set(flag.name, [...(uses.get(flag.name) ?? []), flag]);
  const set = [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => {
      const flag = byName.get(name);
      if (flag === undefined) throw new Error(`${name} was taken, and nobody knows it`);
      return `--${name}=${printedValue(
        flag,
        all.map(({ value }) => value ?? meaningAlone(flag) ?? ''),
      )}`;
    });
  return [refusal === null ? 'read' : 'refused', ...set, '--', ...parsed.positionals.map(({ text }) => text)];
}

function digest(answer: readonly string[]): string {
  return createHash('sha256').update(answer.join('\0')).digest().subarray(0, 3).toString('hex');
}

describe('command lines are read as the real option sets read them', () => {
  it.each(fixture.judged)('$component $version agrees on all of them', (judged) => {
    const { component, version, seed, count } = judged;
    const { flags, gates } = JSON.parse(gunzipSync(Buffer.from(judged.declared, 'base64')).toString()) as Declared;
    const byName = new Map(flags.map((flag) => [flag.name, flag]));
    const answers = Buffer.from(judged.answers, 'base64');
    expect(answers).toHaveLength(3 * count);
    const wrong = argvCases({ seed, count, flags, gates }).flatMap((argv, i) => {
      const ours = answerTo(argv, component, version.split('.').slice(0, 2).join('.'), byName);
      const theirs = answers.subarray(3 * i, 3 * i + 3).toString('hex');
      return digest(ours) === theirs ? [] : [{ explain: i, argv, ours }];
    });
    expect(wrong).toEqual([]);
  });

  it('are twenty thousand and more', () => {
    expect(fixture.judged.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(20_000);
  });
});
