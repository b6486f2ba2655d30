/** `gongkai explain`: an input and a question in, where the figures come from out. */
import { type Found, findFigures, isMissing } from '../review/explain/find.js';
import { openEdition } from '../review/open/open.js';
import { report } from '../review/show/diagnostics-text.js';
import { type ExplainOutput, FORMAT_VERSION } from '../review/show/diff-schema.js';
import { explainText } from '../review/show/explain-text.js';
import { Lines, leafFinder, trailOf } from '../review/show/trail.js';
import { cellText } from '../tables/table.js';
import { deliver } from './output-file.js';
import { EXIT, type Terminal } from './terminal.js';
import { version } from './world.js';

export interface ExplainFlags {
  readonly format?: '文本' | 'json';
  /** The file that JSON goes to. */
  readonly output?: string;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function explainUsage(words: readonly string[], flags: ExplainFlags): string | undefined {
  const { format = '文本', output } = flags;
  if (words.every((word) => word.trim() === ''))
    return '缺少要问的数，例如：gongkai explain 2026.yaml 预算05-1 行政运行 合计';
  if (output !== undefined && format === '文本')
    return '-o 只用于 --format json；文本请用“> 文件”另存';
  if (output !== undefined && (output.trim() === '' || output === '-'))
    return '-o 后面请写要写出的文件名，如 由来.json';
  if (output !== undefined && /\.(ya?ml|xlsx)$/i.test(output))
    return `“${output}”像是输入文件或工作簿；结果请写到 .json 文件`;
  return undefined;
}

/** Explains the figures that some words name and returns the exit code. */
export async function explainFigures(
  file: string,
  words: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<number> {
  const { edition, diagnostics, sources, files, compiled } = await openEdition(file);
  if (diagnostics.length > 0) {
    report(diagnostics, sources, terminal);
    if (compiled) terminal.err(`${file}：有 ${diagnostics.length} 处错误，改好才能看数的由来。\n`);
    return EXIT.failed;
  }
  if (!edition?.leaves) {
    terminal.err(`${file}：不知道数的由来，请写输入文件（.yaml）或 compile 生成的文件夹。\n`);
    return EXIT.failed;
  }
  const found = findFigures(edition, words);
  if (isMissing(found)) {
    terminal.err(`${found.message}。\n提示：${found.hint}\n`);
    return EXIT.failed;
  }
  const lines = new Lines();
  const find = leafFinder(edition.leaves);
  const output: ExplainOutput = {
    工具: 'gongkai',
    版本: version(),
    格式版本: FORMAT_VERSION,
    文件: file,
    问: words.join(' '),
    数: found.map((one) => ({
      ...placeOf(one),
      由来: trailOf(one, find, lines),
      其中:
        one.kind === 'cell'
          ? one.parts.map(({ code, rowText, content }) => ({
              行: [code, rowText.trim()].filter(Boolean).join(' '),
              印: cellText(content),
            }))
          : [],
    })),
    输入: lines.list,
  };
  const text =
    flags.format === 'json' ? `${JSON.stringify(output, null, 2)}\n` : explainText(output);
  return deliver(text, files, flags.output, terminal);
}

function placeOf(found: Found): Omit<ExplainOutput['数'][number], '由来' | '其中'> {
  if (found.kind === 'sentence') return { 处: found.place, 句: found.sentence };
  const { table, cell } = found;
  const row = [cell.code, cell.rowText.trim()].filter(Boolean).join(' ');
  const column = cell.columnPath.join('.');
  return { 处: `${table.id} ${table.name}`, 表: table.id, 行: row, 列: column };
}
