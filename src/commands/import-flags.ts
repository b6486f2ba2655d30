/** The command line of `gongkai import`: its flags, and what may be wrong with them. */
import { isInputName } from './draft-file.js';
import type { FormatsFlag } from './own-formats.js';

export interface ImportFlags extends FormatsFlag {
  /** A list of subjects instead of an input. */
  readonly subjects?: boolean;
  /** Words that were changed in a Word document, back into their input. */
  readonly text?: boolean;
  /** The file that is written. */
  readonly output?: string;
  /** Even over a file that is there. */
  readonly overwrite?: boolean;
  /** 格式 of the input that is made. */
  readonly format?: string;
  readonly year?: string;
  /** Of the department, where the files do not say it. */
  readonly department?: string;
  readonly code?: string;
  /** A file that says which columns of lists mean what. */
  readonly mapping?: string;
  /** Shows what would be done. */
  readonly dryRun?: boolean;
  /** Leaves lines that were not understood instead of writing nothing. */
  readonly skip?: boolean;
  readonly quiet?: boolean;
}

export const YAML_ENDING = /\.ya?ml$/i;

const EXAMPLE = '例如：gongkai import 平台导出.xlsx --格式 我区-2027 -o 2027.yaml';
/** Flags of the mode that makes an input. */
const OF_INPUT = {
  format: '--格式',
  year: '--年度',
  department: '--部门',
  code: '--代码',
  mapping: '--对应',
  dryRun: '--只看',
  skip: '--跳过',
} as const;

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function importUsage(files: readonly string[], flags: ImportFlags): string | undefined {
  if (flags.text) return textUsage(files, flags);
  return flags.subjects ? subjectsUsage(files, flags) : inputUsage(files, flags);
}

function subjectsUsage(files: readonly string[], flags: ImportFlags): string | undefined {
  const { output, overwrite } = flags;
  const other = Object.entries(OF_INPUT).find(([key]) => flags[key as keyof ImportFlags]);
  if (other) return `${other[1]} 不能同 --科目 一起用`;
  if (files.length === 0) return '缺少要导入的文件，例如：gongkai import --科目 官方清单.xlsx';
  if (output !== undefined && !YAML_ENDING.test(output))
    return `-o 后面请写 .yaml 文件名，例如 -o 科目/我市2026.yaml`;
  if (overwrite && output === undefined) return '--覆盖 同 -o 一起用';
  return undefined;
}

const WORD_ENDING = /\.docx$/i;

function textUsage(files: readonly string[], flags: ImportFlags): string | undefined {
  const { output, overwrite, dryRun } = flags;
  const example = '例如：gongkai import 修改稿.docx 2026.yaml --文字';
  if (flags.subjects) return '--科目 不能同 --文字 一起用';
  const others = Object.entries(OF_INPUT).filter(([key]) => key !== 'dryRun');
  const other = others.find(([key]) => flags[key as keyof ImportFlags]);
  if (other) return `${other[1]} 不能同 --文字 一起用`;
  const drafts = files.filter((file) => WORD_ENDING.test(file));
  const inputs = files.filter((file) => !WORD_ENDING.test(file));
  if (drafts.length !== 1) return `--文字 要写一个 Word 文件（.docx），${example}`;
  if (inputs.length > 1) return `--文字 只同一个输入文件比，${example}`;
  const [input] = inputs;
  if (input !== undefined && !isInputName(input))
    return `“${input}”不是输入文件（.yaml 或 .xlsx），${example}`;
  if (dryRun && output !== undefined) return '--只看 不写输入文件，不能同 -o 一起用';
  if (output !== undefined && !YAML_ENDING.test(output))
    return `-o 后面请写 .yaml 文件名，写的是“${output}”`;
  if (overwrite && output === undefined) return '--覆盖 同 -o 一起用';
  return undefined;
}

function inputUsage(files: readonly string[], flags: ImportFlags): string | undefined {
  const { output, overwrite, format, year, code, mapping, dryRun } = flags;
  if (files.length === 0) return `缺少要导入的文件，${EXAMPLE}`;
  if (format === undefined || format.trim() === '')
    return `请写 --格式，材料用哪个格式公开（gongkai formats 列出；导入科目表的写 --科目），${EXAMPLE}`;
  if (year !== undefined && !/^20\d\d$/.test(year))
    return `--年度 应为四位年份，写的是“${year}”，例如 --年度 2027`;
  if (code !== undefined && !/^[0-9A-Za-z]{1,20}$/.test(code))
    return `--代码 应为 20 位以内的数字或字母，写的是“${code}”`;
  if (mapping !== undefined && !YAML_ENDING.test(mapping))
    return `--对应 后面请写 .yaml 文件名，例如 --对应 导入/我局.yaml`;
  if (dryRun && output !== undefined) return '--只看 不写输入文件，不能同 -o 一起用';
  if (!dryRun && output === undefined)
    return `请写 -o，写到哪个文件；只看认出了什么请写 --只看，${EXAMPLE}`;
  if (output !== undefined && !isInputName(output))
    return `-o 后面请写 .yaml 文件名，或填报工作簿的 .xlsx 文件名，写的是“${output}”，例如 -o 2027.yaml、-o 2027.xlsx`;
  if (overwrite && output === undefined && mapping === undefined) return '--覆盖 同 -o 一起用';
  return undefined;
}
