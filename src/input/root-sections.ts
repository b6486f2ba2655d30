/** The sections of an input file: the keys of the first level in the order in which a person reads them. */

export interface RootSection {
  readonly heading: string;
  /** Keys of inputs of any kind; an input has some of them. */
  readonly keys: readonly string[];
}

/** Every key of the first level is in one of these; a test compares them with the schemas of all kinds. */
export const ROOT_SECTIONS: readonly RootSection[] = [
  {
    heading: '封面和全局',
    keys: [
      '类型',
      '格式',
      '单位格式',
      '年度',
      '编制日期',
      '金额单位',
      '主体',
      '封面',
      '部门',
      '单位',
    ],
  },
  { heading: '部门概况', keys: ['概况', '人员'] },
  { heading: '收入', keys: ['收入', '年初结转和结余', '使用非财政拨款结余'] },
  {
    heading: '支出',
    keys: [
      '支出',
      '一般公共预算支出',
      '政府性基金预算支出',
      '国有资本经营预算支出',
      '其他资金支出',
      '三公经费',
      '机关运行经费',
    ],
  },
  { heading: '基本支出', keys: ['基本支出'] },
  { heading: '项目支出', keys: ['项目支出', '其他支出'] },
  { heading: '结余和结转', keys: ['结余分配', '年终结转结余', '年末结转和结余'] },
  { heading: '公开的总数', keys: ['合计'] },
  { heading: '年初预算、全年预算和上年', keys: ['年初预算', '全年预算', '上年', '上年执行数'] },
  {
    heading: '变动原因和主要用途',
    keys: ['变动原因', '主要用途', '项目支出成效', '三公经费说明'],
  },
  {
    heading: '其他重要事项',
    keys: [
      '政府采购',
      '政府购买服务',
      '政府采购明细',
      '购买服务明细',
      '国有资产',
      '绩效管理',
      '专项支出说明',
      '重点工作',
    ],
  },
  { heading: '整体绩效', keys: ['整体绩效'] },
  { heading: '绩效项目', keys: ['绩效项目'] },
  { heading: '项目经费说明', keys: ['项目经费说明'] },
  { heading: '整体自评', keys: ['整体自评'] },
  { heading: '项目自评', keys: ['项目自评'] },
  { heading: '附表', keys: ['附表'] },
  { heading: '科目的补充', keys: ['科目补充', '政府经济科目'] },
  { heading: '名词解释', keys: ['名词解释'] },
  { heading: '豁免', keys: ['豁免'] },
  { heading: '单位材料', keys: ['单位材料'] },
];
