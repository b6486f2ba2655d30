/** What final accounts (决算) hold beyond a budget: counts, small firms, key tasks, self-evaluation. */
import type { FinalFieldName } from './form-fields.js';
import type { Decimal, Figure, Span } from './money.js';
import type { SmallFirmItem, WonItem } from './terms.js';

/** One of 重点工作: what was planned and what came of it. */
export interface KeyTask {
  readonly matter: string;
  readonly goals: string;
  readonly done: string;
}

/** An indicator as it was met. `score` and `weight` in points; undefined where the form is not scored. */
export interface ScoredIndicator {
  readonly level1: string;
  readonly level2: string;
  /** Empty where the form lists the second level without any indicator. */
  readonly name: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: Decimal | undefined;
  readonly score: Decimal | undefined;
  /** Named among the main results in the narrative. */
  readonly highlight: boolean;
  readonly place: Span;
}

export interface EvaluatedGoal {
  readonly text: string;
  readonly done: string;
  /** Points of the goal itself, beside those of its indicators. */
  readonly weight: Decimal | undefined;
  readonly score: Decimal | undefined;
  readonly indicators: readonly ScoredIndicator[];
  readonly place: Span;
}

/** 自评表 of the department as a whole, or of a project. */
export interface SelfEvaluation {
  readonly name: string;
  /** Text fields of the form by their YAML key. */
  readonly texts: Readonly<Record<string, string>>;
  /** 全年预算数, in 元. */
  readonly budget: Figure;
  /** 项目支出 that was spent for it; undefined for the department as a whole. */
  readonly projects: readonly string[] | undefined;
  /** Points for executing the budget in full. */
  readonly executionWeight: Decimal;
  readonly scored: boolean;
  readonly goals: readonly EvaluatedGoal[];
  /** A total that the input states, to be compared with the sum. */
  readonly statedTotal: { readonly value: Decimal; readonly place: Span } | undefined;
  readonly place: Span;
}

export interface FinalAccounts {
  /** Counts and short texts that sentences name, by their field. */
  readonly fields: Readonly<Record<FinalFieldName, string>>;
  readonly runningCosts: ReadonlyMap<string, Figure>;
  readonly smallFirms: ReadonlyMap<SmallFirmItem, Figure>;
  /** What small firms won of what was reserved for them, and of other purchases. */
  readonly reservedWon: ReadonlyMap<WonItem, Figure>;
  readonly keyTasks: readonly KeyTask[];
  readonly overall: SelfEvaluation | undefined;
  readonly projects: readonly SelfEvaluation[];
}
