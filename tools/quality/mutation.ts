import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly replacement: string;
  /** `found`: a test failed, or it did not end. `uncovered`: no test runs the place. */
  readonly status: 'found' | 'survived' | 'uncovered';
}

export interface Score {
  readonly room: string;
  readonly tried: number;
  readonly found: number;
  readonly uncovered: number;
}

export interface MutationRun {
  /** How many there are in all. */
  readonly mutants: number;
  readonly oneOf: number;
  readonly seed: string;
  readonly scores: readonly Score[];
  /** Those that no test noticed. */
  readonly missed: readonly Mutant[];
}

function scoreOf(room: string, mutants: readonly Mutant[]): Score {
  const count = (status: Mutant['status']): number => mutants.filter((mutant) => mutant.status === status).length;
  return { room, tried: mutants.length, found: count('found'), uncovered: count('uncovered') };
}

/** Changes the code of formats and inspect in one of `oneOf` places, by lot, and counts the changes that the tests find. */
export async function runMutation(root: string, oneOf: string, seed: string): Promise<MutationRun> {
  const folder = path.join(root, 'tools/mutation');
  const result = path.join(root, 'node_modules/.cache/mutation.json');
  await execa('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder, stdio: 'inherit' });
  await execa('node', [path.join(folder, 'main.mjs'), result, oneOf, seed], { cwd: root, stdio: 'inherit' });
  const { mutants, results } = JSON.parse(readFileSync(result, 'utf8')) as { mutants: number; results: Mutant[] };
  const rooms = ['src/formats', 'src/inspect'].map((room) =>
    scoreOf(
      room,
      results.filter(({ file }) => file.startsWith(room)),
    ),
  );
  return {
    mutants,
    oneOf: Number(oneOf),
    seed,
    scores: [...rooms, scoreOf('both', results)],
    missed: results.filter(({ status }) => status !== 'found'),
  };
}
