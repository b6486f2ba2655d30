/** 政府采购 and 政府购买服务: by category as stated, or line by line (政府采购明细, 购买服务明细). */
import * as z from 'zod';
import { at } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { code, fields, text } from '../../input/fields.js';
import type { Note } from '../../input/stated.js';
import type { Budget, DetailLine } from '../../model/budget.js';
import { fieldsOf, PURCHASE_FORM, SERVICE_FORM } from '../../model/form-fields.js';
import { Decimal, type Figure, sum, ZERO } from '../../model/money.js';
import { type ProcurementKind, RESERVED_ITEMS, type ReservedItem } from '../../model/terms.js';
import { categoriesOf, procurementFields, reservedField, writtenOf } from '../common/categories.js';
import { formMembers, formTexts } from '../common/form.js';
import { MOST, unitReference } from '../common/members.js';
import type { BuildContext } from '../kind.js';

/** One line of 政府采购预算表; whether goods, works or services the letter of its code says. */
function purchaseLines(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...formMembers(PURCHASE_FORM.project),
        品目编码: code('品目编码', /^[ABC]\d{2,10}$/, 'A（货物）、B（工程）或 C（服务）开头的编码'),
        品目: text('政府采购品目'),
        ...formMembers(PURCHASE_FORM.funding),
        ...formMembers(PURCHASE_FORM.number),
        单价: amount('单价').optional(),
        ...formMembers(PURCHASE_FORM.measure),
        金额: amount('采购金额；不写即数量 × 单价').optional(),
        中小企业: amount('其中面向中小企业').optional(),
        小微企业: amount('其中面向小微企业').optional(),
      }),
    )
    .max(MOST.采购)
    .optional()
    .meta({ description: '政府采购逐项；写了这里，“政府采购”各类的数由此得出' });
}

/** One line of 政府购买服务预算表. */
function serviceLines(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...formMembers(SERVICE_FORM.procured),
        ...formMembers(SERVICE_FORM.project),
        ...formMembers(SERVICE_FORM.content),
        ...formMembers(SERVICE_FORM.number),
        金额: amount('购买金额'),
        ...formMembers(SERVICE_FORM.funding),
        ...formMembers(SERVICE_FORM.catalogue),
      }),
    )
    .max(MOST.采购)
    .optional()
    .meta({ description: '政府购买服务逐项；写了这里，“政府购买服务”各类的数由此得出' });
}

export function purchaseFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  return {
    政府采购: z
      .strictObject({ ...procurementFields(unit), 预留: reservedField(unit) })
      .optional()
      .meta({ description: '政府采购预算，按货物、工程、服务' }),
    政府购买服务: z
      .record(z.string(), amount('金额'))
      .optional()
      .meta({ description: '服务类别: 金额' }),
    政府采购明细: purchaseLines(unit),
    购买服务明细: serviceLines(unit),
  };
}

type PurchasesInput = z.output<z.ZodObject<ReturnType<typeof purchaseFields>>>;
type PurchaseInput = NonNullable<PurchasesInput['政府采购明细']>[number];

const KIND_OF: Readonly<Record<string, ProcurementKind>> = { A: '货物', B: '工程', C: '服务' };

/** What is written among some amounts. */
const written = (amounts: Readonly<Record<string, Figure | undefined>>): Record<string, Figure> =>
  Object.fromEntries(
    Object.entries(amounts).filter((entry): entry is [string, Figure] => entry[1] !== undefined),
  );

/** 数量 × 单价, or what is written; both agree but for a unit price that was rounded to 分. */
function purchaseAmount(
  line: PurchaseInput,
  place: readonly (string | number)[],
  { source, report, note }: BuildContext,
): Figure | undefined {
  const { 数量, 单价, 金额 } = line;
  const times = new Decimal(数量 ?? 0);
  const product: Figure | undefined =
    单价 && 数量 !== undefined
      ? {
          value: 单价.value.times(times),
          sources: [...单价.sources, source.valueSpan([...place, '数量'])],
          factors: [times, ZERO],
        }
      : undefined;
  const rounding = times.times('0.005');
  if (金额 && product) {
    const near = product.value.minus(金额.value).abs().lte(rounding);
    const computed = near ? { ...product, value: 金额.value } : product;
    const what = `“${line.品目}”的金额`;
    note({ group: '逐项', what, stated: 金额, terms: [], computed, computedName: '数量 × 单价' });
  }
  if (!金额 && !product) {
    const message = `“${line.品目}”没有写金额，也没有写数量和单价`;
    report(
      at(source.valueSpan([...place]), 'key-missing', message, '请写“金额”，或写“数量”和“单价”'),
    );
  }
  return 金额 ?? product;
}

/** The parts for small firms are not more than what they are parts of. */
function checkParts(
  line: DetailLine,
  place: readonly (string | number)[],
  { source, report }: BuildContext,
): void {
  const { 金额, 中小企业, 小微企业 } = line.amounts;
  const most: [string, Figure | undefined, string, Figure | undefined][] = [
    ['中小企业', 中小企业, '金额', 金额],
    ['小微企业', 小微企业, 中小企业 ? '中小企业' : '金额', 中小企业 ?? 金额],
  ];
  for (const [name, part, of, whole] of most) {
    if (!part || !whole || part.value.lte(whole.value)) continue;
    const message = `“${name}”是“${of}”的一部分，不能比它多`;
    report(at(source.valueSpan([...place, name]), 'balance-mismatch', message));
  }
}

type Bought = Pick<
  Budget,
  'procurementByKind' | 'services' | 'purchaseLines' | 'serviceLines' | 'reserved'
>;

/** What is reserved for small firms: the sums of the lines, where lines say so; what is stated is compared. */
function reservedIn(
  stated: Readonly<Partial<Record<ReservedItem, Figure | undefined>>> | undefined,
  lines: readonly DetailLine[],
  note: Note,
): ReadonlyMap<ReservedItem, Figure> {
  const said = writtenOf<ReservedItem>(stated);
  const out = new Map<ReservedItem, Figure>();
  for (const item of RESERVED_ITEMS) {
    const terms = lines.flatMap(({ amounts }) => amounts[item] ?? []);
    const own = said.get(item);
    if (terms.length === 0) {
      if (own) out.set(item, own);
      continue;
    }
    const what = `“政府采购”的“预留”里的${item}`;
    note({ group: '各类', what, stated: own, terms });
    out.set(item, sum(terms));
  }
  return out;
}

export function buildPurchases(data: PurchasesInput, context: BuildContext): Bought {
  const { subjects, note } = context;
  const byKind = new Map<string, Figure[]>();
  const keep = (to: Map<string, Figure[]>, key: string, amount: Figure) =>
    to.set(key, [...(to.get(key) ?? []), amount]);
  const purchaseLines = (data.政府采购明细 ?? []).map((line, i): DetailLine => {
    const place = ['政府采购明细', i];
    const amount = purchaseAmount(line, place, context);
    if (amount) keep(byKind, KIND_OF[line.品目编码.charAt(0)] as string, amount);
    const out: DetailLine = {
      unit: line.单位,
      texts: {
        ...formTexts(fieldsOf(PURCHASE_FORM), line, {}, subjects),
        品目: `[${line.品目编码}]${line.品目}`,
      },
      amounts: written({
        单价: line.单价,
        金额: amount,
        中小企业: line.中小企业,
        小微企业: line.小微企业,
      }),
    };
    checkParts(out, place, context);
    return out;
  });
  const byCategory = new Map<string, Figure[]>();
  const serviceLines = (data.购买服务明细 ?? []).map((line): DetailLine => {
    keep(byCategory, line.一级目录, line.金额);
    return {
      unit: line.单位,
      texts: formTexts(fieldsOf(SERVICE_FORM), line, {}, subjects),
      amounts: { 金额: line.金额 },
    };
  });
  const { 预留, ...stated } = data.政府采购 ?? {};
  const kinds = totals(data.政府采购 && stated, data.政府采购明细 && byKind, '政府采购', note);
  return {
    purchaseLines,
    serviceLines,
    procurementByKind: kinds as ReadonlyMap<ProcurementKind, Figure>,
    reserved: reservedIn(预留, purchaseLines, note),
    services: totals(data.政府购买服务, data.购买服务明细 && byCategory, '政府购买服务', note),
  };
}

/** The sums of the lines, where there are lines; what is stated beside them is compared with them. */
function totals(
  stated: Readonly<Record<string, Figure | undefined>> | undefined,
  lines: ReadonlyMap<string, readonly Figure[]> | undefined,
  key: string,
  note: Note,
): ReadonlyMap<string, Figure> {
  const said = categoriesOf(stated, key, note, { lines: lines && [...lines.values()].flat() });
  if (!lines) return said;
  for (const [name, figure] of said)
    note({
      group: '各类',
      what: `“${key}”的${name}`,
      stated: figure,
      terms: lines.get(name) ?? [],
    });
  return new Map([...lines].map(([name, amounts]) => [name, sum(amounts)]));
}
