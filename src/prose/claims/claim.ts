/** What a sentence says: what it speaks of, the relation, the value; its stretch is that of the words that say it. */
import type { Basis } from '../../model/terms.js';
import type { Meaning, Name } from '../meanings.js';
import type { Level } from '../names-subjects.js';
import type { ExactNumber, WrittenNumber } from '../numbers.js';
import type { Stretch } from '../text.js';

/** Of which figures an amount is; 预算 only in final accounts. */
export type Frame = '本年' | '上年' | '预算';

/** A name that a text gives to what follows it; its stretch is that of the name. */
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

/** 公用经费约 331 万元 */
export interface AmountClaim extends Stretch {
  readonly relation: '是';
  readonly what: Referent;
  readonly value: ExactNumber;
  readonly about: boolean;
}

/** 1.2.4 万元: no number at all. */
export interface NoNumber extends Stretch {
  readonly relation: '不是数';
  readonly unit: WrittenNumber['unit'];
}

/** 4个项目共 1670.54 万元 */
export interface CountClaim extends Stretch {
  readonly relation: '个数';
  /** What projects cost together. */
  readonly meanings: readonly Meaning[];
  readonly count: number;
  readonly value: ExactNumber;
}

/** An amount of a text that a percentage speaks of; it begins with its name, if it has one. */
export interface Part extends Stretch {
  readonly amount: ExactNumber;
  readonly about: boolean;
}

/** 基本支出 2,665.41 万元，占 61.47%: of one of the wholes, or of the one whole that is named behind 占. */
export interface ShareClaim extends Stretch {
  readonly relation: '占';
  readonly part: Part | Referent;
  readonly wholes: readonly Referent[];
  /** Whether the whole is named with the share. */
  readonly named: boolean;
  readonly value: ExactNumber;
  readonly about: boolean;
}

/** 支出决算 4,255.83 万元，完成年初预算的 98% */
export interface ExecutionClaim extends Stretch {
  readonly relation: '完成';
  readonly meanings: readonly Meaning[];
  /** What was spent, where the text says it. */
  readonly part: Part | undefined;
  readonly bases: readonly Basis[];
  readonly value: ExactNumber;
  readonly about: boolean;
}

/** A share of more than 100%, whatever it is of. */
export interface ExcessClaim extends Stretch {
  readonly relation: '超过';
  readonly value: ExactNumber;
}

export type Direction = '增' | '减' | '持平' | '不持平';

/** What a text says of a change. */
export interface StatedChange {
  readonly direction: Direction;
  readonly amount: ExactNumber | undefined;
  readonly percent: WrittenNumber | undefined;
  readonly about: boolean;
  /** 增加 5 万元，下降 1%. */
  readonly opposed: boolean;
}

/** 公用经费比上年增加 5 万元，增长 2% */
export interface ChangeClaim extends Stretch, StatedChange {
  readonly relation: '增减';
  readonly meanings: readonly Meaning[];
  readonly basis: Basis;
  /** The amount that it is compared with, where that is written. */
  readonly before: ExactNumber | undefined;
}

/** 由2025年的 160.32 万元增加到 330.77 万元 */
export interface MoveClaim extends Stretch {
  readonly relation: '变动';
  /** What moved, and since when; undefined where that cannot be told. */
  readonly of: { readonly meanings: readonly Meaning[]; readonly basis: Basis } | undefined;
  readonly from: ExactNumber;
  readonly to: ExactNumber;
  /** Undefined of words without a direction: 调整为. */
  readonly direction: Direction | undefined;
}

/** A reason that says that what it is a reason for rose or fell: 公务接待费减少. */
export interface DirectionClaim extends Stretch {
  readonly relation: '方向';
  readonly meanings: readonly Meaning[];
  readonly basis: Basis;
  readonly direction: Direction;
  /** 支出相应减少: what it is the consequence of is not told. */
  readonly consequence: boolean;
}

/** 住房公积金（项） */
export interface SubjectClaim extends Stretch {
  readonly relation: '科目';
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
}

/** 201 一般公共服务支出: a code of the dictionary and the words behind it. */
export interface CodeClaim extends Stretch {
  readonly relation: '代码';
  readonly code: string;
  readonly name: string;
}

export type Claim =
  | AmountClaim
  | NoNumber
  | CountClaim
  | ShareClaim
  | ExecutionClaim
  | ExcessClaim
  | ChangeClaim
  | MoveClaim
  | DirectionClaim
  | SubjectClaim
  | CodeClaim;

/** The claims of a kind, in their order. */
export function claimsOf<R extends Claim['relation']>(
  claims: readonly Claim[],
  ...relations: readonly R[]
): Extract<Claim, { relation: R }>[] {
  const wanted: readonly string[] = relations;
  return claims.filter((claim): claim is Extract<Claim, { relation: R }> =>
    wanted.includes(claim.relation),
  );
}
