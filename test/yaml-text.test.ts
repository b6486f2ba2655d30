/** Drafts as YAML text: what is read back is what was written, and remarks stand where they belong. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Draft, Remark } from '../src/input/draft.js';
import { ROOT_SECTIONS } from '../src/input/root-sections.js';
import { Numeral, parseSource, type Tree } from '../src/input/source.js';
import { pathKey, valueAt } from '../src/input/tree.js';
import { yamlText } from '../src/input/yaml-text.js';
import { KINDS } from '../src/kinds/index.js';
import { runs } from './helpers/runs.js';

const SPAN = { file: '上年.xlsx', line: 1, column: 1, start: 0, end: 0 };
const numeral = (text: string) => new Numeral(text, SPAN);
const draft = (tree: Tree, remarks: readonly Remark[] = []): Draft => ({ tree, remarks });

/** A tree as nested plain values, numbers told from strings. */
function plain(tree: Tree): unknown {
  if (tree instanceof Numeral) return { numeral: tree.text };
  if (Array.isArray(tree)) return tree.map(plain);
  if (tree === null || typeof tree !== 'object') return tree;
  return new Map(Object.entries(tree).map(([key, value]) => [key, plain(value)]));
}

const readBack = (text: string): Tree => {
  const { source, diagnostics } = parseSource(text, 'x.yaml');
  if (!source) throw new Error(`${JSON.stringify(diagnostics)}\n${text}`);
  return source.tree;
};

const AWKWARD = [
  '',
  ' ',
  '007',
  '30101',
  '1,000',
  '-1,234.50',
  'true',
  'null',
  '~',
  'yes',
  '0x1F',
  '1e5',
  '.inf',
  '“30101”',
  '「甲」',
  '2026-01-01',
  '甲: 乙',
  '甲：乙',
  '甲 # 乙',
  '#甲',
  '- 甲',
  '  前有空格',
  '后有空格  ',
  '　全角空格',
  '甲:　乙',
  '甲\t12',
  '一\n二',
  '一\n\n二\n',
  '\n一',
  '一\n  二\n三',
  '  一\n二',
  '一 \n二\t\n',
  '\n',
  '一\r\n二',
  '\r',
  '"引" \'号\'',
  '{ 甲: 1, 乙: 2 }',
  '[甲]',
  '*甲',
  '&甲',
  '!甲',
  '|',
  '>',
  '%甲',
  '@甲',
  '`甲`',
  '---',
  '...',
  '? 甲',
  '=',
  '<<',
  '__proto__',
  'constructor',
  '，。；“”（）',
  '长'.repeat(3000),
  `${'long '.repeat(400)}: # end`,
  '\u2028',
  '\ufeff甲',
  '\u0000\u001b',
  '𠮷\ud800',
];
const NUMERALS = ['0', '-0', '007', '1.50', '1,000', '-12,345.60', '1e3', '+5', '.5', '5.', '0x1F'];

const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'binary', maxLength: 12 }));
const key = text.filter((one) => one !== '__proto__');
const { whole } = fc.letrec<{ tree: Tree; whole: Tree }>((tie) => {
  const map = (value: fc.Arbitrary<Tree>) =>
    fc
      .dictionary(fc.oneof(key, fc.constantFrom('收入', '单位', '概况', '豁免')), value, {
        maxKeys: 6,
        noNullPrototype: true,
      })
      .map((one) => one as Tree);
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.boolean(),
      fc.constant(null),
      fc
        .oneof(
          fc.constantFrom(...NUMERALS),
          fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
        )
        .map(numeral),
      fc.array(tie('tree'), { maxLength: 5 }),
      map(tie('tree')),
    ),
    whole: map(tie('tree')),
  };
});

/** Every path of a tree. */
function pathsOf(tree: Tree, path: (string | number)[] = []): (string | number)[][] {
  if (tree === null || typeof tree !== 'object' || tree instanceof Numeral) return [path];
  const below = Array.isArray(tree)
    ? tree.flatMap((item, i) => pathsOf(item, [...path, i]))
    : Object.entries(tree).flatMap(([name, value]) => pathsOf(value, [...path, name]));
  return [path, ...below];
}

describe('a draft as YAML text', () => {
  it.each([...AWKWARD])('keeps %j as a text, wherever it stands', (one) => {
    const tree: Tree = {
      甲: one,
      乙: [one, [one], { 丙: one, 丁: [one] }],
      戊: [
        { 甲: one, 乙: numeral('1') },
        { 甲: one, 乙: numeral('2') },
      ],
      ...(one === '__proto__' ? {} : { [one]: { [one]: one } }),
    };
    expect(plain(readBack(yamlText(draft(tree))))).toEqual(plain(tree));
  });

  it('reads back as the same tree, with and without remarks', () => {
    const wheres = fc.constantFrom<Remark['where']>('behind', 'above', 'instead');
    const input = whole.chain((tree) => {
      const paths = pathsOf(tree);
      const remark = fc.record({
        path: fc.constantFrom(...paths),
        text: fc.oneof(fc.constant('待核：按合计推算'), text),
        where: wheres,
      });
      return fc.record({ tree: fc.constant(tree), remarks: fc.array(remark, { maxLength: 5 }) });
    });
    fc.assert(
      fc.property(input, (one) => {
        expect(plain(readBack(yamlText(one)))).toEqual(plain(one.tree));
      }),
      { numRuns: runs(400) },
    );
  });

  it('has every remark in a comment on the line of what it is said of', () => {
    const input = whole.chain((tree) => {
      const paths = pathsOf(tree).filter((path) => {
        const value = valueAt(tree, path);
        return path.length > 0 && (typeof value !== 'object' || !value || value instanceof Numeral);
      });
      return fc.record({
        tree: fc.constant(tree),
        paths: fc.subarray(paths, { maxLength: Math.min(3, paths.length) }),
      });
    });
    fc.assert(
      fc.property(input, ({ tree, paths }) => {
        const remarks = paths.map(
          (path, i): Remark => ({ path, text: `待核：第${i}处`, where: 'behind' }),
        );
        const written = yamlText(draft(tree, remarks));
        const { source } = parseSource(written, 'x.yaml');
        const lines = written.split('\n');
        for (const { path, text: said } of remarks) {
          const { line } = source?.keySpan(path) ?? { line: 0 };
          expect(lines[line - 1], `${pathKey(path)}\n${written}`).toMatch(
            new RegExp(`# (.*；)?${said}(；.*)?$`),
          );
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    'wuchang/2026',
    'wuchang/2024-final',
    'wanli/2025',
    'hunan/2026',
    'hongshan/2023-final',
  ])('writes the example %s as the tree that it is', (name) => {
    const tree = readBack(readFileSync(`inputs/${name}.yaml`, 'utf8'));
    expect(plain(readBack(yamlText(draft(tree))))).toEqual(plain(tree));
  });

  it('looks as a person would write it', () => {
    const tree: Tree = {
      基本支出: [
        {
          单位: '328001',
          功能科目: '2060101',
          经济科目: { '30101': numeral('1585228'), '30102': numeral('0.10') },
        },
        { 单位: '328001', 功能科目: '2080501', 经济科目: { '30302': numeral('7') } },
      ],
      单位: [
        { 代码: '328001', 名称: '局本级', 性质: '行政单位' },
        { 代码: '328003', 名称: '服务中心', 性质: null },
      ],
      类型: '预算',
      年度: numeral('2027'),
      项目支出: [{ 名称: '网络建设', 支出: [{ 功能科目: '2060101', 金额: numeral('1000') }] }],
      整体绩效: { 年度目标: ['一、甲。', '二、乙。'], 联系人: '某某' },
    };
    const remarks: Remark[] = [
      { path: ['基本支出', 0, '经济科目', '30101'], text: '待核：按合计推算', where: 'behind' },
      { path: ['基本支出', 1], text: '待核：整组', where: 'above' },
      { path: ['单位', 1, '性质'], text: '待填', where: 'behind' },
      { path: ['收入'], text: '待填：收入: 各单位按来源的收入', where: 'instead' },
      { path: ['变动原因'], text: '待填：变动原因', where: 'instead' },
      { path: ['豁免'], text: '最后', where: 'instead' },
      { path: ['基本支出', 1, '资金'], text: '待填：资金', where: 'instead' },
    ];
    const names: Record<string, string> = { '2060101': '行政运行', '30101': '基本工资' };
    const written = yamlText(draft(tree, remarks), {
      nameOf: (code) => names[code],
      schema: '../预算.json',
      head: ['', '由导入写出。'],
    });
    const rule = (name: string, width: number) => `# ── ${name} ${'─'.repeat(width)}`;
    expect(written).toBe(`# yaml-language-server: $schema=../预算.json
#
# 由导入写出。

${rule('封面和全局', 63)}

类型: 预算
年度: 2027

单位:
  - { 代码: "328001", 名称: 局本级, 性质: 行政单位 }
  - 代码: "328003"
    名称: 服务中心
    性质: # 待填

${rule('收入', 69)}

# 待填：收入: 各单位按来源的收入

${rule('基本支出', 65)}

基本支出:
  - 单位: "328001"
    功能科目: "2060101" # 行政运行
    经济科目:
      "30101": 1585228 # 基本工资；待核：按合计推算
      "30102": 0.10

  # 待核：整组
  - 单位: "328001"
    功能科目: "2080501"
    经济科目:
      "30302": 7
    # 待填：资金

${rule('项目支出', 65)}

项目支出:
  - 名称: 网络建设
    支出:
      - { 功能科目: "2060101", 金额: 1000 }

${rule('变动原因和主要用途', 55)}

# 待填：变动原因

${rule('整体绩效', 65)}

整体绩效:
  年度目标:
    - 一、甲。
    - 二、乙。
  联系人: 某某

${rule('豁免', 69)}

# 最后
`);
  });

  it('knows a section for every key of the first level', () => {
    const keys = KINDS.flatMap((kind) => {
      const schema = z.toJSONSchema(kind.schema('元'), { io: 'input', unrepresentable: 'any' });
      return Object.keys(schema.properties ?? {});
    });
    const placed = ROOT_SECTIONS.flatMap((section) => section.keys);
    expect([...placed].sort()).toEqual([...new Set(keys)].sort());
  });
});
