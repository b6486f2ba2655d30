/** Where in a YAML text a place stands, for completion and hover. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { placeAt } from '../src/workbench/page/editor/place.js';

const EXAMPLES = readdirSync('inputs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(`inputs/${name}`, 'utf8') }));

/** The place of the mark `|` in a text, which is taken out. */
function marked(text: string) {
  const offset = text.indexOf('‸');
  const whole = text.replace('‸', '');
  const { from, to, ...place } = placeAt(whole, offset);
  return { ...place, word: whole.slice(from, to) };
}

describe('a place in a half-written text', () => {
  it.each([
    ['类‸', [], 'node', '类', []],
    ['类型: 预算\n格‸', [], 'node', '格', ['类型']],
    ['类型: ‸', ['类型'], 'value', '', []],
    ['类型: 预‸\n年度: 2026', ['类型'], 'value', '预', []],
    ['类‸型: 预算\n年度: 2026', [], 'key', '类型', ['年度']],
    ['部门:\n  ‸\n单位:', ['部门'], 'node', '', []],
    ['部门:\n  代码: "1"\n  名‸\n单位:', ['部门'], 'node', '名', ['代码']],
    ['部门:\n  名‸\n  代码: "1"\n单位:', ['部门'], 'node', '名', ['代码']],
    ['收入:\n  - ‸', ['收入', 0], 'node', '', []],
    ['收入:\n- 单位: 1\n- ‸', ['收入', 1], 'node', '', []],
    ['收入:\n  - 单位: 1\n    其‸', ['收入', 0], 'node', '其', ['单位']],
    ['收入:\n  - 单位: 1\n  - 单位: "3‸', ['收入', 1, '单位'], 'value', '"3', []],
    [
      '基本支出:\n  - 经济科目:\n      "30101": 1\n      办公‸',
      ['基本支出', 0, '经济科目'],
      'node',
      '办公',
      ['30101'],
    ],
    ['基本支出:\n  - 经济科目:\n      "302‸"\n', ['基本支出', 0, '经济科目'], 'node', '"302"', []],
    ['单位:\n  - { 代‸ }', ['单位', 0], 'key', '代', []],
    ['单位:\n  - { 代码: "1", 性质: 行‸ }', ['单位', 0, '性质'], 'value', '行', []],
    ['单位:\n  - { 代码: "1", ‸', ['单位', 0], 'key', '', ['代码']],
    ['单位:\n  - { 代码: "1", ‸\n收入:\n', ['单位', 0], 'key', '', ['代码']],
    ['单位: [ 1, ‸ ]', ['单位', 1], 'value', '', []],
    ['单位:\n  - {\n    代码: "1",\n    性质: ‸\n  }', ['单位', 0, '性质'], 'value', '', []],
    ['概况:\n  说明: |\n    第一: x\n      更‸\n', ['概况', '说明'], 'text', '', []],
    ['年度: 2026 # 这‸', [], 'text', '', []],
    ['# 说‸\n年度: 2026', [], 'text', '', []],
    ['类型: 预算\r\n部门:\r\n  代码: "1"\r\n  ‸\r\n', ['部门'], 'node', '', ['代码']],
    ['单位：3‸', [], 'node', '单位：3', []],
  ])('%j', (text, path, kind, word, siblings) => {
    expect(marked(text)).toMatchObject({ path, kind, word, siblings });
  });
});

describe.each(EXAMPLES)('$name', ({ text }) => {
  it('has a place at every offset', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length }), (offset) => {
        const { from, to } = placeAt(text, offset);
        return from <= to && from <= offset && offset <= to && to <= text.length;
      }),
      { numRuns: 400 },
    );
  });

  it('has a place wherever it is cut short, or broken', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length }),
        fc.constantFrom('', '"', "'", '{', '[', '- ', ': ', '：', '|', '\t', '\r'),
        fc.boolean(),
        (at, junk, cut) => {
          const broken = text.slice(0, at) + junk + (cut ? '' : text.slice(at));
          const { from, to } = placeAt(broken, at + junk.length);
          return from <= to && to <= broken.length;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says of every value and key the path that YAML gives it', () => {
    const wrong: unknown[] = [];
    let seen = 0;
    visit(parseDocument(text, { keepSourceTokens: false }), {
      Node(role, node, above) {
        if (!isScalar(node) || isAlias(node) || !node.range) return;
        const path: (string | number)[] = [];
        above.forEach((one, i) => {
          const next = above[i + 1] ?? node;
          if (isSeq(one)) path.push(one.items.indexOf(next as never));
          else if (isMap(one)) {
            const pair = above[i + 1] as { key?: { value?: unknown } } | undefined;
            if (!(role === 'key' && above[i + 2] === undefined))
              path.push(String(pair?.key?.value));
          }
        });
        const [start, end] = node.range;
        if (start === end) return;
        seen++;
        for (const offset of [start, Math.min(start + 1, end)]) {
          const place = placeAt(text, offset);
          const kinds = role === 'key' ? ['key'] : ['value', 'node', 'text'];
          if (JSON.stringify(place.path) !== JSON.stringify(path) || !kinds.includes(place.kind))
            wrong.push([text.slice(start, end).slice(0, 20), path, place.path, place.kind]);
        }
      },
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(seen).toBeGreaterThan(10);
  });
});
