/** Where figures come from as the JSON that diff-schema.ts describes. */
import { cellText } from '../../tables/table.js';
import type { Found } from '../explain/find.js';
import type { Leaf } from '../open/edition.js';
import type { ExplainOutput } from './diff-schema.js';
import { DIFF_VERSION } from './format-versions.js';
import { Lines, leafFinder, trailOf } from './trail.js';

/**
 * @param name of the input or the package, as it was given
 * @param words that asked for the figures
 * @param leaves of its inputs
 * @param version of this program
 */
export function explainOutput(
  name: string,
  words: readonly string[],
  found: readonly Found[],
  leaves: readonly Leaf[],
  version: string,
): ExplainOutput {
  const lines = new Lines();
  const find = leafFinder(leaves);
  return {
    工具: 'gongkai',
    版本: version,
    格式版本: DIFF_VERSION,
    文件: name,
    问: words.join(' '),
    数: found.map((one) => ({
      ...placeOf(one),
      由来: trailOf(one, find, lines),
      其中:
        one.kind === 'cell'
          ? one.parts.map(({ code, rowText, content }) => ({
              行: [code, rowText.trim()].filter(Boolean).join(' '),
              印: cellText(content),
            }))
          : [],
    })),
    输入: lines.list,
  };
}

function placeOf(found: Found): Omit<ExplainOutput['数'][number], '由来' | '其中'> {
  if (found.kind === 'sentence') return { 处: found.place, 句: found.sentence };
  const { table, cell } = found;
  const row = [cell.code, cell.rowText.trim()].filter(Boolean).join(' ');
  const column = cell.columnPath.join('.');
  return { 处: `${table.id} ${table.name}`, 表: table.id, 行: row, 列: column };
}
