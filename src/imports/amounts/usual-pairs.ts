/** Reads templates/subjects/常见搭配.yaml: what basic expenditure under a functional subject usually consists of. */
import * as z from 'zod';
import { Shelf, type TemplateFolder } from '../../forms/shelf.js';
import { subjectCode } from '../../input/fields.js';

const pairsFile = z.strictObject({
  常见搭配: z.record(
    z.string().regex(/^\d{7}$/, '键是 7 位的项级功能科目代码'),
    z.array(subjectCode('经济科目代码', '5 位数字（款级）')),
  ),
});

/**
 * How unlikely it is that basic expenditure under a functional subject is of an economic one: 0 where it is
 * usual, 1 where another one is, in between where nothing is known.
 */
export type Unlikely = (functional: string, economic: string) => number;

/** @throws DiagnosticError with everything that is wrong with the file; without a file all is alike */
export function loadUsualPairs(folder: TemplateFolder): Unlikely {
  const shelf = new Shelf(folder);
  const pairs = shelf.yaml('subjects/常见搭配.yaml', pairsFile)?.data.常见搭配 ?? {};
  shelf.throwIfBad();
  const elsewhere = new Set(Object.values(pairs).flat());
  return (functional, economic) => {
    const usual = pairs[functional];
    if (usual) return usual.includes(economic) ? 0 : 1;
    return elsewhere.has(economic) ? 0.5 : 0.25;
  };
}
