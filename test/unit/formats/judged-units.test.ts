import { describe, expect, it } from 'vitest';
import { readService, running, unitVariables } from '../../../src/formats/systemd-service.js';
import { orderDropIns, readUnit } from '../../../src/formats/systemd-unit.js';
import judged from '../../fixtures/formats/judged-units.json' with { type: 'json' };
import { unitName } from '../../support/judge-units.js';
import { type UnitCase, unitCases, unitTexts } from '../../support/unit-cases.js';

const program = /^(?:\/usr\/local\/.*\/)?argv$/;

/** What a few specifiers stand for on the host of the judge. */
function specifiers(name: string): Readonly<Record<string, string>> {
  const [, number = ''] = name.split('-');
  const folders = { t: '/run', S: '/var/lib', C: '/var/cache', L: '/var/log', E: '/etc' };
  return {
    n: `${name}.service`,
    N: name,
    p: name,
    i: '',
    j: number,
    h: '/root',
    u: 'root',
    U: '0',
    g: 'root',
    ...folders,
  };
}

/** The arguments of every program that would be started, or none when the unit is refused. */
function read(one: UnitCase, name: string): { refused: string | null; started: readonly (readonly string[])[] } {
  const texts = unitTexts(one, name);
  const paths = Object.keys(texts);
  const unitPath = ['/etc', '/run', '/usr/lib']
    .map((root) => `${root}/systemd/system/${name}.service`)
    .find((path) => paths.includes(path));
  const dropIns = paths
    .filter((path) => path.includes('.service.d/') && path.endsWith('.conf'))
    .map((file) => ({ file }));
  const files = [unitPath ?? '', ...orderDropIns(dropIns).map(({ file }) => file)].map((file) =>
    readUnit(texts[file] ?? '', file),
  );
  const specifier = (letter: string): string | undefined => specifiers(name)[letter];
  const { values, missing } = unitVariables(files, { environmentFile: (path) => texts[path] ?? null, specifier });
  const { commands, refused } = readService(files, { variable: (key) => values.get(key)?.value ?? '', specifier });
  if (refused !== null || missing.length > 0) return { refused, started: [] };
  // What is no program of the judge's cannot be started, and ends the row.
  const kept = running(commands);
  const end = kept.findIndex(({ path }) => !program.test(path));
  const started = end === -1 ? kept : kept.slice(0, end);
  return { refused, started: started.map(({ args }) => args.map(({ text }) => text)) };
}

describe('units are read as the real systemd (252) runs them', () => {
  it('has an answer to every case', () => {
    expect(judged).toHaveLength(unitCases.length);
    expect(unitCases.length).toBeGreaterThan(300);
  });

  it.each(unitCases.map((one, i) => [i, one] as const))('case %i', (i, one) => {
    const theirs = judged[i];
    const { refused, started } = read(one, unitName(i));
    expect({ unit: one, started, refused: refused !== null }).toEqual({
      unit: one,
      started: theirs?.started,
      refused: theirs?.load !== 'loaded',
    });
  });
});
