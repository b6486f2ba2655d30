/** What is told to programs. */
import { sep } from 'node:path';

/** JSON of a whole output. */
export const jsonText = (output: object): string => `${JSON.stringify(output, null, 2)}\n`;

/** A path, with `/`. */
export const slashed = (file: string): string => file.split(sep).join('/');
