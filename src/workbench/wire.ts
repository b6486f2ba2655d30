/**
 * What the page and its server say to each other: JSON over http on this machine. Every request carries the
 * token of the run in a header; a file is called by its path from the opened folder, with `/`.
 */
import * as z from 'zod';
import type { CheckOutput, Format, InputLine } from '../index.js';
import type { CompileEvent } from './departments-wire.js';

export type {
  DiffOutput,
  ExplainOutput,
  InputLine,
  InputPlace,
  PrintedFigure,
} from '../index.js';
export type { DepartmentList } from './departments-wire.js';
export type { Words } from './words.js';

/** The header that carries the token of the run. */
export const TOKEN_HEADER = 'x-gongkai-token';

/** Bytes of a request's body at most: as large as an input may be, with room for its escapes. */
export const MOST_REQUEST = 24 * 1024 * 1024;

// ---- an opened file

/** What the rules found in one input, as `gongkai check --format json` has it. */
export type Findings = CheckOutput['文件'][number];

/** A stretch of the document that begins a page: it is sent once, and known by the hash of its markup. */
export interface SheetRef {
  readonly id: string;
  readonly hash: string;
}

/** The document of the last version without errors. */
export interface DocumentView {
  /** Of the version that it shows: of the present one, or of an earlier one while that has errors. */
  readonly revision: number;
  /** Style sheet of the print. */
  readonly style: string;
  readonly sheets: readonly SheetRef[];
  readonly tables: readonly TableRef[];
}

export interface TableRef {
  /** 预算05-1, as figures and findings name it. */
  readonly id: string;
  readonly name: string;
  /** Id of its element in the document. */
  readonly anchor: string;
}

/** One version of a file: as it lies on the disk, or as it is being written. */
export interface FileView {
  readonly path: string;
  /** Names this version in later questions; the server remembers the last few. */
  readonly revision: number;
  /** Whether it is what lies on the disk. */
  readonly saved: boolean;
  /** Hash of what lies on the disk; absent where nothing does. */
  readonly disk?: string;
  /** Of the package, or of the file where there is none. */
  readonly title: string;
  readonly findings: Findings;
  /** Absent until there was a version without errors, and for 上年数. */
  readonly document?: DocumentView;
}

/** An input as it is opened. */
export interface OpenedView {
  readonly view: FileView;
  /** For the editor, its lines ended by \n; absent for a workbook, and where the file is gone. */
  readonly text?: string;
  /** In which it can be handed over, beside the rest. */
  readonly formats: readonly Format[];
  /** What a workbook says, place by place. */
  readonly lines?: readonly InputLine[];
}

/** What `save` answers. */
export type SaveAnswer =
  | { readonly saved: true; readonly view: FileView }
  /** Another program has written to the file since. */
  | { readonly saved: false; readonly theirs: string | undefined; readonly disk?: string };

/** What is compared with the present version. */
export type Since = 'saved' | 'published';

// ---- what the page asks

const path = z.string().min(1).max(4_096);
const revision = z.int().min(0);

export const requests = {
  open: z.strictObject({ path }),
  draft: z.strictObject({ path, text: z.string() }),
  save: z.strictObject({ path, text: z.string(), base: z.string().optional() }),
  sheets: z.strictObject({ path, revision, hashes: z.array(z.string()).max(10_000) }),
  trace: z.strictObject({ path, revision, figure: z.string().max(400) }),
  feeds: z.strictObject({
    path,
    revision,
    file: z.string(),
    line: z.int().min(0),
    sheet: z.string().optional(),
    cell: z.string().optional(),
  }),
  /** A finding by its place in `findings.结果`. */
  sides: z.strictObject({ path, revision, finding: z.int().min(0) }),
  words: z.strictObject({ path, revision }),
  changes: z.strictObject({ path, revision, since: z.enum(['saved', 'published']) }),
  handOver: z.strictObject({ path, revision, what: z.string().max(40) }),
  compile: z.strictObject({ paths: z.array(path).min(1).max(2_000) }),
  /** What is being compiled is finished, nothing else is begun. */
  stop: z.strictObject({}),
  launch: z.strictObject({ path }),
} as const;

export type Requests = { readonly [K in keyof typeof requests]: z.output<(typeof requests)[K]> };

// ---- what the server tells by itself, a line of JSON each

export type Event =
  /** The opened file has changed on the disk, or a file that it names has. */
  | {
      readonly kind: 'file';
      readonly view: FileView;
      /** Markup of the sheets that are new in it, by their hashes. */
      readonly sheets: Readonly<Record<string, string>>;
    }
  /** The list of departments has changed. */
  | { readonly kind: 'list' }
  | CompileEvent
  /** What was compiled is done. */
  | { readonly kind: 'compiled'; readonly code: number }
  /** So that a page knows that the server is still there. */
  | { readonly kind: 'alive' };
