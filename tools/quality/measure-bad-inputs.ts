import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure } from '../bench/measure.js';
import { type BadInput, badInputs, place } from './bad-inputs.js';

/** What became of one bad input. */
export interface BadInputRun {
  readonly title: string;
  readonly wallMs: number;
  /** User and system time, which other work on the machine changes less. */
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly exitCode: number;
  /** The first problem that was told, or what was found. */
  readonly said: string;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function said(stdout: string): string {
  const { components = [], problems = [] } = JSON.parse(stdout) as {
    readonly components?: readonly {
      readonly component: string;
      readonly problems: readonly { readonly what: string }[];
    }[];
    readonly problems?: readonly { readonly what: string }[];
  };
  const first = problems[0] ?? components.flatMap((component) => component.problems)[0];
  const found = components.length === 0 ? '' : `${components.length} × ${components[0]?.component ?? ''}`;
  return [found, first?.what ?? ''].filter((part) => part !== '').join('; ');
}

async function run(input: BadInput, root: string): Promise<BadInputRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-quality-'));
  try {
    const { source, stdin } = place(input, folder);
    const inspect = [process.execPath, path.join(root, 'bin/run.js'), 'inspect', source, '--json'];
    const command = stdin === undefined ? inspect : ['bash', '-c', `${stdin} | ${inspect.map(quoted).join(' ')}`];
    const { wallMs, cpuMs, peakMiB, status, stdout } = await measure(command);
    return { title: input.title, wallMs, cpuMs, peakMiB, exitCode: status, said: said(stdout) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives the program every bad input, one after another. */
export async function measureBadInputs(root: string): Promise<readonly BadInputRun[]> {
  const runs: BadInputRun[] = [];
  for (const input of badInputs) runs.push(await run(input, root));
  return runs;
}
