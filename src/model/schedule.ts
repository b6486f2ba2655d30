/**
 * 附表: tables whose lines an input writes as its format declares them (新增资产配置, 对下转移支付 …), and
 * what a format has written on its cover (封面栏目) in the same way.
 */
import { type Figure, sum } from './money.js';

/** What may be written into a field of the cover. */
export const COVER_KINDS = ['文字', '编号', '日期'] as const;
/** What may be written into a column of a schedule; the last four name what stands elsewhere. */
export const COLUMN_KINDS = [
  ...COVER_KINDS,
  '金额',
  '数量',
  '单位',
  '功能科目',
  '经济科目',
  '项目',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** A column, or a field of the cover, as a format declares it. */
export interface DeclaredField {
  /** Key in the input, and the name by which templates ask for it. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** What its writer is told. */
  readonly meaning: string;
  readonly required: boolean;
  /** The texts that may be written; any, if absent. */
  readonly options: readonly string[] | undefined;
  /** Of 编号, how many digits or letters it has; any number, if absent. */
  readonly length: number | undefined;
  /** Of 数量, what is counted. */
  readonly counts: string;
  /** Of 数量, the most decimals. */
  readonly decimals: number;
  /** Whether totals add it up; a price for one is not added. */
  readonly summed: boolean;
}

export interface ScheduleForm {
  /** Key below 附表 in the input. */
  readonly key: string;
  readonly columns: readonly DeclaredField[];
  /** The column by which lines are grouped below subtotals. */
  readonly groupBy: string | undefined;
}

/** A line as it was written: its words and its figures by the names that templates ask for. */
export interface ScheduleLine {
  /** Code of the unit that it is of, where the form has a column for it. */
  readonly unit: string | undefined;
  /** What tells it from other lines: the code of its subject, else its first text. */
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, Figure>>;
}

export interface Schedule {
  readonly form: ScheduleForm;
  /** Whether the input says anything of it, be it that there is nothing. */
  readonly written: boolean;
  readonly lines: readonly ScheduleLine[];
}

const REFERENCES: ReadonlySet<ColumnKind> = new Set(['单位', '功能科目', '经济科目', '项目']);

/** Whether a column names something by its code. */
export const isReference = ({ kind }: DeclaredField): boolean => REFERENCES.has(kind);

/** The field with the code of what a column names; the column's own field has its name. */
export const codeField = ({ name }: DeclaredField): string => `${name}编码`;

/** Whether a column holds figures: 金额 or 数量. */
export const isFigure = ({ kind }: DeclaredField): boolean => kind === '金额' || kind === '数量';

/** The fields that a column gives the rows: none of an amount, of a reference its code as well. */
export function fieldsOfColumn(column: DeclaredField): string[] {
  if (column.kind === '金额') return [];
  return isReference(column) ? [column.name, codeField(column)] : [column.name];
}

/** The fields that the rows of a schedule have. */
export const scheduleFields = ({ columns }: ScheduleForm): string[] =>
  columns.flatMap(fieldsOfColumn);

/** The figures that the rows of a schedule have. */
export const scheduleAmounts = ({ columns }: ScheduleForm): string[] =>
  columns.filter(isFigure).map(({ name }) => name);

/** The first column that says what a line is: a total has its name there. */
export const labelColumn = ({ columns }: ScheduleForm): DeclaredField | undefined =>
  columns.find((column) => !isFigure(column));

/** The column that `键.栏` names; undefined where it names none with figures. */
export function figureColumn(
  item: string,
  forms: ReadonlyMap<string, ScheduleForm>,
): { readonly form: ScheduleForm; readonly column: DeclaredField } | undefined {
  const dot = item.indexOf('.');
  const form = forms.get(item.slice(0, dot));
  const column = form?.columns.find(({ name }) => name === item.slice(dot + 1));
  return dot > 0 && form && column && isFigure(column) ? { form, column } : undefined;
}

/** All `键.栏` that name figures which add up to a total. */
export const figureItems = (forms: ReadonlyMap<string, ScheduleForm>): string[] =>
  [...forms.values()].flatMap(({ key, columns }) =>
    columns.flatMap((column) =>
      isFigure(column) && column.summed ? [`${key}.${column.name}`] : [],
    ),
  );

/** Whether the lines of a schedule say which unit they are of. */
export const isByUnit = ({ columns }: ScheduleForm): boolean =>
  columns.some(({ kind }) => kind === '单位');

/** The column by which the lines of each schedule are of units; undefined where they are not. */
export const unitColumns = (
  forms: ReadonlyMap<string, ScheduleForm>,
): ReadonlyMap<string, string | undefined> =>
  new Map(
    [...forms].map(([key, { columns }]) => [
      key,
      columns.find(({ kind }) => kind === '单位')?.name,
    ]),
  );

/**
 * The lines of some units, where the form tells which is whose.
 * @param units codes; undefined for all lines
 */
export function linesOfUnits(
  { form, lines }: Schedule,
  units: readonly string[] | undefined,
): readonly ScheduleLine[] {
  return units && isByUnit(form) ? lines.filter(({ unit }) => units.includes(unit ?? '')) : lines;
}

/** Sums of the columns that are added up; of no line, nothing of each. */
export function scheduleTotals(
  { columns }: ScheduleForm,
  lines: readonly ScheduleLine[],
): Record<string, Figure> {
  const summed = columns.filter((column) => column.summed);
  return Object.fromEntries(
    summed.map(({ name, kind, counts }) => {
      const total = sum(lines.flatMap(({ amounts }) => amounts[name] ?? []));
      return [name, kind === '数量' ? { ...total, counted: counts } : total];
    }),
  );
}
