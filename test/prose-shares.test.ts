/** 文字-03 and 文字-04: shares, and changes against another year, as a text states them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { findings, messages } from './helpers/prose.js';

const BUDGET = 'wuchang/2026.yaml';
const FINAL = 'wuchang/2024-final.yaml';
const PLANNED = 'hongshan/2023-final.yaml';
const BARE = 'jianghan/2024.yaml';
const REVIEW = ['绩效管理', '开展情况'];
type Path = readonly (string | number)[];
type Wrong = readonly [file: string, text: string, told: string, path?: Path];
type Right = readonly [file: string, text: string, path?: Path];

const subject = (code: string): Path => ['变动原因', '功能科目', code];

describe('a share that a text states', () => {
  const wrong: readonly Wrong[] = [
    // published
    [
      FINAL,
      '根据预算绩效管理要求，我部门组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目8个，资金1,702.38万元，占一般公共预算项目支出总额的40%。',
      '算出来占一般公共预算项目支出 1,702.3752 万元的 100%',
      REVIEW,
    ],
    [
      BUDGET,
      '2026年预算数 113.25 万元, 比 2025 预算增加 12.45 万元, 增长 1.2.4%',
      '“1.2.4%”不是一个数',
    ],
    // made up
    [BUDGET, '基本支出2665.41万元，占本年支出合计的61.48%', '61.47%'],
    [BUDGET, '基本支出2665.41万元（占支出合计的比重为62%）', '61.47%'],
    [BUDGET, '项目支出占支出总计的比例为40%', '38.53%'],
    [BUDGET, '人员经费2334.64万元占我部门基本支出的80%', '87.59%'],
    [BUDGET, '公务接待费1.46万元，占“三公”经费总额的35%', '32.74%'],
    [BUDGET, '货物5.5万元，全部列入年初安排，占政府采购预算总额的5%', '0.46%'],
    [FINAL, '授予中小企业合同金额787.45万元，占政府采购支出总额的100%', '82.84%'],
    [BUDGET, '高新技术产业占全区工业的比重达120%', '超过了 100%'],
    [BARE, '公务接待费0万元，占“三公”经费的100%', '为 0，没有占比'],
    [FINAL, '机关运行经费140.53万元，完成年初预算的172%', '年初预算 82 万元的 171.38%'],
    [FINAL, '人员减少，只完成预算的90%', '年初预算 22.45 万元的 82.94%', subject('2101101')],
    [FINAL, '年中追加，完成年初预算的100%', '年初预算为 0，没有完成的百分比', subject('2010301')],
    [FINAL, '全年资金已拨付，预算执行率100%', '全年预算 20 万元的 123.5%', ['项目自评', 7, '问题']],
    [FINAL, '公务用车运行维护费1.76万元，完成全年预算的66%', '100%'],
    [
      FINAL,
      '行政单位医疗（项）。年初预算为22.45万元，支出决算为18.62万元，完成年初预算的83.9%',
      '82.94%',
    ],
    [
      FINAL,
      '行办老干工作经费项目自评综述：项目全年预算数为20万元，执行数为24.7万元，完成预算的100%',
      '123.5%',
    ],
  ];
  for (const [file, text, told, path] of wrong)
    it(`${text} is told of ${told}`, () => {
      const found = messages(file, '文字-03', text, path);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(told);
    });
  const right: readonly Right[] = [
    [FINAL, '资金1,702.38万元，占一般公共预算项目支出总额的100%', REVIEW],
    [FINAL, '资金1,512.38万元，占2024年度一般公共预算项目支出总额的88.84%', REVIEW],
    [BUDGET, '基本支出2665.41万元，占本年支出合计的61.47%，项目支出1670.54万元，占38.53%'],
    [BUDGET, '基本支出、项目支出分别占支出合计的60%、40%'],
    [BUDGET, '基本支出2665.41万元，约占本年支出合计的六成，占支出总计的约61%'],
    [BUDGET, '技术改造投资占工业投资的53.5%，占全年目标任务的120%，覆盖率达到120%'],
    [BUDGET, '占年度计划的105%，占地100亩，比上年占比提高120%'],
    [BUDGET, '占基本支出的比例不超过3%以内，占基本支出的≥5%'],
    [BUDGET, '某项经费占基本支出的3%'], // which amount is not told
    [BUDGET, '某项经费50万元，占基本支出的1.9%'],
    [FINAL, '机关运行经费140.53万元，完成年初预算的171.4%'],
    [FINAL, '支出18.62万元，完成年初预算的82.9%', subject('2101101')],
    [FINAL, '预算执行率123.5%', ['项目自评', 7, '问题']],
    [FINAL, '预算执行率100%', ['整体自评', '偏差原因']],
    [FINAL, '工业投资完成预算的90%'],
    [FINAL, '公务接待费支出决算为 0 万元，完成全年预算的 0%'],
    [FINAL, '2023年公务接待费0.1万元，占“三公”经费的9.52%'],
  ];
  for (const [file, text, path] of right)
    it(`nothing is told of ${text}`, () => {
      expect(messages(file, '文字-03', text, path)).toEqual([]);
    });
  it('names both percentages and the place', () => {
    const [found] = findings(BUDGET, '文字-03', '甲。项目支出1670.54万元，占支出合计的40%。');
    expect(found).toMatchObject({
      span: { line: 1, column: 18 },
      message:
        '文字里写的是“项目支出1670.54万元，占支出合计的40%”，算出来占支出合计 4,335.953 万元的 38.53%',
      hint: '请核对；写比例的话应为 38.53%',
      sides: { unit: '%', sign: '=' },
    });
    expect(found?.sides?.left.figure.value.toString()).toBe('40');
    expect(found?.sides?.right.figure.value.toString()).toBe('38.53');
  });
  it('is never found when it is computed from the printed amount, and always when it is off by 1 %', () => {
    const amount = fc.integer({ min: 100, max: 400_000 }).map((n) => new Decimal(n).div(100));
    const digits = fc.integer({ min: 0, max: 3 });
    const whole = new Decimal('4335.953');
    fc.assert(
      fc.property(amount, digits, fc.boolean(), (part, places, off) => {
        const share = part
          .div(whole)
          .times(100)
          .plus(off ? 1.1 : 0);
        // the share of last year's total is left alone
        const prior = part.div('3375.6762').times(100).minus(share).abs();
        fc.pre(!off || prior.gt('1.2'));
        const text = `资金${part.toFixed(2)}万元，占支出合计的${share.toFixed(places)}%。`;
        expect(messages(BUDGET, '文字-03', text)).toHaveLength(off ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a change that a text states', () => {
  const wrong: readonly Wrong[] = [
    // published
    [
      BUDGET,
      '行政单位医疗(项) 24.67 万元, 比 2025 年预算增加 2.39 万元, 增长 10.8%',
      '增长 10.73%',
    ],
    [
      BUDGET,
      '(2)公务用车运行维护费 3 万元，比 2025 年预算不持平，主要原因是公务用车编制、预算定额维持不变。',
      '持平',
    ],
    [
      BARE,
      '2024 年机关运行经费 61.03 万元，较 2023 年预算增加0.62 万元，下降 1%。',
      '减少 0.62 万元',
    ],
    [
      BUDGET,
      '(项) 2026年预算数 113.25 万元；行政单位医疗(项) 24.67 万元, 比 2025 预算增加 2.37 万元',
      '增加 2.3914 万元',
    ],
    // made up
    [
      FINAL,
      '2024年度收、支总计均为4,291.37万元。与2023年度相比，收、支总计各减少3,700.45万元',
      '减少 3,700.443 万元',
    ],
    [BUDGET, '比上年增加961万元', '增加 960.2768 万元', ['变动原因', '收支总体']],
    [
      BUDGET,
      '预算总额比2025年减少960.28万元，主要是项目减少',
      '增加 960.2768 万元',
      ['变动原因', '收支总体'],
    ],
    [BUDGET, '“三公”经费比上年增加0.18万元，增长5%', '增长 4.18%'],
    [BUDGET, '公务接待费1.46万元，较上年下降13.97%', '增加 0.179 万元'],
    [BUDGET, '公务用车购置费比上年增长5%', '为 0，没有增减的百分比'],
    [BUDGET, '新招录人员，较2025年预算增长13%', '增长 12.35%', subject('2080505')],
    [BUDGET, '机关运行经费同上年持平', '增加 170.453 万元'],
    [BUDGET, '政府采购预算较去年增加281.06万元', '政府采购 1,198.22 万元'],
    [BUDGET, '本年与上年持平', '增加 170.453 万元', ['变动原因', '机关运行经费']],
    [FINAL, '比年初预算减少3.82万元', '减少 3.83 万元', subject('2101101')],
    [FINAL, '较年初预算增加 58.53 万元，增长 75%', '增长 71.38%', ['变动原因', '机关运行经费']],
    [FINAL, '追加经费，与上年相比减少9.64万元', '增加 9.64 万元', ['变动原因', '三公经费', '合计']],
    [FINAL, '同全年预算相比减少1万元', '持平', ['变动原因', '三公经费预算执行', '合计']],
    [BUDGET, '预算减少，因项目完工', '增加 960.2768 万元', ['变动原因', '收支总体']],
    [BUDGET, '人员调出，2026年预算有所减少', '增加', ['变动原因', '机关运行经费']],
    [PLANNED, '调整医疗保险基数，支出增加', '减少 10.78 万元', subject('2101101')],
  ];
  for (const [file, text, told, path] of wrong)
    it(`${text} is told of ${told}`, () => {
      const found = messages(file, '文字-04', text, path);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(told);
    });
  const right: readonly Right[] = [
    [BUDGET, '行政单位医疗(项) 24.67 万元, 比 2025 预算增加 2.39 万元, 增长 10.73%'],
    [BUDGET, '公务用车运行维护费 3 万元，比 2025 年预算持平'],
    [BARE, '2024 年机关运行经费 61.03 万元，较 2023 年预算减少0.62 万元，下降 1.01%。'],
    [BUDGET, '比上年增加960.28万元，增长28.4%', ['变动原因', '收支总体']],
    [BUDGET, '比上年增加约960万元', ['变动原因', '收支总体']],
    [BUDGET, '人员增加，比上年增加', ['变动原因', '收支总体']],
    [BUDGET, '公务接待费1.46万元，较上年增长13.97%'],
    [BUDGET, '公务接待费1.46万元，较上年增长14.1%'], // of the printed figures
    [BUDGET, '退休人员比上年减少3人，办公费比上年减少5万元', ['变动原因', '收支总体']],
    [BUDGET, '办公费5万元，比上年减少1万元', ['变动原因', '收支总体']],
    [BUDGET, '比2020年减少5万元，比上年决算减少5万元', ['变动原因', '收支总体']],
    [BUDGET, '科学技术项目支出减少，办公费预算减少，2025年预算减少', ['变动原因', '收支总体']],
    [BUDGET, '全区工业增加值比上年下降4.6%，税收同上年持平，能耗比上年下降2个百分点'],
    [BARE, '2023年比上年减少5万元，主要是压减经费与开支。', ['绩效项目', 1, '预算执行情况']],
    [FINAL, '比年初预算减少3.83万元，下降17.06%', subject('2101101')],
    [FINAL, '与上年相比增加9.64万元', ['变动原因', '三公经费', '合计']],
    [FINAL, '同全年预算持平', ['变动原因', '三公经费预算执行', '合计']],
    [FINAL, '比2023年预算减少5万元', ['变动原因', '收支总体']], // the year before is final accounts
    [PLANNED, '调整医疗保险基数，支出减少', subject('2101101')],
  ];
  for (const [file, text, path] of right)
    it(`nothing is told of ${text}`, () => {
      expect(messages(file, '文字-04', text, path)).toEqual([]);
    });
  it('is only a hint where nothing is named that it is compared with', () => {
    const path = ['变动原因', '收支总体'];
    expect(findings(BUDGET, '文字-04', '总预算有所减少', path)[0]).toMatchObject({
      severity: '提示',
      span: { line: 1 },
      message: '原因里写的是“总预算有所减少”，但收支总预算比上年增加 960.2768 万元',
    });
    expect(findings(BUDGET, '文字-04', '比上年减少', path)[0]?.severity).toBeUndefined();
  });
  it('is never found when it is computed, and always when it is off by 0.01 万元', () => {
    const size = new Decimal('960.2768');
    const off = fc.integer({ min: -5000, max: 5000 });
    const when = fc.constantFrom('比上年', '较2025年预算', '同上年相比，', '与去年相比');
    const before = fc.constantFrom(
      '',
      '新增项目，',
      '收支总预算',
      '2026年收支总预算4,335.95万元，',
    );
    fc.assert(
      fc.property(off, when, before, (by, than, lead) => {
        const text = `${lead}${than}增加${size.plus(new Decimal(by).div(100)).toFixed(2)}万元。`;
        const found = messages(BUDGET, '文字-04', text, ['变动原因', '收支总体']);
        expect(found).toHaveLength(by === 0 ? 0 : 1);
      }),
      { numRuns: 300 },
    );
  });
});
