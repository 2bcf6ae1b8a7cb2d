import { Completion } from './completion.js';
import type { Command } from '@oclif/core/command';

/** Every command by its id; oclif loads this instead of searching the folder, so that the bundle can be one file. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  completion: Completion,
};
