/** A made-up province with tables and cover fields of its own, and a small department that fills them in. */
import { bodyOf } from './one-table.js';
import { compiled, compileText, type Overlay } from './world.js';

export const PROFILE = 'profiles/甲省.yaml';
export const TABLE = 'profiles/甲省/资产.yaml';
export const SENTENCES = 'profiles/甲省.hbs';

/** One table of each kind of column. */
export const FILES = {
  [PROFILE]: `名称: 甲省
继承: 预算
部分:
  - {标题: 说明, 节: [资产]}
  - {标题: 表, 表: [{目录: 资产, 表: [资产]}]}
公开要求: {必有表: [资产], 空表须说明: [资产]}
`,
  [TABLE]: `表号: 资产
名称: 资产表
纸张: 横向
附表:
  键: 新增资产
  栏:
    单位: {类: 单位, 必填: 是}
    名称: {必填: 是}
    种类: {选项: [通用, 专用]}
    功能科目: 功能科目
    购置日期: 日期
    数量: {类: 数量, 计: 台, 必填: 是}
    面积: {类: 数量, 计: 平方米, 位: 2}
    单价: {类: 金额, 合计: 否}
    金额: {类: 金额, 必填: 是}
列:
  - {名: 单位, 文: "{单位}"}
  - {名: 资产名称, 文: "{名称}"}
  - {名: 种类, 文: "{种类}"}
  - {名: 功能科目, 文: "{功能科目编码}{功能科目}"}
  - {名: 购置日期, 文: "{购置日期}"}
  - {名: 数量（台）, 额: 数量}
  - {名: 面积（平方米）, 额: 面积}
  - {名: 单价, 额: 单价}
  - {名: 金额, 额: 金额}
行源: [合计, 附表]
空表: 注：本部门{年度}年没有新增资产
`,
  [SENTENCES]: '{{#*inline "资产"}}\n# 资产\n没有。\n{{/inline}}\n',
} as const;

/** The files of the province with some passages replaced; each passage must stand there once. */
export function province(...edits: readonly (readonly [string, string, string])[]): Overlay {
  const files: Record<string, string> = { ...FILES };
  for (const [path, from, to] of edits) {
    const pieces = (files[path] ?? '').split(from);
    if (pieces.length !== 2) throw new Error(`${path} has ${pieces.length - 1} × ${from}`);
    files[path] = pieces.join(to);
  }
  return files;
}

const HEAD = `类型: 预算
格式: 甲省
年度: 2026
编制日期: 2026-01-15
金额单位: 元
部门: { 代码: "100", 名称: 示例局 }
单位:
  - { 代码: "100001", 名称: 示例局本级, 性质: 行政单位 }
  - { 代码: "100002", 名称: 示例中心, 性质: 事业单位 }
概况: { 主要职责: 负责示例工作。 }
收入:
  - { 单位: "100001", 一般公共预算拨款: 1000000 }
基本支出:
  - { 单位: "100001", 功能科目: "2010301", 经济科目: { "30101": 800000, "30201": 200000 } }
政府采购: { 货物: 45000.5 }
`;

export const LINES = `附表:
  新增资产:
    - { 单位: "100001", 名称: 计算机, 种类: 通用, 功能科目: "2010301", 购置日期: 2026-03-01, 数量: 3, 单价: 5000, 金额: 15000 }
    - { 单位: "100002", 名称: 仪器, 数量: 1, 面积: 12.50, 金额: 30000.5 }
`;

/** An input of the department. @param parts what it has behind the parts that every input has */
export const inputWith = (parts = LINES): string => `${HEAD}${parts}`;

/** Compiles an input in the province's format. */
export const compileIn = (files: Overlay, parts = LINES) =>
  compileText({ 'a.yaml': inputWith(parts) }, files);

/** The rows of its table below the header. */
export function rowsIn(files: Overlay, parts = LINES): string[] {
  const [table] = compiled(compileIn(files, parts)).tables;
  if (!table) throw new Error('no table');
  return bodyOf(table);
}
