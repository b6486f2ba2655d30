/** Loads a profile with everything it names: bases, tables, sentences, subjects. */
import { at, DiagnosticError } from '../diagnostics.js';
import type { Span } from '../model/money.js';
import type { DeclaredField, ScheduleForm } from '../model/schedule.js';
import type { RowSettings } from '../model/scope.js';
import type {
  EconomicSubject,
  FunctionalSubject,
  GovernmentSubject,
  Subjects,
} from '../model/subjects.js';
import { keepSentences, unpackAhead } from './ahead.js';
import { BASE_NAMES, type Chain, type Kind, loadChain } from './chain.js';
import { type ChartTemplate, toCharts } from './charts.js';
import { checkSections, checkSubjects, checkTexts } from './check-profile.js';
import { entriesOf, type ProfileInput, proseMoney, tableMoney } from './profile.js';
import { readCoverFields } from './read-declared.js';
import type { Relation } from './relation.js';
import { loadRelations } from './relations-file.js';
import { schedulesOf } from './schedules.js';
import { Shelf, type TemplateFolder } from './shelf.js';
import type { NumberStyle } from './style.js';
import { loadSubjects } from './subjects.js';
import { loadTables } from './tables.js';
import type { TableTemplate } from './template.js';

export { BASE_NAMES } from './chain.js';
export { SAFE_NAME, TEMPLATES, type TemplateFolder } from './shelf.js';

export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Of a profile, not one that every profile starts from. */
  readonly own: boolean;
}

/** A piece of the sentence files that a part prints, and where the profile says so. */
export interface Section {
  readonly name: string;
  readonly place: Span;
}

export interface TableGroup {
  /** Undefined where the tables stand without a heading. */
  readonly heading: string | undefined;
  readonly ids: readonly string[];
  /** Each table has a heading of its own: its printed number. */
  readonly each: boolean;
  /** The heading is a line of the contents, and is not printed above the tables. */
  readonly contentsOnly: boolean;
}

/** A section or a group of tables. */
export type PartEntry =
  | { readonly kind: '节'; readonly section: Section }
  | { readonly kind: '表'; readonly group: TableGroup };

export interface ProfilePart {
  readonly title: string;
  /** Its line of the contents, where that is not the title. */
  readonly contents: string | undefined;
  /** In the order in which they are printed. */
  readonly entries: readonly PartEntry[];
  /** Of the entries. */
  readonly sections: readonly Section[];
  readonly tables: readonly TableGroup[];
  readonly numbering: '一、' | '（一）' | '无';
  /** Whether the contents list the headings of its sections. */
  readonly headingsListed: boolean;
  /** Sections whose second-level headings the contents list too. */
  readonly listed: readonly string[];
}

export interface Profile {
  readonly id: string;
  /** Its own file, as messages show it. */
  readonly file: string;
  /** Formats that it extends, the root first. */
  readonly bases: readonly string[];
  readonly kind: Kind;
  readonly name: string;
  readonly parts: readonly ProfilePart[];
  /** How parts, and the tables that the contents list, are numbered. */
  readonly numbering: {
    readonly parts: '第一部分' | '一、' | '无';
    readonly tables: '一、' | '1.';
  };
  readonly tables: ReadonlyMap<string, TableTemplate>;
  /** 附表 that they ask of the input, by their keys. */
  readonly schedules: ReadonlyMap<string, ScheduleForm>;
  readonly charts: ReadonlyMap<string, ChartTemplate>;
  /** What must hold within and between the tables. */
  readonly relations: readonly Relation[];
  readonly disclosure: {
    /** Tables that every package has, by their templates. */
    readonly required: readonly string[];
    /** Tables that say so below the grid where there is nothing in them. */
    readonly statedWhenEmpty: readonly string[];
    /** Texts of 概况 that every input has. */
    readonly texts: readonly string[];
  };
  /** The template whose table shows what a rule looks at, by the rule's number. */
  readonly tableOfRule: ReadonlyMap<string, string>;
  readonly rows: RowSettings;
  readonly numbers: NumberStyle;
  readonly cover: {
    /** Lines above the title. */
    readonly above: readonly string[];
    readonly title: readonly string[];
    readonly lines: readonly string[];
    /** What the input writes for it. */
    readonly fields: readonly DeclaredField[];
  };
  readonly packageName: string;
  readonly closing: readonly string[];
  readonly wording: Readonly<Record<string, string>>;
  readonly subjects: Subjects;
  /** Sentence files, base first: a later file redefines what an earlier one defines. */
  readonly sentences: readonly TextFile[];
  /** Sections that it or a format that it extends prints. */
  readonly sections: readonly string[];
  /** Everything that was read, for the manifest, each with the name that messages give it. */
  readonly files: readonly {
    readonly path: string;
    readonly shown: string;
    readonly bytes: Uint8Array;
  }[];
}

/** Sentence files that every profile starts from: common ones, then those of its kind. */
const SENTENCE_FILES = ['概况.hbs', '情况说明.hbs', '绩效.hbs', '名词解释.hbs'];
const COMMON = 'common';

const loaded = new WeakMap<TemplateFolder, Map<string, Profile>>();

/**
 * Loads a profile by its name (`格式:` of an input); from one folder each is read once.
 * @throws DiagnosticError with every problem of the profile and its templates
 */
export function loadProfile(id: string, folder: TemplateFolder): Profile {
  const known = loaded.get(folder) ?? new Map<string, Profile>();
  const profile = known.get(id) ?? profileAhead(id, folder) ?? readProfile(id, new Shelf(folder));
  loaded.set(folder, known.set(id, profile));
  return profile;
}

/** A profile as data: places in its tables can be found again only by reading them. */
export type StoredProfile = Omit<Profile, 'files' | 'tables'> & {
  readonly tables: ReadonlyMap<string, Omit<TableTemplate, 'placeOf'>>;
};

/** The profile that the build has made, where its files are still the same. */
function profileAhead(id: string, folder: TemplateFolder): Profile | undefined {
  const shelf = new Shelf(folder);
  const made = unpackAhead<StoredProfile>(id, folder.ahead, shelf);
  if (!made) return undefined;
  let fromText: Profile | undefined;
  const tableOf = (table: string) => {
    fromText ??= readProfile(id, new Shelf(folder));
    return fromText.tables.get(table) as TableTemplate;
  };
  const tables = new Map(
    [...made.profile.tables].map(([table, stored]): [string, TableTemplate] => [
      table,
      { ...stored, placeOf: (path) => tableOf(table).placeOf(path) },
    ]),
  );
  const profile = { ...made.profile, tables, files: shelf.files };
  keepSentences(profile, made.sentences);
  return profile;
}

/**
 * Reads a profile from its files.
 * @param shelf a new one
 * @throws DiagnosticError with every problem of the profile and its templates
 */
export function readProfile(id: string, shelf: Shelf): Profile {
  const chain = loadChain(id, shelf);
  const assembled = assemble(id, chain);
  checkTexts(chain);
  checkSections(chain);
  const tables = loadTables(chain, shelf);
  const relations = loadRelations(chain, tables, shelf);
  const charts = toCharts(chain.merged.图 ?? {}, chain.root.below('图'), chain.kind);
  const sentences = loadSentences(chain, shelf);
  const dictionary = loadSubjects(shelf);
  checkSubjects(chain, dictionary);
  shelf.throwIfBad();
  const subjects = applySubjectNames(dictionary, chain.merged);
  const schedules = schedulesOf(tables);
  return {
    ...assembled,
    tables,
    schedules,
    relations,
    charts,
    sentences,
    subjects,
    files: shelf.files,
  };
}

/**
 * All formats that there are, the bases first, then those of the bureau.
 * @throws DiagnosticError where a folder holds more than is looked at
 */
export function profileNames(folder: TemplateFolder): readonly string[] {
  const shelf = new Shelf(folder);
  const { own, builtIn } = shelf.profileIds();
  shelf.throwIfBad();
  return [...BASE_NAMES, ...own.sort(), ...builtIn.sort()];
}

function loadSentences({ folder, ids }: Chain, shelf: Shelf): TextFile[] {
  const paths = [COMMON, folder].flatMap((where) =>
    SENTENCE_FILES.map((name) => `${where}/${name}`),
  );
  const read = (path: string, own: boolean): TextFile[] => {
    const text = shelf.text(path);
    return text === undefined ? [] : [{ path: shelf.shown(path), text, own }];
  };
  return [
    ...paths.flatMap((path) => read(path, false)),
    ...ids.flatMap((id) => read(`profiles/${id}.hbs`, true)),
  ];
}

/** Local names and definitions of a profile, laid over the dictionary. */
function applySubjectNames(base: Subjects, merged: ProfileInput): Subjects {
  const functional = new Map<string, FunctionalSubject>(base.functional);
  const economic = new Map<string, EconomicSubject>(base.economic);
  const government = new Map<string, GovernmentSubject>(base.government);
  const named = new Set<string>();
  for (const [code, own] of Object.entries(merged.科目 ?? {})) {
    const f = functional.get(code);
    if (f)
      functional.set(code, {
        ...f,
        name: own.名称 ?? f.name,
        definition: own.说明 ?? f.definition,
      });
    const e = economic.get(code);
    if (e && own.名称) economic.set(code, { ...e, name: own.名称 });
    const g = government.get(code);
    if (g && own.名称) government.set(code, { ...g, name: own.名称 });
    if (own.名称) named.add(code);
  }
  return { ...base, functional, economic, government, named };
}

type Assembled = Omit<
  Profile,
  'tables' | 'schedules' | 'relations' | 'charts' | 'sentences' | 'subjects' | 'files'
>;

/** @throws DiagnosticError naming every part that neither the profile nor a base has */
function assemble(id: string, { kind, ids, sections, merged, root }: Chain): Assembled {
  const { 部分, 支出类别, 封面, 包名 } = merged;
  const title = 封面?.标题;
  if (!部分 || !支出类别 || !封面 || !title || !包名) {
    const needed = { 部分, 支出类别, 封面: 封面 && title, 包名 };
    const missing = Object.entries(needed).filter(([, value]) => !value);
    throw new DiagnosticError(
      missing.map(([key]) =>
        at(
          root.span,
          'template-invalid',
          `格式里缺少“${key}”`,
          '请补上，或写“继承: 预算”“继承: 决算”',
        ),
      ),
    );
  }
  const style = merged.数字 ?? {};
  return {
    id,
    file: root.span.file,
    bases: ids.slice(0, -1),
    kind,
    name: merged.名称,
    parts: 部分.map((part, i): ProfilePart => {
      const entries = entriesOf(part).map((entry): PartEntry => {
        if (entry.kind === '节') {
          const { span: place } = root.below('部分', i, ...entry.path);
          return { kind: '节', section: { name: entry.name, place } };
        }
        const { 目录: heading, 表: ids, 逐表, 只列目录 } = entry.group;
        const contentsOnly = 只列目录 === '是';
        return { kind: '表', group: { heading, ids, each: 逐表 === '是', contentsOnly } };
      });
      return {
        title: part.标题,
        contents: part.目录,
        entries,
        sections: entries.flatMap((entry) => (entry.kind === '节' ? [entry.section] : [])),
        tables: entries.flatMap((entry) => (entry.kind === '表' ? [entry.group] : [])),
        numbering: part.编号 ?? '一、',
        listed: part.目录列出 ?? [],
        headingsListed: part.标题不列目录 !== '是',
      };
    }),
    rows: {
      classes: 支出类别,
      shortTwenties: merged.编号?.二十以上 === '廿一',
      economicForm: new Map(Object.entries(merged.经济科目表 ?? {})),
      money: proseMoney(merged),
    },
    numbering: {
      parts: merged.编号?.部分 ?? '第一部分',
      tables: merged.编号?.表 ?? '一、',
    },
    numbers: {
      zero: style.零 ?? '显示',
      tableMoney: tableMoney(merged),
      footed: style.尾差 === '配平',
      proseMoney: proseMoney(merged),
      tableGrouping: style.表内千分位 !== '无',
      proseGrouping: style.文内千分位 !== '无',
      proseTrim: style.文内末尾的零 !== '保留',
      percentDecimals: style.百分比小数 ?? 1,
      percentTrim: style.百分比末尾的零 !== '保留',
      noPercentage: style.无基数 ?? '',
      balancedShares: style.占比配平 === '是',
    },
    cover: {
      above: 封面.上方 ?? [],
      title,
      lines: 封面.落款 ?? [],
      fields: readCoverFields(封面.栏目 ?? {}, root.below('封面', '栏目')),
    },
    packageName: 包名,
    closing: merged.文末 ?? [],
    sections,
    disclosure: {
      required: merged.公开要求?.必有表 ?? [],
      statedWhenEmpty: merged.公开要求?.空表须说明 ?? [],
      texts: merged.公开要求?.必写 ?? [],
    },
    tableOfRule: new Map(Object.entries(merged.规则所在表 ?? {})),
    wording: merged.用语 ?? {},
  };
}
