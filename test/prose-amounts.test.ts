/** 文字-02: amounts that a text gives to totals, subjects and projects. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { quantity } from '../src/model/quantities.js';
import { formatNumber } from '../src/tables/table.js';
import { exampleOf, findings, messages } from './helpers/prose.js';

const BUDGET = 'wuchang/2026.yaml';
const FINAL = 'wuchang/2024-final.yaml';
const ONE_UNIT = 'jianghan/2024.yaml';

/** Texts that contradict the tables, each with what the message says of the figure. */
const WRONG: readonly (readonly [file: string, text: string, told: string])[] = [
  // published
  [
    BUDGET,
    '2026 年一般公共预算基本支出 4,335.95 万元，其中：',
    '一般公共预算基本支出是 2,665.413 万元',
  ],
  [FINAL, '其中：基本支出 2,553.45 万元，项目支出 1,702.37 万元。', '项目支出是 1,737.9152 万元'],
  [
    BUDGET,
    '7. 卫生健康支出(类) 行政事业单位医疗(款) 行政单位医疗(项) 2025年预算数 24.67 万元, 比 2025 预算增加 2.39 万元',
    '上年的2101101 行政单位医疗是 22.2804 万元',
  ],
  [
    ONE_UNIT,
    '3、210 卫生健康支出 56.84 万元，主要是用于人员缴纳社保费用；',
    '210 卫生健康支出是 56.48 万元',
  ],
  // made up
  [BUDGET, '2026年收支总预算4,335.96万元。', '收支总预算是 4,335.953 万元'],
  [
    BUDGET,
    '收、支总计均为0.43亿元，其中收入总计4335.95万元；支出总计 4335.96 万元。',
    '支出总计是 4,335.953 万元',
  ],
  [BUDGET, '我部门“三公”经费预算合计 4.64 万元。', '三公经费是 4.46 万元'],
  [BUDGET, '公务接待费为1.64万元', '公务接待费是 1.46 万元'],
  [BUDGET, '公务用车购置及运行维护费（含车辆保险）３．５万元', '公务用车购置及运行维护费是 3 万元'],
  [BUDGET, '因公出国（境）费用安排 5 万元', '因公出国（境）费用是 0 万元'],
  [BUDGET, '机关运行经费共计 330 万元', '机关运行经费是 330.773 万元'],
  [
    BUDGET,
    '政府采购预算总额1198.23万元，其中：货物类5.5万元，服务类1192.72万元。',
    '政府采购是 1,198.22 万元',
  ],
  [
    BUDGET,
    '政府采购预算总额1198.22万元，其中：货物类5.5万元，服务类1192.71万元。',
    '政府采购服务支出是 1,192.72 万元',
  ],
  [BUDGET, '本年收入合计43359531元', '本年收入合计是 4,335.953 万元'],
  [BUDGET, '去年机关运行经费160.31万元', '上年的机关运行经费是 160.32 万元'],
  [BUDGET, '一、网络建设运转维护经费901.02万元；', '网络建设运转维护经费是 910.02 万元'],
  [BUDGET, '行政运行支出724.35万元', '2060101 行政运行是 723.3498 万元'],
  [
    BUDGET,
    '人员经费约2,300万元，公用经费约300万元，人员经费约2,500万元',
    '人员经费是 2,334.64 万元',
  ],
  [FINAL, '2024年度机关运行经费支出140.54万元', '机关运行经费是 140.53 万元'],
  [FINAL, '机关运行经费年初预算83万元', '预算的机关运行经费是 82 万元'],
  [FINAL, '公用经费1.74.91万元', '不是一个数'],
];

describe('an amount that a text gives to what is computed', () => {
  it.each(WRONG)('%s is told of %s', (file, text, told) => {
    const found = messages(file, '文字-02', text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(told);
  });
});

const RIGHT: readonly (readonly [file: string, text: string])[] = [
  [
    BUDGET,
    '2026 年一般公共预算支出 4,335.95 万元，其中：基本支出2,665.41万元，项目支出1,670.54万元。',
  ],
  [BUDGET, '收支总预算4335.95万元，即0.43亿元，43359530元'],
  [BUDGET, '“三公”经费预算4.46万元，其中公务接待费1.46万元、公务用车运行维护费3万元'],
  [BUDGET, '人员经费约2,300万元，公用经费约331万元'],
  [BUDGET, '机关运行经费160.32万元'], // last year's: doubtful
  [BUDGET, '2025年机关运行经费160.32万元，2026年机关运行经费330.77万元'],
  [BUDGET, '2019年机关运行经费100万元，前年机关运行经费100万元'],
  [BUDGET, '2025年机关运行经费支出决算100万元'],
  [BUDGET, '机关运行经费增加170万元，公用经费压减5万元，增加公用经费5万元'],
  [BUDGET, '人均公用经费2万元，每辆车公务用车运行维护费2万元，公用经费不超过100万元'],
  [BUDGET, '本级项目支出1000万元；离退休人员管理服务中心公用经费5万元'],
  [BUDGET, '全区政府采购支出9000万元，科技专项项目支出500万元'],
  [BUDGET, '人员经费和公用经费100万元，行政运行723.35万元，其中人员经费455万元、公用经费269万元'],
  [BUDGET, '公用经费5万元用于购置电脑，项目支出100万元以上，公用经费2万元/人'],
  [BUDGET, '政府采购货物5.5万元，货物运输费8万元；工程100万元'],
  [BUDGET, '公用经费（不含上年结转）100万元，项目支出（其中转移支付）5万元'],
  [BUDGET, '招商引资90亿元，产业促进经费资金30万元，到位资金650万元'],
  [BUDGET, '网络建设运转维护经费910.02万元，国密改造项目280万元'],
  [FINAL, '一般公共预算项目支出1,702.38万元，项目支出1702.38万元，项目支出1737.92万元'],
  [FINAL, '2023年一般公共预算支出7991.81万元，老干工作经费全年预算20万元，老干工作经费24.7万元'],
  [BUDGET, '2024年至2026年政府采购3000万元，近三年公用经费500万元；截至2026年6月，项目支出800万元'],
  [BUDGET, '2026年政府采购项目100万元，公用经费达到100万元的单位，公用经费定额为2万元'],
  [BUDGET, '年中追加项目支出100万元，从财政拨款收入中安排100万元，招录后人员经费将超过3000万元'],
  [FINAL, '自评项目支出1,512.38万元，8个项目支出100万元，绩效自评涉及项目支出100万元'],
  [FINAL, '项目支出年初预算1000万元'], // not known by nature
];

describe('a text that agrees, or that does not speak of what is computed', () => {
  it.each(RIGHT)('%s: nothing is told of %s', (file, text) => {
    expect(messages(file, '文字-02', text)).toEqual([]);
  });
  it('keeps silent in a project’s form, but for the project', () => {
    const path = ['绩效项目', 0, '申请理由'];
    expect(messages(BUDGET, '文字-02', '政府采购50万元，公用经费2万元', path)).toEqual([]);
    expect(messages(BUDGET, '文字-02', '产业促进经费50万元', path)).toHaveLength(1);
  });
});

describe('a finding', () => {
  it('names the words, the figures and where they are', () => {
    const [found] = findings(BUDGET, '文字-02', '公用经费330.77万元；公用经费330.7 万元');
    expect(found).toMatchObject({
      span: { line: 1, column: 29 },
      message: '文字里写的是“公用经费330.7 万元”，算出来公用经费是 330.773 万元',
      hint: '这个数由程序写在情况说明里，可以不写；要写就改为 330.77 万元',
      sides: {
        sign: '=',
        unit: '元',
        left: { name: '文字“公用经费330.7 万元”' },
        right: { name: '公用经费' },
      },
    });
    expect(found?.sides?.left.figure.value.toString()).toBe('3307000');
    expect(found?.sides?.right.figure.value.toString()).toBe('3307730');
    expect(found?.sides?.right.figure.sources.length).toBeGreaterThan(0);
  });
  it('is told once of the same words', () => {
    expect(findings(BUDGET, '文字-02', '公用经费5万元；'.repeat(50))).toHaveLength(1);
  });
});

describe('a sentence that is written from the figures', () => {
  const names: readonly (readonly [string, Decimal])[] = (() => {
    const { budget } = exampleOf(BUDGET);
    const of = (name: Parameters<typeof quantity>[1], params = {}) =>
      quantity({ budget, filter: {} }, name, params)?.value ?? new Decimal(0);
    return [
      ['收支总预算', of('支出总计')],
      ['一般公共预算基本支出', of('支出', { 性质: '基本支出', 资金: '一般公共预算' })],
      ['项目支出', of('支出', { 性质: '项目支出' })],
      ['人员经费', of('支出', { 性质: '基本支出', 类别: '人员经费' })],
      ['“三公”经费', of('三公经费')],
      ['机关运行经费', of('机关运行经费')],
      ['政府采购预算', of('政府采购')],
      ['国密改造项目', new Decimal(2_800_000)],
    ];
  })();
  const name = fc.constantFrom(...names);
  const lead = fc.constantFrom('', '2026年', '我部门', '一是', '（一）', '部门2026年度');
  const link = fc.constantFrom('', '为', '共计', '总额', '安排 ', '是：', '（按明细算）');
  const decimals = fc.integer({ min: 0, max: 6 });
  const end = fc.constantFrom('。', '，主要用于保障运转', '；', '');
  const say = (value: Decimal, digits: number) =>
    `${formatNumber(value, digits, digits % 2 === 0)} 万元`;

  it('is never found when it is rounded as figures are', () => {
    fc.assert(
      fc.property(
        name,
        lead,
        link,
        decimals,
        end,
        ([word, value], before, between, digits, after) => {
          const text = `${before}${word}${between}${say(value.div(10_000), digits)}${after}`;
          expect(messages(BUDGET, '文字-02', text)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
  it('is always found when it is off by 0.01 万元 or more', () => {
    const off = fc.integer({ min: -400, max: 400 }).filter((n) => n !== 0);
    fc.assert(
      fc.property(name, lead, link, off, end, ([word, value], before, between, by, after) => {
        const wrong = value.div(10_000).plus(new Decimal(by).div(100));
        fc.pre(wrong.isPositive());
        // what the year before had is left alone
        fc.pre(!['4.28', '160.32', '917.17', '3375.68'].includes(wrong.toFixed(2)));
        const text = `${before}${word}${between}${say(wrong, 2)}${after}`;
        expect(messages(BUDGET, '文字-02', text)).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
