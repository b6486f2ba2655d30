/** Reports as the JSON that check-schema.ts describes: same input, same bytes. */
import { type FileReport, type Item, itemsOf, toldOf } from '../../checks/report.js';
import { isFinding, measure } from '../../checks/rule.js';
import { type Diagnostic, sortDiagnostics } from '../../diagnostics.js';
import type { Decimal, Side, Sides, Span } from '../../model/money.js';
import type { CheckOutput, FileOutput, PlaceOutput, ResultOutput } from './check-schema.js';
import { unchecked } from './check-text.js';
import { CHECK_VERSION } from './format-versions.js';
import { slashed } from './json-text.js';

export interface JsonOptions {
  readonly version: string;
  /** Also what holds. */
  readonly all?: boolean;
}

/** All reports as one value. */
export function checkOutput(reports: readonly FileReport[], options: JsonOptions): CheckOutput {
  return {
    工具: 'gongkai',
    版本: options.version,
    格式版本: CHECK_VERSION,
    文件: reports.map((report) => fileOf(report, options.all === true)),
  };
}

function fileOf(report: FileReport, all: boolean): FileOutput {
  const { model } = report;
  const problems = sortDiagnostics(report.problems);
  const items = itemsOf(report);
  return {
    文件: slashed(report.file),
    类型: report.kind,
    部门: model?.budget.department.name,
    年度: model?.budget.year,
    格式: model?.profile.id,
    说明: unchecked(report),
    统计: { 核对: items.length, ...toldOf(report) },
    先核对: report.suspects.map(({ off, findings, places }) => ({
      差额: amount(off, '元'),
      项数: findings,
      位置: places.map(placeOf),
    })),
    未见问题: report.silent.map(({ id }) => id),
    结果: [...problems.map(problemOf), ...(all ? items : listed(items)).map(resultOf)],
  };
}

/** What is listed unless all is asked for: that which does not hold. */
export const listed = (items: readonly Item[]): readonly Item[] =>
  items.filter(({ level }) => level !== '相符');

function problemOf(d: Diagnostic): ResultOutput {
  const { file, line, column } = d;
  const { start = 0, end = 0, cell } = d.span ?? {};
  return {
    代码: d.code,
    级别: d.severity,
    内容: d.message,
    位置: placeOf({ file, line, column, start, end, ...(cell ? { cell } : {}) }),
    改法: d.hint || undefined,
    其余位置: d.others?.map(placeOf),
  };
}

function resultOf({ rule, outcome, level, table, span, waiver }: Item): ResultOutput {
  const { sides } = outcome;
  return {
    规则: rule.id,
    级别: level,
    要求: rule.holds,
    内容: isFinding(outcome) ? outcome.message : agreement(outcome.sides),
    位置: placeOf(span),
    表: table && { 号: table.id, 名: table.name },
    左: sides && sideOf(sides.left, sides.unit),
    右: sides && sideOf(sides.right, sides.unit),
    关系: sides?.sign,
    差额: sides && amount(sides.left.figure.value.minus(sides.right.figure.value), sides.unit),
    改法: (isFinding(outcome) && outcome.hint) || undefined,
    豁免理由: waiver?.reason,
  };
}

/** `甲 3 万元 = 乙 3 万元` */
export function agreement({ left, right, sign, unit }: Sides): string {
  const told = ({ name, figure }: Side) => `${name} ${measure(figure.value, unit)}`;
  return `${told(left)} ${sign} ${told(right)}`;
}

function sideOf({ name, figure }: Side, unit: Sides['unit']): ResultOutput['左'] & object {
  return {
    名: name,
    数: amount(figure.value, unit),
    单位: unit === '元' ? '万元' : unit,
    位置: figure.sources.map(placeOf),
  };
}

/** An exact decimal without exponent; amounts in 万元. */
function amount(value: Decimal, unit: Sides['unit']): string {
  const shown = unit === '元' ? value.div(10_000) : value;
  return shown.isZero() ? '0' : shown.toFixed();
}

function placeOf({ file, line, column, start, end, cell }: Span): PlaceOutput {
  const place = { 文件: slashed(file), 行: line, 列: column, 起: start, 止: end };
  return cell ? { ...place, 工作表: cell.sheet, 格: cell.address } : place;
}
