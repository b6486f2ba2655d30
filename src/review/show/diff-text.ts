/** A comparison as a person reads it in a terminal. */

import { printable } from '../../diagnostics.js';
import { Decimal } from '../../model/money.js';
import { formatNumber } from '../../tables/table.js';
import { compareWords } from '../compare/changed-words.js';
import type { Word } from '../compare/comparison.js';
import { noEffect } from './diff-due.js';
import type { DiffOutput, EditionOutput } from './diff-schema.js';
import { inputPlace } from './trail.js';

type CauseOutput = DiffOutput['来源'][number];
type TableOutput = DiffOutput['表'][number];
type CellOutput = TableOutput['单元格'][number];
type SentenceOutput = DiffOutput['文字'][number];

/** More tables of a cause are told by their number. */
const MOST_TABLES = 6;

/** @param all also what only follows from other changes */
export function diffText(output: DiffOutput, all: boolean): string {
  const lines = [
    `甲　${sideLine(output.甲)}`,
    `乙　${sideLine(output.乙)}`,
    ...output.说明.map((remark) => `注意：${remark}`),
    '',
    ...settingLines(output),
    ...causeLines(output),
    ...sectionLines(output),
    ...output.表.flatMap((table) => tableLines(table, all)),
    ...sentenceLines(output, all),
    summary(output),
    ...(hasFollowers(output) && !all ? ['随动的没有逐一列出；写 --全部 都列出。'] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** `共 1 处来源，……。` */
export function summary({ 相同, 统计, 设置 }: DiffOutput): string {
  if (相同) return '没有不同。';
  const { 来源, 单元格, 随动单元格, 句子, 随动句子, 表 } = 统计;
  const of = (n: number, follows: number, unit: string) =>
    `${n} ${unit}${follows > 0 ? `（其中 ${follows} ${unit}随动）` : ''}`;
  const parts = [
    `变动的来源 ${来源} 处`,
    ...(表 > 0 ? [`${表} 张表`] : []),
    ...(单元格 > 0 ? [of(单元格, 随动单元格, '格')] : []),
    ...(句子 > 0 ? [of(句子, 随动句子, '句话')] : []),
    ...(设置.length > 0 ? [`格式、模板等 ${设置.length} 处`] : []),
  ];
  return `共${parts.join('、')}。`;
}

const hasFollowers = ({ 统计 }: DiffOutput): boolean => 统计.随动单元格 + 统计.随动句子 > 0;

function sideLine({ 名, 种类, 标题, 格式, 版本 }: EditionOutput): string {
  const told = [
    种类,
    标题,
    ...(格式 ? [`格式 ${格式}`] : []),
    ...(版本 ? [`gongkai ${版本}`] : []),
  ];
  return `${名}（${told.join('，')}）`;
}

function settingLines({ 设置 }: DiffOutput): string[] {
  if (设置.length === 0) return [];
  return [
    '格式、模板等',
    ...设置.map(
      ({ 项, 名, 甲, 乙 }) =>
        `  ${项}${名 ? ` ${名}` : ''}　${甲 ?? '（没有）'} → ${乙 ?? '（没有）'}`,
    ),
    '',
  ];
}

const LEADS: Readonly<Record<CauseOutput['种类'], string>> = {
  改数: '',
  改字: '',
  新增: '新增　',
  删除: '删除　',
  表内: '',
};

function causeLines(output: DiffOutput): string[] {
  const { 来源 } = output;
  if (来源.length === 0) return [];
  const written = 来源.some(({ 种类 }) => 种类 !== '表内');
  const none = noEffect(output);
  return [
    written ? '输入里变了的' : '表里最细的变动（没有输入可比）',
    ...来源.flatMap((cause, i) => [
      `${String(i + 1).padStart(3)}　${LEADS[cause.种类]}${cause.名}${placeOf(cause, output)}`,
      ...valueLines(cause),
      ...indented(effectLine(cause, none)),
    ]),
    '',
  ];
}

const indented = (line: string): string[] => (line === '' ? [] : [`     ${line}`]);

/** `　inputs/2026.yaml:232 → new.yaml:233` */
function placeOf({ 输入 }: CauseOutput, output: DiffOutput): string {
  const told = (at: number | undefined) => {
    const line = at === undefined ? undefined : output.输入[at];
    return line ? [inputPlace(line)] : [];
  };
  const places = [...told(输入.甲), ...told(输入.乙)];
  return places.length > 0 ? `　${places.join(' → ')}` : '';
}

/** A short value on one line; a text that was rewritten on two, its changed words marked. */
function valueLines({ 种类, 甲, 乙, 增减, 幅度, 项 }: CauseOutput): string[] {
  if (种类 === '改字' && 甲 !== undefined && 乙 !== undefined) {
    const words = compareWords(甲, 乙);
    const told = (list: readonly Word[]) => marked(list.map((one) => [one.text, one.changed]));
    return [...indented(`原　${told(words.old)}`), ...indented(`现　${told(words.new)}`)];
  }
  const parts = [
    ...(甲 === undefined && 乙 === undefined
      ? []
      : [
          `${甲 === undefined ? '（没有）' : 甲 || '（空）'} → ${乙 === undefined ? '（没有）' : 乙 || '（空）'}`,
        ]),
    ...(项 > 1 ? [`共 ${项} 处`] : []),
    ...(增减 === undefined ? [] : [`${signed(增减)} 万元${幅度 ? `（${幅度}）` : ''}`]),
  ];
  return indented(parts.join('，'));
}

/** @param none what to say where there is none */
function effectLine({ 单元格, 句子, 其他, 表 }: CauseOutput, none: string): string {
  if (单元格 + 句子 + 其他 === 0) return none;
  const tables = 表.length > MOST_TABLES ? `${表.length} 张表` : 表.join('、');
  const parts = [
    ...(单元格 > 0 ? [`${单元格} 格（${tables}）`] : []),
    ...(句子 > 0 ? [`${句子} 句话`] : []),
    ...(其他 > 0 ? [`${其他} 处行名、标题等`] : []),
  ];
  return `引起 ${parts.join('、')}变动`;
}

/** In 万元, as tables print amounts. */
function signed(amount: string): string {
  const value = new Decimal(amount);
  return `${value.isNegative() ? '' : '+'}${formatNumber(value, 2, true)}`;
}

function sectionLines({ 章节 }: DiffOutput): string[] {
  if (章节.length === 0) return [];
  return [
    '章节',
    ...章节.map(
      ({ 种类, 名, 原名, 来源 }) => `  ${种类}　${原名 ? `${原名} → ` : ''}${名}${dueTo(来源)}`,
    ),
    '',
  ];
}

function tableLines(table: TableOutput, all: boolean): string[] {
  const { 号, 名, 原名, 种类, 行, 列, 单元格, 文字 } = table;
  const shown = 单元格.filter(({ 随动 }) => all || !随动);
  const lines = [
    ...行.map(rowLine),
    ...列.map((column) => `  ${column.种类}列　${renamed(column)}${dueTo(column.来源)}`),
    ...文字.map(
      ({ 甲, 乙, 来源 }) => `  表外的字　${甲 ?? '（没有）'} → ${乙 ?? '（没有）'}${dueTo(来源)}`,
    ),
    ...shown.map(cellLine),
  ];
  if (lines.length === 0 && 种类 === '变动' && 原名 === undefined) return [];
  const title = 号 === 名 ? 名 : `${号} ${名}`;
  const kind = 种类 === '变动' ? '' : `（${种类}的表）`;
  const folded = 单元格.length - shown.length;
  return [
    `${原名 ? `${原名} → ` : ''}${title}${kind}`,
    ...lines,
    ...(folded > 0 ? [`  另有 ${folded} 格随动`] : []),
    '',
  ];
}

function rowLine(row: TableOutput['行'][number]): string {
  if (row.种类 === '换次序') return `  行的先后次序变了${dueTo(row.来源)}`;
  return `  ${row.种类}行　${renamed(row)}${row.说明 ? `（${row.说明}）` : ''}${dueTo(row.来源)}`;
}

function renamed({ 名, 编码, 原名, 原编码 }: TableOutput['行'][number]): string {
  const told = (name: string, code: string | undefined) => (code ? `${code} ${name}` : name);
  if (原名 === undefined) return told(名, 编码);
  return `${told(原名, 原编码 ?? 编码)} → ${told(名, 编码)}`;
}

function cellLine({ 行, 编码, 列, 甲, 乙, 增减, 幅度, 来源 }: CellOutput): string {
  const row = (编码 && 编码 !== 行 ? `${编码} ${行}` : 行) || '（没有行名）';
  const change = 增减 === undefined ? '' : `　${signed(增减)}${幅度 ? `（${幅度}）` : ''}`;
  return `  ${row}．${列}　${甲 || '（空）'} → ${乙 || '（空）'}${change}${dueTo(来源)}`;
}

/** More causes of one change are told by their number. */
const MOST_CAUSES = 8;
function dueTo(causes: readonly number[]): string {
  if (causes.length === 0) return '';
  const told = causes.slice(0, MOST_CAUSES).map((i) => i + 1);
  return `　［${told.join('、')}${causes.length > told.length ? ` 等 ${causes.length} 处` : ''}］`;
}

function sentenceLines({ 文字 }: DiffOutput, all: boolean): string[] {
  const shown = 文字.filter(({ 随动 }) => all || !随动);
  if (shown.length === 0) return [];
  let place = '';
  return [
    '文字',
    ...shown.flatMap((sentence) => {
      const heading = sentence.部分 === place ? [] : [`  ${sentence.部分}`];
      place = sentence.部分;
      return [...heading, ...sideTexts(sentence)];
    }),
    ...(shown.length < 文字.length ? [`  另有 ${文字.length - shown.length} 句随动`] : []),
    '',
  ];
}

/** Changed words in 【】; a text that came or went as a whole has no marks. */
function marked(words: readonly (readonly [text: string, changed: boolean])[]): string {
  const plain = words.length === 1;
  return words.map(([text, changed]) => (changed && !plain ? `【${text}】` : text)).join('');
}

function sideTexts({ 甲, 乙, 来源 }: SentenceOutput): string[] {
  const told = (words: readonly { 字: string; 变: boolean }[]) =>
    marked(words.map(({ 字, 变 }) => [字, 变]));
  return [
    ...(甲 ? [`    原　${told(甲)}`] : []),
    ...(乙 ? [`    现　${told(乙)}${dueTo(来源)}`] : []),
  ];
}
