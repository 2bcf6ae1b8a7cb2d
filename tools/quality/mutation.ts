import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import path from 'node:path';

type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'RuntimeError' | 'Ignored';

interface Mutant {
  readonly status: Status;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** A mutant that no test noticed. */
export interface Survivor {
  readonly where: string;
  readonly mutator: string;
  readonly replacement: string;
}

export interface Score {
  readonly room: string;
  readonly tried: number;
  readonly found: number;
  /** Of those not found, the ones in lines that no test runs. */
  readonly uncovered: number;
}

export interface MutationRun {
  readonly mutants: number;
  readonly oneOf: number;
  readonly seed: number;
  readonly scores: readonly Score[];
  readonly survivors: readonly Survivor[];
}

const found: readonly Status[] = ['Killed', 'Timeout'];
const missed: readonly Status[] = ['Survived', 'NoCoverage'];

function scoreOf(room: string, mutants: readonly Mutant[]): Score {
  const count = (statuses: readonly Status[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  return { room, tried: count([...found, ...missed]), found: count(found), uncovered: count(['NoCoverage']) };
}

/** Changes the code of formats and inspect in one of `oneOf` places, by lot, and counts the changes that the tests find. */
export async function runMutation(root: string, oneOf: number, seed: number): Promise<MutationRun> {
  const folder = path.join(root, 'tools/mutation');
  await execa('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder, stdio: 'inherit' });
  await execa(path.join(folder, 'node_modules/.bin/stryker'), ['run', 'tools/mutation/stryker.config.json'], {
    cwd: root,
    stdio: 'inherit',
    env: { MUTATION_ONE_OF: String(oneOf), MUTATION_SEED: String(seed), PROPERTY_TIME_LIMIT: '1000' },
  });
  const report = JSON.parse(readFileSync(path.join(root, 'node_modules/.cache/mutation.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
  };
  const files = Object.entries(report.files);
  const rooms = ['src/formats', 'src/inspect'].map((room) =>
    scoreOf(
      room,
      files.filter(([file]) => file.startsWith(room)).flatMap(([, { mutants }]) => mutants),
    ),
  );
  const all = files.flatMap(([, { mutants }]) => mutants);
  const survivors = files.flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => missed.includes(status))
      .map(({ location: { start }, mutatorName, replacement = '' }) => ({
        where: `${file}:${start.line}:${start.column}`,
        mutator: mutatorName,
        replacement,
      })),
  );
  return { mutants: all.length, oneOf, seed, scores: [...rooms, scoreOf('both', all)], survivors };
}
