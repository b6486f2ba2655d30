/** Writes templates/schema/*.json; part of the build. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../input/json-schema.js';

const folder = new URL('../../templates/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of jsonSchemas()) writeFileSync(new URL(name, folder), text);
