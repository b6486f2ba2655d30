/**
 * An export of a finance platform, made up: a line an amount, the same for the same sizes. Plain JavaScript,
 * so that the bench and the tests share it.
 */

const FUNCTIONS = ['2010301', '2010302', '2010350', '2080505', '2080506', '2101101', '2210201'];
const BASIC = ['30101', '30102', '30103', '30112', '30113', '30201', '30211', '30228', '30302'];
const OF_PROJECTS = ['30201', '30213', '30227', '31002', '30299'];
const FUNDS = ['一般公共预算资金', '政府性基金预算资金', '单位资金', '一般公共预算上年结转资金'];

export const HEAD = [
  ...['预算年度', '预算单位', '支出功能分类', '部门预算经济分类', '项目编码', '项目名称'],
  ...['项目类别', '资金性质', '是否政府采购', '预算数'],
];

/**
 * @param {number} lines
 * @param {number} units
 * @returns {(string | number)[][]} rows with the headings first; amounts in 元 with two digits
 */
export function platformRows(lines, units) {
  const rows = [HEAD];
  for (let i = 0; i < lines; i++) {
    const unit = i % units;
    const isProject = i % 3 === 0;
    const n = Math.floor(i / units);
    const economics = isProject ? OF_PROJECTS : BASIC;
    rows.push([
      2027,
      `328${String(unit + 1).padStart(3, '0')}-示例局第${unit + 1}单位`,
      FUNCTIONS[n % FUNCTIONS.length],
      economics[(n * 7 + unit) % economics.length],
      isProject ? `4201${String(unit).padStart(3, '0')}${String(n % 40).padStart(8, '0')}` : '',
      isProject ? `第${n % 40}个项目` : '',
      isProject ? '特定目标类' : n % 2 === 0 ? '人员类' : '运转类-公用经费',
      FUNDS[isProject ? n % FUNDS.length : 0],
      isProject && n % 5 === 0 ? '是' : '否',
      ((i * 7919 + 13) % 1_000_000) / 100,
    ]);
  }
  return rows;
}
