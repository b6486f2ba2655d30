/**
 * The printed package as the renderers know it: a cover, contents, and parts made of blocks.
 * All text is plain text; a renderer escapes it for its own medium.
 */
import type { Figure } from '../model/money.js';
import type { Table } from '../tables/table.js';

/** A stretch of text; one that shows a figure knows where the figure comes from. */
export interface Run {
  readonly text: string;
  readonly figure?: Figure;
}

export type Block =
  /** level 1 一、 · 2 （一） · 3 1. */
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      readonly id: string;
    }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly table: Table;
      /** Its line of the contents, where no heading stands above it for that. */
      readonly listed?: string;
    }
  | {
      readonly kind: 'figure';
      readonly id: string;
      readonly caption: string;
      readonly chart: Chart;
      /** what the drawing shows, in words: the text alternative of a tagged PDF */
      readonly alt: string;
    };

/** A figure of a chart and its label exactly as prose prints it. */
export interface ChartValue {
  readonly label: string;
  readonly figure: Figure;
}

/** What a figure draws; a renderer chooses how. */
export type Chart =
  /** amounts side by side: of each thing one for each category, e.g. a year */
  | {
      readonly kind: 'bars';
      /** 万元, or the unit of the figures themselves */
      readonly unit: string;
      readonly categories: readonly string[];
      readonly series: readonly {
        readonly name: string;
        /** a part of what stands before it */
        readonly part?: true;
        readonly values: readonly ChartValue[];
        /** lines that say how the last differs from the first, e.g. 减少3,700.44 and 下降46.3% */
        readonly change?: readonly string[];
      }[];
    }
  /** parts of a whole, largest first; a label says amount and share, e.g. 2,553.45万元，59.5% */
  | {
      readonly kind: 'shares';
      readonly slices: readonly { readonly name: string; readonly value: ChartValue }[];
    };

export interface Part {
  readonly id: string;
  /** 第一部分; empty where parts are numbered in the contents alone, or not at all */
  readonly label: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Cover {
  /** Lines above the title, e.g. 监督索引号. */
  readonly above?: readonly string[];
  readonly title: readonly string[];
  readonly lines: readonly string[];
}

export interface ContentsEntry {
  /** 0 a part, 1 a section, 2 a sub-section */
  readonly level: 0 | 1 | 2;
  readonly text: string;
  /** id of the part, heading or table it leads to */
  readonly target: string;
}

export interface Document {
  /** Document title: PDF metadata and file name. */
  readonly title: string;
  readonly author: string;
  readonly language: 'zh-CN';
  /** Date that stands in file metadata, ISO 8601 day; the clock is never read. */
  readonly date: string;
  readonly cover: Cover;
  readonly contents: readonly ContentsEntry[];
  readonly parts: readonly Part[];
  /** A last line under the text, e.g. the note on 尾差. */
  readonly closing: readonly string[];
}
