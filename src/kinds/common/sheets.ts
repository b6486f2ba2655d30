/** Sheets of the fill-in workbook (填报工作簿) that several kinds of input have. */
import type { Level, SheetSpec } from '../../fill-in/layout.js';

/** What is said once of an input: a line for each. */
export const factsSheet = (
  name: string,
  about: string,
  keys: readonly string[],
  steps: readonly string[],
): SheetSpec => ({ name, about, levels: [{ steps, value: '内容', keys }] });

export const textsSheet = (keys: readonly string[]): SheetSpec => ({
  name: '文字',
  about: '印在材料里的文字，一段一行，写上第几段；只有一段的可以不写',
  levels: [{ texts: ['栏目', '细目'], keys }],
});

export const UNITS: SheetSpec = {
  name: '单位',
  about: '纳入编制范围的单位，一个单位一行，本级写在最前面',
  levels: [{ into: '单位' }, { each: true }],
  example: { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
};

export const INCOME: SheetSpec = {
  name: '收入',
  about: '一个单位、一项来源一行；按功能科目分的，一个科目一行；没有的来源不写',
  levels: [
    { into: '收入' },
    { by: ['单位'], others: false },
    { steps: ['来源', '资金', '科目'], value: '金额' },
  ],
  example: { 单位: '100001', 来源: '一般公共预算拨款', 金额: '3000000' },
  sums: { heading: '金额', unless: { heading: '来源', words: ['合计', '年终结转结余', '对方'] } },
};

export const BASIC: SheetSpec = {
  name: '基本支出',
  about: '一个单位、一个功能科目、一个经济科目一行，写明细，不写小计；资金不写即一般公共预算',
  levels: [
    { into: '基本支出' },
    {
      by: ['单位', '功能科目', '资金', '结转'],
      headings: { 合计: '本组合计' },
    },
    { into: '经济科目', always: true },
    { key: '经济科目' },
    { value: '金额' },
  ],
  example: { 单位: '100001', 功能科目: '2060101', 经济科目: '30101', 金额: '1585228' },
};

export const PROJECTS: SheetSpec = {
  name: '项目支出',
  about: '一个项目用几个科目写几行，每行都写项目名称和单位；类别、用途、合计只写在第一行',
  levels: [
    { into: '项目支出' },
    {
      by: ['名称', '编码', '单位'],
      headings: { 名称: '项目名称', 编码: '项目编码', 单位: '项目单位', 合计: '项目合计' },
    },
    { into: '支出' },
    { each: true, headings: { 单位: '支出单位' } },
  ],
  example: {
    项目名称: '示例项目',
    项目单位: '100001',
    用途: '做什么用',
    功能科目: '2060499',
    金额: '300000',
  },
};

export const OTHER_SPENDING: SheetSpec = {
  name: '其他支出',
  about: '事业单位经营支出、上缴上级支出、对附属单位补助支出，一笔一行',
  levels: [{ into: '其他支出' }, { each: true }],
};

/** What units write for packages of their own: in lines, and in paragraphs. */
export const UNIT_MATERIAL: readonly SheetSpec[] = [
  {
    name: '单位材料',
    about: '各单位自己的材料里，代替部门同名各节的内容；只编部门材料的不用写',
    levels: [
      { into: '单位材料' },
      { key: '单位', refer: true },
      { steps: ['栏目', '细目', '类别', '科目'], value: '内容' },
    ],
  },
  {
    name: '单位材料文字',
    about: '各单位自己的材料里的文字，一段一行，写上第几段；只有一段的可以不写',
    levels: [{ into: '单位材料' }, { key: '单位', refer: true }, { texts: ['栏目', '细目'] }],
  },
];

export const WAIVERS: SheetSpec = {
  name: '豁免',
  about: '不按某条核对规则的地方和理由；理由印在核对结果里',
  levels: [{ into: '豁免' }, { each: true }],
};

export const SUPPLEMENT = factsSheet(
  '科目补充',
  '科目字典里没有的科目，或列有它们的科目文件；多数部门不用写',
  ['科目补充', '政府经济科目'],
  ['栏目', '分类或科目', '科目', '项目'],
);

/** From a goal down to its indicators, each a row. */
export const GOALS: readonly Level[] = [
  {
    numbered: '目标序号',
    headings: {
      内容: '目标内容',
      权重: '目标权重',
      分值: '目标分值',
      得分: '目标得分',
      完成情况: '目标完成情况',
    },
  },
  { into: '指标' },
  { key: '一级指标' },
  { key: '二级指标' },
  { each: true, headings: { 名称: '指标名称' } },
];
