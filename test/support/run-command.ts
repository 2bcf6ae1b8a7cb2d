import type { Command } from '@oclif/core/command';
import { vi } from 'vitest';
import { projectRoot } from './source-files.js';

export interface CommandRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a command in this process the way the CLI does, and gives back what it printed and how it ended. */
export async function runCommand(command: Command.Class, argv: readonly string[]): Promise<CommandRun> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      printed[name] += String(chunk);
      return true;
    }),
  );
  process.exitCode = undefined;
  try {
    await command.run([...argv], projectRoot);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  // Read anew: the compiler believes that nobody has changed it since.
  const exitCode: unknown = Reflect.get(process, 'exitCode');
  return { ...printed, exitCode: typeof exitCode === 'number' ? exitCode : 0 };
}
