/**
 * The named styles of a Word document, after GB/T 9704-2012: what a clerk finds under 样式 and can change there for the
 * whole text. Each is a look in plain numbers, by which lines and pages are counted too.
 */
import { AlignmentType, type IParagraphStyleOptions, LineRuleType } from 'docx';
import { TEXT_GRID } from './paper.js';

/** Twentieths of a point, as Word measures lengths. */
export const twips = (points: number): number => Math.round(points * 20);
/** Half points, as it measures type. */
export const halves = (points: number): number => Math.round(points * 2);

/**
 * The typefaces of official documents by their role, and what stands in where a machine lacks one: Word asks for the
 * names in the file's table of fonts, in this order.
 */
export const FONTS = {
  body: { name: '仿宋_GB2312', others: ['FangSong_GB2312', '仿宋', 'FangSong', 'STFangsong'] },
  kai: { name: '楷体_GB2312', others: ['KaiTi_GB2312', '楷体', 'KaiTi', 'STKaiti'] },
  sans: { name: '黑体', others: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'] },
  title: {
    name: '方正小标宋_GBK',
    others: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '宋体', 'SimSun'],
  },
  song: { name: '宋体', others: ['SimSun', 'STSong', 'Noto Serif CJK SC'] },
} as const;

type FontRole = keyof typeof FONTS;

/** How a paragraph looks; lengths in pt. */
export interface Look {
  readonly font: FontRole;
  /** Of type. */
  readonly size: number;
  /** Added to each character. */
  readonly spacing?: number;
  /** Height of its lines; as high as what stands in them where it is not given. */
  readonly line?: number;
  readonly before?: number;
  readonly after?: number;
  readonly left?: number;
  readonly right?: number;
  /** The first line begins two characters further in, as text does. */
  readonly indented?: boolean;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** On the page of what follows. */
  readonly kept?: boolean;
  /** Level of the document's outline, from 0. */
  readonly outline?: number;
}

export interface NamedLook {
  readonly id: string;
  /** As Word lists it; English names of its own styles are shown in Chinese there. */
  readonly name: string;
  readonly look: Look;
  /** Style of which it is a variant. */
  readonly basedOn?: string;
}

const named = (id: string, name: string, look: Look): NamedLook => ({ id, name, look });

/** Rounded so that as many lines and characters as the grid has find room. */
const PITCH = Math.floor(TEXT_GRID.pitch * 20) / 20;
const SPACING = Math.floor(TEXT_GRID.spacing * 20) / 20;
const TEXT: Look = {
  font: 'body',
  size: TEXT_GRID.size,
  spacing: SPACING,
  line: PITCH,
  indented: true,
};

/** 四号, of page numbers, in pt. */
export const NUMBER_SIZE = 14;
/** 第一部分, above the title of the part. */
const PART: Look = { font: 'title', size: 22, line: 34, align: 'center', kept: true };
const HEADINGS: readonly Look[] = [
  { ...PART, after: 2 * PITCH - 34 },
  { ...TEXT, font: 'sans', kept: true },
  { ...TEXT, font: 'kai', kept: true },
  { ...TEXT, kept: true },
];
/** Headings that the contents list are 标题 1 to 3, so that Word makes the same contents anew; others follow. */
const UNLISTED = 3;

/** @param level 1 a part, 2 一、, 3 （一）, 4 1. */
export function headingStyle(level: number, listed: boolean): NamedLook {
  const number = listed ? level : level + UNLISTED;
  const look = HEADINGS[level - 1] ?? TEXT;
  return named(`Heading${number}`, `heading ${number}`, { ...look, outline: number - 1 });
}

/** Style of an entry of the contents. @param line its height in pt */
export function contentsStyle(level: number, line: number): NamedLook {
  return named(`TOC${level + 1}`, `toc ${level + 1}`, {
    font: level === 0 ? 'sans' : 'body',
    size: 12,
    line,
    left: 24 * level,
    before: level === 0 ? 4 : 0,
  });
}

/** What the styles of cells are variants of. */
const CELLS = named('Table', '表格', { font: 'song', size: 10.5 });

/** Style of the cells of tables of one type size and height of lines, in pt. */
export const cellStyle = (size: number, line: number): NamedLook => ({
  ...named(
    `Table${halves(size)}-${twips(line)}`,
    `表格 ${size}磅，行高${Math.round(line * 100) / 100}磅`,
    { font: 'song', size, line },
  ),
  basedOn: CELLS.id,
});

export const STYLE = {
  text: named('Normal', 'Normal', { ...TEXT, align: 'both' }),
  coverTitle: named('CoverTitle', '封面标题', { font: 'title', size: 36, align: 'center' }),
  coverLine: named('CoverLine', '封面', { font: 'body', size: 18, line: 32, align: 'center' }),
  contentsTitle: named('TOCHeading', 'TOC Heading', { ...PART, spacing: 22, after: 14 }),
  tableNumber: named('TableNumber', '表号', { font: 'sans', size: 12, line: 18, kept: true }),
  tableTitle: named('TableTitle', '表题', {
    ...{ font: 'sans', size: 16, line: 24, align: 'center', kept: true },
    outline: 3,
  }),
  tableLine: named('TableLine', '表前行', {
    ...{ font: 'song', size: 10.5, line: 16, before: 2, after: 2, kept: true },
  }),
  cells: CELLS,
  tableNote: named('TableNote', '表注', { font: 'song', size: 10.5, line: 16, before: 3 }),
  picture: named('Picture', '图', {
    font: 'song',
    size: 10.5,
    before: 6,
    after: 3,
    align: 'center',
    kept: true,
  }),
  caption: named('Caption', 'caption', {
    font: 'sans',
    size: 12,
    line: 20,
    after: 10,
    align: 'center',
  }),
  closing: named('Closing', '文末', { font: 'body', size: 10.5, line: 16, before: 12 }),
  gap: named('Gap', '表间', { font: 'song', size: 1, line: 1 }),
  footer: named('Footer', 'footer', {
    font: 'body',
    size: NUMBER_SIZE,
    line: NUMBER_SIZE,
    align: 'center',
  }),
} as const satisfies Record<string, NamedLook>;

/** Latin letters and digits are those of the Chinese typeface: half as wide as a character. */
const inFont = (role: FontRole) => {
  const { name } = FONTS[role];
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name };
};

/** What text is set in that has no style. */
export const TEXT_DEFAULTS = {
  run: {
    font: inFont('body'),
    size: halves(TEXT_GRID.size),
    language: { value: 'en-US', eastAsia: 'zh-CN' },
  },
};

/** A style as the library takes it. */
export function styleOptions({ id, name, look, basedOn }: NamedLook): IParagraphStyleOptions {
  const { font, size, spacing = 0, outline } = look;
  return {
    id,
    name,
    quickFormat: true,
    ...(basedOn === undefined ? {} : { basedOn }),
    ...(outline === undefined ? {} : { next: STYLE.text.id }),
    run: {
      font: inFont(font),
      size: halves(size),
      ...(spacing === 0 ? {} : { characterSpacing: twips(spacing) }),
    },
    paragraph: {
      ...paragraphOptions(look),
      ...(outline === undefined ? {} : { outlineLevel: outline, keepLines: true }),
    },
  };
}

/** What a look says of a paragraph, all or what is other than in its style, as the library takes it. */
export function paragraphOptions(look: Partial<Look>) {
  const { line, before, after, left, right, indented, align, kept } = look;
  const spacing = {
    ...(line === undefined ? {} : { line: twips(line), lineRule: LineRuleType.EXACT }),
    ...(before === undefined ? {} : { before: twips(before) }),
    ...(after === undefined ? {} : { after: twips(after) }),
  };
  const isMoved = left !== undefined || right !== undefined || indented !== undefined;
  const indent = {
    left: twips(left ?? 0),
    right: twips(right ?? 0),
    ...(indented
      ? { firstLine: 2 * twips(TEXT_GRID.size + SPACING), firstLineChars: 200 }
      : { firstLine: 0, firstLineChars: 0 }),
  };
  return {
    ...(Object.keys(spacing).length > 0 ? { spacing } : {}),
    ...(isMoved ? { indent } : {}),
    ...(align === undefined ? {} : { alignment: ALIGN[align] }),
    ...(kept === undefined ? {} : { keepNext: kept }),
  };
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
} as const;
