/** What must be published, and how: the standard tables, statements of empty ones, counts beside amounts. */
import type { TextName } from '../model/form-fields.js';
import type { Table } from '../tables/table.js';
import { asksFor } from './asks.js';
import { type Finding, place, type Rule, toFill } from './rule.js';

const tablesPublished: Rule = {
  id: '公开-07',
  code: 'section-missing',
  severity: '警告',
  holds: '格式公开规定的各张表',
  source: '部门预算、部门决算公开的内容要求',
  run: ({ budget, profile }) =>
    profile.disclosure.required
      .filter((id) => !profile.tables.has(id))
      .map((id) => ({
        span: budget.placeOf(['格式']),
        message: `格式“${profile.id}”没有公开 ${id}`,
        hint: '请在格式文件的“部分”里列上这张表；本地的格式没有这张表的，在格式文件里写明“公开要求: {必有表: […]}”',
      })),
};

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
  holds:
    '格式要求说明的表（政府性基金、国有资本经营、“三公”经费）没有数时，表下写明没有，或列入空表的说明',
  source: '空表须作说明',
  run: ({ budget, profile, tables }) => {
    // a form may tell of all empty tables in one place
    const listed = asksFor(profile, 'rows', ['空表']);
    return profile.disclosure.statedWhenEmpty.flatMap((template) =>
      (tables.get(template) ?? [])
        .filter((table) => isSilent(table) && !(listed && table.empty))
        .map(({ id, name, cells }): Finding => {
          const zeros = cells.flatMap(({ content }) => ('figure' in content ? content.figure : []));
          const span =
            place(...zeros.flatMap((figure) => figure ?? [])) ?? budget.placeOf(['格式']);
          const message = `${id} ${name}没有数，表下也没有说明`;
          const hint = '没有的金额不要写 0，整行不写，表下就印出说明；格式没有“空表”说明的请补上';
          return { span, message, hint, table: template };
        }),
    );
  },
};

/** A part of which nothing is written is not printed, and those behind it move up. */
const textsWritten: Rule = {
  id: '公开-22',
  code: 'section-missing',
  severity: '警告',
  holds: '格式要求写的文字都写了',
  source: '格式的“公开要求”',
  run: ({ budget, profile }) =>
    profile.disclosure.texts
      .filter((name) => !budget.texts[name as TextName]?.length)
      .map((name): Finding => {
        const message = `没有写“${name}”：格式“${profile.id}”要求写，不写就不印这一段`;
        const missing = { path: ['概况', name], value: [toFill(name)], note: message } as const;
        return { span: budget.placeOf(['概况']), message, missing };
      }),
};

export const PUBLISHED_RULES: readonly Rule[] = [tablesPublished, emptyTablesStated, textsWritten];
