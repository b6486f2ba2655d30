/** What was understood of lists, before it is used: as a table to look at, and as a file to correct. */
import { displayWidth } from '../../diagnostics.js';
import { type Draft, type Remark, TO_CONFIRM } from '../../input/draft.js';
import { clip, type Tree } from '../../input/tree.js';
import { addressOf } from '../../workbook/cells.js';
import { sheetName } from '../books.js';
import type { ListColumn, ListLayout } from './layout.js';
import type { AmountColumn } from './mapping.js';
import { ROLE_NAMES } from './mapping.js';

/** 金额 · 一般公共预算 · 结转 */
function amountWords({ section, fund, nature, income, economic, carried }: AmountColumn): string {
  const fixed = [section, income, fund, nature, economic, carried ? '上年结转' : undefined];
  return ['金额', ...fixed.filter((word) => word !== undefined)].join(' · ');
}

function meaningWords({ meaning, by, left }: ListColumn): string {
  if (left !== undefined) return `（不取：${left}）`;
  if (meaning === undefined) return '（没有认出）';
  if (meaning === 'unused') return '（不用）';
  const words = 'role' in meaning ? meaning.role : amountWords(meaning.amount);
  return by === '数据' ? `${words}（按数据）` : words;
}

/** `列 标题 → 认作，例`, for each column that is headed or holds anything. */
export function proposalText(layout: ListLayout): string {
  const { sheet, mapping, unit, unitBy, columns } = layout;
  const said = unitBy ? `（${unitBy}）` : '（表里没有写，按元；不对请用 --对应 写“金额单位”）';
  const rows = columns
    .filter(({ heading, examples }) => heading !== '' || examples.length > 0)
    .map((one) => [
      addressOf(0, one.column).slice(0, -1),
      clip(one.heading, 24),
      meaningWords(one),
      one.examples.map((text) => clip(text, 16)).join(' ｜ '),
    ]);
  const all = [['列', '标题', '认作', '例'], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...all.map((row) => displayWidth(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(text))))
      .join('  ')
      .trimEnd();
  return [
    `${sheetName(sheet)}：按“${mapping.name}”（${mapping.file}）读，金额单位 ${unit}${said}`,
    ...all.map((row) => `  ${line(row)}`),
    '',
  ].join('\n');
}

const PLAIN_HEADING = /[*]/g;

/**
 * The columns of lists as a mapping of their own, to be corrected and given back. Lists that another mapping
 * read than the first are not in it.
 */
export function proposedMapping(layouts: readonly ListLayout[]): {
  readonly draft: Draft;
  readonly others: readonly ListLayout[];
} {
  const [first] = layouts;
  const alike = layouts.filter(({ mapping }) => mapping === first?.mapping);
  const columns = alike.flatMap((layout) => layout.columns);
  // in a mapping a star stands for anything
  const headings = (of: (one: ListColumn) => boolean) => [
    ...new Set(
      columns
        .filter(of)
        .map(({ heading }) => heading.replaceAll(' / ', '').replace(PLAIN_HEADING, '?'))
        .filter((text) => text !== ''),
    ),
  ];
  const remarks: Remark[] = [];
  const roles: { [key: string]: Tree } = {};
  for (const role of ROLE_NAMES) {
    const isRole = ({ meaning, left }: ListColumn) =>
      left === undefined &&
      meaning !== undefined &&
      meaning !== 'unused' &&
      'role' in meaning &&
      meaning.role === role;
    const words = headings(isRole);
    if (words.length === 0) continue;
    roles[role] = words;
    const examples = [...new Set(columns.filter(isRole).flatMap((one) => one.examples))];
    remarks.push({
      path: ['栏', role],
      text: `例：${clip(examples.slice(0, 3).join(' ｜ '), 60)}`,
      where: 'above',
    });
  }
  const amounts = new Map<string, Tree>();
  for (const { meaning, left, heading } of columns) {
    if (left !== undefined || !meaning || meaning === 'unused' || !('amount' in meaning)) continue;
    const { section, fund, nature, income, economic, carried } = meaning.amount;
    const word = heading.replaceAll(' / ', '');
    amounts.set(word, {
      标题: [word],
      ...(section ? { 节: section } : {}),
      ...(fund ? { 资金: fund } : {}),
      ...(nature ? { 性质: nature } : {}),
      ...(income ? { 收入来源: income } : {}),
      ...(economic ? { 经济科目: economic } : {}),
      ...(carried ? { 结转: '是' } : {}),
    });
  }
  const unused = headings(
    ({ meaning, left }) => meaning === undefined || meaning === 'unused' || left !== undefined,
  );
  if (unused.length > 0)
    remarks.push({
      path: ['不用'],
      text: `${TO_CONFIRM}：没有认出或不取的列；要用的移到“栏”或“金额”里`,
      where: 'above',
    });
  const tree: Tree = {
    名称: '本次导入的清单',
    ...(first && first.mapping.id !== '' ? { 继承: first.mapping.id } : {}),
    ...(first ? { 金额单位: first.unit } : {}),
    栏: roles,
    金额: [...amounts.values()],
    ...(unused.length > 0 ? { 不用: unused } : {}),
  };
  return { draft: { tree, remarks }, others: layouts.filter((one) => !alike.includes(one)) };
}
