import type * as Interfaces from '@oclif/core/interfaces';

/**
 * A logger for oclif that says nothing. Its own, the package debug, is loaded only when `DEBUG` asks for it: loading it
 * takes a tenth of a start.
 */
export const quietLogger: Interfaces.Logger = {
  namespace: 'hardway',
  child: () => quietLogger,
  debug: () => undefined,
  error: () => undefined,
  info: () => undefined,
  trace: () => undefined,
  warn: () => undefined,
};
