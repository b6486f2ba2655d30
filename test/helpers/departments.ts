/** Small departments as input files; each test says what is particular about its own. */
import { stringify } from 'yaml';

type Written = Readonly<Record<string, unknown>>;

const BASE: Written = {
  类型: '预算',
  格式: 'wuchang-2026',
  年度: 2026,
  编制日期: '2026-01-15',
  金额单位: '万元',
  部门: { 代码: '100', 名称: '示例局' },
  单位: [{ 代码: '100001', 名称: '示例局本级', 性质: '行政单位' }],
  概况: { 主要职责: ['负责示例工作。'] },
  收入: [{ 单位: '100001', 一般公共预算拨款: 100 }],
  基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 80, '30201': 20 } }],
};

/** An input of one unit that spends 100 万元 of 一般公共预算, with other parts in place of its own. */
export function department(parts: Written = {}): string {
  return stringify({ ...BASE, ...parts });
}
