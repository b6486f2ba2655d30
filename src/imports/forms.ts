/** Sheets that are forms of a format → what they say of an input: its words, then its amounts. */
import { about, DiagnosticError, placeText } from '../diagnostics.js';
import { dateBetween } from '../drafts/new-input.js';
import type { Profile } from '../forms/library.js';
import { loadRecoding } from '../forms/recoding-file.js';
import { subjectsOfYear } from '../forms/subject-years.js';
import type { Remark } from '../input/draft.js';
import { kindNamed } from '../kinds/index.js';
import { type MoneyStyle, stepOf, ZERO } from '../model/money.js';
import type { ReadRow, ReadTable } from '../reading/read-table.js';
import { readWorkbookByFormat } from '../reading/read-workbook.js';
import { readCover, readTextSheets } from '../reading/text-sheets.js';
import type { InputWorld } from '../world.js';
import { amountsOf, type Frame } from './amounts/amounts.js';
import { TooManyCandidates } from './amounts/candidates.js';
import type { Book, Sheet } from './books.js';
import {
  type Fields,
  frameOf,
  listedIn,
  moved,
  unknownSubjects,
  unnamed,
  withInstitution,
} from './forms-frame.js';
import { allRows, amountsTold, differenceTold, tableTold, textTold } from './forms-report.js';
import type { Imported } from './imported.js';
import { readWords } from './words/words.js';

/** What the command line says of the package. */
export interface FormsAsked {
  readonly year?: number | undefined;
  readonly department?: string | undefined;
  readonly code?: string | undefined;
}

/**
 * Reads what sheets of these books are forms of the format.
 * @returns undefined where none is; a text where it is not known of which year they are
 * @throws DiagnosticError where a template is wrong, or there is too much to be found
 */
export async function importForms(
  books: readonly Book[],
  profile: Profile,
  asked: FormsAsked,
  world: InputWorld,
): Promise<Imported | undefined | 'year'> {
  try {
    return await formsIn(books, profile, asked, world);
  } catch (error) {
    if (!(error instanceof TooManyCandidates)) throw error;
    const message = '表里的单位和科目过多，由合计推算不出每个单位、每个科目的数';
    const hint = '请导入财政平台或核算软件导出的明细清单，或按下属部门、单位分成几份导入';
    const problem = about(books[0]?.file ?? '', 'file-too-large', message, hint);
    throw new DiagnosticError([problem]);
  }
}

async function formsIn(
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
  const isOther = (sheet: Sheet) =>
    others.some(
      ({ place: { file, cell } }) => file === sheet.file && (cell?.sheet ?? '') === sheet.name,
    );
  const texts = readTextSheets(sheets.filter(isOther), profile);
  const cover = readCover(sheets.filter(isOther), profile);
  const money = tables.flatMap(({ cells, rows }) => moneyOf(cells, rows));
  const inWan = money.length > 0 && money.every(({ unit: one }) => one === '万元');
  const unit = inWan ? '万元' : '元';
  const words = readWords(tables, {
    profile,
    kind,
    year,
    unit,
    texts,
    fields: {
      ...unsaidIn(tables, cover.fields),
      ...(department === undefined ? {} : { 部门: department }),
      ...(code === undefined ? {} : { 部门代码: code }),
    },
  });
  const subjects = subjectsOfYear(profile.subjects, year, () => loadRecoding(world.templates));
  const rows = tables.flatMap((table) => allRows(table.rows));
  const supplement = unknownSubjects(rows, subjects);
  const base = { ...(words.tree as Fields), ...supplement.tree };
  const of = { kind: kind.name as Frame['kind'], year };
  const listed = listedIn(rows);
  const found = async (one: Fields) => {
    const frame = frameOf(one, words.remarks, rows, subjects, of);
    return { frame, made: await amountsOf(tables, frame, listed, profile, world, unit) };
  };
  const alone = await found(base);
  const wider = withInstitution(base, alone.made);
  const both = wider && (await found(wider.tree));
  const better = both && both.made.unmet.length < alone.made.unmet.length;
  const { frame, made } = better ? both : alone;
  const tree = {
    ...(better ? wider.tree : base),
    编制日期: base.编制日期 ?? dateBetween(...kind.published.kind.madeBetween(year)),
    ...made.sections,
  };
  const remarks = [
    exactness(tables),
    ...moved(words.remarks.filter(isOpenStill), made.positions).map(dated),
    ...supplement.remarks,
    ...(better ? wider.remarks : []),
    ...made.remarks.map(({ path, text }): Remark => ({ path, text, where: 'behind' })),
    ...unnamed(frame, made),
  ];
  const isText = (sheet: Sheet) =>
    sheet === cover.sheet || texts.some((one) => one.sheet === sheet);
  return {
    draft: { tree, remarks },
    taken: [...tables.map(tableTold), ...texts.map(textTold), ...amountsTold(made)],
    left: [
      ...words.left.map(({ place, message }) => ({ where: placeText(place), what: message })),
      ...[...tables, ...texts].flatMap(({ unread }) =>
        unread.map(({ place, message }) => ({ where: placeText(place), what: message })),
      ),
      ...made.others.map(differenceTold),
    ],
    problems: [],
    sheets: new Set(sheets.filter((sheet) => !isOther(sheet) || isText(sheet))),
  };
}

/** How exact amounts are that come from printed figures. */
function exactness(tables: readonly ReadTable[]): Remark {
  const steps = tables.flatMap(({ cells, rows }) => moneyOf(cells, rows).map(stepOf));
  const coarsest = steps.reduce((most, one) => (one.gt(most) ? one : most), ZERO);
  const text = `金额由印出的数来，只准到印出的末位（相差不到 ${coarsest.div(2).toFixed()} 元）；知道准确数的请改`;
  return { path: [], text, where: 'above' };
}

/** Amounts of projects are found where their words are not. */
const isOpenStill = ({ path }: Remark): boolean =>
  !(path[0] === '项目支出' && path.length === 3 && path[2] === '支出');

/** The date that no table says is one between the usual ones: what is said in its place stands behind it. */
const dated = (remark: Remark): Remark =>
  remark.path.join() === '编制日期' ? { ...remark, where: 'behind' } : remark;

const moneyOf = (cells: ReadTable['cells'], rows: readonly ReadRow[]): MoneyStyle[] =>
  [...cells, ...allRows(rows).flatMap((row) => row.cells)].flatMap(({ money }) => money ?? []);

/** Of the fields of a cover those that no table says. */
const unsaidIn = (tables: readonly ReadTable[], fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => !tables.some((table) => table.fields[name]?.trim())),
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
