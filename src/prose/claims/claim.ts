/** What a sentence says: what it speaks of, the relation, the value; its stretch is that of the words that say it. */
import type { Basis } from '../../model/terms.js';
import type { Meaning, Name } from '../meanings.js';
import type { Level } from '../names-subjects.js';
import type { ExactNumber, WrittenNumber } from '../numbers.js';
import type { Stretch } from '../text.js';

/** Of which figures an amount is; 预算 only in final accounts. */
export type Frame = '本年' | '上年' | '预算';

/** A name that a text gives to what follows it; its stretch begins with the name, or with the unit that it is of. */
export interface Mention extends Stretch {
  readonly name: Name;
  /** What stands between the name and what it names. */
  readonly between: string;
  /** The figures that it is of; undefined where they are another year's, or that cannot be told. */
  readonly frame: Frame | undefined;
}
export type Referent = Mention & { readonly frame: Frame };
export const isReferent = (mention: Mention | undefined): mention is Referent =>
  mention?.frame !== undefined;

/** An amount of a text that a percentage speaks of; it begins with its name, if it has one. */
export interface Part extends Stretch {
  readonly amount: ExactNumber;
  readonly about: boolean;
}

export type Direction = '增' | '减' | '持平' | '不持平';

/** What is compared, and with which figures. */
interface Compared {
  readonly meanings: readonly Meaning[];
  readonly basis: Basis;
}

/** What a claim of each relation says. `about`: 约 stands before the value. */
interface Said {
  /** 公用经费约 331 万元 */
  readonly 是: { readonly what: Referent; readonly value: ExactNumber; readonly about: boolean };
  /** 1.2.4 万元: no number at all. */
  readonly 不是数: { readonly unit: WrittenNumber['unit'] };
  /** 4个项目共 1670.54 万元; the meanings are those of 项目支出. */
  readonly 个数: {
    readonly count: number;
    readonly meanings: readonly Meaning[];
    readonly value: ExactNumber;
  };
  /** 基本支出 2,665.41 万元，占 61.47%: of the one whole that is named behind 占, or else of one of the wholes. */
  readonly 占: {
    readonly part: Part | Referent;
    readonly wholes: readonly Referent[];
    readonly named: boolean;
    readonly value: ExactNumber;
    readonly about: boolean;
  };
  /** 支出决算 4,255.83 万元，完成年初预算的 98%; the part is what was spent, where the text says it. */
  readonly 完成: {
    readonly meanings: readonly Meaning[];
    readonly part: Part | undefined;
    readonly bases: readonly Basis[];
    readonly value: ExactNumber;
    readonly about: boolean;
  };
  /** A share of more than 100%, whatever it is of. */
  readonly 超过: { readonly value: ExactNumber };
  /** 公用经费比上年的 5 万元增加 5 万元，增长 100%; opposed: 增加 5 万元，下降 1%. */
  readonly 增减: Compared & {
    readonly before: ExactNumber | undefined;
    readonly direction: Direction;
    readonly amount: ExactNumber | undefined;
    readonly percent: WrittenNumber | undefined;
    readonly about: boolean;
    readonly opposed: boolean;
  };
  /** 由2025年的 160.32 万元增加到 330.77 万元; without what it is of, or a direction, where those cannot be told. */
  readonly 变动: {
    readonly of: Compared | undefined;
    readonly from: ExactNumber;
    readonly to: ExactNumber;
    readonly direction: Direction | undefined;
  };
  /** A reason says that what it is a reason for rose or fell: 公务接待费减少. Consequence: 支出相应减少. */
  readonly 方向: Compared & { readonly direction: Direction; readonly consequence: boolean };
  /** 住房公积金（项） */
  readonly 科目: {
    readonly level: Level;
    /** The name before the level, as the dictionary has it; undefined where it has none of the level. */
    readonly name: string | undefined;
    /** Otherwise what stands there, back to what cannot be of a name. */
    readonly phrase: string;
    /** Offset of the level. */
    readonly mark: number;
    /** 科学技术（类）支出: 支出 stands behind the level. */
    readonly spent: boolean;
    /** One of several names right behind each other. */
    readonly listed: boolean;
  };
  /** 201 一般公共服务支出: a code of the dictionary and the words behind it. */
  readonly 代码: { readonly code: string; readonly name: string };
}
export type Relation = keyof Said;

type AnyClaim = { [R in Relation]: Stretch & { readonly relation: R } & Said[R] }[Relation];

/** A claim, of any relation or of some. */
export type Claim<R extends Relation = Relation> = Extract<AnyClaim, { relation: R }>;

/** The claims of some relations, in their order. */
export function claimsOf<R extends Relation>(
  claims: readonly Claim[],
  ...relations: readonly R[]
): Claim<R>[] {
  const wanted: readonly Relation[] = relations;
  return claims.filter((claim): claim is Claim<R> => wanted.includes(claim.relation));
}
