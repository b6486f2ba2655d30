/**
 * The leaves of an input that are amounts of what is received, spent and kept, each by what it is of, and
 * the sections of the input that they make.
 */
import { grouped } from '../../grouped.js';
import { Numeral, type Tree } from '../../input/tree.js';
import type { Span } from '../../model/money.js';
import type { Fund, IncomeKind, Nature } from '../../model/terms.js';

/** What an amount is of; members that do not apply are absent. */
export interface Leaf {
  readonly section: Section;
  readonly unit?: string;
  readonly functional?: string;
  readonly economic?: string;
  readonly fund?: Fund;
  /** Expenditure of what was carried over. */
  readonly carried?: true;
  readonly income?: IncomeKind;
  /** Of 其他支出. */
  readonly nature?: Nature;
  /** Position among the projects. */
  readonly project?: number;
}

/** Sections, as the input calls them; 上年结转结余 stands within 收入. */
export type Section =
  | '收入'
  | '上年结转结余'
  | '年终结转结余'
  | '年初结转和结余'
  | '年末结转和结余'
  | '使用非财政拨款结余'
  | '结余分配'
  | '基本支出'
  | '项目支出'
  | '其他支出';

/** A project as the input lists it, without its amounts. */
export interface ProjectHead {
  readonly 名称: string;
  readonly 编码?: string;
  readonly 单位: string;
  readonly 类别?: string;
  readonly 用途?: string;
}

/** An amount with the digits that the input writes for it. */
export interface Written {
  readonly leaf: Leaf;
  readonly text: string;
  readonly place: Span;
  /** What is said behind it. */
  readonly remark?: string;
}

export interface SectionsMade {
  readonly sections: { readonly [key: string]: Tree };
  readonly remarks: readonly {
    readonly path: readonly (string | number)[];
    readonly text: string;
  }[];
  /** Of each project its position in the list that is made; undefined where it has no amount. */
  readonly positions: readonly (number | undefined)[];
}

type Fields = { [key: string]: Tree };
type Path = readonly (string | number)[];

/** 一般公共预算 is what basic and project expenditure are of where nothing else is said; 单位资金 other expenditure. */
const USUAL: Readonly<Partial<Record<Section, Fund>>> = {
  基本支出: '一般公共预算',
  项目支出: '一般公共预算',
  其他支出: '单位资金',
};

/**
 * The sections that amounts make, in the order of the input's schema.
 * @param units codes in their order; each has an entry of 收入, be it empty
 */
export function sectionsOf(
  amounts: readonly Written[],
  units: readonly string[],
  projects: readonly ProjectHead[],
): SectionsMade {
  const remarks: SectionsMade['remarks'][number][] = [];
  const of = grouped(amounts, ({ leaf }) => leaf.section);
  const at = (section: Section): readonly Written[] => of.get(section) ?? [];
  const write = (one: Written, path: Path): Tree => {
    if (one.remark !== undefined) remarks.push({ path, text: one.remark });
    return new Numeral(one.text, one.place);
  };
  /** One amount, or each under its subject. */
  const divided = (list: readonly Written[], path: Path): Tree => {
    const [first] = list;
    if (first && list.length === 1 && first.leaf.functional === undefined)
      return write(first, path);
    const out: Fields = {};
    for (const one of sortedBy(list, ({ leaf }) => leaf.functional ?? '')) {
      const key = one.leaf.functional ?? '';
      out[key] = write(one, [...path, key]);
    }
    return out;
  };
  const byWord = (
    list: readonly Written[],
    word: (leaf: Leaf) => string | undefined,
    path: Path,
  ): Fields =>
    Object.fromEntries(
      [...grouped(list, ({ leaf }) => word(leaf) ?? '')].map(([key, some]) => [
        key,
        divided(some, [...path, key]),
      ]),
    );
  const ofUnit = (list: readonly Written[], unit: string) =>
    list.filter(({ leaf }) => leaf.unit === unit);

  const income = units.map((unit, i): Tree => {
    const path: Path = ['收入', i];
    const carried = ofUnit(at('上年结转结余'), unit);
    const kept = ofUnit(at('年终结转结余'), unit);
    return {
      单位: unit,
      ...byWord(ofUnit(at('收入'), unit), ({ income: kind }) => kind, path),
      ...(carried.length > 0
        ? { 上年结转结余: byWord(carried, ({ fund }) => fund, [...path, '上年结转结余']) }
        : {}),
      ...(kept.length > 0
        ? { 年终结转结余: byWord(kept, ({ fund }) => fund, [...path, '年终结转结余']) }
        : {}),
    };
  });
  const carryOver = (section: '年初结转和结余' | '年末结转和结余'): Fields => {
    const list = units.filter((unit) => ofUnit(at(section), unit).length > 0);
    if (list.length === 0) return {};
    return {
      [section]: list.map((unit, i) => ({
        单位: unit,
        ...byWord(ofUnit(at(section), unit), ({ fund }) => fund, [section, i]),
      })),
    };
  };
  const ofUnits = (section: '使用非财政拨款结余' | '结余分配'): Fields => {
    const list = at(section);
    if (list.length === 0) return {};
    return {
      [section]: Object.fromEntries(
        list.map((one) => {
          const unit = one.leaf.unit ?? '';
          return [unit, write(one, [section, unit])];
        }),
      ),
    };
  };
  /** Fund and carry-over, where they are not what goes without saying. */
  const paid = ({ section, fund, carried }: Leaf): Fields => ({
    ...(fund !== undefined && fund !== USUAL[section] ? { 资金: fund } : {}),
    ...(carried ? { 结转: '是' } : {}),
  });
  const basic = [
    ...grouped(
      sortedBy(
        at('基本支出'),
        ({ leaf }) => String(units.indexOf(leaf.unit ?? '')).padStart(5, '0'),
        ({ leaf }) => leaf.functional ?? '',
      ),
      ({ leaf: { unit, functional, fund, carried } }) => [unit, functional, fund, carried].join(),
    ).values(),
  ].map((group, i): Tree => {
    const { leaf } = group[0] as Written;
    return {
      单位: leaf.unit ?? '',
      功能科目: leaf.functional ?? '',
      ...paid(leaf),
      经济科目: Object.fromEntries(
        sortedBy(group, (one) => one.leaf.economic ?? '').map((one) => {
          const code = one.leaf.economic ?? '';
          return [code, write(one, ['基本支出', i, '经济科目', code])];
        }),
      ),
    };
  });
  const lines = grouped(at('项目支出'), ({ leaf }) => leaf.project ?? 0);
  const listed = projects.flatMap((head, i) => {
    const own = lines.get(i);
    return own ? [{ head, own, at: i }] : [];
  });
  const projectList = listed.map(
    ({ head, own }, i): Tree => ({
      ...(head as unknown as Fields),
      支出: own.map((one, j): Tree => {
        const { unit, functional, economic } = one.leaf;
        return {
          ...(unit === head.单位 ? {} : { 单位: unit ?? '' }),
          功能科目: functional ?? '',
          ...(economic === undefined ? {} : { 经济科目: economic }),
          ...paid(one.leaf),
          金额: write(one, ['项目支出', i, '支出', j, '金额']),
        };
      }),
    }),
  );
  const others = at('其他支出').map((one, i): Tree => {
    const { unit, functional, economic, nature } = one.leaf;
    return {
      单位: unit ?? '',
      性质: nature ?? '',
      功能科目: functional ?? '',
      ...(economic === undefined ? {} : { 经济科目: economic }),
      ...paid(one.leaf),
      金额: write(one, ['其他支出', i, '金额']),
    };
  });
  const keptWhole = at('年终结转结余').filter(({ leaf }) => leaf.unit === undefined);
  return {
    sections: {
      收入: income,
      ...carryOver('年初结转和结余'),
      ...ofUnits('使用非财政拨款结余'),
      基本支出: basic,
      ...(projectList.length > 0 ? { 项目支出: projectList } : {}),
      ...(others.length > 0 ? { 其他支出: others } : {}),
      ...ofUnits('结余分配'),
      ...(keptWhole.length > 0
        ? { 年终结转结余: byWord(keptWhole, ({ fund }) => fund, ['年终结转结余']) }
        : {}),
      ...carryOver('年末结转和结余'),
    },
    remarks,
    positions: projects.map((_, i) => {
      const position = listed.findIndex(({ at: own }) => own === i);
      return position < 0 ? undefined : position;
    }),
  };
}

function sortedBy<T>(list: readonly T[], ...keys: readonly ((one: T) => string)[]): T[] {
  const before = (a: T, b: T): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
  return [...list].sort(before);
}
