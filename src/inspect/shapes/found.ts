import type { ComponentArgv } from '../component-argv.js';
import type { SourceKind } from '../effective-flag.js';
import type { ShapeContext } from './shape.js';

/** How the source of a shape is named in what it finds. */
export function sourceOf(kind: SourceKind, context: Pick<ShapeContext, 'path'>): ComponentArgv['source'] {
  return { kind, ...(context.path === undefined ? {} : { path: context.path }) };
}
