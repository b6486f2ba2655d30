/** Small departments in a folder of their own, for the command that checks them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gongkai, type Run, temporaryFolder } from './terminal.js';

/** One unit that has 0.05 万元 more than it spends; sections that are not written are waived. */
export const UNBALANCED = `类型: 预算
格式: wuchang-2026
年度: 2026
编制日期: 2026-01-15
金额单位: 元
部门: { 代码: "100", 名称: 示例局 }
单位: [{ 代码: "100001", 名称: 示例局本级, 性质: 行政单位 }]
概况: { 主要职责: 负责示例工作。 }
收入:
  - { 单位: "100001", 一般公共预算拨款: 3000 } # 𠀀😀
基本支出:
  - 单位: "100001"
    功能科目: "2060101"
    经济科目:
      "30101": 1000
      "30201": 1500
豁免:
  - { 规则: 公开-01, 理由: 试编 }
`;
export const BALANCED = UNBALANCED.replace(': 3000 }', ': 2500 }');

export interface Folder {
  readonly path: string;
  /** Runs a command; names of files are taken in this folder, which output does not show. */
  readonly run: (command: string, ...args: string[]) => Promise<Run>;
  readonly read: (name: string) => string;
}

/** A folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): Folder {
  const path = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const shown = (text: string) => text.replaceAll(`${path}/`, '');
  return {
    path,
    run: async (command, ...args) => {
      const named = args.map((one) => (/^@/.test(one) ? join(path, one.slice(1)) : one));
      const { code, out, err } = await gongkai([command, ...named]);
      return { code, out: shown(out), err: shown(err) };
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
  };
}
