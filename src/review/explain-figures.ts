/** An input or a package and a question → where the figures come from. */

import type { World } from '../world.js';
import { findFigures, isMissing } from './explain/find.js';
import type { Edition } from './open/edition.js';
import { openSide, type Side } from './open/open.js';
import { ReviewError } from './open/review-error.js';
import type { ExplainOutput } from './show/diff-schema.js';
import { explainOutput } from './show/explain-json.js';

/**
 * Explains where figures come from.
 * @param side a name (.yaml, a package's folder), or an input that is compiled already
 * @param words `['预算05-1', '行政运行', '合计']`: a table, a row, a column; or words of a sentence
 * @returns what `gongkai explain --format json` prints
 * @throws DiagnosticError where the side has errors or cannot be opened
 * @throws ReviewError where nothing is found, or nothing is known of the inputs
 */
export async function explain(
  side: Side,
  words: readonly string[],
  world: World,
): Promise<ExplainOutput> {
  const { name, edition } = await openSide(side, world);
  return explainFigures(typeof side === 'string' ? side : name, edition, words, world.version);
}

/**
 * @param name of the input or the package, as it was given
 * @param edition that it stands for; undefined where it is none
 * @param words as people put the question: a table, a row, a column, or words of a sentence
 * @throws ReviewError where nothing is found, or nothing is known of the inputs
 */
export function explainFigures(
  name: string,
  edition: Edition | undefined,
  words: readonly string[],
  version: string,
): ExplainOutput {
  if (!edition?.leaves)
    throw new ReviewError(
      `${name}：不知道数的由来，请写输入文件（.yaml）或 compile 生成的文件夹。`,
    );
  const found = findFigures(edition, words);
  if (isMissing(found)) throw new ReviewError(`${found.message}。\n提示：${found.hint}`);
  return explainOutput(name, words, found, edition.leaves, version);
}
