import { ExitCode } from '../kernel/exit-codes.js';

/** What a command can end with that reads hosts or files, and has findings. */
export const readingCodes: readonly ExitCode[] = [
  ExitCode.done,
  ExitCode.usage,
  ExitCode.input,
  ExitCode.findings,
  ExitCode.host,
  ExitCode.material,
];

/** What a command can end with that writes PKI material. */
export const issuingCodes: readonly ExitCode[] = [
  ExitCode.done,
  ExitCode.usage,
  ExitCode.input,
  ExitCode.material,
  ExitCode.stopped,
  ExitCode.interrupted,
];
