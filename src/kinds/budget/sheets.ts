/** A budget in the fill-in workbook (填报工作簿). */
import type { SheetSpec } from '../../fill-in/layout.js';
import {
  BASIC,
  factsSheet,
  GOALS,
  INCOME,
  OTHER_SPENDING,
  PROJECTS,
  SUPPLEMENT,
  textsSheet,
  UNIT_MATERIAL,
  UNITS,
  WAIVERS,
} from '../common/sheets.js';

const PERIODS = ['长期目标', '年度目标'] as const;
const PROJECT = { by: ['名称'], refer: true, headings: { 名称: '绩效项目' } } as const;

export const BUDGET_SHEETS: readonly SheetSpec[] = [
  factsSheet(
    '基本信息',
    '材料是谁的、哪一年的、用什么格式；金额单位定了，全部工作表都用这个单位',
    ['类型', '格式', '年度', '编制日期', '金额单位', '主体', '单位格式', '部门', '封面'],
    ['栏目', '细目'],
  ),
  UNITS,
  INCOME,
  BASIC,
  PROJECTS,
  OTHER_SPENDING,
  factsSheet(
    '结转结余',
    '年终结转结余，一种资金一行；分得清单位的，写在“收入”里',
    ['年终结转结余'],
    ['栏目', '资金', '科目'],
  ),
  factsSheet(
    '上年数',
    '上年的输入文件（在“上年”一行的“内容”里写文件名），或者逐项列出上年数',
    ['上年', '上年执行数'],
    ['栏目', '细目', '科目'],
  ),
  factsSheet(
    '人员资产',
    '人员、“三公”经费的数目、国有资产、绩效管理；公开的总数可以不写，写了就核对',
    ['人员', '三公经费说明', '国有资产', '绩效管理', '合计'],
    ['栏目', '细目', '类别', '种类'],
  ),
  factsSheet(
    '采购',
    '政府采购按货物、工程、服务写，购买服务按类别写；有逐项的写在“采购明细”“购买服务明细”',
    ['政府采购', '政府购买服务'],
    ['栏目', '类别', '细目'],
  ),
  {
    name: '采购明细',
    about: '政府采购一项一行；金额不写即数量 × 单价',
    levels: [{ into: '政府采购明细' }, { each: true }],
  },
  {
    name: '购买服务明细',
    about: '政府购买服务一项一行',
    levels: [{ into: '购买服务明细' }, { each: true }],
  },
  factsSheet(
    '原因和用途',
    '比上年增减的原因、科目的主要用途、要解释的名词；句末不写句号',
    ['变动原因', '主要用途', '名词解释'],
    ['栏目', '细目', '科目'],
  ),
  textsSheet(['概况', '整体绩效']),
  factsSheet(
    '整体绩效',
    '部门整体支出绩效目标申报表：联系人等；目标和指标写在“整体绩效目标”',
    ['整体绩效'],
    ['栏目', '细目'],
  ),
  {
    name: '近两年收支',
    about: '整体绩效申报表里近两年的收支，一年一行',
    levels: [{ into: '整体绩效' }, { into: '近两年收支' }, { each: true }],
  },
  {
    name: '整体绩效目标',
    about: '一个三级指标一行；同一个目标的几行写一样的目标序号，目标内容只写在第一行',
    levels: [{ into: '整体绩效' }, { key: '长期或年度', among: PERIODS }, ...GOALS],
  },
  {
    name: '绩效项目',
    about: '每个编制绩效目标的项目一行；“项目”写它包括的项目支出，几个的在格子里各占一行',
    levels: [{ into: '绩效项目' }, { by: ['名称'], headings: { 名称: '绩效项目' } }],
  },
  {
    name: '绩效项目文字',
    about: '申报表里的文字，一段一行，写上第几段；只有一段的可以不写',
    levels: [{ into: '绩效项目' }, PROJECT, { texts: ['栏目'] }],
  },
  {
    name: '绩效项目支出明细',
    about: '申报表里的项目支出明细测算，一项活动一行',
    levels: [{ into: '绩效项目' }, PROJECT, { into: '支出明细' }, { each: true }],
  },
  {
    name: '绩效项目采购',
    about: '申报表里的项目采购，一个品名一行',
    levels: [{ into: '绩效项目' }, PROJECT, { into: '采购' }, { each: true }],
  },
  {
    name: '绩效项目目标',
    about: '一个三级指标一行；同一个目标的几行写一样的目标序号，目标内容只写在第一行',
    levels: [{ into: '绩效项目' }, PROJECT, { key: '长期或年度', among: PERIODS }, ...GOALS],
  },
  {
    name: '项目经费说明',
    about: '项目经费情况说明，按标题一段一行；“项目”写所说的项目支出，只写在第一行',
    levels: [
      { into: '项目经费说明' },
      { by: ['名称'], headings: { 名称: '说明的项目' } },
      { texts: ['标题'] },
    ],
  },
  WAIVERS,
  SUPPLEMENT,
  ...UNIT_MATERIAL,
];
