/** Loads a profile with everything it names: base, tables, sentences, subjects. */

import type { z } from 'zod';
import { about, at, type Diagnostic, DiagnosticError } from '../diagnostics.js';
import { issueDiagnostics, suggestion } from '../input/issues.js';
import { decode, parseSource, type Source } from '../input/source.js';
import type { RowSettings } from '../model/scope.js';
import type { EconomicSubject, FunctionalSubject, Subjects } from '../model/subjects.js';
import { checkTable } from './check.js';
import { mergeProfiles, type ProfileInput, profileSchema } from './profile.js';
import type { NumberStyle } from './style.js';
import { loadSubjects } from './subjects.js';
import { type TableInput, type TableTemplate, tableSchema, toTemplate } from './template.js';

/** The templates folder as the library sees it; paths are relative to it, with `/`. */
export interface TemplateFolder {
  /** Throws as node:fs does when there is no such file. */
  readonly read: (path: string) => Uint8Array;
  readonly list: (folder: string) => readonly string[];
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface ProfilePart {
  readonly title: string;
  readonly sections: readonly string[];
  readonly tables: readonly { readonly heading: string; readonly ids: readonly string[] }[];
  readonly numbering: '一、' | '（一）' | '无';
}

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly ProfilePart[];
  readonly tables: ReadonlyMap<string, TableTemplate>;
  readonly rows: RowSettings;
  readonly numbers: NumberStyle;
  readonly cover: { readonly title: readonly string[]; readonly lines: readonly string[] };
  readonly packageName: string;
  readonly closing: readonly string[];
  readonly wording: Readonly<Record<string, string>>;
  readonly subjects: Subjects;
  /** Sentence files, base first: a later file redefines what an earlier one defines. */
  readonly sentences: readonly TextFile[];
  /** Everything that was read, for the manifest. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

const KIND_FOLDER = { 预算: 'budget' } as const;
const SENTENCE_FILES = ['概况.hbs', '情况说明.hbs', '名词解释.hbs'] as const;
export const TEMPLATES = 'templates/';
const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** A template's path as messages show it. */
const shown = (path: string) => `${TEMPLATES}${path}`;

/** Reader that remembers what it read and collects what was wrong. */
class Shelf {
  readonly files: { path: string; bytes: Uint8Array }[] = [];
  readonly problems: Diagnostic[] = [];
  constructor(private readonly folder: TemplateFolder) {}

  text(path: string): string | undefined {
    let bytes: Uint8Array;
    try {
      bytes = this.folder.read(path);
    } catch {
      return undefined;
    }
    this.files.push({ path, bytes });
    const decoded = decode(bytes, shown(path));
    if (decoded.problem) this.problems.push(decoded.problem);
    return decoded.text;
  }

  yaml<T extends z.ZodType>(
    path: string,
    schema: T,
  ): { data: z.output<T>; source: Source } | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const { source, diagnostics } = parseSource(text, shown(path));
    this.problems.push(...diagnostics);
    if (!source) return undefined;
    const result = schema.safeParse(source.tree);
    if (result.success) return { data: result.data, source };
    this.problems.push(...issueDiagnostics(result.error.issues, schema, source));
    return undefined;
  }

  throwIfBad(): void {
    if (this.problems.length > 0) throw new DiagnosticError(this.problems);
  }

  profileIds(): string[] {
    return this.folder
      .list('profiles')
      .flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));
  }
}

/**
 * Loads a profile by its name (`格式:` of an input).
 * @throws DiagnosticError with every problem of the profile and its templates
 */
export function loadProfile(id: string, folder: TemplateFolder): Profile {
  const shelf = new Shelf(folder);
  const chain: { id: string; data: ProfileInput; source: Source }[] = [];
  for (let next: string | undefined = id; next !== undefined; ) {
    const found: { data: ProfileInput; source: Source } | undefined = SAFE_NAME.test(next)
      ? (shelf.yaml(`profiles/${next}.yaml`, profileSchema) ??
        shelf.yaml(`budget/${next}.yaml`, profileSchema))
      : undefined;
    shelf.throwIfBad();
    const from = chain[0];
    if (!found || chain.some((one) => one.id === next)) {
      const message = found ? `格式“${next}”的继承成了环` : `没有“${next}”这个格式`;
      const hint = suggestion(next, shelf.profileIds(), '格式');
      throw new DiagnosticError([
        from
          ? at(from.source.valueSpan(['继承']), 'profile-unknown', message, hint)
          : about(shown(`profiles/${next}.yaml`), 'profile-unknown', message, hint),
      ]);
    }
    chain.unshift({ id: next, ...found });
    next = found.data.继承;
  }
  const merged = chain.map((one) => one.data).reduce(mergeProfiles);
  const own = chain.at(-1) as (typeof chain)[number];
  const tables = loadTables(
    merged,
    chain.map((one) => one.id),
    own.source,
    shelf,
  );
  const sentences = loadSentences(
    chain.map((one) => one.id),
    shelf,
  );
  const subjects = applySubjectNames(loadSubjects(shelf), merged);
  shelf.throwIfBad();
  return { ...assemble(id, merged, own.source), tables, sentences, subjects, files: shelf.files };
}

function loadTables(
  merged: ProfileInput,
  ids: readonly string[],
  source: Source,
  shelf: Shelf,
): Map<string, TableTemplate> {
  const out = new Map<string, TableTemplate>();
  const wanted = (merged.部分 ?? []).flatMap((part) =>
    (part.表 ?? []).flatMap((group) => group.表),
  );
  for (const id of wanted) {
    const folders = [...ids.map((one) => `profiles/${one}`).reverse(), KIND_FOLDER.预算];
    let found: { data: TableInput; source: Source } | undefined;
    let path = '';
    for (const place of SAFE_NAME.test(id) ? folders : []) {
      path = `${place}/${id}.yaml`;
      const before = shelf.problems.length;
      found = shelf.yaml(path, tableSchema);
      if (found || shelf.problems.length > before) break;
    }
    if (!found) {
      if (shelf.problems.length === 0)
        shelf.problems.push(
          at(
            source.valueSpan(['部分']),
            'template-invalid',
            `没有“${id}”这张表的模板`,
            `应有 templates/budget/${id}.yaml`,
          ),
        );
      continue;
    }
    shelf.problems.push(...checkTable(found.data, found.source));
    out.set(id, toTemplate(applyChange(found.data, merged, source, shelf), path));
  }
  for (const id of Object.keys(merged.改表 ?? {})) {
    if (!wanted.includes(id)) {
      shelf.problems.push(
        at(
          source.keySpan(['改表', id]),
          'template-invalid',
          `“改表”里的“${id}”不在这个格式的表里`,
          suggestion(id, wanted, '表'),
        ),
      );
    }
  }
  return out;
}

/** The table as the profile changes it: other titles, fewer columns. */
function applyChange(
  input: TableInput,
  merged: ProfileInput,
  source: Source,
  shelf: Shelf,
): TableInput {
  const { 去列 = [], 改列 = {}, ...change } = merged.改表?.[input.表号] ?? {};
  const gone = new Set(去列);
  const seen = new Set<string>();
  const walk = (columns: TableInput['列']): TableInput['列'] =>
    columns
      ?.filter((column) => {
        seen.add(column.名);
        return !gone.has(column.名);
      })
      .map((column) => ({
        ...column,
        名: 改列[column.名] ?? column.名,
        ...(column.子列 ? { 子列: walk(column.子列) ?? [] } : {}),
      }));
  const columns = walk(input.列);
  for (const name of [...去列, ...Object.keys(改列)]) {
    if (!seen.has(name)) {
      shelf.problems.push(
        at(
          source.valueSpan(['改表', input.表号]),
          'template-invalid',
          `表“${input.表号}”没有“${name}”这一列`,
          suggestion(name, [...seen], '列'),
        ),
      );
    }
  }
  const defaults = merged.各表 ?? {};
  return {
    ...Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined)),
    ...input,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    ...(columns ? { 列: columns } : {}),
  } as TableInput;
}

function loadSentences(ids: readonly string[], shelf: Shelf): TextFile[] {
  const paths = [
    ...SENTENCE_FILES.map((name) => `${KIND_FOLDER.预算}/${name}`),
    ...ids.map((id) => `profiles/${id}.hbs`),
  ];
  return paths.flatMap((path) => {
    const text = shelf.text(path);
    return text === undefined ? [] : [{ path: shown(path), text }];
  });
}

/** Local names and definitions of a profile, laid over the dictionary. */
function applySubjectNames(base: Subjects, merged: ProfileInput): Subjects {
  const functional = new Map<string, FunctionalSubject>(base.functional);
  const economic = new Map<string, EconomicSubject>(base.economic);
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
  }
  return { functional, economic };
}

type Assembled = Omit<Profile, 'tables' | 'sentences' | 'subjects' | 'files'>;

function assemble(id: string, merged: ProfileInput, source: Source): Assembled {
  const need = <T>(value: T | undefined, key: string): T => {
    if (value === undefined)
      throw new DiagnosticError([
        at(source.valueSpan([]), 'template-invalid', `格式里缺少“${key}”`),
      ]);
    return value;
  };
  const style = merged.数字 ?? {};
  return {
    id,
    name: merged.名称,
    parts: need(merged.部分, '部分').map((part) => ({
      title: part.标题,
      sections: part.节 ?? [],
      tables: (part.表 ?? []).map((group) => ({ heading: group.目录, ids: group.表 })),
      numbering: part.编号 ?? '一、',
    })),
    rows: {
      classes: need(merged.支出类别, '支出类别'),
      shortTwenties: merged.编号?.二十以上 === '廿一',
    },
    numbers: {
      zero: style.零 ?? '显示',
      tableGrouping: style.表内千分位 !== '无',
      proseGrouping: style.文内千分位 !== '无',
      proseTrim: style.文内末尾的零 !== '保留',
      percentDecimals: style.百分比小数 ?? 1,
      percentTrim: style.百分比末尾的零 !== '保留',
      balancedShares: style.占比配平 === '是',
    },
    cover: { title: need(merged.封面, '封面').标题, lines: merged.封面?.落款 ?? [] },
    packageName: need(merged.包名, '包名'),
    closing: merged.文末 ?? [],
    wording: merged.用语 ?? {},
  };
}
