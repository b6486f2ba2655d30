/** A comparison as the JSON that diff-schema.ts describes: same input, same bytes. */
import type {
  Amounts,
  Cause,
  Comparison,
  LineChange,
  Pair,
  SentenceChange,
  TableChange,
  Word,
} from '../compare/comparison.js';
import type { Edition, Shown } from '../open/edition.js';
import type { DiffOutput, EditionOutput } from './diff-schema.js';
import { DIFF_VERSION } from './format-versions.js';
import { Lines, leafFinder, trailOf } from './trail.js';

type CauseOutput = DiffOutput['来源'][number];
type TableOutput = DiffOutput['表'][number];
type SentenceOutput = DiffOutput['文字'][number];

/** @param version of this program */
export function diffOutput(comparison: Comparison, version: string): DiffOutput {
  const { old, new: now, tables, sentences, causes, settings, sections } = comparison;
  const lines = new Lines();
  const trails = trailMaker(comparison, lines);
  const effects = effectsOf(comparison);
  const cells = tables.flatMap((table) => table.cells);
  const 来源 = causes.map((cause, i) => causeOutput(cause, effects[i] as Effects, lines));
  const 表 = tables.map((table) => tableOutput(table, trails));
  const 文字 = sentences.map((sentence) => sentenceOutput(sentence, trails));
  const changed = [causes, tables, sentences, settings, sections];
  return {
    工具: 'gongkai',
    版本: version,
    格式版本: DIFF_VERSION,
    甲: editionOutput(old),
    乙: editionOutput(now),
    方式: comparison.mode,
    相同: changed.every((list) => list.length === 0),
    统计: {
      来源: causes.length,
      单元格: cells.length,
      随动单元格: cells.filter(({ follows }) => follows).length,
      句子: sentences.length,
      随动句子: sentences.filter(({ follows }) => follows).length,
      表: tables.length,
    },
    设置: settings.map(({ what, name, values }) => ({
      项: what,
      名: name,
      ...sides(values, (text) => text),
    })),
    来源,
    表,
    章节: sections.map(({ kind, name, oldName, causes: due }) => ({
      种类: kind,
      名: name,
      原名: oldName,
      来源: [...due],
    })),
    文字,
    输入: lines.list,
    说明: [...comparison.remarks],
  };
}

function editionOutput(edition: Edition): EditionOutput {
  const { name, kind, title, department, year, format, version } = edition;
  return {
    名: name,
    种类: kind,
    标题: title,
    部门: department,
    年度: year,
    格式: format,
    版本: version,
  };
}

interface Effects {
  readonly cells: number;
  readonly sentences: number;
  /** Names of rows, texts around tables, headings. */
  readonly others: number;
  readonly tables: readonly string[];
}

/** What is due to each cause. */
function effectsOf({ causes, tables, sentences, sections }: Comparison): Effects[] {
  return causes.map((_, i) => {
    const due = (list: readonly { readonly causes: readonly number[] }[]) =>
      list.filter((one) => one.causes.includes(i)).length;
    const others = ({ rows, columns, texts }: TableChange) => due([...rows, ...columns, ...texts]);
    const touched = tables.filter((table) => due(table.cells) + others(table) > 0);
    return {
      cells: touched.reduce((sum, table) => sum + due(table.cells), 0),
      sentences: due(sentences),
      others: touched.reduce((sum, table) => sum + others(table), due(sections)),
      tables: touched.map(({ id }) => id),
    };
  });
}

const amountsOutput = (amounts: Amounts | undefined) => ({
  增减: amounts?.change.toFixed(),
  幅度: amounts?.percent,
});

/** Both sides as far as they are there. */
function sides<T, U>(pair: Pair<T>, make: (side: T, which: 'old' | 'new') => U | undefined) {
  return {
    甲: pair.old === undefined ? undefined : make(pair.old, 'old'),
    乙: pair.new === undefined ? undefined : make(pair.new, 'new'),
  };
}

function causeOutput(
  cause: Cause,
  { cells, sentences, others, tables }: Effects,
  lines: Lines,
): CauseOutput {
  const { kind, label, oldLabel, texts, amounts, leaf, leaves } = cause;
  return {
    种类: kind,
    名: label,
    原名: oldLabel,
    ...sides(texts, (text) => text),
    ...amountsOutput(amounts),
    输入: sides(leaf, (one) => lines.add(one)),
    项: leaves,
    单元格: cells,
    句子: sentences,
    其他: others,
    表: [...tables],
  };
}

type TrailMaker = (shown: Pair<Shown>) => TableOutput['单元格'][number]['由来'];

function trailMaker({ old, new: now }: Comparison, lines: Lines): TrailMaker {
  const finders = {
    old: old.leaves && leafFinder(old.leaves),
    new: now.leaves && leafFinder(now.leaves),
  };
  return (shown) => {
    const both = sides(shown, (one, which) => {
      const { figure } = one;
      const find = finders[which];
      return find && figure && trailOf({ ...one, figure }, find, lines);
    });
    return both.甲 || both.乙 ? both : undefined;
  };
}

function tableOutput(table: TableChange, trails: TrailMaker): TableOutput {
  const { id, name, oldName, kind, rows, columns, cells, texts } = table;
  return {
    号: id,
    名: name,
    原名: oldName,
    种类: kind,
    行: rows.map(lineOutput),
    列: columns.map(lineOutput),
    单元格: cells.map(({ row, code, column, shown, amounts, causes, follows }) => ({
      行: row,
      编码: code,
      列: column,
      甲: shown.old?.text ?? '',
      乙: shown.new?.text ?? '',
      ...amountsOutput(amounts),
      来源: [...causes],
      随动: follows,
      由来: trails(shown),
    })),
    文字: texts.map((pair) => ({
      ...sides<string, string>(pair, (text) => text),
      来源: [...pair.causes],
    })),
  };
}

function lineOutput({
  kind,
  name,
  code,
  oldName,
  oldCode,
  note,
  causes,
}: LineChange): TableOutput['行'][number] {
  return {
    种类: kind,
    名: name,
    编码: code,
    原名: oldName,
    原编码: oldCode,
    说明: note,
    来源: [...causes],
  };
}

function sentenceOutput(sentence: SentenceChange, trails: TrailMaker): SentenceOutput {
  const { place, kind, words, figures, causes, follows } = sentence;
  const told = (list: readonly Word[]) =>
    list.map(({ text, changed }) => ({ 字: text, 变: changed }));
  return {
    部分: place,
    种类: kind,
    ...sides(words, told),
    来源: [...causes],
    随动: follows,
    由来: figures.flatMap((pair) => trails(pair) ?? []),
  };
}
