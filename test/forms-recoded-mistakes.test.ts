/** Mistakes in 对照.yaml, each told where it stands and with what to write. */
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../src/diagnostics.js';
import { entry, file, load, MOVED, POOR, RECODING } from './helpers/recoding.js';
import { brief } from './helpers/world.js';

/** All that is told of a file: the line of the entry, from 0, a passage of it, a message, a hint. */
function told(
  text: string,
  ...expected: readonly (readonly [line: number, passage: string, message: string, hint?: string])[]
): void {
  const problems = () => {
    try {
      load(text);
      return [];
    } catch (error) {
      return error instanceof DiagnosticError ? error.diagnostics.map(brief) : [String(error)];
    }
  };
  expect(problems()).toEqual(
    expected.map(([line, passage, message, hint]) => {
      const before = (text.split('\n')[line + 1] ?? '').split(passage);
      if (before.length < 2) throw new Error(`no ${passage}`);
      const column = [...(before[0] ?? '')].length + 1;
      return `templates/${RECODING}:${line + 2}:${column} ${message}${hint ? `〔${hint}〕` : ''}`;
    }),
  );
}

describe('a wrong entry is told where it stands', () => {
  const levels = '功能分类的编码：类 3 位、款 5 位、项 7 位';
  it('codes', () => {
    told(file(entry(2024, '20103O8 甲', '2014004 乙')), [
      0,
      '"20103O8"',
      '科目编码“20103O8”应全是数字',
      '例如 "2010301"',
    ]);
    told(
      file(entry(2024, '201030 甲', '201400 乙')),
      [0, '"201030"', '科目编码“201030”的位数不对', levels],
      [0, '"201400"', '科目编码“201400”的位数不对', levels],
    );
    told(file(entry(2024, '3010401 甲', '30112 乙', '', '经济分类')), [
      0,
      '"3010401"',
      '科目编码“3010401”的位数不对',
      '经济分类的编码：类 3 位、款 5 位',
    ]);
    told(file(MOVED, entry(2024, '20104 甲', '30112 乙')), [
      1,
      '"30112"',
      '“30112”不是功能分类的科目',
      '功能分类以 2 开头，部门预算支出经济分类以 3 开头',
    ]);
    told(file(entry(2024, '2010308 甲', '20140 乙')), [
      0,
      '"20140"',
      '“2010308”是项，“20140”是款，级次不同',
      '一个科目只能变成同级的科目',
    ]);
  });
  it('years, names, keys and words', () => {
    told(MOVED.replace('  -', '对照:\n  -').replace('2024', '"2024年"'), [
      0,
      '"2024年"',
      '年度应为四位年份，写的是“2024年”',
      '数字后面写了“年”，请写成 2024',
    ]);
    told(file(MOVED.replace(', 名称: 信访事务', '')), [
      0,
      '原',
      '“原”里缺少“名称”',
      '请加上“名称: ”',
    ]);
    told(file(MOVED.replace('信访业务', '""')), [0, '""', '文字是空的：科目名称']);
    told(file(MOVED.replace('说明', '注明')), [0, '注明', '没有“注明”这个键', '是不是“说明”？']);
    told(file(MOVED.replace('功能分类', '功能')), [
      0,
      '功能',
      '“分类”不能写“功能”',
      '可用的值：功能分类、经济分类',
    ]);
    told(file(MOVED.replace(/现: \{[^}]*\}/, '现: ')), [
      0,
      '现',
      '“现”后面没有内容',
      '请填写，或删去这一行；“#”后面的字是说明，不算内容',
    ]);
  });
  it('nothing that changed, nothing that tells where to go', () => {
    told(file(entry(2024, '20101 甲', '20101 甲')), [
      0,
      '{ 编码: "20101", 名称: 甲 } }',
      '“20101 甲”没有变',
      '没有变的科目不用写；别的科目并入它的，才一起写',
    ]);
    told(file(entry(2024, '20101 甲')), [
      0,
      '{ 编码',
      '“20101 甲”没有写“现”，也没有写“说明”',
      '已取消的，用“说明”写改列到哪里；没有取消的，请补上“现”',
    ]);
  });
  it('下级 where there is nothing that could move along', () => {
    const wrong = (code: string, hint: string, line = 0) =>
      [line, '同号', `“${code}”这一条不能写“下级”`, hint] as const;
    const below = '下级: 同号';
    told(
      file(
        entry(2024, '20101 甲', '20101 乙', below),
        entry(2024, '20102 甲', undefined, `说明: 无, ${below}`),
        entry(2024, '2010301 甲', '2010302 乙', below),
        entry(2024, '30101 甲', '30102 乙', below, '经济分类'),
        entry(2024, '20104 甲', '20105 乙', below),
        entry(2024, '20104 甲', '20106 乙'),
      ),
      wrong('20101', '它只用于改了编码的科目'),
      wrong('20102', '它只用于改了编码的科目', 1),
      wrong('2010301', '项没有下级', 2),
      wrong('30101', '款没有下级', 3),
      wrong('20104', '分成了几个科目的，请逐个写其下的科目', 4),
    );
  });
  it('the same subject twice in a year', () => {
    told(file(MOVED, MOVED), [
      1,
      '"2010308"',
      '2024 年的“2010308”写了两次',
      '请只留一条；分成几个科目的，各条的“现”要不同',
    ]);
    told(file(MOVED, entry(2024, '2010308 信访事务', undefined, '说明: 取消')), [
      1,
      '"2010308"',
      '2024 年的“2010308”又取消又没有取消',
      '分成几个科目的，各条都要写“现”',
    ]);
    told(file(MOVED, entry(2024, '2010308 信访', '2014099 其他')), [
      1,
      '信访 }',
      '2024 年的“2010308”写了两个原名：“信访事务”和“信访”',
    ]);
    told(file(MOVED, entry(2025, '2010308 信访事务', '2014099 其他')));
  });
  it('two names', () => {
    told(file(MOVED, entry(2024, '2010309 甲', '2014004 信访')), [
      1,
      '信访 }',
      '2024 年的“2014004”写了两个现名：“信访业务”和“信访”',
    ]);
    told(
      file(
        entry(2023, '21305 扶贫', '21305 振兴'),
        ...POOR.slice(1),
        entry(2021, '21305 甲', '21305 扶贫'),
      ),
      [0, '扶贫', '“21305”从 2022 年起叫“巩固脱贫衔接”，这里的原名是“扶贫”', '请核对名称和年度'],
    );
  });
  it('a circle in one year', () => {
    const hint = '同一年的各条同时生效，不能首尾相接；请核对年度和编码';
    const lines = [
      entry(2024, '20101 甲', '20102 乙'),
      entry(2024, '20102 乙', '20103 丙'),
      entry(2024, '20103 丙', '20101 甲'),
      entry(2024, '20104 丁', '20101 甲'),
    ];
    const message = '2024 年绕成了一圈：20103 → 20101 → 20102 → 20103';
    told(file(...lines), [2, '"20101"', message, hint]);
  });
  it('all of them at once, in the order of the file', () => {
    told(
      file(entry(2024, '2010 甲', '20102 乙'), MOVED, MOVED, entry(2024, '20101 甲')),
      [0, '"2010"', '科目编码“2010”的位数不对', levels],
      [
        2,
        '"2010308"',
        '2024 年的“2010308”写了两次',
        '请只留一条；分成几个科目的，各条的“现”要不同',
      ],
      [
        3,
        '{ 编码',
        '“20101 甲”没有写“现”，也没有写“说明”',
        '已取消的，用“说明”写改列到哪里；没有取消的，请补上“现”',
      ],
    );
  });
});
