/** The dictionary with what an input adds to it: subjects of its own, and those of the files of its bureau. */
import * as z from 'zod';
import { at, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { Path, Source } from '../input/source.js';
import {
  economicEntry,
  functionalEntry,
  type GovernmentTargets,
  governmentField,
  SUPPLEMENTED,
  type Supplement,
  type Supplemented,
} from '../input/supplement.js';
import { clip, valueAt } from '../input/tree.js';
import type { Span } from '../model/money.js';
import {
  type EconomicSubject,
  type FunctionalSubject,
  type GovernmentMapping,
  type GovernmentSubject,
  type GovernmentTarget,
  type Subjects,
  UNIT_NATURES,
  type UnitNature,
} from '../model/subjects.js';
import { SAFE_NAME, Shelf, type TemplateFolder } from './shelf.js';
import { type LineShape, readSubjectLines } from './subject-lines.js';
import { ECONOMIC_SHAPE, FUNCTIONAL_SHAPE, GOVERNMENT_SHAPE, OWN_FILES } from './subjects.js';

/** A bureau's file: subjects a line each below their 类, or written as an input does. */
const supplementFile = z.strictObject({
  功能分类: z.record(z.string(), z.union([z.string(), functionalEntry])).optional(),
  经济分类: z.record(z.string(), z.union([z.string(), economicEntry])).optional(),
  政府经济分类: z.record(z.string(), z.union([z.string(), economicEntry])).optional(),
  政府经济科目: governmentField(),
});

const SHAPES: Readonly<Record<Supplemented, LineShape & { readonly levels: string }>> = {
  功能分类: { ...FUNCTIONAL_SHAPE, levels: '类 3 位、款 5 位、项 7 位' },
  经济分类: { ...ECONOMIC_SHAPE, tags: [], levels: '类 3 位、款 5 位' },
  政府经济分类: { ...GOVERNMENT_SHAPE, levels: '类 3 位、款 5 位' },
};
const FOLDER = 'subjects';

/** A file that an input names, as it was read. */
export interface SupplementSource {
  readonly file: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface WithSupplement {
  readonly subjects: Subjects;
  readonly sources: readonly SupplementSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A subject that is added, where it is written. */
interface Added {
  readonly table: Supplemented;
  readonly code: string;
  readonly name: string;
  readonly definition: string | undefined;
  readonly place: Span;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** What an input writes: additions of its own, and which subject of the government's budget others are. */
export interface SupplementInput {
  readonly 科目补充?: Supplement | undefined;
  readonly 政府经济科目?: GovernmentTargets | undefined;
}

/**
 * The dictionary with an input's 科目补充; codes must have those above them, or bring them along. Names of the
 * format stay; those of a bureau's file come before the dictionary's, as they are of its official list.
 */
export function supplementSubjects(
  base: Subjects,
  { 科目补充: input, 政府经济科目: targets }: SupplementInput,
  source: Source,
  folder: TemplateFolder,
): WithSupplement {
  if (!input && !targets) return { subjects: base, sources: [], diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const sources: SupplementSource[] = [];
  let subjects = base;
  for (const { name, place } of filesOf(input, source)) {
    const file = readFile(name, place, subjects, folder);
    diagnostics.push(...file.diagnostics);
    sources.push(...file.sources);
    subjects = file.subjects;
  }
  const own = ownEntries(input ?? {}, source);
  for (const one of own) {
    const known = namesOf(subjects, one.table).get(one.code)?.name;
    if (known !== undefined && known !== one.name)
      diagnostics.push(
        at(
          one.place,
          'name-duplicate',
          `科目字典里 ${one.code} 是“${known}”，这里写的是“${one.name}”`,
          '科目补充只写字典里没有的科目；本区统一用别的名称的，写在格式文件的“科目”里',
        ),
      );
  }
  subjects = lay(subjects, own, targets);
  diagnostics.push(...checkLevels(own, subjects, '请在“科目补充”里一并写上级科目'));
  return { subjects, sources, diagnostics };
}

/** The dictionary with the codes that an input's 科目补充 names, whatever else is wrong with it. */
export function namedSubjects(base: Subjects, source: Source, folder: TemplateFolder): Subjects {
  const { tree } = source;
  let subjects = base;
  const names = [valueAt(tree, ['科目补充', '文件']) ?? []].flat();
  for (const name of names.filter((one) => typeof one === 'string'))
    subjects = readFile(name, source.valueSpan([]), subjects, folder).subjects;
  const own = SUPPLEMENTED.flatMap((table): Added[] => {
    const node = valueAt(tree, ['科目补充', table]);
    if (typeof node !== 'object' || node === null) return [];
    const place = source.valueSpan(['科目补充', table]);
    return Object.keys(node).map((code) => ({
      table,
      code,
      name: '',
      definition: undefined,
      place,
    }));
  });
  return lay(subjects, own, undefined);
}

const namesOf = (
  { functional, economic, government }: Subjects,
  table: Supplemented,
): ReadonlyMap<string, { readonly name: string }> =>
  ({ 功能分类: functional, 经济分类: economic, 政府经济分类: government })[table];

type Entries = Readonly<
  Record<string, { readonly 名称: string; readonly 说明?: string | undefined }>
>;

const entriesOf = (input: Supplement, table: Supplemented): Entries => input[table] ?? {};

/** What an input writes itself. */
const ownEntries = (input: Supplement, source: Source): Added[] =>
  SUPPLEMENTED.flatMap((table) =>
    Object.entries(entriesOf(input, table)).map(([code, { 名称, 说明 }]) => ({
      table,
      code,
      name: 名称,
      definition: 说明,
      place: source.keySpan(['科目补充', table, code]),
    })),
  );

function checkLevels(added: readonly Added[], subjects: Subjects, hint: string): Diagnostic[] {
  return added.flatMap(({ table, code, place }): Diagnostic[] => {
    const { first, lengths, levels } = SHAPES[table];
    if (!/^\d+$/.test(code) || !lengths.includes(code.length))
      return [at(place, 'subject-level', `科目代码“${code}”的位数不对`, levels)];
    if (!code.startsWith(first))
      return [at(place, 'subject-level', `${table}的科目以 ${first} 开头，写的是 ${code}`, levels)];
    if (code.length === 3 || namesOf(subjects, table).has(code.slice(0, -2))) return [];
    const message = `科目 ${code} 的上级 ${code.slice(0, -2)} 不在字典里`;
    return [at(place, 'subject-unknown', message, hint)];
  });
}

/** The dictionary with subjects laid over it. What is written holds in the year that it is written for. */
function lay(
  base: Subjects,
  added: readonly Added[],
  targets: GovernmentTargets | undefined,
): Subjects {
  const functional = new Map<string, FunctionalSubject>(base.functional);
  const economic = new Map<string, EconomicSubject>(base.economic);
  const government = new Map<string, GovernmentSubject>(base.government);
  const validity = new Map(base.validity);
  for (const { table, code, name: written, definition, since, until } of added) {
    const before = namesOf(base, table).get(code);
    const name = before && base.named.has(code) ? before.name : written;
    validity.delete(code);
    if (since !== undefined || until !== undefined) validity.set(code, { since, until });
    if (table === '功能分类')
      functional.set(code, {
        code,
        name,
        definition: definition ?? base.functional.get(code)?.definition,
      });
    else if (table === '经济分类')
      economic.set(code, {
        code,
        name,
        group: base.economic.get(code.slice(0, 3))?.group ?? '公用经费',
      });
    else government.set(code, { code, name });
  }
  const mapping = targets ? withTargets(base.mapping, targets) : base.mapping;
  return { ...base, functional, economic, government, validity, mapping };
}

function withTargets(base: GovernmentMapping, targets: GovernmentTargets): GovernmentMapping {
  const own = (nature: UnitNature): [string, GovernmentTarget][] =>
    Object.entries(targets).flatMap(([from, to]): [string, GovernmentTarget][] => {
      const code = typeof to === 'string' ? to : to[nature];
      return code === undefined ? [] : [[from, { code }]];
    });
  return Object.fromEntries(
    UNIT_NATURES.map((nature) => [nature, new Map([...base[nature], ...own(nature)])]),
  ) as unknown as GovernmentMapping;
}

// ---- files

function filesOf(input: Supplement | undefined, source: Source): { name: string; place: Span }[] {
  const written = input?.文件;
  if (written === undefined) return [];
  if (typeof written === 'string')
    return [{ name: written, place: source.valueSpan(['科目补充', '文件']) }];
  return written.map((name, i) => ({ name, place: source.valueSpan(['科目补充', '文件', i]) }));
}

/** Files of bureaus that there are. */
function bureauFiles(shelf: Shelf): string[] {
  return shelf.yamlNames(FOLDER).filter((name) => !OWN_FILES.some((own) => own === name));
}

function readFile(
  name: string,
  place: Span,
  base: Subjects,
  folder: TemplateFolder,
): WithSupplement {
  const shelf = new Shelf(folder);
  const names = bureauFiles(shelf);
  const path = `${FOLDER}/${name}.yaml`;
  const file =
    names.includes(name) && SAFE_NAME.test(name) ? shelf.yaml(path, supplementFile) : undefined;
  if (!file && shelf.files.length === 0) {
    const near = names.length > 0 ? suggestion(name, names, '科目文件') : '';
    const how = '科目文件由“gongkai import --科目 官方清单.xlsx -o 科目/名字.yaml”生成，这里写名字';
    const message = `没有科目文件“${clip(name)}”`;
    return {
      subjects: base,
      sources: [],
      diagnostics: [
        at(
          place,
          'file-missing',
          message,
          near ? `${near}${near.endsWith('？') ? '' : '；'}${how}` : how,
        ),
      ],
    };
  }
  const sources = shelf.files.map(({ bytes }) => ({
    file: shelf.shown(path),
    text: new TextDecoder().decode(bytes),
    bytes,
  }));
  if (!file) return { subjects: base, sources, diagnostics: shelf.problems };
  const { data, source } = file;
  const diagnostics: Diagnostic[] = [...shelf.problems];
  const added = SUPPLEMENTED.flatMap((table) =>
    fileEntries(data[table] ?? {}, source, table, base, diagnostics),
  );
  const subjects = lay(base, added, data.政府经济科目);
  const written = added.filter(({ place: own }) => !isLine(own, source));
  diagnostics.push(...checkLevels(written, subjects, '请一并写上级科目'));
  diagnostics.push(...checkTargets(data.政府经济科目, source, subjects));
  return { subjects, sources, diagnostics };
}

/** Whether a place is a line of a block, which was looked at when it was read. */
const isLine = ({ start }: Span, { text }: Source): boolean =>
  /[^\n]*$/.exec(text.slice(0, start))?.[0].trim() === '' && /^\d/.test(text.slice(start));

function fileEntries(
  written: Readonly<Record<string, string | { 名称: string; 说明?: string | undefined }>>,
  source: Source,
  table: Supplemented,
  base: Subjects,
  diagnostics: Diagnostic[],
): Added[] {
  const blocks: Record<string, string> = {};
  const out: Added[] = [];
  for (const [code, one] of Object.entries(written)) {
    if (typeof one === 'string') blocks[code] = one;
    else
      out.push({
        table,
        code,
        name: one.名称,
        definition: one.说明,
        place: source.keySpan([table, code]),
      });
  }
  const complain = (place: Span, message: string, hint: string) =>
    void diagnostics.push(at(place, 'template-invalid', message, hint));
  const lines = readSubjectLines(
    blocks,
    source,
    [table],
    SHAPES[table],
    complain,
    namesOf(base, table),
  );
  return [...out, ...lines.map((line) => ({ ...line, table }))];
}

/** 政府经济科目 of a file names 款 of both classifications. */
function checkTargets(
  targets: GovernmentTargets | undefined,
  source: Source,
  { economic, government }: Subjects,
): Diagnostic[] {
  const wrong = (path: Path, code: string, key = false) =>
    at(
      key ? source.keySpan(path) : source.valueSpan(path),
      'subject-unknown',
      `科目字典里没有${key ? '' : '政府'}经济科目 ${clip(code)}`,
      '请改正，或在这个文件里写上这个科目',
    );
  return Object.entries(targets ?? {}).flatMap(([from, to]) => {
    const all = typeof to === 'string' ? { '': to } : to;
    return [
      ...(economic.has(from) && from.length === 5
        ? []
        : [wrong(['政府经济科目', from], from, true)]),
      ...Object.entries(all).flatMap(([nature, code]) =>
        code === undefined || (government.has(code) && code.length === 5)
          ? []
          : [wrong(['政府经济科目', from, ...(nature ? [nature] : [])], code)],
      ),
    ];
  });
}
