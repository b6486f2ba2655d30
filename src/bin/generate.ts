/**
 * Writes what is generated from the code: templates/schema/*.json and the list of words; and beside the code
 * the formats that are made ahead. Part of the build.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskWorld } from '../disk/disk-world.js';
import { formatNames } from '../load-format.js';
import { madeAhead } from '../made-ahead.js';
import { generatedFiles } from '../reference.js';

function write(path: string, content: string | Uint8Array): void {
  const file = fileURLToPath(new URL(`../../${encodeURI(path)}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

for (const [path, text] of generatedFiles()) write(path, text);
const { templates } = diskWorld();
for (const name of formatNames(templates)) write(`dist/ahead/${name}`, madeAhead(name, templates));
