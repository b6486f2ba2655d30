/** Which figures are drawn, of which parts, and what they say; the words instead of a drawing say it all. */
import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { drawChart } from '../src/render/chart.js';
import { A } from './helpers/final.js';
import { bare, type Figure, said } from './helpers/final-read.js';
import { brief, compileText, placeIn, problemsOf } from './helpers/world.js';

const YEARS = '[{名: "{上年度}年度", 口径: 上年}, {名: "{年度}年度", 口径: 本年}]';
const BOTH = '柱: [{名: 收入总计, 量: 收入总计}, {名: 支出总计, 量: 支出总计}]';
const SPENDING = '块: 支出构成, 量: 支出';
const PROJECTS = '块: 项目, 量: 支出, 总: {量: 支出}';

/** A format whose only section shows figures, each by its description. */
function format(...charts: readonly string[]) {
  const named = charts.map((text, i) => `  图${'甲乙丙丁'[i]}: {题: 题${i}, ${text}}\n`).join('');
  const lines = charts.map((_, i) => `{{图 "图${'甲乙丙丁'[i]}"}}\n`).join('');
  return {
    'profiles/试.yaml': `名称: 试\n继承: 决算\n部分: [{标题: 文, 节: [试句]}]\n图:\n${named}`,
    'profiles/试.hbs': `{{#*inline "试句"}}\n甲\n${lines}{{/inline}}\n`,
  };
}

/** The figures that a format draws of final accounts, by default with a year before. */
function figuresOf(charts: readonly string[], input: string, last?: string): readonly Figure[] {
  const files = last === undefined ? {} : { '2023.yaml': last };
  return said(compileText({ 'a.yaml': input, ...files }, format(...charts))).figures;
}

const basic = (amount: number) => [{ 单位: A, 功能科目: '2010301', 经济科目: { '30101': amount } }];
const project = (名称: string, 金额: number) => ({
  名称,
  单位: A,
  支出: [{ 功能科目: '2010302', 金额 }],
});
/** One unit that spends all of its income. @param amounts of 基本支出, of each project */
function year(base: number, projects: readonly number[], more: object = {}): string {
  const total = projects.reduce((a, b) => a + b, 0);
  return bare({
    格式: '试',
    收入: [{ 单位: A, 一般公共预算拨款: { '2010301': base, '2010302': total } }],
    基本支出: basic(base),
    项目支出: projects.map((amount, i) => project(`项目${i + 1}`, amount)),
    ...more,
  });
}
const LAST = year(100, [300], { 年度: 2023, 编制日期: '2024-09-01' });
const now = (base: number, ...projects: readonly number[]) =>
  year(base, projects, { 上年: '2023.yaml' });

/** What is printed in a drawing, text by text. */
const printed = ({ chart }: Figure): string[] => {
  const drawing = new DOMParser().parseFromString(drawChart(chart), 'image/svg+xml');
  return [...drawing.getElementsByTagName('text')].flatMap((text) =>
    // a change is one text of two lines, of which each is a label
    text.textContent?.startsWith('增加') || text.textContent?.startsWith('减少')
      ? [...text.getElementsByTagName('tspan')].map((line) => line.textContent ?? '')
      : [text.textContent ?? ''],
  );
};

describe('two years', () => {
  const [figure] = figuresOf([`${BOTH}, 比: ${YEARS}, 分: {${SPENDING}}`], now(150, 90), LAST);

  it('show equal amounts once, parts largest first, and how each changed', () => {
    const { chart } = figure as Figure;
    expect(chart.kind === 'bars' && chart.categories).toEqual(['2023年度', '2024年度']);
    expect(
      chart.kind === 'bars' &&
        chart.series.map(({ name, part, values, change }) => [
          `${part ? '其中 ' : ''}${name}`,
          ...values.map(({ label }) => label),
          ...(change ?? []),
        ]),
    ).toEqual([
      // 400 → 240, 300 → 90, 100 → 150
      ['收入总计、支出总计', '400', '240', '减少160', '下降40%'],
      ['其中 项目支出', '300', '90', '减少210', '下降70%'],
      ['其中 基本支出', '100', '150', '增加50', '增长50%'],
    ]);
  });

  it('have all that is printed in the words that stand for the drawing', () => {
    const { alt } = figure as Figure;
    expect(alt).toBe(
      '题0（单位：万元）。收入总计、支出总计：2023年度400，2024年度240，减少160，下降40%；' +
        '项目支出：2023年度300，2024年度90，减少210，下降70%；' +
        '基本支出：2023年度100，2024年度150，增加50，增长50%。',
    );
    const labels = printed(figure as Figure);
    expect(labels).toHaveLength(1 + 3 * 7);
    for (const label of labels) expect(alt).toContain(label);
  });

  it('of nothing before have an amount more and no percentage', () => {
    const before = year(100, [], { 年度: 2023, 编制日期: '2024-09-01' });
    const [one] = figuresOf([`${BOTH}, 比: ${YEARS}, 分: {${SPENDING}}`], now(100, 7), before);
    expect(one?.alt).toContain('项目支出：2023年度0，2024年度7，增加7。');
    expect(one?.alt).toContain('基本支出：2023年度100，2024年度100，持平；');
  });

  it('compare this year’s with the other, in whichever order they stand', () => {
    const turned = '[{名: 今, 口径: 本年}, {名: 昔, 口径: 上年}]';
    const [one] = figuresOf([`${BOTH}, 比: ${turned}`], now(150, 90), LAST);
    expect(one?.alt).toBe(
      '题0（单位：万元）。收入总计、支出总计：今240，昔400，减少160，下降40%。',
    );
  });

  it('have no parts where the year before is written in totals, or there is only one', () => {
    const totals = { 收入: { 一般公共预算拨款: 400 }, 支出: { 一般公共预算: 400 } };
    const chart = `${BOTH}, 比: ${YEARS}, 分: {${SPENDING}}`;
    const [coarse] = figuresOf([chart], year(150, [90], { 上年: totals }));
    expect(coarse?.alt).toBe(
      '题0（单位：万元）。收入总计、支出总计：2023年度400，2024年度240，减少160，下降40%。',
    );
    const [single] = figuresOf(
      [`${BOTH}, 比: ${YEARS}, 分: {块: 收入构成, 量: 收入}`],
      now(150, 90),
      LAST,
    );
    expect(single?.alt).toBe(coarse?.alt);
  });

  it('are no figure where the year before is not known', () => {
    expect(figuresOf([`${BOTH}, 比: ${YEARS}`], year(100, []))).toEqual([]);
  });
});

describe('parts of a whole', () => {
  const labels = (input: string, more = '') =>
    figuresOf([`${PROJECTS}${more}`], input).flatMap(({ chart }) =>
      chart.kind === 'shares'
        ? chart.slices.map(({ name, value }) => `${name} ${value.label}`)
        : [],
    );

  it('stand largest first; small ones are one, that says how many they are', () => {
    const input = year(10, [15, 500, 15, 460]);
    expect(labels(input)).toEqual([
      '项目2 500万元，50%',
      '项目4 460万元，46%',
      '其他2项 30万元，3%',
    ]);
    expect(labels(input, ', 并入其他: 1')).toEqual([
      '项目2 500万元，50%',
      '项目4 460万元，46%',
      '项目1 15万元，1.5%',
      '项目3 15万元，1.5%',
    ]);
  });

  it('keep the name of a small one that is alone', () => {
    expect(labels(year(10, [970, 20, 1]), ', 并入其他: 1')).toEqual([
      '项目1 970万元，96.9%',
      '项目2 20万元，2%',
      '项目3 1万元，0.1%',
    ]);
  });

  it('of 27 are no more than twelve bars, and nothing is lost', () => {
    const amounts = Array.from({ length: 27 }, (_, i) => 50 + i);
    const [figure] = figuresOf([`${PROJECTS}, 并入其他: 0`], year(1, amounts));
    const slices = figure?.chart.kind === 'shares' ? figure.chart.slices : [];
    expect(slices).toHaveLength(12);
    expect(slices.at(-1)?.name).toBe('其他16项');
    // 27 × 50 + 26 × 27 ÷ 2 = 1701 万元
    const sum = slices.reduce((all, { value }) => all + value.figure.value.toNumber(), 0);
    expect(sum).toBe(17_010_000);
    for (const label of printed(figure as Figure)) expect(figure?.alt).toContain(label);
  });

  it('are no figure where there is one', () => {
    expect(labels(year(100, [50]))).toEqual([]);
    expect(figuresOf(['块: 收入构成, 量: 收入, 总: {量: 收入}'], year(100, [50]))).toEqual([]);
  });
});

describe('a figure that shows what one before it shows', () => {
  const total = `${BOTH}, 比: ${YEARS}`;
  const fiscal = `柱: [{名: 拨款, 量: 收入总计, 资金: 财政拨款}], 比: ${YEARS}`;
  const shares = `${SPENDING}, 总: {量: 支出}`;

  it('is left out, and the numbers go on without a gap', () => {
    const figures = figuresOf([total, fiscal, shares, shares], now(150, 90), LAST);
    expect(figures.map(({ caption }) => caption)).toEqual(['图1：题0', '图2：题2']);
  });

  it('stays where it shows more', () => {
    const more = `${total}, 分: {${SPENDING}}`;
    expect(figuresOf([total, more], now(150, 90), LAST)).toHaveLength(2);
    expect(figuresOf([more, total], now(150, 90), LAST)).toHaveLength(1);
  });
});

it('the guide’s own figures can be drawn', () => {
  const guide = readFileSync('docs/格式指南.md', 'utf8');
  const block = /```yaml\n(图:\n[\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const files = {
    'profiles/试.yaml': `名称: 试\n继承: 决算\n部分: [{标题: 文, 节: [试句]}]\n${block}`,
    'profiles/试.hbs':
      '{{#*inline "试句"}}\n甲\n{{图 "支出变动"}}\n{{图 "项目结构"}}\n{{/inline}}\n',
  };
  const inputs = { 'a.yaml': now(150, 50, 46, 2, 2), '2023.yaml': LAST };
  expect(said(compileText(inputs, files)).figures.map(({ alt }) => alt)).toEqual([
    '支出变动情况（单位：万元）。支出合计：2023年度400，2024年度250，减少150，下降37.5%；' +
      '项目支出：2023年度300，2024年度100，减少200，下降66.7%；' +
      '基本支出：2023年度100，2024年度150，增加50，增长50%。',
    '项目支出结构。项目1 50万元，50%；项目2 46万元，46%；其他2项 4万元，4%。'.replaceAll(/ /g, ''),
  ]);
});

describe('mistakes', () => {
  function refused(chart: string, ...expected: readonly [string, string][]) {
    const files = format(chart);
    const text = files['profiles/试.yaml'];
    expect(problemsOf('试', files).map(brief)).toEqual(
      expected.map(
        ([passage, message]) => `templates/profiles/试.yaml:${placeIn(text, passage)} ${message}`,
      ),
    );
  }

  it('in parts are told at their places', () => {
    const bars = `${BOTH}, 比: ${YEARS}`;
    refused(`${bars}, 分: {块: 支出够成, 量: 支出}`, [
      '支出够成',
      '没有“支出够成”这个行源〔是不是“支出构成”？〕',
    ]);
    refused(`${bars}, 分: {${SPENDING}, 口径: 上年}`, ['上年}}', '“口径”写在“比”里']);
    refused(`${PROJECTS}, 并入其他: 51`, ['51', '“并入其他”最多写 50']);
    refused(`${PROJECTS}, 分: {${SPENDING}}`, ['{题', '图要写“柱”和“比”，或者写“块”“量”和“总”']);
  });
});
