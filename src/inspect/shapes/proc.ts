import { readProcess } from '../from-proc.js';
import type { Reading, ShapeContext } from './shape.js';

/** Reads /proc/PID/cmdline as it was saved: one command line, its words ended by NUL. */
export function readProcText(text: string, context: ShapeContext): Reading {
  const found = readProcess({ pid: 0, cmdline: text });
  if (found === null) return { found: [], problems: [] };
  const path = context.path === undefined ? {} : { path: context.path };
  return { found: [{ ...found, source: { kind: 'proc', ...path } }], problems: [] };
}
