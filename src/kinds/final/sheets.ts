/** Final accounts in the fill-in workbook (填报工作簿). */
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

const PROJECT = { by: ['名称'], refer: true, headings: { 名称: '自评项目' } } as const;

export const FINAL_SHEETS: readonly SheetSpec[] = [
  factsSheet(
    '基本信息',
    '材料是谁的、哪一年的、用什么格式；金额单位定了，全部工作表都用这个单位',
    ['类型', '格式', '年度', '编制日期', '金额单位', '主体', '单位格式', '部门', '封面', '概况'],
    ['栏目', '细目'],
  ),
  UNITS,
  INCOME,
  BASIC,
  PROJECTS,
  OTHER_SPENDING,
  {
    name: '结转结余',
    about: '年初、年末结转和结余，一个单位、一种资金、一个功能科目一行',
    levels: [
      { key: '年初或年末', among: ['年初结转和结余', '年末结转和结余'] },
      { by: ['单位'], others: false },
      { steps: ['资金', '科目'], value: '金额' },
    ],
    sums: { heading: '金额' },
  },
  factsSheet(
    '结余',
    '使用非财政拨款结余、结余分配，一个单位一行',
    ['使用非财政拨款结余', '结余分配'],
    ['栏目', '单位'],
  ),
  factsSheet(
    '预算和上年',
    '年初预算、上年决算的输入文件（在第一行的“内容”里写文件名），或者逐项列出',
    ['年初预算', '全年预算', '上年'],
    ['栏目', '细目', '科目'],
  ),
  factsSheet(
    '三公采购资产',
    '“三公”经费的数目、政府采购、国有资产、绩效管理；公开的总数可以不写，写了就核对',
    ['三公经费说明', '政府采购', '国有资产', '绩效管理', '合计'],
    ['栏目', '细目', '类别'],
  ),
  factsSheet(
    '原因和用途',
    '增减和差异的原因、科目的主要用途、要解释的名词；句末不写句号',
    ['变动原因', '主要用途', '名词解释'],
    ['栏目', '细目', '科目'],
  ),
  textsSheet(['概况', '项目支出成效', '绩效管理', '专项支出说明', '重点工作', '整体自评']),
  {
    name: '重点工作',
    about: '年度重点工作完成情况，一件一行；综述写在“文字”里',
    levels: [{ into: '重点工作' }, { into: '事项' }, { each: true }],
  },
  factsSheet(
    '整体自评',
    '部门整体绩效自评表；执行数由支出算出，指标写在“整体自评指标”',
    ['整体自评'],
    ['栏目', '细目'],
  ),
  {
    name: '整体自评指标',
    about: '一个指标一行；同一个目标的几行写一样的目标序号，目标内容只写在第一行',
    levels: [{ into: '整体自评' }, { into: '目标' }, ...GOALS],
  },
  {
    name: '项目自评',
    about: '每个开展自评的项目一行；“项目”写它包括的项目支出，几个的在格子里各占一行',
    levels: [{ into: '项目自评' }, { by: ['名称'], headings: { 名称: '自评项目' } }],
  },
  {
    name: '项目自评文字',
    about: '自评表里的文字，一段一行，写上第几段；只有一段的可以不写',
    levels: [{ into: '项目自评' }, PROJECT, { texts: ['栏目'] }],
  },
  {
    name: '项目自评指标',
    about: '一个指标一行；同一个目标的几行写一样的目标序号，目标内容只写在第一行',
    levels: [{ into: '项目自评' }, PROJECT, { into: '目标' }, ...GOALS],
  },
  WAIVERS,
  SUPPLEMENT,
  ...UNIT_MATERIAL,
];
