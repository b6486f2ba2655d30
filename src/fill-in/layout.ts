/**
 * How an input is laid out in sheets: each sheet is a list, and each of its rows leads from the root of the
 * input into it, level by level. What the columns are follows from the levels and the schema.
 */
import { isListOfTexts, isPlain, type Shape, shapeAt } from './shape.js';

/** A step of a row into the tree, from the outside in. */
export type Level =
  /** A key that is the same for all rows; `always` there, be it empty. */
  | { readonly into: string; readonly always?: true }
  /**
   * An entry of a list, told from others by some of its members, which each row repeats; the other members of
   * one value have columns too. `refer` where another sheet lists the entries.
   */
  | (Entry & { readonly by: readonly string[]; readonly refer?: true })
  /** An entry of a list, told from others by a number in a column of its own. */
  | (Entry & { readonly numbered: string })
  /** Each row is an entry of a list. */
  | (Entry & { readonly each: true })
  | KeyLevel
  /** What stands under the key before. */
  | { readonly value: string }
  | StepsLevel
  | TextsLevel;

/** A key of a map, in a column; one of some. */
export interface KeyLevel {
  readonly key: string;
  /** Another sheet says of keys without more that they are there. */
  readonly refer?: true;
  readonly among?: readonly string[];
}

/** As many keys as are written, and what stands under the last; of the root only some. */
export interface StepsLevel {
  readonly steps: readonly string[];
  readonly value: string;
  readonly keys?: readonly string[];
}

/** Keys, and the paragraphs below the last, each a row; of the root only some. */
export interface TextsLevel {
  readonly texts: readonly string[];
  readonly keys?: readonly string[];
}

interface Entry {
  /** Headings of members that are not called as in the input. */
  readonly headings?: Readonly<Record<string, string>>;
  /** Whether members that do not tell it from others have columns; they have unless told otherwise. */
  readonly others?: false;
}

export interface SheetSpec {
  readonly name: string;
  /** What is written there, for the person who does. */
  readonly about: string;
  readonly levels: readonly Level[];
  /** A line as it may look, by headings. */
  readonly example?: Readonly<Record<string, string>>;
  /** A column of amounts that are added up, but for lines with some words in another column. */
  readonly sums?: {
    readonly heading: string;
    readonly unless?: { readonly heading: string; readonly words: readonly string[] };
  };
}

export interface Column {
  readonly heading: string;
  readonly level: number;
  readonly role: 'member' | 'key' | 'step' | 'number' | 'value' | 'part' | 'paragraph';
  /** Of an entry: the key of what stands in it. */
  readonly member?: string;
  /** Whether it tells an entry from others. */
  readonly identity?: true;
  /** What may stand in it; undefined where that depends on the row. */
  readonly shape?: Shape;
}

/** A sheet with its columns. */
export interface Sheet extends SheetSpec {
  readonly columns: readonly Column[];
  /** What stands at the root of the input. */
  readonly shape: Shape;
  /** Of a list that a format declares: its name. */
  readonly schedule?: string;
}

/** Column of the number of a paragraph, and of the paragraph. */
const [PART, TEXT] = ['第几段', '文字'] as const;

/** Lists that a format declares have sheets of their own, called so and by their name. */
export const SCHEDULE = '附表';
export const SCHEDULE_PREFIX = '附表·';
/** What stands in the first line of such a list that has none. */
export const NO_LINES = '无';

/** @param shape of an input of the kind */
export function sheetOf(spec: SheetSpec, shape: Shape): Sheet {
  const columns: Column[] = [];
  let at: Shape | undefined = shape;
  spec.levels.forEach((level, n) => {
    if ('into' in level) at = shapeAt(at, [level.into]);
    else if ('key' in level) {
      const options = level.among ?? [...(at?.members?.keys() ?? [])];
      const target = at?.keyTarget;
      const key: Shape = {
        ...{ description: at?.description ?? '', required: true, scalar: 'text' },
        ...(options.length > 0 ? { scalar: 'choice', options } : {}),
        ...(target ? { target } : {}),
      };
      columns.push({ heading: level.key, level: n, role: 'key', shape: key });
      at = at?.entries ?? shapeAt(at, [options[0] ?? '']);
    } else if ('value' in level && !('steps' in level)) {
      columns.push({ heading: level.value, level: n, role: 'value', ...(at ? { shape: at } : {}) });
    } else if ('steps' in level || 'texts' in level) {
      const headings = 'steps' in level ? level.steps : level.texts;
      for (const heading of headings) columns.push({ heading, level: n, role: 'step' });
      if ('steps' in level) columns.push({ heading: level.value, level: n, role: 'value' });
      else {
        columns.push({ heading: PART, level: n, role: 'part', shape: NUMBER });
        columns.push({ heading: TEXT, level: n, role: 'paragraph', shape: PARAGRAPH });
      }
    } else {
      at = at?.items;
      if ('numbered' in level)
        columns.push({ heading: level.numbered, level: n, role: 'number', shape: NUMBER });
      columns.push(...entryColumns(level, n, at));
    }
  });
  return { ...spec, columns, shape };
}

const NUMBER: Shape = { description: '从 1 起的序号', required: false, scalar: 'number' };
const PARAGRAPH: Shape = { description: '一段文字', required: true, scalar: 'text' };

function entryColumns(
  level: Entry & { readonly by?: readonly string[]; readonly refer?: true },
  n: number,
  shape: Shape | undefined,
): Column[] {
  const { by = [], others, refer, headings = {} } = level;
  const members = [...(shape?.members ?? [])].filter(
    ([key, one]) => by.includes(key) || (isPlain(one) && others !== false && !refer),
  );
  // what tells entries apart comes first
  const rank = ([key]: readonly [string, Shape]) =>
    by.includes(key) ? by.indexOf(key) : by.length;
  return members
    .sort((a, b) => rank(a) - rank(b))
    .map(([member, one]): Column => {
      const identity = by.includes(member) ? ({ identity: true } as const) : {};
      const heading = headings[member] ?? member;
      return { heading, level: n, role: 'member', member, shape: one, ...identity };
    });
}

/** The sheet of a list that a format declares, with a column for each of its keys. */
export function scheduleSheet(list: string, headings: readonly string[], shape: Shape): Sheet {
  const levels: Level[] = [{ into: SCHEDULE }, { into: list }, { each: true }];
  return {
    ...{
      name: SCHEDULE_PREFIX + list,
      about: `格式要求逐行填的“${list}”；没有的，第一行写“${NO_LINES}”`,
    },
    ...{ levels, shape, schedule: list },
    columns: headings.map((heading) => ({ heading, level: 2, role: 'member', member: heading })),
  };
}

/** Whether a list of words is the only thing that may stand in a cell. */
export const onlyList = (shape: Shape | undefined): boolean =>
  shape !== undefined && isListOfTexts(shape) && shape.scalar === undefined;

/** Top-level keys that a sheet writes. */
export function keysOf({ levels, shape }: Pick<Sheet, 'levels' | 'shape'>): readonly string[] {
  const [first] = levels;
  if (!first) return [];
  if ('into' in first) return [first.into];
  if ('key' in first) return first.among ?? [];
  if ('keys' in first) return first.keys ?? [...(shape.members?.keys() ?? [])];
  return [];
}

/** How headings are compared: without blanks, line breaks, marks and the unit of amounts. */
export function headingKey(text: string): { readonly key: string; readonly unit?: string } {
  const plain = text.normalize('NFKC').replace(/[\s*＊]/g, '');
  const [, key = plain, unit] = /^(.*)\((元|万元)\)$/.exec(plain) ?? [];
  return unit === undefined ? { key } : { key, unit };
}
