/**
 * Units that a form prints beside its figures. A unit line or a heading that names another unit than the
 * amounts are printed in would say that they are ten thousand times as large, or as small.
 */
import type { MoneyUnit } from '../model/money.js';
import { QUANTITIES, type Quantity } from '../model/quantities.js';
import { cellNames, type Label } from './cell-names.js';
import type { Problem } from './places.js';
import type { Spot } from './spot.js';
import type { CellTemplate, TableTemplate } from './template.js';

/** Texts around a grid that may say which unit it is in. */
const CAPTIONS = ['标题', '年度行', '部门行', '单位行', '前文', '空表'] as const;
type Caption = (typeof CAPTIONS)[number];

/** 元 of any size in a line that is there to name the unit; not in 单元, 多元 and the like. */
const IN_UNIT_LINE = /(?<![单多公纪])(?:人民币|美|港|欧|日)?([十百千万亿]*)元/gu;
/** 单位：元 in a line that says other things too. */
const STATED = /单位\s*(?:[：:]|为|是)?\s*(?:人民币)?([十百千万亿]*)元/gu;
/** 元 that stands by itself in a label: 金额（元）, 单价（元/台）; not 多元化, 3元. */
const IN_LABEL = /(?<![\p{L}\p{N}])(?:人民币)?([十百千万亿]*)元(?![\p{L}\p{N}])/gu;
/** What is counted otherwise: 数量（辆）, 比重（%）. */
const COUNTED = /[（(]\s*(人次?|辆|台|个|次|批次?|件|套|平方米|㎡|[%％])\s*[)）]/gu;

/** The first unit of money that a text names and that is not the one that figures are printed in. */
function otherUnit(text: string, pattern: RegExp, shown: MoneyUnit | ''): string | undefined {
  const units = [...text.matchAll(pattern)].map(([, size]) => `${size}元`);
  return units.find((unit) => unit !== shown);
}

const problemOf = (unit: string, shown: MoneyUnit): Problem => ({
  message: `这里写的单位是“${unit}”，表里的金额是${shown}`,
  hint: unit.endsWith('元')
    ? `请写“{金额单位}”，由程序印出；要印成${unit}，写这张表的“金额”，或格式的“表内金额”`
    : '请改正这里的字，或换上这一栏该印的数',
});

const captionUnit = (key: string, text: string, shown: MoneyUnit): string | undefined =>
  otherUnit(text, key === '单位行' ? IN_UNIT_LINE : STATED, shown);

/** What is wrong with a text that stands around the grid of every table. */
export function captionProblems(key: string, text: string, shown: MoneyUnit): Problem[] {
  const unit = captionUnit(key, text, shown);
  return unit ? [problemOf(unit, shown)] : [];
}

const isNumber = (content: CellTemplate['content']): boolean => {
  const known: Readonly<Record<string, Quantity>> = QUANTITIES;
  // a quantity that there is not is told elsewhere
  const name = content.kind === 'quantity' ? content.quantity.name : '';
  return Object.hasOwn(known, name) && known[name]?.counts === true;
};

const isShare = ({ content }: CellTemplate): boolean =>
  (content.kind === 'quantity' || content.kind === 'amount') && content.ratio !== undefined;

/** The columns of the table's 附表 that count other things than money. */
const countsOf = ({ schedule }: TableTemplate): string[] =>
  (schedule?.columns ?? []).flatMap(({ kind, name }) => (kind === '数量' ? name : []));

/** Reports headings of counts that name another unit than the 附表 counts in. */
function checkCounts(template: TableTemplate, at: WrittenAt): void {
  const columns = new Map(template.schedule?.columns.map((one) => [one.name, one]));
  // a list has each of its columns once for each of its row sources
  const once = new Map(cellNames(template).map((one) => [one.cell, one]));
  for (const { cell, headings } of once.values()) {
    const column = cell.content.kind === 'amount' ? columns.get(cell.content.amount) : undefined;
    const label = headings.at(-1);
    if (column?.kind !== '数量' || column.counts === '' || !label) continue;
    const [found] = label.text.matchAll(COUNTED);
    const unit = found?.[1] ?? otherUnit(label.text, IN_LABEL, '');
    if (unit === undefined || unit === column.counts) continue;
    const message = `这里写的单位是“${unit}”，附表“${template.schedule?.key}”的“${column.name}”以${column.counts}计`;
    at.label(label).reportAll([{ message, hint: '请改正这里的字，或附表里的“计”' }]);
  }
}

/** The unit that a label of amounts names, where they are not in it. */
function labelUnit({ text }: Label, nearest: boolean, shown: MoneyUnit): string | undefined {
  const counted = nearest ? [...text.matchAll(COUNTED)][0]?.[1] : undefined;
  return otherUnit(text, IN_LABEL, shown) ?? counted;
}

/** Where the texts of a table, as a profile changes it, are written. */
export interface WrittenAt {
  /** Undefined where the profile says it for all tables, in the unit of them all. */
  readonly caption: (key: Caption) => Spot | undefined;
  readonly note: (index: number) => Spot;
  readonly label: (label: Label) => Spot;
}

/**
 * Reports every text of a table that names another unit than its figures are printed in.
 * A table without figures may say what it likes.
 * @param shown the unit of its amounts
 */
export function checkUnits(template: TableTemplate, shown: MoneyUnit, at: WrittenAt): void {
  checkCounts(template, at);
  const counts = new Set(countsOf(template));
  const isCount = ({ content }: CellTemplate) =>
    isNumber(content) || (content.kind === 'amount' && counts.has(content.amount));
  const figures = cellNames(template).filter(({ cell }) => !isShare(cell) && !isCount(cell));
  if (figures.length === 0) return;
  const check = (unit: string | undefined, spot: () => Spot | undefined) => {
    if (unit) spot()?.reportAll([problemOf(unit, shown)]);
  };
  const captions: Readonly<Record<Caption, string>> = {
    标题: template.title,
    年度行: template.middle,
    部门行: template.lead,
    单位行: template.unit,
    前文: template.preface,
    空表: template.emptyNote,
  };
  for (const key of CAPTIONS) check(captionUnit(key, captions[key], shown), () => at.caption(key));
  for (const [i, note] of template.notes.entries())
    check(otherUnit(note, STATED, shown), () => at.note(i));
  const units = new Map<string, { label: Label; unit: string | undefined }>();
  for (const { headings, beside } of figures)
    for (const label of [...headings, ...beside]) {
      const nearest = label === headings.at(-1) || label === beside.at(-1);
      const unit = labelUnit(label, nearest, shown);
      if (unit) units.set(label.path.join('/'), { label, unit });
    }
  for (const { label, unit } of units.values()) check(unit, () => at.label(label));
}
