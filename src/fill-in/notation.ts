/** Paths of an input as a cell has them: 绩效项目 › [1] › 名称. */
import type { Path } from '../input/tree.js';

const BETWEEN = ' › ';

const escaped = (key: string): string =>
  key
    .replaceAll('~', '~0')
    .replaceAll('›', '~1')
    .replace(/^\[/, '~2')
    .replace(/^ +| +$/g, (blanks) => '~3'.repeat(blanks.length)) || '~4';
const unescaped = (step: string): string =>
  step === '~4'
    ? ''
    : step.replaceAll('~3', ' ').replace(/^~2/, '[').replaceAll('~1', '›').replaceAll('~0', '~');

export const writtenPath = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? `[${step + 1}]` : escaped(step))).join(BETWEEN);

export const readPath = (text: string): Path =>
  text.split('›').map((part) => {
    const step = part.trim();
    const index = /^\[([1-9]\d{0,6})\]$/.exec(step)?.[1];
    return index === undefined ? unescaped(step) : Number(index) - 1;
  });
