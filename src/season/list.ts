/** 清单.yaml: the departments of a season, where each one's input is, and what is wanted of them. */
import { dirname } from 'node:path';
import * as z from 'zod';
import { at, type Diagnostic, DiagnosticError, hasErrors } from '../diagnostics.js';
import { date, text } from '../input/fields.js';
import { issueDiagnostics } from '../input/issues.js';
import { loadSource } from '../input/load.js';
import type { Source } from '../input/source.js';
import { FORMATS, type Format } from '../render/renderers.js';
import type { World } from '../world.js';
import type { PackageOptions } from './job.js';

/** Departments of one season: a province has some ten thousand packages. */
const MOST_DEPARTMENTS = 50_000;

const yes = (meaning: string) => z.enum(['是', '否']).optional().meta({ description: meaning });
const place = (meaning: string) => text(`${meaning}，从清单所在的文件夹起`);

const department = z.strictObject({
  输入: place('输入文件（.yaml 或填报工作簿 .xlsx）'),
  名称: text('部门的名称，还没有报来时也知道是谁').optional(),
  代码: text('部门的代码').optional(),
  地区: text('哪个区县、哪一级的，汇总时按它分').optional(),
  单位: z
    .union([text('部门、全部、本级，或单位的代码'), z.array(text('单位的代码')).min(1).max(500)])
    .optional()
    .meta({
      description: '编哪些材料：部门（不写即此）、全部（部门和各单位）、本级，或单位的代码',
    }),
});

export const seasonFile = z.strictObject({
  名称: text('这一批叫什么，如 甲区部门预算公开'),
  截止: date('公开的截止日期').optional(),
  格式: text('各部门须用的格式；不写即不限').optional(),
  生成: z
    .array(z.enum(FORMATS))
    .min(1)
    .optional()
    .meta({
      description: `生成哪些格式，不写即全部：${FORMATS.join('、')}`,
    }),
  勾稽检查表: yes('工作簿最后加一张勾稽检查表'),
  合计公式: yes('工作簿里的合计写成公式'),
  审核数据: yes('材料里放“审核”文件夹，不写即放'),
  本级总数: place('财政部门自己的总数（.csv 或 .xlsx），汇总时逐个部门核对').optional(),
  部门: z.array(department).min(1).max(MOST_DEPARTMENTS).meta({ description: '各部门' }),
});

export interface SeasonDepartment {
  /** From the list's folder on, with `/`. */
  readonly input: string;
  readonly name: string | undefined;
  readonly code: string | undefined;
  readonly district: string | undefined;
  /** Whose packages: 全部, or units' words; the department's alone where it is empty. */
  readonly units: '全部' | readonly string[];
}

export interface SeasonList {
  readonly name: string;
  /** The list's folder, from which its paths are told. */
  readonly root: string;
  /** ISO 8601 day. */
  readonly deadline: string | undefined;
  /** The format that all are to have. */
  readonly format: string | undefined;
  readonly options: PackageOptions;
  /** The bureau's own totals. */
  readonly totals: string | undefined;
  readonly departments: readonly SeasonDepartment[];
}

/** @throws DiagnosticError where something is wrong with the list, with all that is */
export function readSeasonList(file: string, { read }: Pick<World, 'read'>): SeasonList {
  const { source, diagnostics } = loadSource(file, read);
  if (!source || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  const { data, error } = seasonFile.safeParse(source.tree);
  if (!data) throw new DiagnosticError(issueDiagnostics(error.issues, seasonFile, source));
  const departments = data.部门.map(departmentOf);
  const problems = problemsOf(departments, data, source);
  if (problems.length > 0) throw new DiagnosticError(problems);
  const only = FORMATS.filter((one): one is Format => data.生成?.includes(one) ?? true);
  return {
    name: data.名称,
    root: dirname(file),
    deadline: data.截止,
    format: data.格式,
    options: {
      only,
      withChecks: data.勾稽检查表 === '是',
      formulas: data.合计公式 === '是',
      review: data.审核数据 !== '否',
    },
    totals: data.本级总数,
    departments,
  };
}

type Written = z.output<typeof department>;

function departmentOf({ 输入, 名称, 代码, 地区, 单位 }: Written): SeasonDepartment {
  const units = 单位 === undefined || 单位 === '部门' ? [] : 单位 === '全部' ? 单位 : [单位].flat();
  return {
    input: 输入.replaceAll('\\', '/').replace(/^(\.\/)+/, ''),
    name: 名称,
    code: 代码,
    district: 地区,
    units: units === '全部' ? '全部' : units,
  };
}

function problemsOf(
  departments: readonly SeasonDepartment[],
  data: z.output<typeof seasonFile>,
  source: Source,
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const first = new Map<string, number>();
  for (const [i, { input }] of departments.entries()) {
    const span = source.valueSpan(['部门', i, '输入']);
    const problem = pathProblem(input, /\.(ya?ml|xlsx)$/i, '.yaml 或 .xlsx');
    if (problem) problems.push(at(span, 'text-unsafe', ...problem));
    const before = first.get(input);
    if (before === undefined) first.set(input, i);
    else
      problems.push(
        at(
          span,
          'name-duplicate',
          `“${input}”已经是第 ${before + 1} 个部门的输入`,
          '一个输入写一次；要编几个单位的，写在“单位”里',
        ),
      );
  }
  if (data.本级总数 !== undefined) {
    const problem = pathProblem(data.本级总数, /\.(csv|xlsx)$/i, '.csv 或 .xlsx');
    if (problem) problems.push(at(source.valueSpan(['本级总数']), 'text-unsafe', ...problem));
  }
  if (data.生成 && !data.生成.includes('xlsx'))
    for (const key of ['勾稽检查表', '合计公式'] as const)
      if (data[key] === '是')
        problems.push(
          at(source.valueSpan([key]), 'value-unknown', `“${key}”写在工作簿里，“生成”里要有 xlsx`),
        );
  return problems;
}

/** What is wrong with a path of the list, and what to write; undefined if nothing is. */
function pathProblem(
  path: string,
  ending: RegExp,
  endings: string,
): [message: string, hint: string] | undefined {
  if (/^(\/|[a-z]:)/i.test(path) || path.split('/').includes('..'))
    return [`“${path}”不在清单所在的文件夹里`, '请把清单放在各部门输入上面的文件夹里'];
  if (!ending.test(path)) return [`“${path}”不是 ${endings} 文件`, '例如 甲局/2027.yaml'];
  return undefined;
}
