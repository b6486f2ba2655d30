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
  /** Fields of its row whose text is made with it. */
  readonly partOf?: readonly string[];
  /** A text, if absent. */
  readonly value?: keyof FieldValues;
  readonly required?: true;
  /** What stands there where nothing is written: something of the package, or what another key says. */
  readonly otherwise?: '部门名称' | '部门简称' | '编制日期' | '本年度' | '名称' | '用途';
  /** What a count is of, for a form that prints it as a number: 人次, 辆. */
  readonly unit?: string;
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

type More = Omit<FormField, 'key' | 'meaning'>;
const field = <const K extends string, const M extends More = Record<never, never>>(
  key: K,
  meaning: string,
  more?: M,
) => ({ key, meaning, ...more }) as { readonly key: K; readonly meaning: string } & M;

/** 整体绩效 */
export const OVERALL_FORM = {
  contact: [
    field('联系人', '填报人或项目负责人', { field: '填报人' }),
    field('联系电话', '联系电话'),
  ],
  date: [field('填报日期', '填报日期；不写即编制日期', { value: 'date', otherwise: '编制日期' })],
  tasks: [
    field('职能概述', '部门职能概述', { value: 'paragraphs' }),
    field('年度工作任务', '年度工作任务', { value: 'paragraphs' }),
  ],
  horizon: [
    field('长期目标截止', '长期目标截止年份；格式的表不列长期目标的不写', { value: 'year' }),
  ],
} satisfies Form;

/** 绩效项目 */
export const PROJECT_FORM = {
  contact: [
    field('联系人', '填报人或项目负责人', { field: '负责人' }),
    field('联系电话', '联系电话'),
  ],
  owners: [
    field('主管部门', '不写即部门名称', { otherwise: '部门名称' }),
    field('执行单位', '不写即部门名称', { otherwise: '部门名称' }),
  ],
  features: [
    field('单位地址', '单位地址'),
    field('邮政编码', '邮政编码', { value: 'postcode' }),
    field('项目年度', '项目年度；不写即本年度', { otherwise: '本年度' }),
    field('项目属性', '项目属性'),
    field('项目类别', '支出项目类别'),
    field('安排频度', '项目安排频度'),
  ],
  years: [
    field('起始年度', '起始年度', { field: '起始年份', value: 'year', partOf: ['起始年度'] }),
    field('终止年度', '终止年度', { field: '终止年份', value: 'year', partOf: ['终止年度'] }),
  ],
  statements: [
    field('申请理由', '项目申请理由', { value: 'paragraphs' }),
    field('主要内容', '项目主要内容', { value: 'paragraphs' }),
    field('立项依据', '立项依据', { value: 'paragraphs' }),
    field('实施方案', '项目实施方案', { value: 'paragraphs' }),
    field('评价结果', '上年绩效评价结果、整改及应用', { value: 'paragraphs' }),
    field('预算执行情况', '前两年预算安排、调整和执行情况', { value: 'paragraphs' }),
  ],
  direction: [
    field('支出方向', '整体绩效表里的主要支出方向和用途；不写同用途', { otherwise: '用途' }),
  ],
  change: [field('变动理由', '当年预算变动的理由', { partOf: ['预算变动'] })],
} satisfies Form;

/** 支出明细 of a project. */
export const COST_FORM = {
  activity: [
    field('活动', '项目活动', { required: true }),
    field('内容', '活动内容表述'),
    field('经济分类', '支出经济分类'),
  ],
  remarks: [field('依据', '测算依据及说明'), field('备注', '备注')],
} satisfies Form;

/** 采购 of a project. */
export const PROJECT_PURCHASE_FORM = {
  goods: [field('品名', '品名', { required: true }), field('数量', '数量', { required: true })],
} satisfies Form;

const FUNDING = [
  field('功能科目', '功能科目代码', { value: 'functional' }),
  field('经济科目', '经济科目代码', { value: 'economic' }),
  field('资金来源', '资金来源，如 预算安排'),
  field('资金性质', '资金性质，如 经费拨款补助'),
] satisfies readonly FormField[];

/** 政府采购明细 */
export const PURCHASE_FORM = {
  project: [field('项目', '项目，或基本支出的种类')],
  funding: FUNDING,
  number: [field('数量', '采购数量', { value: 'count' })],
  measure: [field('计量单位', '计量单位')],
} satisfies Form;

/** 购买服务明细 */
export const SERVICE_FORM = {
  project: [field('项目', '项目')],
  funding: FUNDING,
  number: [field('数量', '购买数量', { value: 'count' })],
  procured: [field('包含政府采购', '', { value: 'yesOrNo' })],
  content: [field('内容', '购买服务内容', { required: true })],
  catalogue: [
    field('一级目录', '指导目录的一级目录', { required: true }),
    field('二级目录', '指导目录的二级目录'),
    field('三级目录', '指导目录的三级目录'),
  ],
} satisfies Form;

/** 整体自评 and 项目自评 alike. */
export const EVALUATION_FORM = {
  /** Where a project does not say, those of the department as a whole. */
  shared: [
    field('填报单位', '单位名称（盖章）；项目自评不写则同整体自评，都不写即部门名称', {
      otherwise: '部门名称',
    }),
    field('填报日期', '填报日期；项目自评不写则同整体自评，都不写即编制日期', {
      value: 'date',
      otherwise: '编制日期',
    }),
  ],
  report: [field('自评报告', '自评报告的文字，印在自评表前面', { value: 'paragraphs' })],
  remarks: [
    field('偏差原因', '偏差大或目标未完成原因分析', { value: 'paragraphs' }),
    field('改进措施', '改进措施及结果应用方案', { value: 'paragraphs' }),
  ],
} satisfies Form;

/** 项目自评, besides. */
export const PROJECT_EVALUATION_FORM = {
  name: [field('公开名称', '情况说明里的名称；不写同名称', { otherwise: '名称' })],
  features: [
    field('主管部门', '不写即部门名称', { otherwise: '部门名称' }),
    field('实施单位', '不写即部门名称', { otherwise: '部门名称' }),
    field('简称', '自评表标题里的单位简称；不写即部门简称', { otherwise: '部门简称' }),
    field('项目类别', '项目类别', { value: 'options' }),
    field('项目属性', '项目属性', { value: 'options' }),
    field('项目类型', '项目类型', { value: 'options' }),
  ],
  results: [
    field('产出效益', '主要产出和效益；不写则由“综述: 是”的指标写成'),
    field('问题', '发现的问题及原因'),
    field('下一步', '下一步改进措施'),
  ],
} satisfies Form;

/** 三公经费说明 of final accounts: what sentences name beside the amounts. */
export const THREE_PUBLIC_FORM = {
  abroadAndCars: [
    field('出国团组', '因公出国（境）团组数', { value: 'count', unit: '个' }),
    field('出国人次', '因公出国（境）人次', { value: 'count', unit: '人次' }),
    field('出国内容', '因公出国（境）主要开展的工作', { as: 'purpose' }),
    field('购置车辆', '本年度购置（更新）公务用车辆数', { value: 'count', unit: '辆' }),
    field('车辆保有量', '年末开支财政拨款的公务用车保有量', { value: 'count', unit: '辆' }),
    field('运行费用途', '公务用车运行费主要用于什么', { as: 'purpose' }),
  ],
  receptions: [
    field('接待批次', '国内公务接待批次', { value: 'count', unit: '批次' }),
    field('接待人次', '国内公务接待人次', { value: 'count', unit: '人次' }),
    field('外宾接待批次', '外宾接待批次', { value: 'count', unit: '批次' }),
    field('外宾接待人次', '外宾接待人次', { value: 'count', unit: '人次' }),
    field('接待内容', '公务接待主要用于什么', { as: 'purpose' }),
  ],
} satisfies Form;

/** 国有资产 and 概况 of final accounts. */
export const FINAL_FORM = {
  vehicles: [
    field('车辆说明', '接在各种车辆后面，如“其他用车主要是一般公务用车”', { as: 'phrase' }),
  ],
  equipment: [
    field('大型设备', '单价 100 万元（含）以上设备台（套）数', {
      value: 'count',
      unit: '台（套）',
    }),
  ],
  phone: [field('咨询电话', '单位咨询电话')],
} satisfies Form;

/** Of a budget, beside: what it provides for buying. */
export const PLANNED_FORM = {
  equipment: [
    field('大型设备', '安排购置单价 100 万元（含）以上设备（不含车辆）台（套）数', {
      field: '计划购置大型设备',
      value: 'count',
      unit: '台（套）',
    }),
  ],
} satisfies Form;
/** 绩效管理: how many projects had goals, were followed and were evaluated; each stage with its amount. */
export const MANAGEMENT_FORM = {
  绩效目标: [
    field('单位数', '编报绩效目标的预算单位数', { field: '绩效目标单位数', value: 'count' }),
    field('项目数', '编报绩效目标的项目数', { field: '绩效目标项目数', value: 'count' }),
  ],
  绩效跟踪: [field('项目数', '绩效跟踪的项目数', { field: '绩效跟踪项目数', value: 'count' })],
  绩效自评: [
    field('项目数', '绩效自评的项目数', { field: '绩效自评项目数', value: 'count' }),
    field('平均得分', '绩效自评的平均得分', { field: '自评平均得分' }),
    field('优', '评为优的项目数', { field: '自评优项目数', value: 'count' }),
    field('良', '评为良的项目数', { field: '自评良项目数', value: 'count' }),
    field('合格', '评为合格的项目数', { field: '自评合格项目数', value: 'count' }),
    field('不合格', '评为不合格的项目数', { field: '自评不合格项目数', value: 'count' }),
    field('发现问题', '自评发现的问题数', { field: '自评发现问题数', value: 'count' }),
    field('完成整改', '已经完成整改的问题数', { field: '自评完成整改数', value: 'count' }),
    field('正在整改', '正在整改的问题数', { field: '自评正在整改数', value: 'count' }),
  ],
} satisfies Form;
export type ManagementStage = keyof typeof MANAGEMENT_FORM;
export const MANAGEMENT_STAGES = Object.keys(MANAGEMENT_FORM) as ManagementStage[];

/** 项目经费说明 of a project: what is published of it heading by heading, each in paragraphs. */
export const STATEMENT_FORM = {
  headings: [
    field('项目概况', '项目概况', { value: 'paragraphs' }),
    field('立项依据', '立项依据', { value: 'paragraphs' }),
    field('实施主体', '实施主体', { value: 'paragraphs' }),
    field('实施方案', '实施方案', { value: 'paragraphs' }),
    field('实施周期', '实施周期', { value: 'paragraphs' }),
    field('年度预算安排', '年度预算安排', { value: 'paragraphs' }),
    field('绩效目标', '绩效目标', { value: 'paragraphs' }),
  ],
} satisfies Form;
export const STATEMENT_NAMES = namesOf(STATEMENT_FORM.headings);

/** What sentences of final accounts name beside amounts. */
export const FINAL_FIELDS = [
  ...THREE_PUBLIC_FORM.abroadAndCars,
  ...THREE_PUBLIC_FORM.receptions,
  ...FINAL_FORM.equipment,
  ...FINAL_FORM.vehicles,
  ...FINAL_FORM.phone,
] as const;
export type FinalFieldName = NameOf<(typeof FINAL_FIELDS)[number]>;

const isCount = ({ value }: FormField) => value === 'count';

/** Counts of “三公”经费 that a budget plans; how many cars are to be bought its 国有资产 says. */
export const PLANNED_COUNTS: readonly FormField[] = fieldsOf(THREE_PUBLIC_FORM).filter(
  (one) => isCount(one) && one.key !== '购置车辆',
);
/** All fields that are counts of something. */
export const COUNT_FIELDS: readonly FormField[] = [
  ...FINAL_FIELDS.filter(isCount),
  ...PLANNED_FORM.equipment,
];
/** Fields that a budget fills as well. */
export const BUDGET_FIELD_NAMES: readonly string[] = namesOf([
  ...FINAL_FIELDS.filter(isCount),
  ...PLANNED_FORM.equipment,
]);

/** Paragraphs that a department writes itself and sentences print by 段, by where they stand in an input. */
export const PARAGRAPHS = {
  /** 概况 */
  duties: [
    field('主要职责', '部门主要职责，每条一段', { value: 'paragraphs', required: true }),
    field('机构说明', '单位构成之外还要说明的内容', { value: 'paragraphs' }),
  ],
  people: [field('人员构成', '人员构成情况，“人员”之外还要说明的内容', { value: 'paragraphs' })],
  /** 国有资产, of a budget and of final accounts */
  assets: [field('说明', '车辆以外的说明', { field: '国有资产说明' })],
  finalAssets: [field('说明', '其他说明', { field: '国有资产说明' })],
  outcomes: [field('项目支出成效', '项目支出主要成效', { value: 'paragraphs' })],
  /** 绩效管理 */
  management: [
    field('开展情况', '预算绩效管理工作开展情况', {
      field: '绩效管理开展情况',
      value: 'paragraphs',
    }),
    field('整体自评结果', '部门整体支出自评结果', { value: 'paragraphs' }),
    field('结果应用', '绩效自评结果应用情况', { field: '自评结果应用', value: 'paragraphs' }),
  ],
  transfers: [field('专项支出说明', '财政专项支出、专项转移支付支出情况', { value: 'paragraphs' })],
  /** 重点工作 */
  tasks: [field('综述', '重点工作开展情况综述', { field: '重点工作综述', value: 'paragraphs' })],
} satisfies Form;
/** Texts of 概况 that a format may ask every input for. */
export const OVERVIEW_TEXTS = namesOf([...PARAGRAPHS.duties, ...PARAGRAPHS.people]);
export type TextName = NameOf<(typeof PARAGRAPHS)[keyof typeof PARAGRAPHS][number]>;
export const TEXT_NAMES = [...new Set(namesOf(fieldsOf(PARAGRAPHS)))];
/** By the kind of package that has them. */
export const TEXT_NAMES_OF: Readonly<Record<'预算' | '决算', readonly string[]>> = {
  预算: namesOf([...PARAGRAPHS.duties, ...PARAGRAPHS.people, ...PARAGRAPHS.assets]),
  决算: namesOf([
    ...PARAGRAPHS.duties,
    ...PARAGRAPHS.finalAssets,
    ...PARAGRAPHS.outcomes,
    ...PARAGRAPHS.management,
    ...PARAGRAPHS.transfers,
    ...PARAGRAPHS.tasks,
  ]),
};
