/**
 * A department of any size, for measuring: every unit has every subject, projects go round the units. All of
 * it is paid from the general public budget and balances.
 */
const FUNCTIONS = [
  ...['2010301', '2010302', '2010350', '2060101', '2060199', '2060499', '2080501', '2080502'],
  ...['2080505', '2080506', '2101101', '2101102', '2101103', '2210201', '2210202', '2210203'],
];
const ECONOMIC = ['30101', '30102', '30103', '30201', '30202', '30211'];

/**
 * @param {{ units: number, subjects: number, projects: number }} size subjects at most 16
 * @returns {string} an input file
 */
export function largeDepartment({ units, subjects, projects }) {
  const codes = Array.from({ length: units }, (_, i) => String(100001 + i));
  const group = (code) =>
    FUNCTIONS.slice(0, subjects).map((functional, j) => {
      const amounts = ECONOMIC.map((one, k) => `"${one}": ${1000 * (j + 1) + 100 * k}`).join(', ');
      return `  - { 单位: "${code}", 功能科目: "${functional}", 经济科目: { ${amounts} } }`;
    });
  const basic = FUNCTIONS.slice(0, subjects)
    .map((_, j) => ECONOMIC.reduce((rest, __, k) => rest + 1000 * (j + 1) + 100 * k, 0))
    .reduce((a, b) => a + b, 0);
  const income = codes.map((_, i) => basic + 5000 * countOf(i, units, projects));
  return `类型: 预算
格式: wuchang-2026
年度: 2026
编制日期: 2026-01-15
金额单位: 元
部门: { 代码: "100", 名称: 示例局 }
单位:
${codes.map((code, i) => `  - { 代码: "${code}", 名称: 示例单位${i + 1}, 性质: 事业单位 }`).join('\n')}
概况: { 主要职责: 负责示例工作。 }
收入:
${codes.map((code, i) => `  - { 单位: "${code}", 一般公共预算拨款: ${income[i]} }`).join('\n')}
基本支出:
${codes.flatMap(group).join('\n')}
${projects > 0 ? '项目支出:\n' : ''}${Array.from({ length: projects }, (_, i) => `  - { 名称: 示例项目${i + 1}, 单位: "${codes[i % units]}", 用途: 示例工作, 支出: [{ 功能科目: "${FUNCTIONS[i % subjects]}", 金额: 5000 }] }`).join('\n')}
豁免:
  - { 规则: 公开-01, 理由: 试编 }
`;
}

/** How many of some projects, dealt out in turn, a unit gets. */
const countOf = (unit, units, projects) =>
  Math.floor(projects / units) + (unit < projects % units ? 1 : 0);
