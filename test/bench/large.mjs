/**
 * A department of any size, for measuring: every unit has every subject, projects go round the units, and as
 * many of them as asked for have their form of goals and indicators. All of it is paid from the general public
 * budget and balances.
 */
const FUNCTIONS = [
  ...['2010301', '2010302', '2010350', '2060101', '2060199', '2060499', '2080501', '2080502'],
  ...['2080505', '2080506', '2101101', '2101102', '2101103', '2210201', '2210202', '2210203'],
];
const ECONOMIC = ['30101', '30102', '30103', '30201', '30202', '30211'];

/**
 * @param {{ units: number, subjects: number, projects: number, goals?: number }} size subjects at most 16
 * @returns {string} an input file
 */
export function largeDepartment({ units, subjects, projects, goals = 0 }) {
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
${projects > 0 ? '项目支出:\n' : ''}${Array.from({ length: projects }, (_, i) => `  - { 名称: 示例项目${i + 1}, 单位: "${codes[i % units]}", ${i < goals ? '' : '用途: 示例工作, '}支出: [{ 功能科目: "${FUNCTIONS[i % subjects]}", 金额: 5000 }] }`).join('\n')}
${goals > 0 ? '绩效项目:\n' : ''}${Array.from({ length: goals }, (_, i) => formOf(i + 1)).join('\n')}
豁免:
  - { 规则: 公开-01, 理由: 试编 }
`;
}

/** The goals and indicators of a project. */
const formOf = (project) => `  - 名称: 示例项目${project}
    项目: [示例项目${project}]
    用途: 示例工作的第${project}个方面
    申请理由: 本项目是长期开展的工作，每年都要发生费用，故按上年的合同和支出情况申请经费。
    主要内容: 按计划开展示例工作，保持各项设施正常运行，按时提交报告。
    长期目标: [{ 内容: 建立稳定、安全的工作机制，满足长期需要。 }]
    年度目标:
      - 内容: 全年各项工作按计划完成，故障按时修复，不发生重大事故。
        指标:
          产出指标:
            数量指标:
              - { 名称: 全年完成报告数量, 值: 12份, 依据: 历史标准 }
              - { 名称: 服务单位数量, 值: ≥${project % 90}个, 依据: 计划标准 }
            质量指标:
              - { 名称: 设施运行正常率, 值: ≥95%, 依据: 计划标准 }
            时效指标:
              - { 名称: 故障修复时间, 值: ≤24小时, 依据: 计划标准 }
          满意度指标:
            服务对象满意度指标:
              - { 名称: 服务对象满意度, 值: ≥90%, 依据: 计划标准 }`;

/** How many of some projects, dealt out in turn, a unit gets. */
const countOf = (unit, units, projects) =>
  Math.floor(projects / units) + (unit < projects % units ? 1 : 0);
