/**
 * The model: one department's year as a set of exact facts, each of which knows where it was
 * written. Every published figure is a selection of facts, summed.
 */
import type { FinalAccounts } from './final.js';
import type { ManagementStage, TextName } from './form-fields.js';
import type { PackageKind } from './kind.js';
import type { Figure, Span } from './money.js';
import type { Schedule } from './schedule.js';
import type { Subjects } from './subjects.js';
import type {
  CostSource,
  ExpenseGroup,
  ExpenseItem,
  Fund,
  IncomeKind,
  Nature,
  ProcurementKind,
  Publisher,
  ReservedItem,
  UnitKind,
} from './terms.js';

/** One leaf amount, in 元. Members that do not apply are absent. */
export interface Fact {
  readonly side: '收入' | '支出' | '年终结转结余' | '使用非财政拨款结余' | '结余分配';
  readonly amount: Figure;
  readonly fund: Fund;
  /** 上年（年初）结转结余 received, or expenditure paid from it. */
  readonly carriedOver: boolean;
  readonly unit?: string;
  readonly income?: IncomeKind;
  readonly nature?: Nature;
  readonly functional?: string;
  readonly economic?: string;
  /** 款 of 政府预算支出经济分类, as far as it is determined. */
  readonly government?: string;
  readonly group?: ExpenseGroup;
  readonly project?: string;
  /** Of what is set off within the department: the unit that it is paid to, or received from. */
  readonly counterpart?: string;
}

/** A transfer between two units of the department, where the one that receives it says from whom. */
export interface Transfer {
  readonly payer: string;
  readonly receiver: string;
  readonly nature: Nature;
  readonly income: IncomeKind;
  readonly paid: Figure;
  readonly received: Figure;
}

/** Something of which the input says that it is still to be confirmed or filled in. */
export interface Unfinished {
  /** From the mark on: 待核：按合计推算. */
  readonly text: string;
  /** Of the mark and what is said behind it. */
  readonly span: Span;
  /** What it stands beside, as a message quotes it; absent where it stands alone. */
  readonly about?: string;
}

/** A total that was written beside what it can be computed from. */
export interface StatedTotal {
  readonly group: '分组' | '总数' | '逐项' | '各类' | '上年';
  readonly what: string;
  readonly stated: Figure;
  readonly computed: Figure;
  /** What the computed figure is: 明细之和, 数量 × 单价. */
  readonly computedName: string;
  /** Unit that both were written in. */
  readonly unit: '元' | '万元' | '辆';
  /** Amounts that the computed figure sums. */
  readonly terms: readonly Figure[];
}

/** A text of the input as it was written, for rules that read prose. */
export interface Passage {
  /** Keys and list positions that lead to it. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  /**
   * Place of a part of the text, the first of that wording at or behind an offset; of the whole
   * where it cannot be told.
   */
  readonly place: (part: string, from?: number) => Span;
}

/** 豁免: a rule that the department does not follow in a case, and why. */
export interface Waiver {
  readonly rule: string;
  /** Only findings whose message holds these words; all of the rule, if absent. */
  readonly about: string | undefined;
  readonly reason: string;
  readonly place: Span;
}

/** By what an amount may be told apart, beside its side, its funds and where it came from. */
export type Fineness =
  | 'units'
  | 'natures'
  | 'group'
  | 'functional'
  | 'economic'
  | 'government'
  | 'projects';

/** A figure, or several by subject, that a list of a year's figures writes. */
export interface Listing {
  readonly side: Fact['side'];
  /** Of several it is not written how much is of which. */
  readonly funds: readonly Fund[];
  /** Undefined where it is not written. */
  readonly carriedOver?: boolean;
  readonly income?: IncomeKind;
  readonly by: readonly Fineness[];
}

/** A year's facts, and sums of it that were stated because its leaves are not at hand. */
export interface YearFigures {
  readonly year: number;
  readonly facts: readonly Fact[];
  readonly threePublic?: ReadonlyMap<ExpenseItem, Figure>;
  /** Numbers of trips, people, cars and the like, by the names of their fields. */
  readonly counts?: ReadonlyMap<string, Figure>;
  readonly officeExpenses?: Figure;
  readonly procurement?: Figure;
  /** Of that, as far as it is known by kind. */
  readonly procurementByKind?: ReadonlyMap<ProcurementKind, Figure>;
  readonly stated?: readonly StatedTotal[];
  /** What a list of figures writes; undefined of a complete input. */
  readonly listings?: readonly Listing[];
  /** What a complete input has. */
  readonly units?: readonly Unit[];
  readonly projects?: readonly Project[];
}

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

export interface Project {
  /** What facts and forms call it: its name, with its unit's code or by its own where several have that. */
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly unit: string;
  /** Those that spend on it, its own first. */
  readonly units: readonly string[];
  readonly category: string;
  readonly purpose: string | undefined;
}

export interface Indicator {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly before: string;
  readonly last: string;
  readonly value: string;
  readonly weight: string;
  readonly basis: string;
}

export interface Goal {
  readonly text: string;
  /** 指标权重比例, %. */
  readonly weight: string;
  readonly indicators: readonly Indicator[];
}

export interface PerformanceProject {
  readonly name: string;
  readonly publicName: string;
  readonly code: string;
  readonly projects: readonly string[];
  readonly purpose: string;
  /** Text fields of the form by their YAML key, defaults filled in. */
  readonly texts: Readonly<Record<string, string>>;
  readonly totalBudget: Figure | undefined;
  readonly lastYear: Figure | undefined;
  readonly yearBefore: Figure | undefined;
  readonly activities: readonly {
    readonly texts: Readonly<Record<string, string>>;
    readonly source: CostSource;
    readonly amount: Figure;
  }[];
  readonly purchases: readonly {
    readonly texts: Readonly<Record<string, string>>;
    readonly amount: Figure;
  }[];
  readonly longTerm: readonly Goal[];
  readonly annual: readonly Goal[];
}

/** One line of 政府采购预算表 or of 政府购买服务预算表: its words and its amounts by their YAML keys. */
export interface DetailLine {
  readonly unit: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, Figure>>;
}

/** How many people a department has, by what they are. */
export interface Staff {
  readonly posts: { readonly civil: number; readonly institution: number };
  readonly serving: {
    readonly civil: number;
    readonly institution: number;
    /** 参公, among those of the institutions. */
    readonly managed: number;
  };
  /** 离休 and 退休. */
  readonly retired: { readonly veteran: number; readonly ordinary: number };
}

export interface OverallPerformance {
  readonly texts: Readonly<Record<string, string>>;
  /** Receipts and expenditure of the two years before, newest first, by their YAML key. */
  readonly history: readonly {
    readonly year: number;
    readonly amounts: ReadonlyMap<string, Figure>;
  }[];
  /** Names of 绩效项目 in the order of this form; those that it does not name come behind. */
  readonly order: readonly string[];
  readonly longTerm: readonly Goal[];
  readonly annual: readonly Goal[];
}

/** What is published of a project heading by heading. */
export interface ProjectStatement {
  readonly name: string;
  /** Keys of the projects that its amount is of. */
  readonly projects: readonly string[];
  /** Paragraphs by heading. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/** One department's year as it is disclosed: its budget, or its final accounts. */
export interface Budget extends YearFigures {
  readonly kind: PackageKind;
  /** Whose package it is; templates call it 主体. */
  readonly publisher: Publisher;
  readonly date: string;
  readonly department: {
    readonly code: string;
    readonly name: string;
    readonly formalName: string;
    readonly shortName: string;
  };
  readonly units: readonly Unit[];
  /** Transfers between its units, both sides, which are no part of its facts. */
  readonly internal: readonly Fact[];
  readonly transfers: readonly Transfer[];
  readonly projects: readonly Project[];
  readonly prior: YearFigures | undefined;
  /** 上年执行数: what was received and spent of the budget of the year before. */
  readonly outturn: YearFigures | undefined;
  /** 年初预算 and 全年预算 that final accounts are compared with. */
  readonly initial: YearFigures | undefined;
  readonly adjusted: YearFigures | undefined;
  readonly subjects: Subjects;
  /** Paragraphs of the department's own. */
  readonly texts: Readonly<Partial<Record<TextName, readonly string[]>>>;
  readonly glossary: ReadonlyMap<string, string>;
  /** Reasons and purposes by their YAML path, e.g. 功能科目.2060101, 三公经费.合计, 主要用途.206. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly procurementByKind: ReadonlyMap<ProcurementKind, Figure>;
  readonly services: ReadonlyMap<string, Figure>;
  readonly purchaseLines: readonly DetailLine[];
  readonly serviceLines: readonly DetailLine[];
  /** 附表, by their keys: all that the format declares, written or not. */
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** 封面栏目 that the format declares, as they are printed; empty where nothing is written. */
  readonly coverFields: Readonly<Record<string, string>>;
  /** 政府采购 that is reserved for small firms. */
  readonly reserved: ReadonlyMap<ReservedItem, Figure>;
  readonly vehicles: ReadonlyMap<string, number>;
  /** Vehicles that a budget provides for buying, by their kinds; undefined where it says nothing of it. */
  readonly plannedVehicles: ReadonlyMap<string, number> | undefined;
  /** Whether the input says anything of vehicles and other assets, be it none. */
  readonly assetsStated: boolean;
  /** 房屋面积 in m², as a sentence prints it; empty where it is not written. */
  readonly floorArea: string;
  /** Counts and short texts that sentences name, by their field. */
  readonly sentenceFields: Readonly<Record<string, string>>;
  readonly counts: ReadonlyMap<string, Figure>;
  readonly staff: Staff | undefined;
  readonly overall: OverallPerformance | undefined;
  readonly performance: readonly PerformanceProject[];
  /** 绩效管理 as it is counted, by the names that sentences ask for, and the amounts of its stages. */
  readonly management: {
    readonly counts: Readonly<Record<string, string>>;
    readonly amounts: ReadonlyMap<ManagementStage, Figure>;
  };
  /** 项目经费说明 */
  readonly statements: readonly ProjectStatement[];
  /** Place of the key that a path ends in; of the nearest part of it that was written. */
  readonly placeOf: (path: readonly (string | number)[]) => Span;
  /** Texts of the input, in its order. */
  readonly passages: readonly Passage[];
  readonly waivers: readonly Waiver[];
  readonly unfinished: readonly Unfinished[];
  /** What final accounts have beyond a budget. */
  readonly final: FinalAccounts | undefined;
}
