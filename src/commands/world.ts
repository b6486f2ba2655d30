/** The real world: files as they are, templates of this package. */
import { readdirSync, readFileSync } from 'node:fs';
import type { World } from '../compile.js';

const packageRoot = new URL('../../', import.meta.url);
const fileOf = (path: string) => new URL(path, packageRoot);

export const world: World = {
  read: (file) => readFileSync(file),
  templates: {
    read: (path) => readFileSync(fileOf(`templates/${path}`)),
    list: (folder) => readdirSync(fileOf(`templates/${folder}`)),
  },
};

/** Text of a file below templates/. */
export const templateText = (path: string): string =>
  new TextDecoder().decode(world.templates.read(path));

/** Version of this package. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(fileOf('package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
