/** Comparisons as `gongkai diff` tells them, of a made-up department, as large as a test needs. */
import type { DiffOutput } from '../../src/review/show/diff-schema.js';
import { DIFF_VERSION } from '../../src/review/show/format-versions.js';

type Table = DiffOutput['表'][number];
type Cell = Table['单元格'][number];
type Trail = NonNullable<NonNullable<Cell['由来']>['甲']>;

export interface Plan {
  readonly causes?: number;
  /** Cells that changed, by table; each fourth one is not a follower. */
  readonly cells?: readonly number[];
  readonly sentences?: number;
  /** Lines of the inputs, of one edition. */
  readonly lines?: number;
  readonly years?: boolean;
}

const TABLES = [
  '预算01 甲局收支总表',
  '预算02 甲局收入总表',
  '预算03 甲局支出总表',
  '预算04 甲局财政拨款收支总表',
  '预算05-1 甲局一般公共预算支出表',
  '预算05-2 甲局一般公共预算支出表（分单位）',
  '预算06 甲局一般公共预算基本支出表',
  '预算07 甲局一般公共预算“三公”经费支出表',
];
const ROWS = [
  ['208', '社会保障和就业支出'],
  ['20805', '行政事业单位养老支出'],
  ['2080505', '机关事业单位基本养老保险缴费支出'],
  ['206', '科学技术支出'],
  ['20601', '科学技术管理事务'],
  ['2060101', '行政运行'],
  ['30101', '基本工资'],
  ['30231', '公务用车运行维护费'],
] as const;
const COLUMNS = ['合计', '基本支出 › 小计', '基本支出 › 人员经费', '占比'];
const PARTS = ['第三部分 › 一、收支总体情况', '第三部分 › 二、支出预算情况'];

const wan = (yuan: number) =>
  (yuan / 10_000).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const exact = (value: number, digits = 2) => String(Number(value.toFixed(digits)));
const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
const pick = <T>(all: readonly T[], index: number) => all[index % all.length] as T;

/** Amounts of both editions: the first so many lines changed. */
function book(lines: number, causes: number) {
  const old = range(0, lines).map((i) => 120_000 + ((i * 7919) % 90_000));
  const now = old.map((yuan, i) => (i < causes ? yuan + 6_000 + i * 150 : yuan));
  const name = (i: number) => {
    const [code, subject] = pick(ROWS, i + 5);
    return `基本支出 › 2060101 行政运行 › ${code} ${subject}${i < 8 ? '' : ` ${i}`}`;
  };
  const line = (file: string, yuan: number, i: number) => ({
    文件: file,
    行: 40 + i,
    列: 16,
    名: name(i),
    写: exact(yuan),
    元: exact(yuan),
  });
  return { old, now, name, line };
}

export function diffOutput(plan: Plan = {}): DiffOutput {
  const { causes = 1, cells = [5, 5, 5, 5, 5, 5, 5, 5], sentences = 10, lines = 40 } = plan;
  const { old, now, name, line } = book(lines, causes);
  const side = (all: readonly number[], first: number, indexes: readonly number[]) => ({
    yuan: indexes.reduce((sum, i) => sum + (all[i] ?? 0), 0),
    加: indexes.map((i) => first + i),
    减: [],
    单位: '元' as const,
  });
  const editions = [
    [old, 0],
    [now, lines],
  ] as const;
  /** What both editions print of a sum of lines, in 万元 or as a share of all lines. */
  const figures = (indexes: readonly number[], share: boolean): [Trail, Trail] => {
    const [a, b] = editions.map(([all, first]): Trail => {
      const { yuan, ...terms } = side(all, first, indexes);
      const money = { 精确: exact(yuan), ...terms };
      if (!share) return { 印: wan(yuan), ...money, 取整: '四舍五入到 0.01 万元' };
      const { yuan: whole, ...others } = side(all, first, range(0, lines));
      const printed = `${((yuan / whole) * 100).toFixed(2)}%`;
      const part = { 印: printed, ...money, 取整: '四舍五入的百分比' as const };
      return { ...part, 总: { 精确: exact(whole), ...others } };
    });
    return [a as Trail, b as Trail];
  };
  const indexesOf = (i: number) => range(0, Math.max(1, lines - ((i * 5) % lines)));
  const causesOf = (i: number) =>
    [...new Set([i % causes, (i * 3) % causes])].sort((a, b) => a - b);

  const cell = (t: number, c: number): Cell => {
    const [code, row] = pick(ROWS, Math.floor(c / COLUMNS.length) + t);
    const share = c % COLUMNS.length === 3;
    const [before, after] = figures(indexesOf(c + t), share);
    const growth = Number(after.精确) - Number(before.精确);
    return {
      行: c < ROWS.length * COLUMNS.length ? row : `${row} ${c}`,
      编码: code,
      列: pick(COLUMNS, c),
      甲: before.印,
      乙: after.印,
      ...(share
        ? {}
        : {
            增减: exact(growth / 10_000),
            幅度: `${((growth / Number(before.精确)) * 100).toFixed(2)}%`,
          }),
      来源: causesOf(c),
      随动: c % 4 !== 0,
      由来: { 甲: before, 乙: after },
    };
  };

  const tables = cells.map((count, t): Table => {
    const [号 = '', 名 = ''] = (TABLES[t] ?? `附表${t} 甲局其他明细表`).split(' ');
    return {
      号,
      名,
      种类: '变动',
      行: [],
      列: [],
      单元格: range(0, count).map((c) => cell(t, c)),
      文字: [],
    };
  });
  const texts = range(0, sentences).map((i): DiffOutput['文字'][number] => {
    const [before, after] = figures(indexesOf(i), false);
    const [oldRate, nowRate] = figures(indexesOf(i), true);
    const words = (amount: Trail, rate: Trail) => [
      { 字: `${i + 1}. 甲局本年支出`, 变: false },
      { 字: amount.印, 变: true },
      { 字: '万元，其中行政运行占本年支出的', 变: false },
      { 字: rate.印, 变: true },
      { 字: '，主要用于保障机关正常运转、完成日常工作任务。', 变: false },
    ];
    return {
      部分: PARTS[i < sentences / 2 ? 0 : 1] as string,
      种类: '变动',
      甲: words(before, oldRate),
      乙: words(after, nowRate),
      来源: causesOf(i),
      随动: i % 3 !== 0,
      由来: [
        { 甲: before, 乙: after },
        { 甲: oldRate, 乙: nowRate },
      ],
    };
  });
  const changed = tables.flatMap((table) => table.单元格);
  const [year, file] = plan.years ? [2029, '2029.yaml'] : [2030, '2030-一审.yaml'];
  return {
    工具: 'gongkai',
    版本: '0.2.0',
    格式版本: DIFF_VERSION,
    甲: editionOf(file, year),
    乙: editionOf('2030.yaml', 2030),
    方式: plan.years ? '两年' : '同年',
    相同: false,
    统计: {
      来源: causes,
      单元格: changed.length,
      随动单元格: changed.filter(({ 随动 }) => 随动).length,
      句子: sentences,
      随动句子: texts.filter(({ 随动 }) => 随动).length,
      表: tables.length,
    },
    设置: [],
    来源: range(0, causes).map((i) => ({
      种类: '改数',
      名: name(i),
      甲: exact(old[i] ?? 0),
      乙: exact(now[i] ?? 0),
      增减: exact(((now[i] ?? 0) - (old[i] ?? 0)) / 10_000, 6),
      幅度: `${(((now[i] ?? 0) / (old[i] ?? 1) - 1) * 100).toFixed(2)}%`,
      输入: { 甲: i, 乙: lines + i },
      项: 1,
      单元格: changed.filter(({ 来源 }) => 来源.includes(i)).length,
      句子: texts.filter(({ 来源 }) => 来源.includes(i)).length,
      其他: 0,
      表: tables
        .filter((table) => table.单元格.some(({ 来源 }) => 来源.includes(i)))
        .map(({ 号 }) => 号),
    })),
    表: tables,
    章节: [],
    文字: texts,
    输入: [
      ...old.map((yuan, i) => line(file, yuan, i)),
      ...now.map((yuan, i) => line('2030.yaml', yuan, i)),
    ],
    说明: [],
  };
}

const editionOf = (名: string, 年度: number): DiffOutput['甲'] => ({
  名,
  种类: '输入',
  标题: `甲局${年度}年部门预算公开`,
  部门: '甲局',
  年度,
  格式: '甲区2030年部门预算公开格式',
  版本: '0.2.0',
});

/** Two editions that are the same in everything that was compared. */
export function sameOutput(): DiffOutput {
  return { ...diffOutput({ causes: 0, cells: [], sentences: 0, lines: 0 }), 相同: true };
}

const NO_EFFECTS = { 项: 1, 单元格: 0, 句子: 0, 其他: 0, 表: [] };

/** One of everything else that a comparison may tell: new and removed rows, tables, sections, texts. */
export function variedOutput(): DiffOutput {
  const output = diffOutput();
  const [first, second, third] = output.表 as [Table, Table, Table];
  const words = (字: string, 变 = true) => [{ 字, 变 }];
  const alone = { 来源: [], 随动: false };
  return {
    ...output,
    设置: [
      { 项: '格式', 甲: '甲区2029年部门预算公开格式', 乙: '甲区2030年部门预算公开格式' },
      { 项: '模板', 名: 'budget/预算05-1.yaml', 乙: '新的' },
    ],
    表: [
      {
        ...first,
        原名: '预算01 甲局收入支出总表',
        行: [
          { 种类: '新增', 名: '公务员医疗补助', 编码: '2101103', 说明: '原列 2101101', 来源: [] },
          { 种类: '新增', 名: '住房公积金', 编码: '2210201', 来源: [] },
          { 种类: '改名', 名: '行政运行', 原名: '行政运行费', 编码: '2060101', 来源: [] },
          { 种类: '改编码', 名: '其他支出', 编码: '2299999', 原编码: '2299901', 来源: [] },
        ],
        列: [{ 种类: '删除', 名: '事业单位经营支出', 来源: [] }],
        文字: [
          { 甲: '单位：万元', 乙: '单位：元', 来源: [] },
          { 乙: '注：尾差由四舍五入引起。', 来源: [] },
        ],
      },
      { ...second, 种类: '新增', 单元格: second.单元格.map((cell) => ({ ...cell, 甲: '' })) },
      {
        ...third,
        单元格: [
          { 行: '年度目标', 列: '指标值', 甲: '完成 95%以上', 乙: '完成 98%以上', ...alone },
          { 行: '年度目标', 列: '指标说明', 甲: '', 乙: '按季度抽查。', ...alone },
        ],
      },
    ],
    统计: { ...output.统计, 来源: 4 },
    来源: [
      ...output.来源,
      {
        种类: '改字',
        名: '概况 › 主要职责 › 第 3 条',
        甲: '3. 负责本区工业运行的监测、分析和预警，帮助企业解决生产经营中的困难。',
        乙: '3. 负责本区工业和信息化运行的监测、分析和预警，帮助企业解决用工、融资中的困难。',
        输入: { 甲: 8, 乙: 49 },
        ...NO_EFFECTS,
      },
      { 种类: '新增', 名: '项目支出 › 数据中心运维', 输入: { 乙: 50 }, ...NO_EFFECTS, 项: 5 },
      {
        种类: '删除',
        名: '政府采购 › 服务类',
        原名: '服务',
        甲: '9900',
        输入: { 甲: 9 },
        ...NO_EFFECTS,
      },
    ],
    章节: [
      { 种类: '新增', 名: '（五）政府购买服务情况', 来源: [] },
      { 种类: '改名', 名: '（六）其他', 原名: '（六）其他说明', 来源: [] },
    ],
    文字: [
      ...output.文字,
      {
        部分: '第四部分 › 名词解释',
        种类: '新增',
        乙: words('机关运行经费，指……'),
        ...alone,
        由来: [],
      },
      {
        部分: '第四部分 › 名词解释',
        种类: '删除',
        甲: words('上缴上级支出，指……'),
        ...alone,
        由来: [],
      },
    ],
    说明: ['图没有比。'],
  };
}

/** The same comparison with every free text replaced; figures that are exact and kinds stay. */
export function withTexts<T>(value: T, text: string): T {
  const replace = (inner: unknown, key: string): unknown => {
    if (typeof inner === 'string') return KEPT.has(key) ? inner : text;
    if (Array.isArray(inner)) return inner.map((one) => replace(one, key));
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).map(([k, one]) => [k, replace(one, k)]));
  };
  return replace(value, '') as T;
}

const KEPT = new Set(['工具', '种类', '方式', '增减', '元', '精确', '单位', '取整', '项']);
