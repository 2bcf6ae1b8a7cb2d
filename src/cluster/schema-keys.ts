import { z } from 'zod';
import type { YamlPath } from '../formats/yaml.js';

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

/** The fields that a schema knows at a path, for suggestions. */
export function keysAt(root: z.ZodType, path: YamlPath): readonly string[] {
  const schema = path.reduce<unknown>((outer, segment) => {
    const here = unwrapped(outer);
    if (here instanceof z.ZodObject) return (here.shape as Record<string, unknown>)[segment];
    return here instanceof z.ZodArray ? here.element : undefined;
  }, root);
  const here = unwrapped(schema);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}
