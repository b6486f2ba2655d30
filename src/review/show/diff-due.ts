/** What is said of a cause that no change was put to. */
import type { DiffOutput } from './diff-schema.js';

/** That it changes nothing in print, if that is sure: no change is left without a cause. */
export function noEffect({ 表, 文字, 章节 }: DiffOutput): string {
  const changes = [
    ...表.flatMap((table) => [...table.行, ...table.列, ...table.单元格, ...table.文字]),
    ...文字,
    ...章节,
  ];
  return changes.every(({ 来源 }) => 来源.length > 0)
    ? '没有印出来的变动'
    : '没有找到它引起的变动，请看没有来源号的';
}
