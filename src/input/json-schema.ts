/** JSON Schemas of the input format, for editors: generated from the definition in schema.ts. */
import { z } from 'zod';
import { KINDS, schemaOf } from './schema.js';

/** File name → text of each schema, as it stands in templates/schema/. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    KINDS.map((kind) => {
      // draft-07 is what the YAML extensions of editors understand best
      const schema = z.toJSONSchema(schemaOf(kind, '元'), {
        io: 'input',
        unrepresentable: 'any',
        target: 'draft-7',
      });
      return [`${kind}.json`, `${JSON.stringify(schema, null, 2)}\n`];
    }),
  );
}
