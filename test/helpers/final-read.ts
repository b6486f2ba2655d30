/** Final accounts compiled and taken apart: the lines of a section, the rows of a table, the figures. */
import { stringify } from 'yaml';
import type { CompileResult } from '../../src/compile.js';
import type { Block } from '../../src/narrative/document.js';
import type { Table } from '../../src/tables/table.js';
import { A } from './final.js';
import { body, tableOf } from './listed.js';
import { compiled, documentLines } from './world.js';

/** One unit, one expenditure, and nothing that may be left out; or with other parts. */
export function bare(parts: Readonly<Record<string, unknown>> = {}): string {
  return stringify({
    类型: '决算',
    格式: '决算',
    年度: 2024,
    编制日期: '2025-09-01',
    金额单位: '万元',
    部门: { 代码: '900', 名称: '示例局' },
    单位: [{ 代码: A, 名称: '示例局本级', 性质: '行政单位' }],
    概况: { 主要职责: ['负责示例工作。'] },
    收入: [{ 单位: A, 一般公共预算拨款: { '2010301': 100 } }],
    基本支出: [{ 单位: A, 功能科目: '2010301', 经济科目: { '30101': 100 } }],
    ...parts,
  });
}

export type Figure = Extract<Block, { kind: 'figure' }>;

/** What a compiled package says. */
export interface Said {
  /** The lines of the parts, cover and contents left out. */
  readonly all: readonly string[];
  /** The lines below a heading, up to the next of its level. */
  readonly section: (heading: string) => string[];
  readonly table: (id: string) => Table;
  readonly ids: readonly string[];
  /** The body of a table, row by row. */
  readonly rows: (id: string) => string[][];
  readonly figures: readonly Figure[];
}

const PART = /^第[一二三四五六]部分/;

export function said(result: CompileResult): Said {
  const { tables, document } = compiled(result);
  const lines = documentLines(document);
  const all = lines.slice(lines.indexOf('目录') + 1 + document.contents.length);
  const byId = new Map(tables.map((table) => [table.id, table]));
  const section = (heading: string): string[] => {
    const from = all.findIndex((one) => one.startsWith('#') && one.includes(heading));
    if (from < 0) throw new Error(`no heading ${heading}`);
    const level = all[from]?.indexOf(' ') ?? 0;
    const rest = all.slice(from + 1);
    const to = rest.findIndex(
      (one) => PART.test(one) || (one.startsWith('#') && one.indexOf(' ') <= level),
    );
    return rest.slice(0, to < 0 ? undefined : to);
  };
  return {
    all,
    section,
    table: (id) => tableOf(byId, id),
    ids: tables.map((table) => table.id),
    rows: (id) => body(tableOf(byId, id)),
    figures: document.parts.flatMap((part) =>
      part.blocks.flatMap((block) => (block.kind === 'figure' ? [block] : [])),
    ),
  };
}

/** Whole 万元 as a table shows them; texts stay as they are. */
export function shown(...cells: readonly (string | number)[]): string[] {
  return cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell));
}
