/** What a table template must satisfy beyond its shape: known names, and cells that tile the grid. */
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import { referenceProblem } from '../model/quantities.js';
import {
  commonNames,
  type Env,
  enterSource,
  OUTSIDE,
  PARAM_NAMES,
  referenceHint,
  rowParamProblem,
  titleFields,
} from './names.js';
import { fieldProblems, literalProblems, type Problem } from './places.js';
import type { TableInput } from './template-schema.js';
import { SHORT, tilingProblems } from './tiling.js';

type Node = Record<string, unknown>;
/** What may stand beside the key that makes a block. */
const BLOCK_KEYS: Readonly<Record<string, readonly string[]>> = {
  行: ['名', '粗', '可略'],
  格: ['名', '粗'],
  逐: ['名', ...PARAM_NAMES, '内容', '合并', '空'],
  左栏: ['名', '内容'],
  并列: ['名'],
};
/** What a cell shows. */
const CELL_KINDS = ['文', '量', '额', '选', '次'] as const;
const NOTHING = `请写“${CELL_KINDS.join('”“')}”中的一个，或用“子列”分成几列；要空着的列写 文: ""`;

/** Told of a problem: the path of the value that it is about, in the table that is checked. */
export type Complain = (path: Path, message: string, hint?: string) => void;

/** Reports all problems of one table template. */
export function checkTable(input: TableInput, report: Complain): void {
  const enter = (env: Env, name: string, path: Path): Env => {
    const { inside, problem } = enterSource(env, name);
    if (problem) report(path, problem.message, problem.hint);
    return inside;
  };
  const tell = (path: Path, problems: readonly Problem[]) => {
    for (const { message, hint } of problems) report(path, message, hint);
  };
  const checkText = (text: string, { fields }: Pick<Env, 'fields'>, path: Path) =>
    tell(path, fieldProblems(text, fields));
  const paramsOf = (node: Node) =>
    Object.fromEntries(
      PARAM_NAMES.flatMap((name) => (node[name] === undefined ? [] : [[name, node[name]]])),
    );
  const checkReference = (node: Node, path: Path) => {
    const problem = referenceProblem(String(node.量), paramsOf(node));
    if (problem)
      report([...path, problem.key], problem.message, referenceHint(problem, node[problem.key]));
  };
  const sameReference = (a: Node, b: Node) =>
    a.量 === b.量 && JSON.stringify(paramsOf(a)) === JSON.stringify(paramsOf(b));
  const checkParams = (node: Node, path: Path) => {
    for (const [key, value] of Object.entries(paramsOf(node))) {
      const problem = rowParamProblem(key, value);
      if (problem) report([...path, key], problem.message, problem.hint);
    }
  };
  const checkCell = (cell: unknown, env: Env, path: Path) => {
    if (typeof cell === 'string') return checkText(cell, env, path);
    const node = cell as Node;
    const kinds = CELL_KINDS.filter((key) => node[key] !== undefined);
    if (kinds.length > 1) report(path, `一格里只能写“${kinds.join('”“')}”中的一个`);
    if (typeof node.文 === 'string') checkText(node.文, env, [...path, '文']);
    if (node.量 !== undefined) checkReference(node, path);
    if (node.量 === undefined) {
      for (const key of Object.keys(paramsOf(node)))
        report([...path, key], `“${key}”要同“量”一起写`);
    }
    if (node.占) {
      checkReference(node.占 as Node, [...path, '占']);
      if (kinds.length === 0 || node.文 !== undefined)
        report([...path, '占'], '写了“占”还要写“量”或“额”');
    }
    for (const key of ['额', '率'])
      if (typeof node[key] === 'string' && env.amounts?.includes(node[key]) === false) {
        const hint = suggestion(node[key], env.amounts, '金额');
        report([...path, key], `这一行没有“${node[key]}”这个金额`, hint);
      }
    if (node.率 !== undefined && node.额 === undefined)
      report([...path, '率'], '写了“率”还要写“额”');
    if (typeof node.选 === 'string' && env.fields?.includes(node.选) === false) {
      const hint = suggestion(node.选, env.fields, '字段');
      report([...path, '选'], `没有“${node.选}”这个字段`, hint);
    }
    if ((node.选 === undefined) !== (node.选项 === undefined)) report(path, '“选”和“选项”要一起写');
    const parts = (node.配平 ?? []) as Node[];
    parts.forEach((part, i) => {
      checkReference(part, [...path, '配平', i]);
    });
    if (node.配平 && !node.占) report([...path, '配平'], '写了“配平”还要写“占”');
    if (node.配平 && !parts.some((part) => sameReference(part, node)))
      report([...path, '配平'], '“配平”要列出总数的各个部分，其中有这一格自己的量');
  };
  const width = (cells: readonly unknown[]) =>
    cells.reduce<number>((n, cell) => n + Number((cell as Node).列 ?? 1), 0);

  const checkGrid = (rows: readonly unknown[][], env: Env, columns: number, path: Path) => {
    rows.forEach((cells, r) => {
      cells.forEach((cell, c) => {
        checkCell(cell, env, [...path, r, c]);
      });
    });
    for (const problem of tilingProblems(rows, columns))
      report([...path, problem.row], problem.message, problem.hint);
  };
  const checkBlocks = (blocks: readonly unknown[], env: Env, columns: number, path: Path) =>
    blocks.forEach((block, i) => {
      checkBlock(block as Node, env, columns, [...path, i]);
    });
  const checkBlock = (node: Node, env: Env, columns: number, path: Path): void => {
    const kinds = ['行', '格', '逐', '左栏', '并列'].filter((key) => node[key] !== undefined);
    if (kinds.length !== 1) {
      report(
        path,
        '这里要在“行”“格”“逐”“左栏”“并列”中写一个',
        kinds.length > 1 ? `写了${kinds.join('、')}` : undefined,
      );
      return;
    }
    const own = kinds[0] as string;
    for (const key of Object.keys(node)) {
      if (key !== own && !BLOCK_KEYS[own]?.includes(key))
        report([...path, key], `“${key}”不能同“${own}”写在一起`);
    }
    if (node.格) checkGrid(node.格 as unknown[][], env, columns, [...path, '格']);
    const cells = (node.行 ?? node.左栏 ?? []) as unknown[];
    cells.forEach((cell, i) => {
      checkCell(cell, env, [...path, own, i]);
      if ((cell as Node).行 !== undefined)
        report([...path, own, i, '行'], '这里的格不能跨行，请用“格”“左栏”或“合并”');
    });
    const used = width(cells);
    if (node.行 && used !== columns)
      report(
        [...path, '行'],
        `这一行的格共占 ${used} 列，应为 ${columns} 列`,
        used < columns ? SHORT : '请减去多的格，或改小“列”',
      );
    const body = (node.内容 ?? []) as unknown[];
    if ((node.逐 || node.左栏) && body.length === 0) report(path, '缺少“内容”');
    if (node.左栏) {
      if (used >= columns) report([...path, '左栏'], `左栏占了 ${used} 列，右边没有列了`);
      else checkBlocks(body, env, columns - used, [...path, '内容']);
    }
    if (node.逐) {
      checkParams(node, path);
      checkBlocks(body, enter(env, String(node.逐), [...path, '逐']), columns, [...path, '内容']);
      checkBlocks((node.空 ?? []) as unknown[], env, columns, [...path, '空']);
      for (const column of (node.合并 ?? []) as number[]) {
        if (column < 1 || column > columns) report([...path, '合并'], `没有第 ${column} 列`);
      }
    }
    const lanes = (node.并列 ?? []) as { 列数: number; 内容: unknown[]; 补?: unknown[] }[];
    const total = lanes.reduce((n, lane) => n + lane.列数, 0);
    if (node.并列 && total !== columns)
      report([...path, '并列'], `并列各栏共 ${total} 列，应为 ${columns} 列`);
    lanes.forEach((lane, i) => {
      checkBlocks(lane.内容, env, lane.列数, [...path, '并列', i, '内容']);
      const filler = [...path, '并列', i, '补'];
      (lane.补 ?? []).forEach((cell, c) => {
        checkCell(cell, env, [...filler, c]);
      });
      for (const { message, hint } of lane.补 ? tilingProblems([lane.补], lane.列数) : [])
        report(filler, message, hint);
    });
  };
  const checkColumns = (columns: readonly unknown[], env: Env, path: Path): void =>
    columns.forEach((column, i) => {
      const node = column as Node;
      const here = [...path, i];
      checkText(String(node.名), env, [...here, '名']);
      if (!node.子列) {
        checkCell(node, env, here);
        if (!CELL_KINDS.some((key) => node[key] !== undefined))
          report(here, `列“${String(node.名)}”没有写印什么`, NOTHING);
        return;
      }
      for (const key of Object.keys(node)) {
        if (key !== '名' && key !== '子列') report([...here, key], `“${key}”不能同“子列”写在一起`);
      }
      checkColumns(node.子列 as unknown[], env, [...here, '子列']);
    });

  const env = input.逐 ? enter(OUTSIDE, input.逐, ['逐']) : OUTSIDE;
  const titles = { fields: titleFields(input) };
  for (const key of [
    '名称',
    '标题',
    '印号',
    '年度行',
    '部门行',
    '单位行',
    '前文',
    '空表',
  ] as const) {
    const text = input[key];
    if (text !== undefined) checkText(text, titles, [key]);
  }
  (input.注 ?? []).forEach((note, i) => {
    checkText(note, titles, ['注', i]);
  });
  tell(['合计名'], literalProblems(input.合计名 ?? ''));
  if (input.范围) checkParams(input.范围, ['范围']);
  if (input.列) {
    if (input.表体 || input.表头 || input.列宽)
      report(['列'], '写了“列”就不能再写“列宽”“表头”“表体”');
    if (!input.行源) report(['列'], '写了“列”还要写“行源”');
    const inside = (input.行源 ?? []).map((one, i) => {
      if (typeof one !== 'string') checkParams(one, ['行源', i]);
      return enter(env, typeof one === 'string' ? one : one.逐, ['行源', i]);
    });
    checkColumns(input.列, commonNames(inside, env), ['列']);
  } else if (input.列宽 && input.表体) {
    const columns = input.列宽.length;
    checkGrid(input.表头 ?? [], env, columns, ['表头']);
    checkBlocks(input.表体, env, columns, ['表体']);
  } else {
    report([], '表要写“列”和“行源”，或者写“列宽”和“表体”');
  }
}
