/** `gongkai convert`: both ways, through files as a clerk has them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sameTree } from '../src/fill-in/same.js';
import { loadInput } from '../src/kinds/load.js';
import { SMALL } from './helpers/input.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const treeIn = (file: string) => loadInput(file, (path) => readFileSync(path)).source?.tree;

describe('gongkai convert', () => {
  it('there and back is the same input, with what is still to be confirmed', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    const [yaml, workbook, back] = [at('二〇二六.yaml'), at('二〇二六.xlsx'), at('回来.yaml')];
    writeFileSync(yaml, SMALL.replace('"30201": 500.50', '"30201": 500.50 # 待核：按合计推算'));
    expect(await gongkai(['convert', yaml, workbook])).toMatchObject({ code: 0, err: '' });
    expect(await gongkai(['convert', workbook, back])).toMatchObject({ code: 0, err: '' });
    const [tree, same] = [treeIn(yaml), treeIn(back)];
    expect(tree !== undefined && sameTree(tree, same)).toBe(true);
    expect(readFileSync(back, 'utf8')).toMatch(/"30201": 500\.5 # .*待核：按合计推算\n/);
  });

  it('writes over nothing unless it is told to, and takes one of each', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    const [yaml, workbook] = [at('甲.yaml'), at('甲.xlsx')];
    writeFileSync(yaml, SMALL);
    writeFileSync(workbook, '别人的');
    expect(await gongkai(['convert', yaml, workbook])).toMatchObject({ code: 2 });
    expect(readFileSync(workbook, 'utf8')).toBe('别人的');
    expect(await gongkai(['convert', yaml, workbook, '--覆盖'])).toMatchObject({ code: 0 });
    expect(await gongkai(['convert', yaml, at('乙.yaml')])).toMatchObject({ code: 2 });
  });

  it('tells of a wrong amount at its cell', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    const [yaml, workbook] = [at('丙.yaml'), at('丙.xlsx')];
    writeFileSync(yaml, SMALL.replace('"30101": 1000', '"30101": 1000元'));
    await gongkai(['convert', yaml, workbook]);
    const { code, err, out } = await gongkai(['check', workbook]);
    expect(code).toBe(1);
    expect(out + err).toContain(`丙.xlsx › 基本支出!H6: 错误：金额应为数字，写的是“1000元”`);
  });
});
