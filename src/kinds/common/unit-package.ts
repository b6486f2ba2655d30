/**
 * A unit's own package: the department's input narrowed to what is the unit's, as an input of its own. What
 * is written by unit goes along; what is written of the department as a whole does not, and stands for the
 * unit below 单位材料. Places lead to where it is written in the department's file.
 */
import { at, type Diagnostic } from '../../diagnostics.js';
import { suggestion } from '../../input/issues.js';
import { projectNames } from '../../input/project-names.js';
import type { Path, Source } from '../../input/source.js';
import { clip, Numeral, pathKey, type Tree, textOf, valueAt } from '../../input/tree.js';
import { OTHER_YEARS } from '../../model/terms.js';

/** What every package of a file says alike. */
const SHARED = [
  '类型',
  '年度',
  '编制日期',
  '金额单位',
  '科目补充',
  '政府经济科目',
  '名词解释',
] as const;
/** Lists whose lines a format declares. */
const SCHEDULES = '附表';
/** Where a unit writes its own. */
export const OWN = '单位材料';
/** The word for the unit that is the department's own office. */
const OFFICE = '本级';

type Fields = { readonly [key: string]: Tree };

export interface UnitName {
  readonly code: string;
  readonly name: string;
}

export interface Narrowed {
  readonly unit: UnitName;
  /** The unit's package as an input; undefined where something is missing. */
  readonly source: Source | undefined;
  /** Keys whose files are the department's, so that their figures are to be narrowed too. */
  readonly departmentYears: ReadonlySet<string>;
  /** Lists of 附表 that are the department's: whose a line is only the format knows. */
  readonly departmentSchedules: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

const isFields = (tree: Tree | undefined): tree is { [key: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof Numeral);

const listAt = (tree: Tree, key: string): readonly Tree[] => {
  const list = valueAt(tree, [key]);
  return Array.isArray(list) ? list : [];
};

/** The units that a file lists, in its order; the first is the department's own office. */
export const unitsIn = ({ tree }: Source): UnitName[] => listUnits(tree);

/** The units of an input that need not be valid. */
export function listUnits(tree: Tree): UnitName[] {
  return listAt(tree, '单位').flatMap((unit) => {
    const [code, name] = [textOf(valueAt(unit, ['代码'])), textOf(valueAt(unit, ['名称']))];
    return code === undefined ? [] : [{ code, name: name ?? code }];
  });
}

/**
 * The unit that a word means: its code, its name, or 本级.
 * @returns what is wrong with the word where no unit is meant
 */
export function unitCalled(source: Source, word: string): UnitName | Diagnostic {
  const units = unitsIn(source);
  const found = units.find(({ code, name }) => code === word || name === word);
  const [office] = units;
  if (found) return found;
  if (word === OFFICE && office) return office;
  const known = [OFFICE, ...units.flatMap(({ code, name }) => [code, name])];
  const message = `“单位”里没有“${clip(word)}”`;
  return at(source.keySpan(['单位']), 'unit-unknown', message, suggestion(word, known, '单位'));
}

/** Every word that means a unit, its code first. */
export function wordsFor(source: Source, { code, name }: UnitName): string[] {
  return [...new Set([code, name, OFFICE])].filter((word) => {
    const found = unitCalled(source, word);
    return !('message' in found) && found.code === code;
  });
}

/** Narrows a valid input to one of its units. */
export function narrowToUnit(source: Source, unit: UnitName): Narrowed {
  const draft = new Draft(source, unit);
  const diagnostics = draft.problems();
  return {
    unit,
    source: diagnostics.length > 0 ? undefined : draft.source(),
    departmentYears: new Set(OTHER_YEARS.filter((key) => draft.comesFromDepartment(key))),
    departmentSchedules: draft.departmentSchedules,
    diagnostics,
  };
}

/**
 * Narrows lists of 附表 that the department wrote: the lines of the unit stay, where lines say whose they are;
 * other lists are not the unit's.
 * @param source the unit's package
 * @param unitColumns names of the columns that say whose a line is, by the key of the list
 */
export function narrowSchedules(
  source: Source,
  { unit, departmentSchedules }: Pick<Narrowed, 'unit' | 'departmentSchedules'>,
  unitColumns: ReadonlyMap<string, string | undefined>,
): Source {
  const written = valueAt(source.tree, [SCHEDULES]);
  if (!isFields(source.tree) || !isFields(written)) return source;
  /** Where the lines that are left stand among the department's. */
  const places = new Map<string, readonly number[]>();
  const lists = Object.entries(written).flatMap(([key, list]): [string, Tree][] => {
    if (!departmentSchedules.has(key)) return [[key, list]];
    const column = unitColumns.get(key);
    if (column === undefined || !Array.isArray(list)) return [];
    const own = list.flatMap((line, i) =>
      textOf(valueAt(line, [column])) === unit.code ? [{ line, i }] : [],
    );
    places.set(
      key,
      own.map(({ i }) => i),
    );
    return [[key, own.map(({ line }) => line)]];
  });
  const like = (fields: Fields) =>
    Object.assign(Object.create(Object.getPrototypeOf(source.tree)), fields);
  const { [SCHEDULES]: _, ...rest } = source.tree;
  const origin = (path: Path): Path => {
    const [section, key, line, ...inside] = path;
    const at = section === SCHEDULES && places.get(String(key))?.[Number(line)];
    return typeof at === 'number' ? [SCHEDULES, key ?? '', at, ...inside] : path;
  };
  return {
    ...source,
    tree: like(lists.length > 0 ? { ...rest, [SCHEDULES]: like(Object.fromEntries(lists)) } : rest),
    valueSpan: (path) => source.valueSpan(origin(path)),
    keySpan: (path) => source.keySpan(origin(path)),
  };
}

/** The tree of a unit's package while it is put together, and where each piece of it comes from. */
class Draft {
  private readonly tree: Record<string, Tree>;
  private readonly origins = new Map<string, Path>();
  readonly departmentSchedules = new Set<string>();
  /** What the unit writes itself. */
  private readonly own: Fields;

  constructor(
    private readonly whole: Source,
    private readonly unit: UnitName,
  ) {
    this.tree = this.like({});
    const own = valueAt(whole.tree, [OWN, unit.code]);
    this.own = isFields(own) ? own : this.like({});
    this.fill();
  }

  /** A map of the same kind as those of the file, which know no keys but their own. */
  private like(fields: Fields): Record<string, Tree> {
    return Object.assign(Object.create(Object.getPrototypeOf(this.whole.tree)), fields);
  }

  private written(...path: Path): Tree | undefined {
    return valueAt(this.whole.tree, path);
  }

  /** @param origin where it stands in the department's file */
  private put(key: string, value: Tree | undefined, origin: Path): void {
    if (value === undefined) return;
    this.tree[key] = value;
    this.origins.set(key, origin);
  }

  /** A list of which only some entries stay. @param entries each with its place in the file's list */
  private putList(key: string, entries: readonly { entry: Tree; i: number }[]): void {
    this.put(
      key,
      entries.map(({ entry }) => entry),
      [key],
    );
    entries.forEach(({ i }, n) => {
      this.origins.set(pathKey([key, n]), [key, i]);
    });
  }

  private fill(): void {
    const { code } = this.unit;
    for (const key of SHARED) this.put(key, this.written(key), [key]);
    const format = this.written('单位格式') === undefined ? '格式' : '单位格式';
    this.put('格式', this.written(format), [format]);
    this.tree.主体 = '单位';
    const place = listAt(this.whole.tree, '单位').findIndex(
      (one) => textOf(valueAt(one, ['代码'])) === code,
    );
    const named = {
      代码: this.written('单位', place, '代码'),
      名称: this.written('单位', place, '名称'),
    };
    this.put('部门', this.like(named as Fields), ['单位', place]);
    for (const key of Object.keys(this.whole.tree as Fields)) this.narrowSection(key);
    // files of other years are narrowed as well
    for (const key of OTHER_YEARS)
      if (typeof this.written(key) === 'string') this.put(key, this.written(key), [key]);
    for (const key of SAID_TO_BE_NONE)
      if (isNothing(this.written(key))) this.put(key, this.written(key), [key]);
    for (const [key, value] of Object.entries(this.own)) this.put(key, value, [OWN, code, key]);
    this.addSchedules();
  }

  /** The department's lists that the unit does not write itself. */
  private addSchedules(): void {
    const { [SCHEDULES]: own = this.like({}) } = this.own;
    const whole = this.written(SCHEDULES);
    if (!isFields(whole) || !isFields(own)) return;
    const left = Object.entries(whole).filter(([key]) => !Object.hasOwn(own, key));
    this.tree[SCHEDULES] = this.like({ ...Object.fromEntries(left), ...own });
    for (const [key] of left) {
      this.origins.set(pathKey([SCHEDULES, key]), [SCHEDULES, key]);
      this.departmentSchedules.add(key);
    }
  }

  /** What is written by unit. */
  private narrowSection(key: string): void {
    const section = this.written(key);
    if (key === '项目支出') this.narrowProjects();
    else if (key === '绩效项目' || key === '项目自评') this.narrowForms(key);
    else if (key === '项目经费说明') this.narrowStatements(key);
    else if (Array.isArray(section)) {
      const of = key === '单位' ? '代码' : '单位';
      const entries = section.flatMap((entry, i) =>
        textOf(valueAt(entry, [of])) === this.unit.code ? [{ entry: this.settled(entry), i }] : [],
      );
      if (entries.length > 0 || REQUIRED.has(key)) this.putList(key, entries);
    } else if (isFields(section) && BY_CODE.has(key)) {
      const amount = section[this.unit.code];
      if (amount !== undefined) this.put(key, this.like({ [this.unit.code]: amount }), [key]);
    }
  }

  /** A line as the unit itself shows it: whom in the department it is from or for is no matter here. */
  private settled(entry: Tree): Tree {
    if (!isFields(entry) || entry.对方 === undefined) return entry;
    const { 对方: _, ...rest } = entry;
    return this.like(rest);
  }

  /** The unit that a project is listed under. */
  private ownerOf(project: Tree): string | undefined {
    return textOf(valueAt(project, ['单位']));
  }

  private narrowProjects(): void {
    const kept = listAt(this.whole.tree, '项目支出').flatMap((project, i) => {
      if (!isFields(project)) return [];
      const lines = listAt(project, '支出');
      const own = lines.flatMap((line, j) =>
        (textOf(valueAt(line, ['单位'])) ?? this.ownerOf(project)) === this.unit.code
          ? [{ line, j }]
          : [],
      );
      return own.length === 0 ? [] : [{ project, i, own, all: own.length === lines.length }];
    });
    this.putList(
      '项目支出',
      kept.map(({ project, i, own, all }) => {
        // a total that was written is that of all units
        const { 合计, ...rest } = project;
        const entry = this.like({ ...rest, ...(all && 合计 !== undefined ? { 合计 } : {}) });
        entry.单位 = this.unit.code;
        entry.支出 = own.map(({ line }) => line);
        return { entry, i };
      }),
    );
    kept.forEach(({ i, own }, n) => {
      own.forEach(({ j }, m) => {
        this.origins.set(pathKey(['项目支出', n, '支出', m]), ['项目支出', i, '支出', j]);
      });
    });
    if (kept.length === 0) delete this.tree.项目支出;
  }

  /** The entries of a list all of whose projects are the unit's. */
  private ofOwnProjects(key: string, isOwn: (project: Tree) => boolean) {
    const projects = listAt(this.whole.tree, '项目支出');
    const word = (project: Tree, name: string) => textOf(valueAt(project, [name])) ?? '';
    const { called } = projectNames(
      projects.map((one) => ({
        name: word(one, '名称'),
        unit: word(one, '单位'),
        code: word(one, '编码'),
      })),
    );
    const allOwn = (name: string) =>
      (called.get(name) ?? []).every((i) => isOwn(projects[i] ?? null));
    return listAt(this.whole.tree, key).flatMap((entry, i) => {
      const names = listAt(entry, '项目').map((name) => textOf(name) ?? '');
      return isFields(entry) && names.length > 0 && names.every(allOwn) ? [{ entry, i }] : [];
    });
  }

  /** What is said of projects that nobody else spends on. */
  private narrowStatements(key: string): void {
    const isOwn = (project: Tree) =>
      [project, ...listAt(project, '支出')].every(
        (one) => (textOf(valueAt(one, ['单位'])) ?? this.ownerOf(project)) === this.unit.code,
      );
    const kept = this.ofOwnProjects(key, isOwn);
    if (kept.length > 0) this.putList(key, kept);
  }

  /** Forms of projects, those all of whose projects are listed under the unit. */
  private narrowForms(key: string): void {
    const isOwn = (project: Tree) => this.ownerOf(project) === this.unit.code;
    const kept = this.ofOwnProjects(key, isOwn).flatMap(({ entry: form, i }) => {
      // what a form of the department's leaves to it is the department, not the unit
      const over = form.主管部门 ?? this.written('部门', '名称');
      return [
        { entry: this.like({ ...form, ...(over === undefined ? {} : { 主管部门: over }) }), i },
      ];
    });
    if (kept.length > 0) this.putList(key, kept);
  }

  comesFromDepartment(key: string): boolean {
    return this.origins.get(key)?.length === 1;
  }

  /** What keeps the unit from a package of its own. */
  problems(): Diagnostic[] {
    const { code, name } = this.unit;
    const out: Diagnostic[] = [];
    const own =
      this.written(OWN, code) === undefined ? ['单位', this.index(), '代码'] : [OWN, code];
    if (this.tree.概况 === undefined) {
      const message = `单位 ${code} ${name}的材料缺少“概况”：职责只写了部门的，不能当作单位的`;
      const hint = `请在“${OWN}”的“${code}”里写“概况: { 主要职责: […] }”`;
      out.push(at(this.whole.keySpan(own), 'key-missing', message, hint));
    }
    for (const key of SAID_TO_BE_NONE) {
      const lines = BY_LINES.get(key) ?? key;
      const whole = this.written(key);
      if (whole === undefined || this.tree[key] || listAt(this.whole.tree, lines).length > 0)
        continue;
      const message = `“${key}”是部门合起来写的，不知道单位 ${code} ${name}的；不写就印成没有`;
      const hint = `请在“${OWN}”的“${code}”里写“${key}”，没有的写 0`;
      out.push(at(this.whole.keySpan([key]), 'key-missing', message, hint));
    }
    const kept = this.written('年终结转结余');
    if (kept !== undefined && !isNothing(kept)) {
      const message = `“年终结转结余”是合起来写的，不知道单位 ${code} ${name}的是多少`;
      const hint = '请分开写在“收入”里各单位的“年终结转结余”里';
      out.push(at(this.whole.keySpan(['年终结转结余']), 'key-missing', message, hint));
    }
    return out;
  }

  private index(): number {
    return unitsIn(this.whole).findIndex(({ code }) => code === this.unit.code);
  }

  source(): Source {
    const { whole, tree } = this;
    return {
      file: whole.file,
      text: whole.text,
      tree,
      valueSpan: (path) => whole.valueSpan(this.origin(path)),
      keySpan: (path) => whole.keySpan(this.origin(path)),
      spanOf: (start, end) => whole.spanOf(start, end),
      remarks: whole.remarks,
    };
  }

  /** Where a path of the unit's package leads in the department's file; what is not written belongs below 单位材料. */
  private origin(path: Path): Path {
    for (let n = path.length; n > 0; n--) {
      const found = this.origins.get(pathKey(path.slice(0, n)));
      if (found) return [...found, ...path.slice(n)];
    }
    return [OWN, this.unit.code, ...path];
  }
}

/** Sections that an input must have, be they empty. */
const REQUIRED: ReadonlySet<string> = new Set(['收入', '基本支出']);
/** Maps from the codes of units to amounts. */
const BY_CODE: ReadonlySet<string> = new Set(['使用非财政拨款结余', '结余分配']);

/** Sections without which sentences say that there is none. */
const SAID_TO_BE_NONE = ['政府采购', '政府购买服务', '国有资产', '绩效管理'] as const;
/** Lists, by unit, from which such a section follows. */
const BY_LINES: ReadonlyMap<string, string> = new Map([
  ['政府采购', '政府采购明细'],
  ['政府购买服务', '购买服务明细'],
]);

/** Whether nothing but zeros stands there: what a department has none of, none of its units has. */
function isNothing(tree: Tree | undefined): boolean {
  if (isFields(tree)) return Object.values(tree).every(isNothing);
  return /^0+(\.0+)?$/.test(textOf(tree) ?? '');
}
