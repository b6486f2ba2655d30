/** What a text says, before it is judged: claims with their words, from the text and the names alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { comparedIn } from '../src/model/reasons.js';
import type { Claim } from '../src/prose/claims/claim.js';
import { readText } from '../src/prose/claims/read.js';
import { lexiconOf } from '../src/prose/lexicon.js';
import { originalOf } from '../src/prose/text.js';
import { exampleOf } from './helpers/prose.js';

const { budget } = exampleOf('wuchang/2026.yaml');
const final = exampleOf('wuchang/2024-final.yaml').budget;
const lexicons = {
  预算: lexiconOf(budget, comparedIn('预算')),
  决算: lexiconOf(final, []),
};

/** The claims of a text from elsewhere, or of a reason, each with its words. */
function said(text: string, kind: keyof typeof lexicons = '预算', path: readonly string[] = []) {
  const { prose, claims } = readText({ path, text }, lexicons[kind]);
  return claims.map((claim) => ({ claim, ...originalOf(prose, claim) }));
}

describe('what a text says', () => {
  it.each<[text: string, relation: Claim['relation'], words: string, kind?: '决算']>([
    ['其中：公用经费 约 331 万元，', '是', '公用经费 约 331 万元'],
    ['公用经费1.74.91万元', '不是数', '1.74.91万元'],
    ['安排5个项目共1670.54万元', '个数', '5个项目共1670.54万元'],
    ['项目支出5万元，占基本支出的 5%。', '占', '项目支出5万元，占基本支出的 5%'],
    ['项目支出5万元，占120%。', '超过', '占120%'],
    ['公用经费比上年增加5万元，增长2%。', '增减', '公用经费比上年增加5万元，增长2%'],
    ['公用经费由2025年的5万元增加到6万元。', '变动', '公用经费由2025年的5万元增加到6万元'],
    ['住房公积（项）减少', '科目', '住房公积（项）'],
    ['2210202 房租补贴', '代码', '2210202 房租补贴'],
    ['公用经费５万元，完成年初预算的98%', '完成', '公用经费５万元，完成年初预算的98%', '决算'],
  ])('%s: %s, in the words %s', (text, relation, words, kind) => {
    const found = said(text, kind).filter(({ claim }) => claim.relation === relation);
    expect(found.map((one) => one.words)).toEqual([words]);
  });
  it('has values with their units, and what they are of', () => {
    const [one] = said('2025年“三公”经费 4.28 万元');
    expect(one?.claim).toMatchObject({
      relation: '是',
      what: { name: { word: '三公经费', kind: '部门' }, frame: '上年' },
      value: { unit: '万元', digits: '4.28', decimals: 2 },
      about: false,
    });
    const { claim } = one ?? {};
    expect(claim?.relation === '是' && claim.value.exact.toString()).toBe('42800');
  });
  it('is of what its place is about, where it names nothing', () => {
    const text = '比上年减少5万元，支出减少';
    expect(said(text)).toEqual([]);
    const found = said(text, '预算', ['变动原因', '收支总体']);
    expect(found.map(({ claim, words }) => [claim.relation, words])).toEqual([
      ['增减', '比上年减少5万元'],
      ['方向', '支出减少'],
    ]);
    const [{ claim } = {}] = found;
    expect(claim).toMatchObject({
      direction: '减',
      basis: '上年',
      meanings: [{ what: '收支总预算' }],
    });
  });
});

const PIECES = [
  ...['公用经费', '“三公” 经费', '基本支出', '一般公共预算支出', '住房公积金（项）', '工业（类）'],
  ...['５万元', '1.2.3 万元', '4,335.95 万元', '12％', '120%', '3 个项目', '2210202 房租补贴'],
  ...[
    '占',
    '占基本支出的',
    '比上年增加',
    '由2025年的',
    '增加到',
    '完成年初预算的',
    '持平',
    '同比减少',
  ],
  ...['，', '。', '；', '：', '\n', ' ', '　', '其中', '约', '（', '）', '2025年', '变为'],
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((all) => all.join(''));
const places = fc.constantFrom([], ['变动原因', '收支总体'], ['变动原因', '机关运行经费']);
const kinds = fc.constantFrom('预算' as const, '决算' as const);

describe('claims', () => {
  it('quote the text: their words stand where they are said to, and hold their value', () => {
    fc.assert(
      fc.property(texts, places, kinds, (text, path, kind) => {
        const { prose, claims } = readText({ path, text }, lexicons[kind]);
        for (const claim of claims) {
          expect(claim.start).toBeGreaterThanOrEqual(0);
          expect(claim.end).toBeGreaterThan(claim.start);
          expect(claim.end).toBeLessThanOrEqual(prose.text.length);
          const { words, from } = originalOf(prose, claim);
          expect(text.slice(from, from + words.length)).toBe(words);
          expect(words.trim()).toBe(words);
          if (!('value' in claim)) continue;
          const shown = prose.text.slice(claim.start, claim.end);
          expect(shown).toContain(claim.value.digits + claim.value.unit);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('are the same whatever the figures are', () => {
    const amount = { value: new Decimal(1), sources: [] };
    const other = { ...budget, facts: budget.facts.map((fact) => ({ ...fact, amount })) };
    const lexicon = lexiconOf(other, comparedIn('预算'));
    const says = ({ claims }: ReturnType<typeof readText>) => JSON.stringify(claims);
    fc.assert(
      fc.property(texts, places, (text, path) => {
        const read = readText({ path, text }, lexicons.预算);
        expect(says(readText({ path, text }, lexicon))).toBe(says(read));
      }),
      { numRuns: 100 },
    );
  });
});
