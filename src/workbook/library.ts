/** exceljs without its streams: these load an archiver, which takes as long as all the rest. */
import { createRequire } from 'node:module';
import type ExcelJS from 'exceljs';

/** The class of exceljs 4.4 by the file that it is in; its package has but one entrance, to everything. */
export const Workbook: typeof ExcelJS.Workbook = createRequire(import.meta.url)(
  'exceljs/lib/doc/workbook.js',
);
