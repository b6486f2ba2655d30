/** Writes what is generated from the code: templates/schema/*.json, the list of words; part of the build. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from '../reference.js';

for (const [path, text] of generatedFiles()) {
  const file = fileURLToPath(new URL(`../../${encodeURI(path)}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
