/** What the JSON of several commands is made of, each described for its schema. */
import * as z from 'zod';

export const text = (description: string) => z.string().meta({ description });

export const count = (description: string) => z.int().min(0).meta({ description });

/** A decimal without exponent. */
export const exact = (description: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .meta({ description });

/** The cell of a workbook in which something was written. */
export const cellKeys = {
  工作表: text(
    '输入是工作簿的：在哪张工作表；行、列是从 1 数起的第几行、那一行文字里的第几列',
  ).optional(),
  格: text('输入是工作簿的：哪一格，如 D12').optional(),
};
