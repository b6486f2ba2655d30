/**
 * The registry of form text fields: what an input writes into a form and templates print as it stands. The
 * schema, the texts of the model and the fields that rows offer derive from it. A form has its fields in
 * groups, since other members of an input stand between them.
 */

/** What is written: a text, several paragraphs, a day … one word or several of the form's options. */
export interface FieldValues {
  readonly text: string;
  readonly paragraphs: string[];
  readonly date: string;
  readonly year: number;
  readonly count: number;
  readonly postcode: string;
  readonly options: string | string[];
  readonly yesOrNo: '是' | '否';
  /** Codes of subjects; printed with their names. */
  readonly functional: string;
  readonly economic: string;
}

export interface FormField {
  /** Key in the input. */
  readonly key: string;
  /** Name by which templates ask for it, where it is another. */
  readonly field?: string;
  /** What its writer is told. */
  readonly meaning: string;
  /** A text, if absent. */
  readonly value?: keyof FieldValues;
  readonly required?: true;
  /** What stands there where nothing is written: something of the package, or what another key says. */
  readonly otherwise?: '部门名称' | '部门简称' | '编制日期' | '本年度' | '名称' | '用途';
  /** How sentences take it: behind 主要用于, or to go on after. */
  readonly as?: 'purpose' | 'phrase';
}

type Form = Readonly<Record<string, readonly FormField[]>>;

type NameOf<F> = F extends { readonly field: infer Name }
  ? Name
  : F extends { readonly key: infer Key }
    ? Key
    : never;

/** All fields of a form. */
export const fieldsOf = (form: Form): FormField[] => Object.values(form).flat();

/** The names by which templates ask for fields. */
export const namesOf = (fields: readonly FormField[]): string[] =>
  fields.map(({ key, field = key }) => field);

const PHONE = { key: '联系电话', meaning: '联系电话' } as const;
const PERSON = { key: '联系人', meaning: '填报人或项目负责人' } as const;

/** 整体绩效 */
export const OVERALL_FORM = {
  contact: [{ ...PERSON, field: '填报人' }, PHONE],
  date: [
    {
      key: '填报日期',
      meaning: '填报日期；不写即编制日期',
      value: 'date',
      otherwise: '编制日期',
    },
  ],
  tasks: [
    { key: '职能概述', meaning: '部门职能概述', value: 'paragraphs' },
    { key: '年度工作任务', meaning: '年度工作任务', value: 'paragraphs' },
  ],
  horizon: [{ key: '长期目标截止', meaning: '长期目标截止年份', value: 'year', required: true }],
} as const satisfies Form;

/** 绩效项目 */
export const PROJECT_FORM = {
  contact: [{ ...PERSON, field: '负责人' }, PHONE],
  owners: [
    { key: '主管部门', meaning: '不写即部门名称', otherwise: '部门名称' },
    { key: '执行单位', meaning: '不写即部门名称', otherwise: '部门名称' },
  ],
  features: [
    { key: '单位地址', meaning: '单位地址' },
    { key: '邮政编码', meaning: '邮政编码', value: 'postcode' },
    { key: '项目年度', meaning: '项目年度；不写即本年度', otherwise: '本年度' },
    { key: '项目属性', meaning: '项目属性' },
    { key: '项目类别', meaning: '支出项目类别' },
    { key: '安排频度', meaning: '项目安排频度' },
  ],
  years: [
    { key: '起始年度', field: '起始年份', meaning: '起始年度', value: 'year' },
    { key: '终止年度', field: '终止年份', meaning: '终止年度', value: 'year' },
  ],
  statements: [
    { key: '申请理由', meaning: '项目申请理由', value: 'paragraphs' },
    { key: '主要内容', meaning: '项目主要内容', value: 'paragraphs' },
    { key: '立项依据', meaning: '立项依据', value: 'paragraphs' },
    { key: '实施方案', meaning: '项目实施方案', value: 'paragraphs' },
    { key: '评价结果', meaning: '上年绩效评价结果、整改及应用', value: 'paragraphs' },
    { key: '预算执行情况', meaning: '前两年预算安排、调整和执行情况', value: 'paragraphs' },
  ],
  direction: [
    {
      key: '支出方向',
      meaning: '整体绩效表里的主要支出方向和用途；不写同用途',
      otherwise: '用途',
    },
  ],
  change: [{ key: '变动理由', meaning: '当年预算变动的理由' }],
} as const satisfies Form;

/** 支出明细 of a project. */
export const COST_FORM = {
  activity: [
    { key: '活动', meaning: '项目活动', required: true },
    { key: '内容', meaning: '活动内容表述' },
    { key: '经济分类', meaning: '支出经济分类' },
  ],
  remarks: [
    { key: '依据', meaning: '测算依据及说明' },
    { key: '备注', meaning: '备注' },
  ],
} as const satisfies Form;

/** 采购 of a project. */
export const PROJECT_PURCHASE_FORM = {
  goods: [
    { key: '品名', meaning: '品名', required: true },
    { key: '数量', meaning: '数量', required: true },
  ],
} as const satisfies Form;

const FUNDING = [
  { key: '功能科目', meaning: '功能科目代码', value: 'functional' },
  { key: '经济科目', meaning: '经济科目代码', value: 'economic' },
  { key: '资金来源', meaning: '资金来源，如 预算安排' },
  { key: '资金性质', meaning: '资金性质，如 经费拨款补助' },
] as const satisfies readonly FormField[];

/** 政府采购明细 */
export const PURCHASE_FORM = {
  project: [{ key: '项目', meaning: '项目，或基本支出的种类' }],
  funding: FUNDING,
  number: [{ key: '数量', meaning: '采购数量', value: 'count' }],
  measure: [{ key: '计量单位', meaning: '计量单位' }],
} as const satisfies Form;

/** 购买服务明细 */
export const SERVICE_FORM = {
  project: [{ key: '项目', meaning: '项目' }],
  funding: FUNDING,
  number: [{ key: '数量', meaning: '购买数量', value: 'count' }],
  procured: [{ key: '包含政府采购', meaning: '', value: 'yesOrNo' }],
  content: [{ key: '内容', meaning: '购买服务内容', required: true }],
  catalogue: [
    { key: '一级目录', meaning: '指导目录的一级目录', required: true },
    { key: '二级目录', meaning: '指导目录的二级目录' },
    { key: '三级目录', meaning: '指导目录的三级目录' },
  ],
} as const satisfies Form;

/** 整体自评 and 项目自评 alike. */
export const EVALUATION_FORM = {
  /** Where a project does not say, those of the department as a whole. */
  shared: [
    {
      key: '填报单位',
      meaning: '单位名称（盖章）；项目自评不写则同整体自评，都不写即部门名称',
      otherwise: '部门名称',
    },
    {
      key: '填报日期',
      meaning: '填报日期；项目自评不写则同整体自评，都不写即编制日期',
      value: 'date',
      otherwise: '编制日期',
    },
  ],
  report: [{ key: '自评报告', meaning: '自评报告的文字，印在自评表前面', value: 'paragraphs' }],
  remarks: [
    { key: '偏差原因', meaning: '偏差大或目标未完成原因分析', value: 'paragraphs' },
    { key: '改进措施', meaning: '改进措施及结果应用方案', value: 'paragraphs' },
  ],
} as const satisfies Form;

/** 项目自评, besides. */
export const PROJECT_EVALUATION_FORM = {
  name: [{ key: '公开名称', meaning: '情况说明里的名称；不写同名称', otherwise: '名称' }],
  features: [
    { key: '主管部门', meaning: '不写即部门名称', otherwise: '部门名称' },
    { key: '实施单位', meaning: '不写即部门名称', otherwise: '部门名称' },
    { key: '简称', meaning: '自评表标题里的单位简称；不写即部门简称', otherwise: '部门简称' },
    { key: '项目类别', meaning: '项目类别', value: 'options' },
    { key: '项目属性', meaning: '项目属性', value: 'options' },
    { key: '项目类型', meaning: '项目类型', value: 'options' },
  ],
  results: [
    { key: '产出效益', meaning: '主要产出和效益；不写则由“综述: 是”的指标写成' },
    { key: '问题', meaning: '发现的问题及原因' },
    { key: '下一步', meaning: '下一步改进措施' },
  ],
} as const satisfies Form;

/** 三公经费说明 of final accounts: what sentences name beside the amounts. */
export const THREE_PUBLIC_FORM = {
  abroadAndCars: [
    { key: '出国团组', meaning: '因公出国（境）团组数', value: 'count' },
    { key: '出国人次', meaning: '因公出国（境）人次', value: 'count' },
    { key: '出国内容', meaning: '因公出国（境）主要开展的工作', as: 'purpose' },
    { key: '购置车辆', meaning: '本年度购置（更新）公务用车辆数', value: 'count' },
    { key: '车辆保有量', meaning: '年末开支财政拨款的公务用车保有量', value: 'count' },
    { key: '运行费用途', meaning: '公务用车运行费主要用于什么', as: 'purpose' },
  ],
  receptions: [
    { key: '接待批次', meaning: '国内公务接待批次', value: 'count' },
    { key: '接待人次', meaning: '国内公务接待人次', value: 'count' },
    { key: '外宾接待批次', meaning: '外宾接待批次', value: 'count' },
    { key: '外宾接待人次', meaning: '外宾接待人次', value: 'count' },
    { key: '接待内容', meaning: '公务接待主要用于什么', as: 'purpose' },
  ],
} as const satisfies Form;

/** 国有资产 and 概况 of final accounts. */
export const FINAL_FORM = {
  vehicles: [
    {
      key: '车辆说明',
      meaning: '接在各种车辆后面，如“其他用车主要是一般公务用车”',
      as: 'phrase',
    },
  ],
  equipment: [
    { key: '大型设备', meaning: '单价 100 万元（含）以上设备台（套）数', value: 'count' },
  ],
  phone: [{ key: '咨询电话', meaning: '单位咨询电话' }],
} as const satisfies Form;

/** What sentences of final accounts name beside amounts. */
export const FINAL_FIELDS = [
  ...THREE_PUBLIC_FORM.abroadAndCars,
  ...THREE_PUBLIC_FORM.receptions,
  ...FINAL_FORM.equipment,
  ...FINAL_FORM.vehicles,
  ...FINAL_FORM.phone,
] as const;
export type FinalFieldName = NameOf<(typeof FINAL_FIELDS)[number]>;

/** Paragraphs that a department writes itself and sentences print by 段, by where they stand in an input. */
export const PARAGRAPHS = {
  /** 概况 */
  duties: [
    { key: '主要职责', meaning: '部门主要职责，每条一段', value: 'paragraphs', required: true },
    { key: '机构说明', meaning: '单位构成之外还要说明的内容', value: 'paragraphs' },
  ],
  people: [
    { key: '人员构成', meaning: '人员构成情况，“人员”之外还要说明的内容', value: 'paragraphs' },
  ],
  /** 国有资产, of a budget and of final accounts */
  assets: [{ key: '说明', field: '国有资产说明', meaning: '车辆以外的说明' }],
  finalAssets: [{ key: '说明', field: '国有资产说明', meaning: '其他说明' }],
  outcomes: [{ key: '项目支出成效', meaning: '项目支出主要成效', value: 'paragraphs' }],
  /** 绩效管理 */
  management: [
    {
      key: '开展情况',
      field: '绩效管理开展情况',
      meaning: '预算绩效管理工作开展情况',
      value: 'paragraphs',
    },
    { key: '整体自评结果', meaning: '部门整体支出自评结果', value: 'paragraphs' },
    {
      key: '结果应用',
      field: '自评结果应用',
      meaning: '绩效自评结果应用情况',
      value: 'paragraphs',
    },
  ],
  transfers: [
    {
      key: '专项支出说明',
      meaning: '财政专项支出、专项转移支付支出情况',
      value: 'paragraphs',
    },
  ],
  /** 重点工作 */
  tasks: [
    { key: '综述', field: '重点工作综述', meaning: '重点工作开展情况综述', value: 'paragraphs' },
  ],
} as const satisfies Form;
export type TextName = NameOf<(typeof PARAGRAPHS)[keyof typeof PARAGRAPHS][number]>;
export const TEXT_NAMES = [...new Set(namesOf(fieldsOf(PARAGRAPHS)))];
