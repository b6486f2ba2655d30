/** A new input: what a department says of itself, and the sections that its format publishes, to be filled in. */
import { toFill } from '../checks/rule.js';
import { NO_LINES } from '../fill-in/layout.js';
import type { Profile } from '../forms/library.js';
import { fieldText } from '../forms/read-declared.js';
import type { TemplateFolder } from '../forms/shelf.js';
import type { AmountUnit } from '../input/amount.js';
import { type Draft, type Remark, TO_FILL } from '../input/draft.js';
import { Numeral, type Tree } from '../input/tree.js';
import { kindNamed } from '../kinds/index.js';
import type { UnitKind } from '../model/terms.js';
import { sectionNotes } from './section-notes.js';

/** What a new input cannot do without. */
export interface NewInput {
  readonly year: number;
  readonly department: { readonly code: string; readonly name: string };
  /** The department's own offices first. */
  readonly units: readonly NewUnit[];
  readonly amountUnit: AmountUnit;
  /** Written as a fill-in workbook, which says itself how it is written, and not in YAML. */
  readonly workbook?: boolean;
}

export interface NewUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** The file that is not there yet: places in it are of no use to anybody. */
const NOWHERE = { file: '', line: 0, column: 0, start: 0, end: 0 };
const numeral = (value: number) => new Numeral(String(value), NOWHERE);

/**
 * @param profile of a kind that is published
 * @throws DiagnosticError where templates/drafts/ is wrong
 */
export function newInput(
  { year, department, units, amountUnit, workbook = false }: NewInput,
  profile: Profile,
  templates: TemplateFolder,
): Draft {
  const published = kindNamed(profile.kind)?.published;
  if (!published) throw new Error(`${profile.kind} is not published`);
  const remarks: Remark[] = [];
  const filled = (path: Remark['path'], what = '') =>
    remarks.push({ path, text: what ? `${TO_FILL}：${what}` : TO_FILL, where: 'behind' });
  const own: { [key: string]: Tree } = {
    类型: profile.kind,
    格式: profile.id,
    年度: numeral(year),
    编制日期: dateBetween(...published.kind.madeBetween(year)),
    金额单位: amountUnit,
    部门: { 代码: department.code, 名称: department.name },
    单位: units.map(({ code, name, kind }) => ({ 代码: code, 名称: name, 性质: kind })),
    概况: { 主要职责: [toFill('主要职责')] },
    收入: units.map(({ code }, i) => {
      filled(['收入', i, '单位'], '这个单位各来源的收入');
      return { 单位: code, ...incomeOf(profile) };
    }),
    基本支出: [],
    ...coverOf(profile),
    ...schedulesOf(profile),
  };
  filled(['编制日期'], '材料的编制日期');
  filled(['概况', '主要职责', 0]);
  filled(['基本支出'], workbook ? '各单位的基本支出' : '照上面的例子，写好后删去 []');
  if (profile.cover.fields.length > 0) {
    for (const name of Object.keys((own.封面 ?? {}) as object)) filled(['封面', name]);
    const told = `封面上还可以写：${profile.cover.fields.map(fieldText).join('、')}`;
    remarks.push({ path: ['封面'], text: told, where: own.封面 ? 'above' : 'instead' });
  }
  for (const [key, { columns }] of profile.schedules) {
    const rows = columns.map(fieldText).join('、');
    const none = workbook ? `没有的留着“${NO_LINES}”` : '没有的留 []';
    filled(['附表', key], `一行一项：${rows}；${none}`);
  }
  const names: Readonly<Record<string, string>> = {
    单位: units[0]?.code ?? '',
    年度: String(year),
    上年: String(year - 1),
  };
  const named = (line: string) =>
    line.replace(/\{(单位|年度|上年)\}/g, (_, name) => names[name] ?? '');
  for (const { key, lines, example } of sectionNotes(profile, templates)) {
    const isOwn = key in own;
    const told = [...lines, ...(example.length > 0 ? ['例：', ...example.map(named)] : [])];
    remarks.push(
      isOwn
        ? { path: [key], text: told.join('\n'), where: 'above' }
        : { path: [key], text: [`${TO_FILL}：${key}`, ...told].join('\n'), where: 'instead' },
    );
  }
  return { tree: own, remarks };
}

/** Budgets may write an amount of a source as a whole; accounts write it by subject, which nobody can make up. */
const incomeOf = ({ kind }: Profile): { [key: string]: Tree } =>
  kind === '预算' ? { 一般公共预算拨款: numeral(0) } : {};

/** The middle of what is likely. */
export function dateBetween(earliest: string, latest: string): string {
  const [from, to] = [Date.parse(earliest), Date.parse(latest)];
  return new Date((from + to) / 2).toISOString().slice(0, 10);
}

/** What the cover cannot do without. */
function coverOf({ cover }: Profile): { [key: string]: Tree } {
  const required = cover.fields.filter((field) => field.required);
  if (required.length === 0) return {};
  const words = required.map(({ name, options }) => [name, options?.[0] ?? toFill(name)]);
  return { 封面: Object.fromEntries(words) };
}

function schedulesOf({ schedules }: Profile): { [key: string]: Tree } {
  if (schedules.size === 0) return {};
  return { 附表: Object.fromEntries([...schedules.keys()].map((key) => [key, []])) };
}
