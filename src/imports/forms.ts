/** Sheets that are forms of a format → what they say of an input: its words, then its amounts. */
import { placeText } from '../diagnostics.js';
import { dateBetween } from '../drafts/new-input.js';
import type { Profile } from '../forms/library.js';
import { loadRecoding } from '../forms/recoding-file.js';
import { subjectsOfYear } from '../forms/subject-years.js';
import { type Remark, TO_CONFIRM, TO_FILL } from '../input/draft.js';
import type { Path } from '../input/source.js';
import { type Tree, textOf, valueAt } from '../input/tree.js';
import { kindNamed } from '../kinds/index.js';
import { PROJECT_SOURCES } from '../model/rows-projects.js';
import { SUBJECT_SOURCES } from '../model/rows-subjects.js';
import type { Subjects } from '../model/subjects.js';
import type { ReadRow, ReadTable } from '../reading/read-table.js';
import { readWorkbookByFormat } from '../reading/read-workbook.js';
import type { InputWorld } from '../world.js';
import { type Amounts, amountsOf, type Frame, type ProjectFrame } from './amounts/amounts.js';
import type { Listed } from './amounts/first-look.js';
import type { ProjectHead } from './amounts/leaves.js';
import type { Book, Sheet } from './books.js';
import type { Imported, Told } from './imported.js';
import { readWords } from './words/words.js';

/** What the command line says of the package. */
export interface FormsAsked {
  readonly year?: number | undefined;
  readonly department?: string | undefined;
  readonly code?: string | undefined;
}

type Fields = { readonly [key: string]: Tree };

/**
 * Reads what sheets of these books are forms of the format.
 * @returns undefined where none is; a text where it is not known of which year they are
 * @throws DiagnosticError where a template is wrong
 */
export async function importForms(
  books: readonly Book[],
  profile: Profile,
  { year: given, department, code }: FormsAsked,
  world: InputWorld,
): Promise<Imported | undefined | 'year'> {
  const sheets = books.flatMap(({ sheets: all }) => all);
  const { tables, others } = readWorkbookByFormat(sheets, profile);
  const kind = kindNamed(profile.kind);
  if (tables.length === 0 || !kind?.published) return undefined;
  const year = given ?? yearIn(tables) ?? yearNamed(books);
  if (year === undefined) return 'year';
  const inWan = tables.every(({ cells, rows }) =>
    moneyIn(cells, rows).every((unit) => unit === '万元'),
  );
  const unit = inWan ? '万元' : '元';
  const words = readWords(tables, {
    profile,
    kind,
    year,
    unit,
    fields: {
      ...(department === undefined ? {} : { 部门: department }),
      ...(code === undefined ? {} : { 部门代码: code }),
    },
  });
  const subjects = subjectsOfYear(profile.subjects, year, () => loadRecoding(world.templates));
  const rows = tables.flatMap((table) => allRows(table.rows));
  const supplement = unknownSubjects(rows, subjects);
  const base = { ...(words.tree as Fields), ...supplement.tree };
  const frame = frameOf(base, words.remarks, rows, subjects, {
    kind: kind.name as Frame['kind'],
    year,
  });
  const listed = listedIn(rows);
  const made = await amountsOf(tables, frame, listed, profile, world, unit);
  const tree = {
    ...base,
    编制日期: base.编制日期 ?? dateBetween(...kind.published.kind.madeBetween(year)),
    ...made.sections,
  };
  const remarks = [
    ...moved(words.remarks.filter(isOpenStill), made.positions).map(dated),
    ...supplement.remarks,
    ...made.remarks.map(({ path, text }): Remark => ({ path, text, where: 'behind' })),
    ...unnamed(frame, made),
  ];
  const isOther = (sheet: Sheet) =>
    others.some(
      ({ place: { file, cell } }) => file === sheet.file && (cell?.sheet ?? '') === sheet.name,
    );
  return {
    draft: { tree, remarks },
    taken: [...tables.map(tableTold), amountsTold(made)],
    left: [
      ...words.left.map(({ place, message }) => ({ where: placeText(place), what: message })),
      ...tables.flatMap(({ unread }) =>
        unread.map(({ place, message }) => ({ where: placeText(place), what: message })),
      ),
      ...made.unmet.map(unmetTold),
    ],
    problems: [],
    sheets: new Set(sheets.filter((sheet) => !isOther(sheet))),
  };
}

/** Amounts of projects are found where their words are not. */
const isOpenStill = ({ path }: Remark): boolean =>
  !(path[0] === '项目支出' && path.length === 3 && path[2] === '支出');

/** The date that no table says is one between the usual ones: what is said in its place stands behind it. */
const dated = (remark: Remark): Remark =>
  remark.path.join() === '编制日期' ? { ...remark, where: 'behind' } : remark;

/** Rows with those within them. */
const allRows = (rows: readonly ReadRow[]): ReadRow[] =>
  rows.flatMap((row) => [row, ...allRows(row.rows)]);

const moneyIn = (cells: ReadTable['cells'], rows: readonly ReadRow[]): (string | undefined)[] =>
  [...cells, ...allRows(rows).flatMap((row) => row.cells)].flatMap(({ money }) =>
    money ? [money.unit] : [],
  );

/** The year that titles say most often. */
function yearIn(tables: readonly ReadTable[]): number | undefined {
  const times = new Map<number, number>();
  for (const { fields } of tables) {
    const year = Number(/^(20\d\d)/.exec(fields.年度 ?? '')?.[1]);
    if (year) times.set(year, (times.get(year) ?? 0) + 1);
  }
  return [...times].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The year in the names of the files, where they have but one. */
function yearNamed(books: readonly Book[]): number | undefined {
  const years = new Set(books.flatMap(({ file }) => file.match(/(?<!\d)20\d\d(?!\d)/g) ?? []));
  return years.size === 1 ? Number([...years][0]) : undefined;
}

const FUNCTIONAL = /^2\d{6}$/;
const ECONOMIC = /^3\d{4}$/;

/** Codes that a text begins or goes on with: 2010301 行政运行、2010302 一般行政管理事务. */
const codesIn = (text: string): string[] => text.match(/\d{5,7}/g) ?? [];

/** The subjects that rows are of. */
function listedIn(rows: readonly ReadRow[]): Listed {
  const codes = rows.flatMap(({ key, fields }) => [
    key,
    ...[fields.功能科目编码, fields.经济科目编码, fields.功能科目, fields.经济科目].flatMap(
      (text) => codesIn(text ?? ''),
    ),
  ]);
  const of = (shape: RegExp) => [...new Set(codes.filter((code) => shape.test(code)))].sort();
  return { functional: of(FUNCTIONAL), economic: of(ECONOMIC) };
}

/** 科目补充 of the subjects that tables name and the dictionary does not know, or knows by another name. */
function unknownSubjects(
  rows: readonly ReadRow[],
  subjects: Subjects,
): { tree: Fields; remarks: Remark[] } {
  const tables = [
    ['功能分类', /^2(\d\d){1,3}$/, subjects.functional],
    ['经济分类', /^3\d\d(\d\d)?$/, subjects.economic],
    ['政府经济分类', /^5\d\d(\d\d)?$/, subjects.government],
  ] as const;
  const remarks: Remark[] = [];
  const supplement = Object.fromEntries(
    tables.flatMap(([table, shape, known]): [string, Tree][] => {
      const others = new Map(
        rows.flatMap(({ source, key, fields: { 名称: name = '' } }): [string, string][] => {
          if (!(source in SUBJECT_SOURCES)) return [];
          const plain = name.replace(/\s+/g, '');
          const other = shape.test(key) && plain !== '' && known.get(key)?.name !== plain;
          return other ? [[key, plain]] : [];
        }),
      );
      for (const [code, name] of others) {
        const before = known.get(code)?.name;
        const why =
          before === undefined ? '字典里没有这个科目' : `字典里叫“${before}”，表里叫“${name}”`;
        remarks.push({
          path: ['科目补充', table, code],
          text: `${TO_CONFIRM}：${why}`,
          where: 'behind',
        });
      }
      const entries = [...others].sort(([a], [b]) => (a < b ? -1 : 1));
      if (entries.length === 0) return [];
      return [[table, Object.fromEntries(entries.map(([code, name]) => [code, { 名称: name }]))]];
    }),
  );
  return { tree: Object.keys(supplement).length > 0 ? { 科目补充: supplement } : {}, remarks };
}

/** The input without its amounts, and what may have some. */
function frameOf(
  tree: Fields,
  remarks: readonly Remark[],
  rows: readonly ReadRow[],
  subjects: Subjects,
  { kind, year }: Pick<Frame, 'kind' | 'year'>,
): Frame {
  const list = (key: string): readonly Tree[] =>
    Array.isArray(tree[key]) ? (tree[key] as Tree[]) : [];
  const units = list('单位').flatMap((unit) => textOf(valueAt(unit, ['代码'])) ?? []);
  const [first = ''] = units;
  const isOpen = (path: Path) =>
    remarks.some(
      ({ path: at, text }) => at.join('/') === path.join('/') && text.includes(TO_CONFIRM),
    );
  const named = list('项目支出').map((project, i): ProjectFrame => {
    const { 支出: _, 合计: __, ...words } = project as Fields;
    const head = words as unknown as ProjectHead;
    const own = rows.find(
      ({ source, fields }) => isProjectSource(source) && fields.名称 === head.名称,
    );
    const functional = codesIn(own?.fields.功能科目 ?? '').filter((code) => FUNCTIONAL.test(code));
    return {
      head,
      units: isOpen(['项目支出', i, '单位']) ? units : [head.单位],
      ...(functional.length > 0 ? { functional } : {}),
    };
  });
  const isListed = rows.some(({ source }) => isProjectSource(source));
  // what no list names is spent all the same
  const others = isListed
    ? []
    : listedIn(rows).functional.map((code): ProjectFrame => {
        const name = `${subjects.functional.get(code)?.name ?? ''}${unnamedMark(code)}`;
        return { head: { 名称: name, 单位: first }, units, functional: [code] };
      });
  return { kind, year, tree, units, projects: [...named, ...others] };
}

/** Behind the name of a subject, for a project that no table names. */
const unnamedMark = (code: string): string => `（${code} 项目）`;

const isProjectSource = (source: ReadRow['source']): boolean => source in PROJECT_SOURCES;

/** Projects whose names no table says. */
function unnamed({ projects }: Frame, { positions }: Amounts): Remark[] {
  return projects.flatMap(({ head, functional: [code = ''] = [] }, i): Remark[] => {
    const position = positions[i];
    if (position === undefined || !head.名称.endsWith(unnamedMark(code))) return [];
    const path = ['项目支出', position, '名称'];
    return [{ path, text: `${TO_FILL}：表里没有项目的名称，按科目合成一个`, where: 'behind' }];
  });
}

/** Remarks on projects where these have gone to. */
function moved(remarks: readonly Remark[], positions: Amounts['positions']): Remark[] {
  return remarks.flatMap((remark): Remark[] => {
    const [section, at, ...rest] = remark.path;
    if (section !== '项目支出' || typeof at !== 'number') return [remark];
    const position = positions[at];
    return position === undefined ? [] : [{ ...remark, path: [section, position, ...rest] }];
  });
}

const tableTold = ({ template, sheet, rows, cells }: ReadTable): Told => ({
  where: sheet,
  what: `按 ${template.id} 读，${allRows(rows).length} 行、${cells.length + allRows(rows).flatMap((row) => row.cells).length} 格`,
});

const amountsTold = ({ counts: { cells, amounts, guessed } }: Amounts): Told => ({
  where: '收入、支出和结转',
  what:
    `由 ${cells} 个印出的数得 ${amounts} 个金额` +
    (guessed > 0 ? `，其中 ${guessed} 个各表没有写到这样细，按合计推算，标着“${TO_CONFIRM}”` : ''),
});

function unmetTold({ place, printed, cell }: Amounts['unmet'][number]): Told {
  const { table, name } = cell ?? {};
  const where = place ? placeText(place) : `${table} ${name?.row} ${name?.key}`;
  return {
    where,
    what: `印的是 ${printed.div(10_000).toFixed()} 万元，同别的格凑不到一起，没有照它推算`,
  };
}
