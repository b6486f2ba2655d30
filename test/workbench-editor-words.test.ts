/** What the editor offers and tells at a place of an input. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq, parse, parseDocument, visit } from 'yaml';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { amountText, explainAt } from '../src/workbench/page/editor/explain.js';
import { projectsIn, unitsIn } from '../src/workbench/page/editor/file-words.js';
import { placeAt } from '../src/workbench/page/editor/place.js';
import { codeOfKeys, codeOfValue, keysAt, schemaAt } from '../src/workbench/page/editor/schema.js';
import { suggestionsAt } from '../src/workbench/page/editor/suggest.js';
import { type Words, wordsOf } from '../src/workbench/words.js';

const world = diskWorld();
const textOf = (name: string) => readFileSync(name, 'utf8');
const wordsFor = (text: string, name = 'inputs/wuchang/试.yaml'): Words =>
  wordsOf(
    compile(name, {
      ...world,
      read: (file) => (file === name ? new TextEncoder().encode(text) : world.read(file)),
    }),
    world,
  );

const HUNAN = textOf('inputs/hunan/2026.yaml');
let words: Words;
beforeAll(() => {
  words = wordsFor(HUNAN, 'inputs/hunan/2026.yaml');
});

/** What is offered at the mark ‸, which is taken out, and what the text is after an offer was taken. */
function offers(marked: string, among = words) {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const found = suggestionsAt(text, offset, placeAt(text, offset), among);
  const options = found?.options ?? [];
  return {
    labels: options.map(({ label }) => label),
    options,
    take(label: string) {
      const one = options.find((option) => option.label === label);
      if (!found || !one) throw new Error(`${label} is not offered`);
      return text.slice(0, found.from) + one.insert + (one.after ?? '') + text.slice(found.to);
    },
  };
}

describe('the words of an input', () => {
  it('are those of its format, its year and its own subjects', () => {
    const own = HUNAN.replace(/^科目补充:\n/m, '$&  经济分类:\n    "30298": { 名称: 本地科目 }\n');
    const found = wordsFor(own, 'inputs/hunan/试.yaml');
    expect(found.economic).toContainEqual({ code: '30201', name: '办公费' });
    expect(found.economic).toContainEqual({ code: '30298', name: '本地科目' });
    expect(found.functional.find(({ code }) => code === '2070101')?.name).toBe('行政运行');
    expect(found.government.find(({ code }) => code === '50201')?.name).toBe('办公经费');
    expect(found.formats).toContain('hunan-2026');
    expect(found.key).not.toBe(words.key);
    expect(words.key).toBe(wordsFor(HUNAN, 'inputs/hunan/2026.yaml').key);
  });

  it.each([
    ['类型: 预算\n格式: hunan-2026\n年度', '预算'],
    ['类型: 决算\n  :', '决算'],
    ['', '预算'],
    ['类型: 预算\n格式: 没有的\n', '预算'],
  ])('are there for a text that is not valid: %j', (text, kind) => {
    const { schema, economic } = wordsFor(text);
    expect(schema.properties?.类型?.const).toBe(kind);
    expect(economic.length).toBeGreaterThan(50);
  });

  it('of 上年数 have its schema', () => {
    const { schema } = wordsFor(textOf('inputs/wuchang/2025.yaml'), 'inputs/wuchang/2025.yaml');
    expect(schema.properties?.类型?.const).toBe('上年数');
  });
});

describe('a schema', () => {
  const root = {
    definitions: { a: { properties: { x: { $ref: '#/definitions/a' }, y: { type: 'string' } } } },
    anyOf: [{ $ref: '#/definitions/a' }, { patternProperties: { '^n\\d': { const: 1 } } }],
    allOf: [{ properties: { z: { items: { enum: ['是'] } } } }],
  };
  it.each([
    [['x', 'x', 'y'], [{ type: 'string' }]],
    [['n1'], [{ const: 1 }]],
    [['z', 3], [{ enum: ['是'] }]],
    [['q'], []],
    [['__proto__'], []],
  ])('is walked along %j', (path, found) => {
    expect(schemaAt(root, path)).toEqual(found);
  });

  it('offers what must be written first', () => {
    expect(keysAt(words.schema, ['单位', 0]).map(({ key }) => key)).toEqual([
      '代码',
      '名称',
      '性质',
    ]);
    expect(keysAt(words.schema, []).findIndex(({ required }) => !required)).toBe(
      words.schema.required?.length,
    );
  });
});

describe('completion', () => {
  const basic = (line: string) =>
    `金额单位: 元\n基本支出:\n  - 单位: "305001"\n    功能科目: "2070101" # 行政运行\n    经济科目:\n      "30101": 1 # 基本工资\n      ${line}\n`;

  it('of 办公费 is 30201, written as its neighbours are', () => {
    const { labels, take } = offers(basic('办公费‸'));
    expect(labels[0]).toBe('30201 办公费');
    expect(take('30201 办公费')).toBe(basic('"30201":  # 办公费'));
  });

  it.each([
    ['办公‸', '30201 办公费'],
    ['"302‸"', '30201 办公费'],
    ['公务车维护‸', '30231 公务用车运行维护费'],
    ['30217‸', '30217 公务接待费'],
  ])('of %s offers %s', (line, label) => {
    expect(offers(basic(line)).labels).toContain(label);
  });

  it('offers no subject that is there, and none of another level', () => {
    const { labels } = offers(basic('3010‸'));
    expect(labels).not.toContain('30101 基本工资');
    expect(labels.every((label) => /^\d{5} /.test(label))).toBe(true);
  });

  it('writes no comments where there are none, and no quotes where others have none', () => {
    const text = '基本支出:\n  - 经济科目:\n      30101: 1\n      办公费‸\n';
    expect(offers(text).take('30201 办公费')).toContain('      30201: \n');
  });

  it('knows the units and projects of the file', () => {
    const units = '单位:\n  - { 代码: "1a", 名称: 局本级 }\n  - { 代码: "2", 名称: 图书馆 }\n';
    const { labels, take } = offers(`${units}收入:\n  - 单位: 图书‸\n`);
    expect(labels).toEqual(['2 图书馆']);
    expect(take('2 图书馆')).toContain('  - 单位: "2"\n');
    expect(offers(`${units}收入:\n  - 单位: ‸\n`).labels).toEqual(['1a 局本级', '2 图书馆']);
    expect(offers('单位:\n  - 代码: ‸\n').labels).toEqual([]);
    const projects =
      '项目支出:\n  - { 名称: 维修, 单位: 1 }\n  - { 名称: 维修, 单位: 2 }\n  - { 名称: 体育, 单位: 2 }\n';
    expect(projectsIn(projects).map(({ code }) => code)).toEqual(['1/维修', '2/维修', '体育']);
    expect(offers(`${projects}绩效项目:\n  - 项目:\n      - 体‸\n`).labels).toEqual(['体育']);
  });

  it('offers the words that the schema lists, and formats', () => {
    expect(offers('单位:\n  - 性质: ‸\n').labels).toEqual(['行政单位', '参公事业单位', '事业单位']);
    expect(offers('格式: hunan‸\n').labels).toContain('hunan-2026');
    expect(offers('基本支出:\n  - 结转: ‸\n').labels).toEqual(['是']);
    expect(offers('单位:\n  - { 性质: 参‸ }\n').labels).toEqual(['参公事业单位']);
  });

  it('makes no longer word of one that is written out, unless it is asked', () => {
    const text = '单位:\n  - 性质: 事业单位';
    const place = placeAt(text, text.length);
    expect(suggestionsAt(text, text.length, place, words)).toBeUndefined();
    expect(
      suggestionsAt(text, text.length, place, words, true)?.options.map(({ label }) => label),
    ).toEqual(['行政单位', '参公事业单位']);
    expect(offers('基本支出:\n  - 功能科目: "2070101‸"\n').labels).toEqual([]);
  });

  it('puts a full-width colon right', () => {
    expect(offers('类型：‸').take('类型')).toBe('类型: ');
    expect(offers('类型：‸预算').take('类型')).toBe('类型: 预算');
  });

  it('of a key in front of its colon writes no second one', () => {
    expect(offers('类‸: 预算').take('类型')).toBe('类型: 预算');
    expect(offers('单位:\n  - { 代‸ }').take('代码')).toBe('单位:\n  - { 代码:  }');
  });

  it('offers nothing in comments and texts', () => {
    expect(offers('# 类‸').labels).toEqual([]);
    expect(offers('概况:\n  机构说明:\n    - 办公‸\n').labels).toEqual([]);
  });
});

const EXAMPLES = readdirSync('inputs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `inputs/${name}`);

describe.each(EXAMPLES)('%s', (name) => {
  it('has every code offered again where it was taken out, and stays what it was', () => {
    const text = textOf(name);
    const { schema, ...rest } = wordsFor(text, name);
    const valid = new Ajv({ strict: false }).compile(schema);
    const whole = parse(text, { schema: 'failsafe' });
    let codes = 0;
    let checked = 0;
    const missed: unknown[] = [];
    visit(parseDocument(text), {
      Scalar(role, node, above) {
        if (!node.range || !/^\d{5,7}$/.test(String(node.value))) return;
        const path = above.flatMap((one, i): (string | number)[] => {
          const next = above[i + 1] ?? node;
          if (isSeq(one)) return [one.items.indexOf(next as never)];
          if (!isMap(one) || (role === 'key' && above[i + 2] === undefined)) return [];
          const { key } = next as { key?: unknown };
          return [isScalar(key) ? String(key.value) : ''];
        });
        const kind = role === 'key' ? codeOfKeys(schema, path) : codeOfValue(schema, path);
        if (!kind) return;
        codes++;
        if (codes % 13 !== 1) return;
        const [from, to] = node.range;
        const broken = `${text.slice(0, from)}‸${role === 'key' ? '' : ' '}${text.slice(to)}`;
        const { options, take } = offers(broken, { schema, ...rest });
        const option = options.find(({ insert }) => insert.includes(String(node.value)));
        if (!option) missed.push([path, node.value]);
        else {
          const again = take(option.label);
          expect(parse(again, { schema: 'failsafe' })).toEqual(whole);
          checked++;
          if (checked === 1) expect(valid(parse(again)), JSON.stringify(valid.errors)).toBe(true);
        }
      },
    });
    expect(missed).toEqual([]);
    expect(checked).toBeGreaterThan(0);
  });
});

describe('what is told of a place', () => {
  const told = (marked: string) => {
    const offset = marked.indexOf('‸');
    const text = marked.replace('‸', '');
    return explainAt(text, placeAt(text, offset), words);
  };
  it('of a code is its name and what it belongs to', () => {
    expect(told('基本支出:\n  - 经济科目:\n      "30‸201": 1\n')).toMatchObject({
      title: '30201 办公费',
      lines: ['302 商品和服务支出'],
    });
    expect(told('基本支出:\n  - 功能科目: "20701‸01"\n')?.lines[0]).toBe(
      '207 文化旅游体育与传媒支出 › 20701 文化和旅游',
    );
  });
  it('of a key is what the schema says', () => {
    expect(told('年‸度: 2026')).toMatchObject({ title: '年度', lines: ['预算年度', '必须写。'] });
  });
  it('of an amount is the other unit', () => {
    const text = '金额单位: 元\n基本支出:\n  - 经济科目:\n      "30201": 10863‸84 # 办公费\n';
    expect(told(text)).toMatchObject({
      title: '1,086,384 元',
      lines: ['108.6384 万元', expect.any(String)],
    });
  });
  it.each([
    ['694.74', '万元', ['694.74 万元', '6,947,400 元']],
    ['-0.01', '元', ['-0.01 元', '-0.000001 万元']],
    ['123456789012345678', '元', ['123,456,789,012,345,678 元', '12,345,678,901,234.5678 万元']],
    ['1000', undefined, ['1,000']],
    ['1e3', '元', undefined],
    ['一', '元', undefined],
  ] as const)('%s %s is %j', (written, unit, text) => {
    expect(amountText(written, unit)).toEqual(text);
  });
  it('of a unit is its name', () => {
    expect(unitsIn('单位: [\n')).toEqual([]);
    expect(told('单位:\n  - { 代码: "1", 名称: 馆 }\n收入:\n  - 单位: "1‸"\n')?.title).toBe('1 馆');
  });
});
