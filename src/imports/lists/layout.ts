/** What each column of a list is: by its heading, and where that leaves it open by what stands below. */
import { at, type Diagnostic } from '../../diagnostics.js';
import type { MoneyUnit, Span } from '../../model/money.js';
import { unitSaidIn } from '../../reading/unit-said.js';
import type { Area } from '../../workbook/cells.js';
import type { Sheet } from '../books.js';
import { type Catalogue, CLASSIFICATIONS, type Classification } from './catalogue.js';
import { amountIn } from './cells.js';
import type { AmountColumn, ListMapping, Meaning, Role } from './mapping.js';
import { plainWords } from './words.js';

export interface ListColumn {
  /** From 0. */
  readonly column: number;
  /** Its headings from the top down, as they are written. */
  readonly heading: string;
  readonly meaning: Meaning | undefined;
  /** How that is known. */
  readonly by: '标题' | '数据' | undefined;
  /** Up to three of its values. */
  readonly examples: readonly string[];
  /** Numbers stand in it that nothing is made of: another column of amounts is taken, or it was not understood. */
  readonly left: string | undefined;
}

/** How a sheet is read as a list. */
export interface ListLayout {
  readonly sheet: Sheet;
  readonly mapping: ListMapping;
  /** The first row behind the headings, from 0. */
  readonly from: number;
  readonly columns: readonly ListColumn[];
  readonly unit: '元' | '万元';
  /** Where the unit is said; undefined where nothing says it. */
  readonly unitBy: string | undefined;
  /** Why the unit is not certain, although something is said of it. */
  readonly unitProblem: Diagnostic | undefined;
}

/** Headings stand among the first rows, and take no more than these. */
const FIRST_ROWS = 40;
const HEADING_ROWS = 4;
/** Rows by which columns are known. */
const SAMPLE = 200;
/** Fewer columns that are known are no list. */
const LEAST = 3;

/**
 * Reads the headings of a sheet by each mapping and takes the one that knows most of them; of equals the
 * first.
 * @returns undefined where it is no list of details
 */
export function layoutOf(
  sheet: Sheet,
  mappings: readonly ListMapping[],
  catalogue: Catalogue,
): ListLayout | undefined {
  let best: { layout: ListLayout; known: number } | undefined;
  const names = namesOf(sheet);
  for (const mapping of mappings) {
    const named = names.some((one) => mapping.sheets.find(one).length > 0);
    if (mapping.onlyNamed && !named) continue;
    const found = headingsBy(sheet, mapping, catalogue);
    if (!found) continue;
    const known = found.known + (named ? 100 : 0);
    if (best && best.known >= known) continue;
    const layout = layoutFrom(sheet, mapping, found, catalogue);
    if (layout) best = { layout, known };
  }
  return best?.layout;
}

/** What a sheet may be called: by its own name, its file's, or a title above the list. */
const namesOf = ({ name, file, grid }: Sheet): readonly string[] => [
  name,
  baseName(file),
  ...new Set(grid.rows.slice(0, TITLE_ROWS).flatMap((row) => row.map(({ text }) => text))),
];
const TITLE_ROWS = 4;

const baseName = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');

interface Headings {
  readonly from: number;
  /** Of each column, from the top down. */
  readonly paths: readonly (readonly string[])[];
  readonly known: number;
}

/**
 * The rows of headings that a mapping knows most of. Of several that are as good: those that tell more columns
 * of amounts apart, then those that begin further down, without the title.
 */
function headingsBy(
  { grid: { rows } }: Sheet,
  mapping: ListMapping,
  catalogue: Catalogue,
): Headings | undefined {
  let best: Headings | undefined;
  let apart = 0;
  for (let first = 0; first < Math.min(rows.length, FIRST_ROWS); first++) {
    for (let height = 1; height <= HEADING_ROWS && first + height <= rows.length; height++) {
      // figures end the headings
      if (height > 1 && (rows[first + height - 1] ?? []).some(({ amount }) => amount)) break;
      const paths = pathsIn(rows.slice(first, first + height));
      const meanings = paths.map((path) => meaningsOf(path, mapping, catalogue));
      const known = meanings.filter((all) => all.length > 0).length;
      const amounts = new Set(
        meanings
          .flat()
          .flatMap((one) => (one !== 'unused' && 'amount' in one ? fixes(one.amount) : [])),
      );
      if (amounts.size === 0 || known < LEAST || known < (best?.known ?? 0)) continue;
      if (best && known === best.known && amounts.size < apart) continue;
      best = { from: first + height, paths, known };
      apart = amounts.size;
    }
  }
  return best;
}

const isAmount = (meaning: Meaning) => meaning !== 'unused' && 'amount' in meaning;

/** The headings of each column; a merged one covers several columns or rows. */
function pathsIn(rows: readonly (readonly Area[])[]): string[][] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => {
    const areas = [...new Set(rows.flatMap((row) => row[column] ?? []))];
    const texts = areas.map(({ text }) => text.replace(/\s+/g, '')).filter((text) => text !== '');
    return texts.filter((text, i) => text !== texts[i - 1]);
  });
}

const withoutUnit = (heading: string): string => {
  const plain = plainWords(heading);
  return plain.replace(/[(/](?:金额)?(?:单位)?:?(?:人民币)?(?:万元|元)\)?$/, '');
};

/** What a column may be: its headings together, else without those above. */
function meaningsOf(
  path: readonly string[],
  mapping: ListMapping,
  catalogue: Catalogue,
): readonly Meaning[] {
  for (let from = 0; from < path.length; from++) {
    const heading = path.slice(from).join('');
    for (const text of [heading, withoutUnit(heading)]) {
      const found = mapping.headings.find(text);
      if (found.length > 0) return found;
    }
  }
  const { byEconomic } = mapping;
  if (!byEconomic || path.length === 0) return [];
  const parts = path.map(withoutUnit);
  // the class above tells those of one name apart
  for (const texts of [parts, parts.slice(-1)]) {
    const found = catalogue.find('经济科目', texts.slice(-2));
    if (found?.kind === 'item' && found.known)
      return [{ amount: { ...byEconomic, economic: found.code } }];
  }
  return [];
}

function layoutFrom(
  sheet: Sheet,
  mapping: ListMapping,
  { from, paths }: Headings,
  catalogue: Catalogue,
): ListLayout | undefined {
  const { rows } = sheet.grid;
  const first = isOrdinals(rows[from] ?? []) ? from + 1 : from;
  const sample = rows.slice(first, first + SAMPLE);
  const columns = paths.map((path, column): ListColumn => {
    const texts = sample.flatMap((row) => {
      const text = row[column]?.text.trim() ?? '';
      return text === '' ? [] : [text];
    });
    const meanings = meaningsOf(path, mapping, catalogue);
    const byValues = roleByValues(texts, mapping, catalogue);
    const { meaning, by } = decided(meanings, byValues);
    const examples = [...new Set(texts)].slice(0, 3);
    const heading = path.join(' / ');
    return { column, heading, meaning, by, examples, left: undefined };
  });
  const taken = amountsTaken(onlyOneGuess(columns), sample);
  if (!taken.some(({ meaning }) => meaning && isAmount(meaning))) return undefined;
  const said = unitsSaid(sheet, first, taken);
  const unitProblem = unclearUnit(said);
  const [certain] = unitProblem ? [] : said;
  const unit = certain?.unit === '万元' || certain?.unit === '元' ? certain.unit : undefined;
  const unitBy = certain?.by ?? (mapping.unit ? `对应“${mapping.name}”` : undefined);
  return {
    ...{ sheet, mapping, from: first, columns: taken, unitBy, unitProblem },
    unit: unit ?? mapping.unit ?? '元',
  };
}

/** 1, 2, 3 … or 栏次 below the headings. */
function isOrdinals(row: readonly Area[]): boolean {
  const texts = [...new Set(row)].map(({ text }) => plainWords(text)).filter((text) => text !== '');
  const numbers = texts.filter((text) => /^\d{1,2}$/.test(text)).map(Number);
  if (
    texts.length < LEAST ||
    texts.some((text) => !/^(\d{1,2}|\*\*|栏次|行次|类|款|项)$/.test(text))
  )
    return false;
  return numbers.every((n, i) => n === (numbers[0] ?? 0) + i);
}

/** One of the classifications, where nearly all values are of it; also 资金 and 性质. */
function roleByValues(
  texts: readonly string[],
  mapping: ListMapping,
  catalogue: Catalogue,
): Role | undefined {
  if (texts.length === 0) return undefined;
  const share = (test: (text: string) => boolean) =>
    texts.filter((text) => !isTotal(text, mapping)).filter(test).length >=
    0.8 * texts.filter((text) => !isTotal(text, mapping)).length;
  if (texts.every((text) => isTotal(text, mapping))) return undefined;
  const known = (of: Classification) => (text: string) => {
    const found = catalogue.find(of, [text]);
    return (
      (found?.kind === 'item' && found.known) || (found?.kind === 'above' && /\p{L}/u.test(text))
    );
  };
  const subject = CLASSIFICATIONS.find((of) => share(known(of)));
  if (subject) return subject;
  if (share((text) => mapping.funds.ofValue(text).length === 1)) return '资金';
  if (share((text) => mapping.natures.ofValue(text).length === 1)) return '性质';
  if (share((text) => /^\[?\d{3,}\]?[-_—]?\p{Script=Han}{2,}/u.test(text.normalize('NFKC'))))
    return '单位';
  return undefined;
}

const isTotal = (text: string, { totals }: ListMapping) => totals.find(text).length > 0;

/** Headings come first; values decide between several, and between the two economic classifications. */
function decided(
  meanings: readonly Meaning[],
  byValues: Role | undefined,
): Pick<ListColumn, 'meaning' | 'by'> {
  const roles = meanings.flatMap((one) => (one !== 'unused' && 'role' in one ? [one.role] : []));
  const economic = roles.some((role) => role === '经济科目' || role === '政府经济科目');
  const swapped = economic && (byValues === '经济科目' || byValues === '政府经济科目');
  if (byValues && (swapped || (meanings.length > 1 && roles.includes(byValues))))
    return { meaning: { role: byValues }, by: roles.includes(byValues) ? '标题' : '数据' };
  if (meanings.length === 1) return { meaning: meanings[0], by: '标题' };
  if (meanings.length === 0 && byValues) return { meaning: { role: byValues }, by: '数据' };
  return { meaning: undefined, by: undefined };
}

/** What values alone tell is not taken where a heading names the column of that kind. */
function onlyOneGuess(columns: readonly ListColumn[]): readonly ListColumn[] {
  const headed = new Set(
    columns.flatMap(({ meaning, by }) =>
      by === '标题' && meaning && meaning !== 'unused' && 'role' in meaning
        ? [SAME_AS[meaning.role] ?? meaning.role]
        : [],
    ),
  );
  return columns.map((column) => {
    const { meaning, by } = column;
    if (by !== '数据' || !meaning || meaning === 'unused' || !('role' in meaning)) return column;
    if (column.heading !== '' && headed.has(meaning.role))
      return { ...column, meaning: undefined, by: undefined };
    headed.add(meaning.role);
    return column;
  });
}

const SAME_AS: Readonly<Partial<Record<Role, Role>>> = {
  功能科目类: '功能科目',
  功能科目款: '功能科目',
  功能科目项: '功能科目',
};

const fixes = ({ section, fund, nature, income, economic, carried }: AmountColumn): string =>
  [section, fund, nature, income, economic, carried].map(String).join();
const NOTHING = fixes({
  ...{ section: undefined, fund: undefined, nature: undefined, income: undefined },
  ...{ economic: undefined, carried: false, rank: 0 },
});
export const isPlain = (amount: AmountColumn): boolean => fixes(amount) === NOTHING;

/**
 * Where there are columns for single kinds of money these are taken, and one without a kind is their total;
 * else one column, the one whose heading the mapping names first.
 */
function amountsTaken(
  columns: readonly ListColumn[],
  sample: readonly (readonly Area[])[],
): readonly ListColumn[] {
  const amounts = columns.flatMap(({ meaning, column }) =>
    meaning && meaning !== 'unused' && 'amount' in meaning
      ? [{ column, amount: meaning.amount }]
      : [],
  );
  const plain = amounts.filter(({ amount }) => isPlain(amount));
  const best = plain.reduce<number | undefined>(
    (found, { column, amount }) =>
      found === undefined || amount.rank < rankOf(amounts, found) ? column : found,
    undefined,
  );
  const seen = new Map<string, ListColumn>();
  return columns.map((column) => {
    const { meaning } = column;
    if (!meaning) {
      const figures = sample.some((row) => {
        const area = row[column.column];
        const found = area && amountIn(area);
        return found !== undefined && 'value' in found;
      });
      return figures && column.heading !== '' ? { ...column, left: '没有认出' } : column;
    }
    if (meaning === 'unused' || !('amount' in meaning)) return column;
    if (isPlain(meaning.amount) && column.column !== best) {
      const other = columns.find((one) => one.column === best)?.heading ?? '';
      return { ...column, meaning: undefined, left: `金额另取“${other}”一列` };
    }
    const same = seen.get(fixes(meaning.amount));
    if (same) return { ...column, meaning: undefined, left: `同“${same.heading}”一列是一样的` };
    seen.set(fixes(meaning.amount), column);
    return column;
  });
}

const rankOf = (
  amounts: readonly { readonly column: number; readonly amount: AmountColumn }[],
  column: number,
) => amounts.find((one) => one.column === column)?.amount.rank ?? Number.POSITIVE_INFINITY;

/** What is said of the unit of amounts, where. */
interface UnitSaid {
  readonly unit: MoneyUnit | 'unknown';
  readonly by: string;
  readonly text: string;
  readonly place: Span;
}

/** Lines below a list that may say its unit. */
const LAST_ROWS = 5;

/** The units that the headings of amounts say, then those of the rows above them and of the last ones. */
function unitsSaid(
  { grid: { rows }, place }: Sheet,
  from: number,
  columns: readonly ListColumn[],
): readonly UnitSaid[] {
  const headed = columns.flatMap(({ column, heading, meaning }): UnitSaid[] => {
    const unit =
      meaning && isAmount(meaning) ? UNIT_BEHIND.exec(plainWords(heading))?.[1] : undefined;
    if (!unit) return [];
    const own = { by: `标题“${heading}”`, text: heading };
    return [{ unit: unit as '元' | '万元', ...own, place: place(Math.max(0, from - 1), column) }];
  });
  const around = rows.flatMap((row, r) => {
    if (r >= from && r < rows.length - LAST_ROWS) return [];
    return row.flatMap((area, c): UnitSaid[] => {
      if (area.row !== r || area.col !== c || area.amount) return [];
      const unit = unitSaidIn(area.text);
      const text = area.text.trim();
      return unit ? [{ unit, by: `“${text}”`, text, place: place(r, c) }] : [];
    });
  });
  // headings stand among the rows above too, where one may be of something else than an amount
  const isHeading = ({ text }: UnitSaid) =>
    columns.some(({ heading }) => heading.includes(text.replace(/\s+/g, '')));
  const apart = new Set(headed.map(({ unit }) => unit)).size > 1;
  const isEach = columns.every(
    ({ heading, meaning }) =>
      !meaning || !isAmount(meaning) || UNIT_BEHIND.test(plainWords(heading)),
  );
  // columns of two units are clear where each says its own
  const ofHeadings = apart && isEach ? headed.slice(0, 1) : headed;
  return [...ofHeadings, ...around.filter((one) => !isHeading(one))];
}
const UNIT_BEHIND = /[(/](?:金额)?(?:单位)?:?(?:人民币)?(万元|元)\)?$/;

/** Amounts a thousand times too large or too small look right: what is not certain is told. */
function unclearUnit(said: readonly UnitSaid[]): Diagnostic | undefined {
  const foreign = said.find(({ unit }) => unit !== '元' && unit !== '万元');
  if (foreign) {
    const message = `“${foreign.text}”：明细的金额单位只能是元或万元`;
    return at(foreign.place, 'value-unknown', message, '请把金额换算成元或万元，单位一起改');
  }
  const [first] = said;
  const other = said.find(({ unit }) => unit !== first?.unit);
  if (!first || !other) return undefined;
  const message = `金额的单位有两种说法：${first.by}和${other.by}`;
  return at(other.place, 'value-unknown', message, '金额是按哪个单位写的，两处都改成哪个');
}

/** The unit of a column of amounts: as its heading says, else that of the list. */
export const unitOfColumn = ({ unit }: ListLayout, { heading }: ListColumn): '元' | '万元' =>
  (UNIT_BEHIND.exec(plainWords(heading))?.[1] as '元' | '万元' | undefined) ?? unit;
