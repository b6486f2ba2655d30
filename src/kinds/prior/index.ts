/** 上年数: figures of a year, listed for the input that is compared with them; no package is made of it. */
import type { InputData, Kind } from '../kind.js';
import { listedFigures, type PriorFields, priorSchema } from './figures.js';
import { PRIOR_SHEETS } from './sheets.js';

export const PRIOR: Kind<InputData & PriorFields> = {
  name: '上年数',
  schema: priorSchema,
  sheets: PRIOR_SHEETS,
  figures: (data, _source, _subjects, role, unit) => ({
    // a list of the department's figures does not tell units apart
    value: unit === undefined ? listedFigures(data, data.年度, data.金额单位, role) : undefined,
    diagnostics: [],
  }),
};
