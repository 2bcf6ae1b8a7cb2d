import { z } from 'zod';
import { configSchema } from './config-schema.js';

/**
 * The JSON Schema of a config, made from the schema that checks it. Draft 7 is what editors understand best. The
 * limits on the length of texts are left out: they guard the reader and tell a writer nothing.
 */
export function configJsonSchema(): object {
  const schema = z.toJSONSchema(configSchema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'string') delete jsonSchema.maxLength;
      if (jsonSchema.type === 'array' && jsonSchema.maxItems === 1000) delete jsonSchema.maxItems;
    },
  });
  return { ...schema, title: 'The config of a cluster for hardway' };
}
