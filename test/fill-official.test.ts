/** A package written into the workbook that its bureau gives out, and read back from there. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FilledForm, fillForm } from '../src/form-filling/fill-form.js';
import { readWorkbookByFormat } from '../src/reading/read-workbook.js';
import { readGrids } from '../src/workbook/grids.js';
import { example } from './helpers/input.js';
import { compareFigures, textsLost } from './helpers/read-back.js';
import { compiled, compileText, ROOT } from './helpers/world.js';

const BLANK = {
  'putuo-2026': 'test/fixtures/forms/putuo-2026-department.xlsx',
  'putuo-2026-unit': 'test/fixtures/forms/putuo-2026-unit.xlsx',
} as const;
const blank = (format: keyof typeof BLANK) => readFileSync(new URL(BLANK[format], ROOT));

/** The street office's input as one of 2026. */
const INPUT = example('wanli/2025.yaml')
  .replace(/^格式: .*/m, '格式: putuo-2026')
  .replace(/^单位格式: .*/m, '单位格式: putuo-2026-unit')
  .replace(/^年度: 2025/m, '年度: 2026')
  .replace(/^编制日期: 2025/m, '编制日期: 2026')
  .replace(/^( +)年度: 2024/gm, '$1年度: 2025');
const packageOf = (unit?: string) => compiled(compileText({ '2026.yaml': INPUT }, {}, unit));

async function filledBy(
  bytes: Uint8Array,
  made: ReturnType<typeof packageOf>,
): Promise<FilledForm> {
  const filled = await fillForm({ file: '官方空表.xlsx', bytes }, made);
  if ('problem' in filled) throw new Error(filled.problem.message);
  return filled;
}

async function readBack(bytes: Uint8Array, { profile }: ReturnType<typeof packageOf>) {
  const read = await readGrids(bytes, '填表.xlsx');
  if ('problem' in read) throw new Error(read.problem.message);
  return readWorkbookByFormat(
    read.grids.map((grid) => ({ file: '填表.xlsx', grid })),
    profile,
  );
}

/** What a workbook that was read says otherwise than the tables of a package, and how many figures they have. */
async function differences(bytes: Uint8Array, made: ReturnType<typeof packageOf>) {
  const { tables } = await readBack(bytes, made);
  const pairs = made.tables.map((table) => ({
    table,
    own: tables.find(({ template }) => template.id === table.id),
  }));
  const compared = pairs.map(({ table, own }) => compareFigures(table, own));
  return {
    figures: compared.reduce((sum, one) => sum + one.figures, 0),
    wrong: [
      ...compared.flatMap((one) => one.wrong),
      ...pairs.flatMap(({ table, own }) => (own ? textsLost(table, own) : [`${table.id} lost`])),
      ...tables.flatMap(({ unread }) => unread.map(({ message }) => message)),
    ],
  };
}

describe.each([
  ['putuo-2026', undefined],
  ['putuo-2026-unit', '551001'],
] as const)('the blank form %s', (format, unit) => {
  it('has every figure and every text of the package', async () => {
    const made = packageOf(unit);
    const filled = await filledBy(blank(format), made);
    console.log(filled.filled, filled.left);
    require('node:fs').writeFileSync(`/tmp/h-fill/${format}.xlsx`, filled.bytes);
    console.log(await differences(filled.bytes, made));
  });
});
