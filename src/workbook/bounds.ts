/** How much a workbook may hold: beyond these it is no disclosure form, or no list that a bureau exports. */

const MB = 1024 * 1024;

export interface Bounds {
  /** Bytes of the file. */
  readonly file: number;
  /** Bytes of the parts that are read, as packed: bounds the work for one that unpacks to more than it declares. */
  readonly packed: number;
  /** The same unpacked, with the empty rows that some programs write to the end of the sheet. */
  readonly inflated: number;
  /** The same without those rows. */
  readonly unpacked: number;
  readonly parts: number;
  readonly tags: number;
  readonly sheets: number;
  /** Of a sheet. */
  readonly rows: number;
  readonly columns: number;
  /** Of all sheets together. */
  readonly places: number;
  readonly characters: number;
}

/** Of the tables of a department. */
export const FORMS: Bounds = {
  file: 20 * MB,
  packed: 3 * MB,
  inflated: 96 * MB,
  unpacked: 16 * MB,
  parts: 10_000,
  tags: 500_000,
  sheets: 200,
  rows: 2_000,
  columns: 200,
  places: 200_000,
  characters: 5_000_000,
};

/** Of details that a platform or a bureau exports, a line for each amount. */
export const LISTS: Bounds = {
  ...FORMS,
  packed: 6 * MB,
  unpacked: 64 * MB,
  tags: 3_000_000,
  rows: 100_000,
  places: 1_000_000,
  characters: 20_000_000,
};
