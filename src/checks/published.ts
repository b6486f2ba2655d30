/** What must be published, and how: the standard tables, statements of empty ones, counts beside amounts. */
import type { Budget, Fact } from '../model/budget.js';
import type { ThreePublicItem } from '../model/terms.js';
import { threePublic } from '../model/totals.js';
import type { Table } from '../tables/table.js';
import { wan } from '../tables/table.js';
import { type Finding, place, type Rule } from './rule.js';

/** Tables that every package has, by their templates. */
const STANDARD: Readonly<Record<Budget['kind'], readonly string[]>> = {
  预算: ['01', '02', '03', '04', '05-1', '06', '07', '08', '09', '10'].map((n) => `预算${n}`),
  决算: ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((n) => `公开${n}`),
};

const tablesPublished: Rule = {
  id: '公开-07',
  code: 'section-missing',
  severity: '警告',
  holds: '格式公开规定的各张表：部门预算预算01—10，部门决算公开01—09',
  source: '部门预算、部门决算公开的内容要求',
  run: ({ budget, profile }) =>
    STANDARD[budget.kind]
      .filter((id) => !profile.tables.has(id))
      .map((id) => ({
        span: budget.placeOf(['格式']),
        message: `格式“${profile.id}”没有公开 ${id}`,
        hint: '请在格式文件的“部分”里列上这张表',
      })),
};

/** Tables that must say so where there is nothing in them. */
const STATED_WHEN_EMPTY = ['预算07', '预算08', '预算09', '公开07', '公开08', '公开09'];

const STATEMENT = /没有|无|未/;

/** Whether a table shows no amount but zero, and does not say that there is none. */
function isSilent({ cells, notes }: Table): boolean {
  const figures = cells.flatMap(({ content }) => ('figure' in content ? content.figure : []));
  const empty = figures.every((figure) => !figure || figure.value.isZero());
  return empty && !notes.some((note) => STATEMENT.test(note));
}

const emptyTablesStated: Rule = {
  id: '公开-08',
  code: 'section-missing',
  severity: '警告',
  holds: '政府性基金、国有资本经营、“三公”经费的表没有数时，表下写明没有',
  source: '空表须作说明',
  run: ({ budget, tables }) =>
    STATED_WHEN_EMPTY.flatMap((template) =>
      (tables.get(template) ?? []).filter(isSilent).map(({ id, name, cells }): Finding => {
        const zeros = cells.flatMap(({ content }) => ('figure' in content ? content.figure : []));
        const span = place(...zeros.flatMap((figure) => figure ?? [])) ?? budget.placeOf(['格式']);
        const message = `${id} ${name}没有数，表下也没有说明`;
        const hint = '没有的金额不要写 0，整行不写，表下就印出说明；格式没有“空表”说明的请补上';
        return { span, message, hint, table: template };
      }),
    ),
};

/** Counts of “三公”经费 that go with an amount. */
const COUNTS: readonly (readonly [ThreePublicItem, field: string])[] = [
  ['因公出国（境）费', '出国团组'],
  ['因公出国（境）费', '出国人次'],
  ['公务用车购置费', '购置车辆'],
  ['公务接待费', '接待批次'],
  ['公务接待费', '接待人次'],
];

const countsPaid: Rule = {
  id: '公开-15',
  kind: '决算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '写了团组、人次、购车、接待数的，有相应的“三公”经费支出',
  source: '财政拨款“三公”经费支出决算情况说明',
  table: '公开09',
  run: ({ budget }) =>
    COUNTS.flatMap(([item, field]): Finding[] => {
      const count = Number(budget.final?.fields[field] || 0);
      if (count === 0 || !threePublic(budget, item).value.isZero()) return [];
      const message = `“${field}”是 ${count}，${item}却没有支出`;
      const hint = '请核对“三公经费说明”；别的经费支付的，在“豁免”里写明理由';
      return [{ span: budget.placeOf(['三公经费说明', field]), message, hint }];
    }),
};

/** Counts that are not larger than others. */
const WITHIN = [
  ['出国团组', '出国人次'],
  ['外宾接待批次', '接待批次'],
  ['外宾接待人次', '接待人次'],
  ['接待批次', '接待人次'],
] as const;

const countsAgree: Rule = {
  id: '公开-16',
  kind: '决算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '出国团组不多于人次，接待批次不多于人次，外宾的不多于全部的',
  source: '财政拨款“三公”经费支出决算情况说明',
  table: '公开09',
  run: ({ budget }) =>
    WITHIN.flatMap(([part, whole]): Finding[] => {
      const of = (field: string) => budget.final?.fields[field] ?? '';
      if (of(part) === '' || of(whole) === '' || Number(of(part)) <= Number(of(whole))) return [];
      const message = `“${part}” ${of(part)}，比“${whole}” ${of(whole)} 还多`;
      const hint = '请核对“三公经费说明”';
      return [{ span: budget.placeOf(['三公经费说明', part]), message, hint }];
    }),
};

const staffWithinPosts: Rule = {
  id: '公开-17',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '在职人员不超过编制',
  source: '部门人员构成',
  run: ({ budget }) => {
    const { staff } = budget;
    // without any 编制 there is nothing to compare with
    if (!staff || staff.posts.civil + staff.posts.institution === 0) return [];
    const counts = [
      ['行政', staff.serving.civil, staff.posts.civil],
      ['事业', staff.serving.institution, staff.posts.institution],
    ] as const;
    return counts.flatMap(([kind, serving, posts]): Finding[] => {
      if (serving <= posts) return [];
      const message = `在职${kind}人员 ${serving} 人，超过了${kind}编制 ${posts} 人`;
      const hint = '请核对“人员”；确实超编的，在“豁免”里写明理由';
      return [{ span: budget.placeOf(['人员', '在职', kind]), message, hint }];
    });
  },
};

const linesOnce: Rule = {
  id: '公开-09',
  code: 'name-duplicate',
  severity: '警告',
  holds: '一个项目的支出里没有科目、资金、金额都相同的两行',
  source: '项目支出表',
  run: ({ budget }) => {
    const seen = new Set<string>();
    const key = (fact: Fact) =>
      [
        fact.project,
        fact.functional,
        fact.economic,
        fact.fund,
        fact.carriedOver,
        fact.amount.value,
      ].join('\n');
    return budget.facts.flatMap((fact): Finding[] => {
      const span = place(fact.amount);
      if (fact.project === undefined || !span || !seen.has(key(fact))) {
        if (fact.project !== undefined) seen.add(key(fact));
        return [];
      }
      const message = `项目“${fact.project}”的 ${fact.functional ?? ''} ${wan(fact.amount)}写了两次`;
      return [{ span, message, hint: '是不是重复了？确有两笔的请合并成一行' }];
    });
  },
};

export const PUBLISHED_RULES: readonly Rule[] = [
  tablesPublished,
  emptyTablesStated,
  linesOnce,
  countsPaid,
  countsAgree,
  staffWithinPosts,
];
