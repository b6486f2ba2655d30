/**
 * Read tables → all of an input but the amounts that the year receives and spends: whose package it is, its
 * units and projects, performance, purchases, schedules, figures of other years. What no table prints is
 * marked to be filled in.
 */
import { toFill } from '../../checks/rule.js';
import type { Profile } from '../../forms/library.js';
import type { AmountUnit } from '../../input/amount.js';
import { type Draft, TO_CONFIRM, TO_FILL } from '../../input/draft.js';
import { Numeral, type Path, pathKey, type Tree, textOf, valueAt } from '../../input/tree.js';
import type { Kind } from '../../kinds/kind.js';
import { schemaOf } from '../../kinds/schemas.js';
import { EVALUATION_FORM } from '../../model/form-fields.js';
import { Decimal, type Span } from '../../model/money.js';
import { chineseDate } from '../../model/numerals.js';
import {
  FISCAL_FUNDS,
  OTHER_FUNDS,
  OTHER_YEARS,
  OWN_PROJECTS,
  PROCUREMENT_KINDS,
  RESERVED_ITEMS,
} from '../../model/terms.js';
import type { ReadTable, Unread } from '../../reading/read-table.js';
import type { TextSheet } from '../../reading/text-sheets.js';
import { DraftTree, NOWHERE, type Taken } from './draft-tree.js';
import { formProjects } from './form-projects.js';
import { putFullMarks } from './full-marks.js';
import { inSchemaOrder } from './in-schema-order.js';
import { type ListedProject, membersIn, projectsIn, projectWords } from './members.js';
import { fieldsIn, plainName, RowReader } from './read-rows.js';
import { lackingIn } from './required.js';
import { rowsBySource } from './rows-of.js';
import { scheduleLines } from './schedules.js';
import { putTexts } from './texts.js';

export interface WordsOptions {
  readonly profile: Pick<Profile, 'id' | 'cover' | 'subjects'>;
  readonly kind: Kind;
  readonly year: number;
  /** Unit that the input's amounts are written in. */
  readonly unit: AmountUnit;
  /** As 2026-01-15. */
  readonly date?: string;
  /** Sheets that hold parts of the package's text. */
  readonly texts?: readonly TextSheet[];
  /** Fields that were read elsewhere: on the cover, in titles, in the name of the file. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Words extends Draft {
  /** What was read from where. */
  readonly taken: readonly Taken[];
  /** What was read and is nothing that an input says. */
  readonly left: readonly Unread[];
}

/** Parts that `amountsOf` fills. */
const AMOUNTS: ReadonlySet<string> = new Set(['收入', '基本支出']);

/** @param tables of one package, in their order */
export function readWords(tables: readonly ReadTable[], options: WordsOptions): Words {
  const { profile, kind, year, unit, date, texts = [], fields = {} } = options;
  const tree = new DraftTree();
  tree.put(['类型'], kind.name);
  tree.put(['格式'], profile.id);
  tree.put(['年度'], new Numeral(String(year), NOWHERE));
  if (date !== undefined) tree.put(['编制日期'], date);
  tree.put(['金额单位'], unit);
  const reader = new RowReader(tree, {
    kind: kind.name === '决算' ? '决算' : '预算',
    year,
    unit,
    cover: profile.cover.fields,
  });
  const projects = putMembers(tree, tables, texts, fields);
  const named = nameProjects(projects);
  // forms that are made for each entry say its name; tables that list the entries may not
  const order = [...tables].sort(
    (a, b) => Number(!isOfEntry(a.template.each)) - Number(!isOfEntry(b.template.each)),
  );
  for (const table of order) reader.table(table, placeIn(table));
  putTexts(tree, texts);
  const left = [...reader.left, ...putSchedules(tree, tables, named, options)];
  putOrder(tree, reader.overallOrder);
  dropSums(tree);
  dropPurchases(tree);
  putStatedPurposes(tree, tables);
  putPurposes(tree);
  formProjects(tree, projects, named, reader.computed);
  putFullMarks(tree, reader.computedFields);
  dropProducts(tree);
  newestFirst(tree);
  dropDefaults(tree, reader.defaults, year);
  const schema = schemaOf(kind, unit);
  for (const { path, text, meaning } of lackingIn(tree.root, schema, AMOUNTS)) {
    const key = String(path.at(-1));
    if (text) tree.put(path, toFill(key));
    tree.remark(path, `${TO_FILL}：${meaning}`, text ? 'behind' : 'instead');
  }
  return {
    tree: inSchemaOrder(tree.root, schema),
    remarks: tree.remarks,
    taken: tree.taken,
    left,
  };
}

const SHARED: ReadonlySet<string> = new Set(EVALUATION_FORM.shared.map(({ key }) => key));

const isOfEntry = (each: string | undefined): boolean => each !== undefined && each !== '整体绩效';

const placeIn = ({ cells, rows }: ReadTable): Span => cells[0]?.place ?? rows[0]?.place ?? NOWHERE;

/** The department, its units and its projects. */
function putMembers(
  tree: DraftTree,
  tables: readonly ReadTable[],
  texts: readonly TextSheet[],
  fields: Readonly<Record<string, string>>,
): readonly ListedProject[] {
  const { department, units } = membersIn(tables, texts);
  const printed = tables.map((table) => ({ ...fieldsIn(table.cells), ...table.fields }));
  const said = (name: string): string | undefined =>
    fields[name] ?? (printed.map((own) => own[name]?.trim()).find((text) => text) || undefined);
  const full = said('部门全称') ?? department?.name;
  const name = said('部门') ?? full ?? units[0]?.name;
  const code = said('部门代码') ?? department?.code;
  const place = department?.place ?? NOWHERE;
  if (name) tree.take(['部门', '名称'], name, place);
  if (full && name && plainName(full) !== plainName(name)) tree.take(['部门', '全称'], full, place);
  if (code) tree.take(['部门', '代码'], code, place);
  else {
    tree.put(['部门', '代码'], UNKNOWN_CODE);
    tree.remark(['部门', '代码'], `${TO_FILL}：部门代码，表里没有`, 'behind');
  }
  const listed = units.length > 0 ? units : [{ code: '', name: name ?? '', place }];
  const known = listed.map((unit, i) => {
    const own = ['单位', i] as const;
    const given = unit.code || `${code || UNKNOWN_CODE}${String(i + 1).padStart(3, '0')}`;
    tree.take([...own, '代码'], given, unit.place);
    if (unit.name !== '') tree.take([...own, '名称'], unit.name, unit.place);
    tree.put([...own, '性质'], i === 0 ? '行政单位' : '事业单位');
    if (unit.code === '') tree.remark([...own, '代码'], `${TO_FILL}：单位代码，表里没有`, 'behind');
    if (units.length === 0)
      tree.remark([...own, '名称'], `${TO_CONFIRM}：表里没有分单位`, 'behind');
    const guess = i === 0 ? '第一个单位暂写行政单位' : '本级以外的暂写事业单位';
    tree.remark([...own, '性质'], `${TO_CONFIRM}：表里没有单位性质，${guess}`, 'behind');
    return { ...unit, code: given };
  });
  const projects = projectsIn(tables, known).map((one) => ({
    ...one,
    unit: known.find(
      ({ code: own, name: called }) => own === one.unit?.code || called === one.unit?.name,
    ),
  }));
  projects.forEach((project, i) => {
    const own = ['项目支出', i] as const;
    tree.take([...own, '名称'], project.name, project.place);
    if (project.code !== '') tree.take([...own, '编码'], project.code, project.place);
    tree.takeUnit(own, project.unit?.code, project.place);
    if (project.category !== OWN_PROJECTS)
      tree.take([...own, '类别'], project.category, project.place);
  });
  return projects;
}

const UNKNOWN_CODE = '000';

/** Projects by their plain names and codes, each by the word that the rest of the input has for it. */
function nameProjects(projects: readonly ListedProject[]): ReadonlyMap<string, string> {
  const words = projectWords(projects);
  return new Map(
    projects.flatMap(({ name, code }, i): [string, string][] => {
      const word = words[i] ?? name;
      return [[plainName(name), word], ...(code === '' ? [] : [[code, word] as [string, string]])];
    }),
  );
}

function putSchedules(
  tree: DraftTree,
  tables: readonly ReadTable[],
  projects: ReadonlyMap<string, string>,
  { profile, unit }: WordsOptions,
): readonly Unread[] {
  const units = (tree.get(['单位']) as Tree[]).map((_, i) => ({
    code: textOf(tree.get(['单位', i, '代码'])) ?? '',
    name: textOf(tree.get(['单位', i, '名称'])) ?? '',
    place: NOWHERE,
  }));
  return tables.flatMap((table) => {
    const found = scheduleLines(table, { units, projects, subjects: profile.subjects, unit });
    if (!found) return [];
    tree.take(['附表', found.key], [...found.lines], found.place ?? placeIn(table));
    return found.left;
  });
}

/** The order of the overall form, where it is another than that of the projects. */
function putOrder(tree: DraftTree, order: readonly Path[]): void {
  if (order.every((path, i) => path.at(-1) === i)) return;
  const names = order.flatMap((path) => textOf(tree.get([...path, '名称'])) ?? []);
  if (names.length > 0) tree.put(['整体绩效', '项目次序'], names);
}

/** Totals by fund are not written beside what is written subject by subject: they round otherwise. */
function dropSums(tree: DraftTree): void {
  for (const basis of OTHER_YEARS) {
    for (const fund of FISCAL_FUNDS)
      if (tree.get([basis, `${fund}支出`]) !== undefined) tree.drop([basis, '支出', fund]);
    if (tree.get([basis, '其他资金支出']) !== undefined)
      for (const fund of OTHER_FUNDS) tree.drop([basis, '支出', fund]);
    const left = tree.get([basis, '支出']);
    if (left !== undefined && Object.keys(left ?? {}).length === 0) tree.drop([basis, '支出']);
  }
}

/** What lines of purchases come to is not written beside them. */
function dropPurchases(tree: DraftTree): void {
  const lines = tree.entries(['政府采购明细']);
  if (lines.length === 0) return;
  for (const kind of [...PROCUREMENT_KINDS, '合计']) tree.drop(['政府采购', kind]);
  for (const item of RESERVED_ITEMS)
    if (lines.some((line) => tree.get([...line, item]) !== undefined))
      tree.drop(['政府采购', '预留', item]);
  for (const path of [['政府采购', '预留'], ['政府采购']])
    if (Object.keys(tree.get(path) ?? { left: true }).length === 0) tree.drop(path);
}

/** What lists say that projects are for: those that have a form, and others. */
function putStatedPurposes(tree: DraftTree, tables: readonly ReadTable[]): void {
  const entries = ['绩效项目', '项目支出'].flatMap((section) => tree.entries([section]));
  for (const { fields, place } of rowsBySource(tables, '项目说明').flat()) {
    const names = ['项目名称', '名称'].map((name) => plainName(fields[name] ?? ''));
    const purpose = (fields.用途 ?? '').trim();
    const entry = entries.find((path) =>
      ['名称', '公开名称'].some((key) =>
        names.includes(plainName(tree.text([...path, key]) ?? '?')),
      ),
    );
    if (entry && purpose !== '') tree.take([...entry, '用途'], purpose, place);
  }
}

/** What a project is for, as the overall form has it where no other says it. */
function putPurposes(tree: DraftTree): void {
  for (const entry of tree.entries(['绩效项目'])) {
    const direction = tree.text([...entry, '支出方向']);
    if (tree.text([...entry, '用途']) !== undefined || direction === undefined) continue;
    tree.put([...entry, '用途'], direction);
    tree.drop([...entry, '支出方向']);
    tree.remark([...entry, '用途'], `${TO_CONFIRM}：取自整体绩效表的支出方向`, 'behind');
  }
}

/** Points that are the other's where they are not written; amounts that are 数量 × 单价. */
function dropProducts(tree: DraftTree): void {
  for (const entry of tree.entries(['政府采购明细'])) {
    const number = (key: string) => {
      const value = tree.get([...entry, key]);
      return value instanceof Numeral ? new Decimal(value.text) : undefined;
    };
    const [count, price, amount] = [number('数量'), number('单价'), number('金额')];
    if (count && price && amount?.eq(count.times(price))) tree.drop([...entry, '金额']);
  }
  for (const form of [['整体自评'], ...tree.entries(['项目自评'])])
    for (const goal of tree.entries([...form, '目标'])) {
      dropSame(tree, goal, '得分', '分值');
      for (const [level, lists] of Object.entries(tree.get([...goal, '指标']) ?? {}))
        for (const second of Object.keys(lists))
          for (const one of tree.entries([...goal, '指标', level, second]))
            dropSame(tree, one, '分值', '得分');
    }
}

function dropSame(tree: DraftTree, entry: Path, key: string, other: string): void {
  const value = tree.text([...entry, key]);
  if (value !== undefined && value === tree.text([...entry, other])) tree.drop([...entry, key]);
}

function newestFirst(tree: DraftTree): void {
  const list = tree.get(['整体绩效', '近两年收支']);
  if (!Array.isArray(list)) return;
  const year = (entry: Tree) => Number(textOf(valueAt(entry, ['年度'])));
  tree.put(
    ['整体绩效', '近两年收支'],
    [...list].sort((a, b) => year(b) - year(a)),
  );
}

/** Leaves that say what is printed without them. */
function dropDefaults(tree: DraftTree, defaults: RowReader['defaults'], year: number): void {
  const date = tree.text(['编制日期']);
  const name = textOf(tree.get(['部门', '名称'])) ?? '';
  const plain = {
    部门名称: name,
    部门简称: textOf(tree.get(['部门', '简称'])) ?? name,
    编制日期: date ?? '',
    本年度: `${year}年`,
  };
  const seen = new Set<string>();
  for (const { path, otherwise } of defaults) {
    const key = pathKey(path);
    const value = textOf(tree.get(path));
    if (value === undefined || seen.has(key)) continue;
    seen.add(key);
    const beside = textOf(tree.get([...path.slice(0, -1), otherwise]));
    // what a project does not say of who fills its form in, the form of the department says
    const [section, , last = ''] = path;
    const shared = section === '项目自评' && SHARED.has(String(last));
    const whole = shared ? tree.text(['整体自评', String(last)]) : undefined;
    const ofPackage = otherwise === '名称' || otherwise === '用途' ? beside : plain[otherwise];
    const other = whole ?? ofPackage;
    const same = other !== undefined && plainName(other) === plainName(value);
    const day = otherwise === '编制日期' && date !== undefined && chineseDate(date) === value;
    if (same || day) tree.drop(path);
  }
}
