/** One made-up table template for a small department, and what it prints. */
import { cellText, type Table } from '../../src/tables/table.js';
import { department } from './departments.js';
import { compiled, compileText } from './world.js';

const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n';
const PROFILE = '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n';

/**
 * @param template the template without its number and name
 * @param parts what the input has in place of, or beside, the parts of a small department
 * @param profile more of the profile
 */
export function tableFor(
  template: string,
  parts: Readonly<Record<string, unknown>> = {},
  profile = '',
): Table {
  const files = {
    'profiles/试.yaml': PROFILE + profile,
    'profiles/试/试表.yaml': HEAD + template,
  };
  const input = department({ 格式: '试', ...parts });
  const [table] = compiled(compileText({ 'a.yaml': input }, files)).tables;
  if (!table) throw new Error('no table');
  return table;
}

/** The rows below the header as texts, cells divided by `|`. */
export function bodyOf({ cells, headerRows, rows }: Table): string[] {
  const body = Array.from({ length: rows - headerRows }, (): string[] => []);
  for (const { row, content } of cells) body[row - headerRows]?.push(cellText(content));
  return body.map((texts) => texts.join('|'));
}

/** A form of so many columns whose body goes through a row source and prints these cells a row. */
export const going = (source: string, cells: readonly string[]): string =>
  `列宽: [${cells.map(() => 10).join(', ')}]\n表体:\n  - 逐: ${source}\n    内容: [{行: [${cells.join(', ')}]}]\n`;
