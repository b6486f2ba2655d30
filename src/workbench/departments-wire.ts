/** What the page is told of the departments of a folder. */

export const STATES = [
  '有错误',
  '待核',
  '有警告',
  '未开始',
  '公开后有改动',
  '可以公开',
  '已公开',
  '不单独公开',
  '读取中',
] as const;
export type State = (typeof STATES)[number];

/** An input of the folder; or that a department has none yet for a year. */
export interface Department {
  /** From the opened folder, with `/`. Of a department without an input: that of its latest year. */
  readonly path: string;
  /**
   * There is no input of this year yet: `path` is one of an earlier year. Of a season's list, without a year:
   * `path` is where the input is awaited.
   */
  readonly missing?: true;
  readonly code?: string;
  readonly department?: string;
  readonly kind?: '预算' | '决算' | '上年数';
  readonly year?: number;
  readonly format?: string;
  readonly units: number;
  readonly state: State;
  /** 待核 are the places marked 待核 or 待填; 警告 the others. */
  readonly counts: Readonly<Record<'错误' | '警告' | '提示' | '待核', number>>;
  /** What to mend first; line 0 is the file as a whole. */
  readonly first?: { readonly message: string; readonly line: number };
  /** Exact, in 万元, by the names of `figures`; what is not known is absent. */
  readonly totals?: Readonly<Record<string, string>>;
  /** Its package in the output folder. */
  readonly published?: { readonly folder: string };
  /** Another input whose package would have the same name, so that only one of them can be compiled. */
  readonly twin?: string;
}

export interface DepartmentList {
  readonly departments: readonly Department[];
  /** Names of the totals, in the order of their columns. */
  readonly figures: readonly string[];
  /** ISO 8601 day until which the packages are to be published. */
  readonly deadline?: string;
  /** How far a season is whose list was opened, where it runs or has run. */
  readonly progress?: string;
  /** There are more files than are looked at. */
  readonly truncated?: true;
}

// ---- compiling those that are selected

export type CompileOutcome = '已生成' | '未变' | '有错' | '不单独生成' | '没有编';

/** Told after each package, in the order of the files. */
export interface CompileProgress {
  /** Of the file, as the list has it, or as the command was given it. */
  readonly file: string;
  readonly outcome: CompileOutcome;
  readonly done: number;
  readonly total: number;
  /** 128/300　已生成 120，未变 6，有错 2　2.4 个/秒　约剩 1 分 12 秒 */
  readonly line: string;
}

/** What the server tells by itself while it compiles. */
export type CompileEvent =
  /** What a terminal would show. */
  | { readonly kind: 'compile'; readonly line: string }
  | { readonly kind: 'progress'; readonly progress: CompileProgress };
