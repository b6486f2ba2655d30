/** 对照.yaml as tests write it, an entry on a line. */
import type { RecodingEntry } from '../../src/forms/recoded.js';
import { loadRecoding } from '../../src/forms/recoding-file.js';
import { overlay } from './world.js';

export const RECODING = 'subjects/对照.yaml';
export const load = (text: string | undefined): readonly RecodingEntry[] =>
  loadRecoding(overlay({ [RECODING]: text }));

/** `2010308 信访事务` as the file has it. */
const subject = (written: string) => {
  const [code, name] = written.split(' ');
  return `{ 编码: "${code}", 名称: ${name} }`;
};
/** An entry on a line: the year, what was, what is, and what else it says. */
export const entry = (year: number, from: string, to?: string, rest = '', table = '功能分类') =>
  `  - { 年度: ${year}, 分类: ${table}, 原: ${subject(from)}${
    to ? `, 现: ${subject(to)}` : ''
  }${rest && `, ${rest}`} }\n`;
export const file = (...lines: readonly string[]) => `对照:\n${lines.join('')}`;

export const MOVED = entry(2024, '2010308 信访事务', '2014004 信访业务', '说明: 改为单独的款');
/** Renamed twice. */
export const POOR = [
  entry(2023, '21305 巩固脱贫衔接', '21305 巩固脱贫成果'),
  entry(2022, '21305 扶贫', '21305 巩固脱贫衔接'),
];
