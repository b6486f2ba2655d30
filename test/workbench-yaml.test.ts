/** Changes to the text of an input: the tree is as asked, and nothing else is touched. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq, type Node, parse } from 'yaml';
import { total, typedAmount, writtenAmount } from '../src/workbench/page/form/amounts.js';
import { pastedInto } from '../src/workbench/page/form/pasted.js';
import { addEntry, addItem, move, remove } from '../src/yaml-edit/entries.js';
import { setScalar } from '../src/yaml-edit/set-scalar.js';
import {
  isProblem,
  keyOf,
  nodeAt,
  type Path,
  readYaml,
  type YamlSource,
} from '../src/yaml-edit/source.js';
import { applied, type EditError, safely, type TextEdit } from '../src/yaml-edit/text-edit.js';
import { runs } from './helpers/runs.js';

const EXAMPLES = readdirSync('inputs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => [file, readFileSync(`inputs/${file}`, 'utf8')] as const);

function source(text: string): YamlSource {
  const read = readYaml(text);
  if (isProblem(read)) throw new Error(`${read.problem}, line ${read.line}`);
  return read;
}
const after = (text: string, edit: (of: YamlSource) => TextEdit[]) =>
  applied(text, edit(source(text)));

/** Every path that leads to something, with what it is. */
function pathsOf(text: string) {
  const found: { path: Path; kind: 'scalar' | 'map' | 'list' }[] = [];
  const visit = (node: Node | undefined, path: Path): void => {
    if (isMap(node)) {
      if (path.length > 0) found.push({ path, kind: 'map' });
      for (const pair of node.items) visit(pair.value as Node, [...path, keyOf(pair)]);
    } else if (isSeq(node)) {
      found.push({ path, kind: 'list' });
      node.items.forEach((item, i) => void visit(item as Node, [...path, i]));
    } else if (isScalar(node)) found.push({ path, kind: 'scalar' });
  };
  const { root } = source(text);
  visit(root, []);
  return found;
}

type Tree = Record<string | number, unknown>;
/** A tree with something else at a path. */
function changed(
  text: string,
  path: Path,
  change: (holder: Tree, step: string | number) => void,
): unknown {
  const tree = parse(text) as Tree;
  const holder = path.slice(0, -1).reduce<Tree>((node, step) => node[step] as Tree, tree);
  change(holder, path.at(-1) ?? '');
  return tree;
}
/** Comments as they stand. */
const comments = (text: string) =>
  text.split('\n').flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);

const aPathOf = (kind: string) =>
  fc
    .constantFrom(...EXAMPLES.filter(([, text]) => pathsOf(text).some((one) => one.kind === kind)))
    .chain(([file, text]) => {
      const found = pathsOf(text).filter((one) => one.kind === kind);
      return fc.record({
        file: fc.constant(file),
        text: fc.constant(text),
        path: fc.constantFrom(...found.map(({ path }) => path)),
      });
    });
const aText = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((text) =>
      text.replace(/[\u0000-\u001f\u007f-\u009f\ufeff\u2028\u2029]|\p{Surrogate}/gu, ''),
    ),
  fc.constantFrom(
    '是',
    '2026-01-01',
    '# 不是注释',
    'a: b',
    '007',
    '- 一',
    '第一段\n第二段',
    'null',
    '"引"',
    "it's",
    '{a}',
    '[1]',
    '*a',
    '&a',
    '@',
    '1e3',
    '真 ',
    ' 假',
  ),
);

describe('a value', () => {
  it('is what was asked for, and every comment and other line stays', () => {
    fc.assert(
      fc.property(aPathOf('scalar'), aText, ({ text, path }, value) => {
        const now = after(text, (of) => setScalar(of, path, { text: value }));
        expect(parse(now)).toEqual(
          changed(text, path, (holder, step) => {
            holder[step] = value;
          }),
        );
        expect(comments(now)).toEqual(value.includes('#') ? expect.anything() : comments(text));
        // back again
        const before = String(nodeAt(source(text), path)?.toJSON());
        const again = after(now, (of) => setScalar(of, path, { text: before }));
        expect(parse(again)).toEqual(
          changed(text, path, (holder, step) => {
            holder[step] = before;
          }),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  it('as a number is the digits that were typed', () => {
    const text = '收入:\n  - 单位: "1"\n    拨款: 34651500  # 本年\n    其他: 1\n';
    const now = after(text, (of) => setScalar(of, ['收入', 0, '拨款'], { number: '0.10' }));
    expect(now).toBe('收入:\n  - 单位: "1"\n    拨款: 0.10      # 本年\n    其他: 1\n');
  });

  it.each([
    ['甲: 字 # 注\n乙: 1\n', ['甲']],
    ['甲:\n  - 说: 字\n    乙: 1\n', ['甲', 0, '说']],
    ['甲:\n  - 字\n  - 尾\n', ['甲', 0]],
    ['甲: |\n  一\n  二\n乙: 1\n', ['甲']],
    ['甲: | # 注\n  一\n  二\n乙: 1\n', ['甲']],
  ] as const)('of several lines is itself alone in %j', (text, path) => {
    const now = after(text, (of) => setScalar(of, path, { text: '一\n二改' }));
    expect(parse(now)).toEqual(
      changed(text, path, (holder, step) => {
        holder[step] = '一\n二改';
      }),
    );
  });

  it('of several lines is itself alone in any example', () => {
    fc.assert(
      fc.property(aPathOf('scalar'), ({ text, path }) => {
        const value = `${String(nodeAt(source(text), path)?.toJSON())}\n第二段`;
        const now = after(text, (of) => setScalar(of, path, { text: value }));
        expect(parse(now)).toEqual(
          changed(text, path, (holder, step) => {
            holder[step] = value;
          }),
        );
      }),
      { numRuns: runs(60) },
    );
  });

  it('that others refer to is not taken away', () => {
    const of = source('甲: &a 1\n乙: *a\n');
    expect(() => safely(of, remove(of, ['甲']))).toThrow('没有改');
  });

  it.each([
    ['1,234.50', '1234.50'],
    ['１，２３４', '1234'],
    ['-5', '-5'],
    ['1.234,50', undefined],
    ['1,2', undefined],
    ['12 34', undefined],
    ['', undefined],
  ])('typed as %j is the amount %j', (typed, amount) => {
    expect(typedAmount(typed)).toBe(amount);
  });

  it('that is empty is written behind its key', () => {
    expect(after('甲:\n乙: 1 # 注\n', (of) => setScalar(of, ['甲'], { text: '字' }))).toBe(
      '甲: 字\n乙: 1 # 注\n',
    );
  });

  it('that is written elsewhere is not changed', () => {
    const text = '甲: &a 1\n乙: *a\n';
    const refused = (path: Path) => () => setScalar(source(text), path, { number: '2' });
    expect(refused(['乙'])).toThrow('& 或 *' satisfies EditError['message']);
    expect(refused(['甲'])).toThrow('& 或 *');
  });
});

describe('an entry', () => {
  it('is added to a map: the tree has it, every line that was there still is', () => {
    fc.assert(
      fc.property(
        aPathOf('map'),
        aText,
        fc.constantFrom('30299', '新加的', 'a b'),
        ({ text, path }, value, key) => {
          if (nodeAt(source(text), [...path, key])) return;
          const now = after(text, (of) => addEntry(of, path, [key, { text: value }]));
          expect(parse(now)).toEqual(
            changed(text, [...path, key], (holder, step) => {
              holder[step] = value;
            }),
          );
          const lines = new Set(now.split('\n'));
          const isFlow = /[{[]/.test(text.split('\n').find((line) => !lines.has(line)) ?? '{');
          expect(isFlow).toBe(true);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('of a code goes among the codes', () => {
    const text = '经济科目:\n  "30101": 1   # 基本工资\n  "30103": 3   # 奖金\n\n# 下面\n别的: 1\n';
    const now = after(text, (of) => addEntry(of, ['经济科目'], ['30102', { number: '2' }]));
    expect(now).toBe(
      '经济科目:\n  "30101": 1   # 基本工资\n  "30102": 2\n  "30103": 3   # 奖金\n\n# 下面\n别的: 1\n',
    );
    const first = after(text, (of) => addEntry(of, ['经济科目'], ['20101', { number: '2' }]));
    expect(first).toBe(
      '经济科目:\n  "20101": 2\n  "30101": 1   # 基本工资\n  "30103": 3   # 奖金\n\n# 下面\n别的: 1\n',
    );
  });

  it('goes where the schema has its key, with what is around it', () => {
    const order = ['甲', '乙', '丙'];
    expect(after('甲: 1\n丙: 3\n', (of) => addEntry(of, [], ['乙', { number: '2' }], order))).toBe(
      '甲: 1\n乙: 2\n丙: 3\n',
    );
    expect(
      after('甲: 1', (of) => addItem(of, ['乙', '丙'], { entries: [['丁', { text: '字' }]] })),
    ).toBe('甲: 1\n乙:\n  丙:\n    - 丁: 字');
    expect(after('甲:  # 注\n乙: 1\n', (of) => addItem(of, ['甲'], { text: '一' }))).toBe(
      '甲:  # 注\n  - 一\n乙: 1\n',
    );
  });

  it('is added to a list as its neighbours are written', () => {
    fc.assert(
      fc.property(aPathOf('list'), aText, ({ text, path }, value) => {
        const now = after(text, (of) => addItem(of, path, { text: value }));
        expect(parse(now)).toEqual(
          changed(text, path, (holder, step) => {
            holder[step] = [...(holder[step] as unknown[]), value];
          }),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  it('is removed with its own comment, and no other', () => {
    const text =
      '表:\n  # 一的说明\n  - 名: 一 # 注一\n    数: 1\n\n  # 二的说明\n  - 名: 二\n    数: 2\n尾: 1\n';
    expect(after(text, (of) => remove(of, ['表', 0]))).toBe(
      '表:\n\n  # 二的说明\n  - 名: 二\n    数: 2\n尾: 1\n',
    );
    expect(after(text, (of) => remove(of, ['表', 1, '名']))).toBe(
      text.replace('名: 二\n    数', '数'),
    );
    expect(after('甲: { a: 1, b: 2 }\n', (of) => remove(of, ['甲', 'b']))).toBe('甲: { a: 1 }\n');
    expect(after('甲:\n  乙: 1\n丙: 2\n', (of) => remove(of, ['甲', '乙']))).toBe('丙: 2\n');
  });

  it('is removed from any example: the tree lacks it alone', () => {
    fc.assert(
      fc.property(
        fc.oneof(aPathOf('scalar'), aPathOf('map'), aPathOf('list')),
        ({ text, path }) => {
          const holder = nodeAt(source(text), path.slice(0, -1));
          if ((isMap(holder) || isSeq(holder)) && holder.items.length === 1) return;
          const now = after(text, (of) => remove(of, path));
          const wanted = changed(text, path, (at, step) => {
            if (Array.isArray(at)) at.splice(Number(step), 1);
            else delete at[step];
          });
          expect(parse(now)).toEqual(wanted);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('changes places with its neighbour, comments and all', () => {
    const text = '表:\n  # 一\n  - 名: 一\n\n  - 名: 二 # 二\n';
    const now = after(text, (of) => move(of, ['表', 0], 1));
    expect(now).toBe('表:\n  - 名: 二 # 二\n\n  # 一\n  - 名: 一\n');
    expect(after(now, (of) => move(of, ['表', 1], -1))).toBe(text);
    expect(move(source(text), ['表', 1], 1)).toEqual([]);
  });
});

describe('what is not known yet', () => {
  it('is added without a value, and no sum is made of it', () => {
    const added = [
      after('表:\n  "30101": 5\n', (of) => addEntry(of, ['表'], ['30201', { number: '' }])),
      after('表: { "30101": 5 }\n', (of) => addEntry(of, ['表'], ['30201', { number: '' }])),
    ];
    expect(added).toEqual(['表:\n  "30101": 5\n  "30201":\n', '表: { "30101": 5, "30201": }\n']);
    for (const text of added) {
      const texts = ['30101', '30201', '30299'].map((code) =>
        writtenAmount(nodeAt(source(text), ['表', code])),
      );
      expect(total(texts)).toBeUndefined();
      expect(total(texts.slice(0, 1))).toBe('5');
      const filled = after(text, (of) => setScalar(of, ['表', '30201'], { number: '7' }));
      expect(parse(filled)).toEqual({ 表: { 30101: 5, 30201: 7 } });
    }
  });

  it.each([
    '表: { 甲:, 乙: 1 }\n',
    '表:\n  甲: # 上报稿\n  乙: 1\n',
    '表:\n  甲:\n  乙: 1\n',
  ])('is filled with any text, and takes in nothing around it: %j', (text) => {
    for (const said of ['一, 二', '一: 二', '一\n二', '# 一', '} 一', '12']) {
      const now = after(text, (of) => setScalar(of, ['表', '甲'], { text: said }));
      expect(parse(now)).toEqual({ 表: { 甲: said, 乙: 1 } });
      expect(comments(now).length).toBeGreaterThanOrEqual(comments(text).length);
    }
  });

  it('is filled in a list too', () => {
    const text = '列:\n  - # 甲-乙\n  - 尾\n';
    const now = after(text, (of) => setScalar(of, ['列', 0], { text: '头' }));
    expect(now).toBe('列:\n  - 头 # 甲-乙\n  - 尾\n');
  });
});

describe('a place', () => {
  it('of an entry of a list is its own dash, whatever comments say', () => {
    const text = '列:\n  - 一\n  - # 甲-乙\n    说: 二\n  - 三\n';
    expect(parse(after(text, (of) => remove(of, ['列', 1])))).toEqual({ 列: ['一', '三'] });
    expect(parse(after(text, (of) => move(of, ['列', 1], -1)))).toEqual({
      列: [{ 说: '二' }, '一', '三'],
    });
  });

  it('of a first code is above the comment of the one behind', () => {
    const text = '表:\n  # 工资\n  "30201": 1\n';
    const now = after(text, (of) => addEntry(of, ['表'], ['30101', { number: '2' }]));
    expect(now).toBe('表:\n  "30101": 2\n  # 工资\n  "30201": 1\n');
  });

  it('of a comment behind a block stays', () => {
    const text = '甲: |- # 上报稿\n  一\n  二\n乙: 1\n';
    const set = (value: string) => after(text, (of) => setScalar(of, ['甲'], { text: value }));
    expect([set('三\n四'), set('五')]).toEqual([
      '甲: |- # 上报稿\n  三\n  四\n乙: 1\n',
      '甲: 五 # 上报稿\n乙: 1\n',
    ]);
  });
});

describe('a pasted column', () => {
  const paste = (...cells: string[]) =>
    pastedInto(
      cells,
      (i) => ['a', 'b'][i],
      (key, number) => [{ from: 0, to: 0, insert: `${key}${number}` }],
    );

  it('is written as numbers', () => {
    expect(paste('1,000.50', '（3）').map(({ insert }) => insert)).toEqual(['a1000.50', 'b-3']);
  });

  it.each([
    [['1', '小计'], '粘贴的 2 格里第 2 格“小计”不是数，一格也没有写。'],
    [['', '1'], '粘贴的 2 格里第 1 格是空的，一格也没有写。'],
    [['1', '2', '3'], '粘贴的 3 格里第 3 格（3）在表里没有地方，一格也没有写。先加上这一行。'],
  ])('is refused as a whole where a cell does not fit: %j', (cells, message) => {
    expect(() => paste(...cells)).toThrow(message);
  });
});

describe('a text that is no form', () => {
  it.each([
    ['甲: [1', 'YAML 的写法有误'],
    ['- 1\n', '文件里还没有“键: 值”'],
    ['甲: 1\n---\n乙: 2\n', '文件里有几份 YAML'],
    ['', '文件是空的'],
  ])('%j says so', (text, problem) => {
    expect(readYaml(text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});
