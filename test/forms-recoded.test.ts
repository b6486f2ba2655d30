/** What became of subjects from one year's classification to another's, as 对照.yaml tells it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Recoded, type RecodingEntry, recodingBetween } from '../src/forms/recoded.js';
import { loadRecoding } from '../src/forms/recoding-file.js';
import { outOfYear } from '../src/model/subjects.js';
import { entry, file, load, MOVED, POOR, RECODING } from './helpers/recoding.js';
import { overlay, profileOf } from './helpers/world.js';

/** What became of a functional subject: `2014004 信访业务`, with what it was merged with, its year and note. */
const shown = (what: Recoded | undefined) =>
  what && [
    what.now.map(({ code, name }) => (name === undefined ? code : `${code} ${name}`)).join('、'),
    what.mergedWith.join('、'),
    what.year,
    what.note,
  ];
const became = (lines: readonly string[], from: number, to: number, code: string) =>
  shown(recodingBetween(load(file(...lines)), from, to).of('功能分类', code));

describe('a subject', () => {
  it('is renamed, or has another code', () => {
    expect(became(POOR, 2021, 2022, '21305')).toEqual(['21305 巩固脱贫衔接', '', 2022, undefined]);
    expect(became([MOVED], 2023, 2024, '2010308')).toEqual([
      '2014004 信访业务',
      '',
      2024,
      '改为单独的款',
    ]);
    expect(became([MOVED], 2023, 2024, '2010301')).toBeUndefined();
  });
  it('changes when the year of its entry begins, not in other years', () => {
    for (const [from, to] of [
      [2024, 2025],
      [2024, 2024],
      [2022, 2023],
    ] as const)
      expect(became([MOVED], from, to, '2010308')).toBeUndefined();
    expect(became([MOVED], 2018, 2026, '2010308')?.[2]).toBe(2024);
  });
  it('is of the classification that the entry names', () => {
    const lines = [entry(2024, '30104 甲', '30112 乙', '', '经济分类')];
    const recoding = recodingBetween(load(file(...lines)), 2023, 2024);
    expect(shown(recoding.of('经济分类', '30104'))?.[0]).toBe('30112 乙');
    expect(recoding.of('功能分类', '30104')).toBeUndefined();
  });
  it('is followed over the years, in whatever order they are written', () => {
    expect(became(POOR, 2021, 2026, '21305')).toEqual(['21305 巩固脱贫成果', '', 2023, undefined]);
    const chain = [
      entry(2024, '2010402 丙', '2010403 丁', '说明: 后一次'),
      entry(2020, '2010401 乙', '2010402 丙', '说明: 前一次'),
      MOVED,
    ];
    expect(became(chain, 2018, 2026, '2010401')).toEqual([
      '2010403 丁',
      '',
      2024,
      '前一次；后一次',
    ]);
    expect(became(chain, 2020, 2026, '2010402')?.[3]).toBe('后一次');
  });
  it('is followed back to an earlier year', () => {
    expect(became(POOR, 2026, 2021, '21305')).toEqual(['21305 扶贫', '', 2023, undefined]);
    expect(became(POOR, 2022, 2021, '21305')).toEqual(['21305 扶贫', '', 2022, undefined]);
    expect(became([MOVED], 2026, 2020, '2014004')?.[0]).toBe('2010308 信访事务');
    expect(became([MOVED], 2026, 2024, '2014004')).toBeUndefined();
  });
  it('that is what it was in the end has not changed', () => {
    const lines = [entry(2020, '20101 甲', '20102 乙'), entry(2022, '20102 乙', '20101 甲')];
    expect(became(lines, 2019, 2022, '20101')).toBeUndefined();
    expect(became(lines, 2022, 2019, '20101')).toBeUndefined();
    expect(became(lines, 2019, 2021, '20101')?.[0]).toBe('20102 乙');
  });
  it('is abolished, for good', () => {
    const lines = [
      entry(2020, '20101 甲', '20102 乙'),
      entry(2022, '20102 乙', undefined, '说明: 改列 20103'),
    ];
    expect(became(lines, 2019, 2026, '20101')).toEqual(['', '', 2022, '改列 20103']);
    expect(became(lines, 2026, 2019, '20102')).toEqual(['20101 甲', '', 2020, undefined]);
  });
  it('that is abolished leaves nothing to come back from', () => {
    const lines = [entry(2022, '20102 乙', undefined, '说明: 改列 20103')];
    expect(became(lines, 2026, 2019, '20103')).toBeUndefined();
  });
});

describe('mergers and splits', () => {
  const retired = [
    entry(2020, '2080501 归口管理', '2080501 离退休', '说明: 并为一项'),
    entry(2020, '2080504 未归口管理', '2080501 离退休', '说明: 并为一项'),
  ];
  it('tell who else became the same, and what it was before', () => {
    const now = '2080501 离退休';
    expect(became(retired, 2019, 2020, '2080501')).toEqual([now, '2080504', 2020, '并为一项']);
    expect(became(retired, 2019, 2020, '2080504')).toEqual([now, '2080501', 2020, '并为一项']);
    const before = '2080501 归口管理、2080504 未归口管理';
    expect(became(retired, 2020, 2019, '2080501')).toEqual([before, '', 2020, '并为一项']);
    expect(became(retired, 2020, 2019, '2080504')).toBeUndefined();
  });
  it('into a subject that stays as it is', () => {
    const lines = [entry(2020, '20101 甲', '20101 甲'), entry(2020, '20102 乙', '20101 甲')];
    expect(became(lines, 2019, 2020, '20101')).toEqual(['20101 甲', '20102', 2020, undefined]);
    expect(became(lines, 2019, 2020, '20102')).toEqual(['20101 甲', '20101', 2020, undefined]);
  });
  it('into several, one of which may have the old code', () => {
    const lines = [entry(2020, '20101 甲', '20101 乙'), entry(2020, '20101 甲', '20102 丙')];
    expect(became(lines, 2019, 2020, '20101')).toEqual(['20101 乙、20102 丙', '', 2020, undefined]);
    expect(became(lines, 2020, 2019, '20101')).toEqual(['20101 甲', '20102', 2020, undefined]);
    expect(became(lines, 2020, 2019, '20102')).toEqual(['20101 甲', '20101', 2020, undefined]);
  });
  it('that come apart and together again are told once', () => {
    const lines = [
      entry(2020, '20101 甲', '20102 乙'),
      entry(2020, '20101 甲', '20103 丙'),
      entry(2021, '20102 乙', '20104 丁'),
      entry(2021, '20103 丙', '20104 丁'),
    ];
    expect(became(lines, 2019, 2021, '20101')).toEqual(['20104 丁', '', 2021, undefined]);
    expect(became(lines, 2021, 2019, '20104')).toEqual(['20101 甲', '', 2021, undefined]);
  });
  it('of one year take effect together', () => {
    const lines = [entry(2020, '20101 甲', '20102 乙'), entry(2020, '20102 丙', '20103 丁')];
    expect(became(lines, 2019, 2020, '20101')?.[0]).toBe('20102 乙');
    expect(became(lines, 2019, 2020, '20102')?.[0]).toBe('20103 丁');
    expect(became(lines, 2020, 2019, '20102')?.[0]).toBe('20101 甲');
  });
});

describe('what is below a subject', () => {
  const moved = entry(2020, '22004 地震', '22405 地震', '下级: 同号');
  const own = entry(2020, '2200404 监测', '2240601 监测');
  it('stays where the entry does not say that it moves along', () => {
    expect(became([entry(2020, '22004 甲', '22405 乙')], 2019, 2020, '2200404')).toBeUndefined();
  });
  it('moves along, forth and back, its name unknown', () => {
    expect(became([moved], 2019, 2020, '2200404')).toEqual(['2240504', '', 2020, undefined]);
    expect(became([moved], 2020, 2019, '2240504')).toEqual(['2200404', '', 2020, undefined]);
    expect(became([moved], 2019, 2020, '2200504')).toBeUndefined();
  });
  it('goes its own way where it has an entry', () => {
    expect(became([moved, own], 2019, 2020, '2200404')?.[0]).toBe('2240601 监测');
    expect(became([moved, own], 2020, 2019, '2240504')).toBeUndefined();
    expect(became([moved, own], 2020, 2019, '2240505')?.[0]).toBe('2200405');
  });
  it('follows the nearest that moves', () => {
    const lines = [moved, entry(2020, '220 国土', '226 资源', '下级: 同号')];
    expect(became(lines, 2019, 2020, '2200404')?.[0]).toBe('2240504');
    expect(became(lines, 2019, 2020, '2200104')?.[0]).toBe('2260104');
    expect(became(lines, 2020, 2019, '2260404')).toBeUndefined();
  });
  it('keeps the name that an earlier year gave it', () => {
    const lines = [moved, entry(2019, '2200401 甲', '2200404 监测')];
    expect(became(lines, 2018, 2020, '2200401')?.[0]).toBe('2240504 监测');
  });
});

/** For each year, which of its subjects become which of the next year's; each year has codes of its own. */
const generations = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc.array(fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { selector: String, minLength: 1 }), {
    minLength: count,
    maxLength: count,
  }),
);
const code = (generation: number, n: number) => `20${generation}0${n}`;
const chained = (years: readonly (readonly (readonly [number, number])[])[]): RecodingEntry[] =>
  years.flatMap((pairs, i) =>
    pairs.map(([a, b]) => ({
      year: 2020 + i,
      table: '功能分类',
      from: { code: code(i, a), name: code(i, a) },
      to: { code: code(i + 1, b), name: code(i + 1, b) },
      below: false,
      note: undefined,
    })),
  );

describe('chains of any kind', () => {
  it('lead where the steps lead, and back to all that leads there', () => {
    fc.assert(
      fc.property(generations, fc.nat(3), (years, n) => {
        const entries = chained(years);
        const reach = (start: string, from: number, to: number): Set<string> => {
          const codes = recodingBetween(entries, from, to).of('功能分类', start)?.now;
          return new Set(codes?.map((one) => one.code) ?? [start]);
        };
        const last = 2019 + years.length;
        const [start, ends] = [code(0, n), reach(code(0, n), 2019, last)];
        for (let middle = 2019; middle <= last; middle++) {
          const via = [...reach(start, 2019, middle)].flatMap((one) => [
            ...reach(one, middle, last),
          ]);
          expect(new Set(via)).toEqual(ends);
        }
        for (const end of ends) expect(reach(end, last, 2019)).toContain(start);
        for (const other of recodingBetween(entries, 2019, last).of('功能分类', start)
          ?.mergedWith ?? [])
          expect([...reach(other, 2019, last)].some((one) => ends.has(one))).toBe(true);
      }),
    );
  });
});

describe('the file of the templates', () => {
  const real = loadRecoding(overlay({}));
  const { subjects, files } = profileOf('wuchang-2026');
  const dictionary = (table: RecodingEntry['table']) =>
    table === '功能分类' ? subjects.functional : subjects.economic;
  it('is sound, and ends with the names that the dictionary has', () => {
    expect(real.length).toBeGreaterThan(10);
    const latest = Math.max(...real.map((one) => one.year));
    for (const { to, table, year } of real) {
      const later = to && recodingBetween(real, year, latest).of(table, to.code);
      for (const one of later?.now ?? (to ? [to] : [])) {
        const known = dictionary(table).get(one.code);
        if (known) expect(one).toEqual({ code: known.code, name: known.name });
      }
    }
  });
  it('agrees with the years that the dictionary gives to subjects', () => {
    const gone = real.filter(
      ({ from, table }) =>
        dictionary(table).has(from.code) && !real.some(({ to }) => to?.code === from.code),
    );
    expect(gone.length).toBeGreaterThan(5);
    for (const { from, year } of gone) {
      expect([from.code, outOfYear(subjects, from.code, year)?.until]).toEqual([
        from.code,
        year - 1,
      ]);
    }
    const before = new Set(real.map(({ from }) => from.code));
    const made = real.flatMap(({ to, year }) => (to && !before.has(to.code) ? [{ to, year }] : []));
    // what was merged into a subject that there was has no beginning of its own
    for (const { to, year } of made.filter(({ to }) => subjects.validity.has(to.code)))
      expect([to.code, outOfYear(subjects, to.code, year - 1)?.since]).toEqual([to.code, year]);
    expect(subjects.changed).toBe(Math.max(...real.map(({ year }) => year)));
  });
  it('tells of subjects that packages print', () => {
    const known = real.filter(({ to, table }) => to && dictionary(table).has(to.code));
    expect(known.length).toBeGreaterThan(10);
    const recoding = recodingBetween(real, 2019, 2026);
    expect(shown(recoding.of('功能分类', '2080504'))?.[0]).toBe('2080501 行政单位离退休');
    expect(recoding.of('功能分类', '2060101')).toBeUndefined();
  });
  it('is read by no compilation, and need not be there', () => {
    expect(files.map(({ path }) => path)).toContain('subjects/功能分类.yaml');
    expect(files.map(({ path }) => path)).not.toContain(RECODING);
    expect(load(undefined)).toEqual([]);
  });
});
