/** What the writer and the reader of a fill-in workbook both call things. */

/** The column before all others: a line that is marked there is an example. */
export const MARK = '标记';
export const EXAMPLE = '例';
/** The line of totals above the headings. */
export const TOTALS = '合计（自动计算）';
/** Columns behind the others, for people. */
export const MEANING = '说明';
export const REMARK = '待核待填';
/** Everything that no other sheet has, by its path. */
export const REST = { sheet: '其他', path: '位置', kind: '类别', text: '内容' } as const;
/** Keys in an order of their own; hidden. */
export const ORDERS = { sheet: '次序', path: '位置', keys: '各键的次序' } as const;
/** What cells are chosen from; hidden. */
export const DICTIONARY = '字典';
/** The first sheet, and its line that says what the input is. */
export const FIRST = '基本信息';
export const KIND_LINE = '类型';
