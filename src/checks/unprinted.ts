/** Parts of an input that neither the tables nor the sentences of its format ask for. */
import type { Asked } from '../forms/asked.js';
import type { Budget } from '../model/budget.js';
import {
  COST_FORM,
  EVALUATION_FORM,
  FINAL_FORM,
  type FormField,
  fieldsOf,
  MANAGEMENT_FORM,
  MANAGEMENT_STAGES,
  namesOf,
  OVERALL_FORM,
  PARAGRAPHS,
  PLANNED_FORM,
  PROJECT_EVALUATION_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
  PURCHASE_FORM,
  SERVICE_FORM,
  THREE_PUBLIC_FORM,
} from '../model/form-fields.js';
import type { QuantityName } from '../model/quantities.js';
import { comparedIn, REASONS } from '../model/reasons.js';
import type { RowSourceName } from '../model/rows.js';
import { askedBy } from '../narrative/asked.js';
import type { Finding, Rule } from './rule.js';

/** Something that an input may say, and the names by which a format prints it; any of them does. */
interface Part {
  readonly path: readonly (string | number)[];
  readonly rows?: readonly RowSourceName[];
  readonly quantities?: readonly QuantityName[];
  readonly fields?: readonly string[];
  readonly bases?: readonly string[];
  readonly reasons?: readonly string[];
  readonly paragraphs?: readonly string[];
}

const KINDS = {
  quantities: '量',
  rows: '行源',
  fields: '字段',
  bases: '口径',
  reasons: '原因',
  paragraphs: '段',
} as const satisfies Record<keyof Asked, string>;
const NAMES = Object.keys(KINDS) as (keyof Asked)[];

export const unprintedParts: Rule = {
  id: '公开-19',
  code: 'text-unused',
  severity: '提示',
  holds: '输入里写了的内容，格式的表或文字都用到',
  source: '格式的表、图和语句所用的量、行源、字段',
  run: ({ budget, profile }) => {
    const asked = askedBy(profile);
    if (!asked) return [];
    const missing = partsOf(budget).filter((part) => !isAsked(part, asked));
    return outermost(missing).map((part): Finding => {
      const name = part.path.filter((step) => typeof step === 'string').join('.');
      const message = `写了“${name}”，格式“${profile.id}”的表和文字都没有用到，不会印出来`;
      const names = NAMES.flatMap((kind) =>
        (part[kind] ?? []).slice(0, 1).map((one) => `${KINDS[kind]}“${one}”`),
      );
      const hint = `不用改；要印出来，在格式的表或语句里用${names.join('或')}`;
      return { span: budget.placeOf(part.path), message, hint };
    });
  },
};

const isAsked = (part: Part, asked: Asked) =>
  NAMES.some((kind) => part[kind]?.some((name) => asked[kind].has(name)));

/** Of a part and what stands within it the part alone. */
function outermost(parts: readonly Part[]): Part[] {
  const keys = new Set(parts.map(({ path }) => path.join('.')));
  return parts.filter(
    ({ path }) => !path.some((_, i) => i > 0 && keys.has(path.slice(0, i).join('.'))),
  );
}

/** What an input says, each part with the names by which it may be printed. */
function partsOf(budget: Budget): Part[] {
  const { staff, vehicles, floorArea, glossary, overall, performance, outturn, initial, adjusted } =
    budget;
  const { purchaseLines, serviceLines, procurementByKind, services, final } = budget;
  const part = (written: boolean, path: Part['path'], names: Omit<Part, 'path'>): Part[] =>
    written ? [{ path, ...names }] : [];
  return [
    ...paragraphParts(budget),
    ...reasonParts(budget),
    ...part(staff !== undefined, ['人员'], { rows: ['人员构成'] }),
    ...part(purchaseLines.length > 0, ['政府采购明细'], { rows: ['政府采购明细'] }),
    ...part(serviceLines.length > 0, ['购买服务明细'], { rows: ['购买服务明细'] }),
    ...part(procurementByKind.size > 0 && purchaseLines.length === 0, ['政府采购'], {
      quantities: ['政府采购'],
    }),
    ...part(services.size > 0 && serviceLines.length === 0, ['政府购买服务'], {
      quantities: ['政府购买服务'],
      rows: ['购买服务'],
    }),
    ...part(vehicles.size > 0, ['国有资产', '车辆'], {
      rows: ['车辆'],
      fields: ['车辆总数', '有车辆'],
    }),
    ...part(budget.plannedVehicles !== undefined, ['国有资产', '计划购置', '车辆'], {
      rows: ['计划购置车辆'],
      fields: ['购置车辆'],
      quantities: ['数目'],
    }),
    ...part(budget.reserved.size > 0 && !inLines(budget), ['政府采购', '预留'], {
      quantities: ['采购预留'],
    }),
    ...part((final?.reservedWon.size ?? 0) > 0, ['政府采购', '预留成交'], {
      quantities: ['预留成交'],
    }),
    ...countParts(budget),
    ...part(floorArea !== '', ['国有资产', '房屋面积'], { fields: ['房屋面积'] }),
    ...part(glossary.size > 0, ['名词解释'], { rows: ['补充名词'] }),
    ...part(overall !== undefined, ['整体绩效'], { rows: ['整体绩效'] }),
    ...part(performance.length > 0, ['绩效项目'], {
      rows: ['绩效项目', '整体项目', '绩效项目合计', '项目说明'],
    }),
    ...part(outturn !== undefined, ['上年执行数'], { bases: ['上年执行数'] }),
    ...part(budget.statements.length > 0, ['项目经费说明'], { rows: ['项目经费说明'] }),
    ...MANAGEMENT_STAGES.flatMap((stage) => {
      const names = namesOf(MANAGEMENT_FORM[stage]);
      const counted = names.some((name) => (budget.management.counts[name] ?? '') !== '');
      return part(counted || budget.management.amounts.has(stage), ['绩效管理', stage], {
        fields: names,
        quantities: ['绩效管理金额'],
      });
    }),
    ...part(initial !== undefined, ['年初预算'], { bases: ['年初预算'] }),
    ...part(adjusted !== undefined, ['全年预算'], { bases: ['全年预算'] }),
    ...part(final?.overall !== undefined, ['整体自评'], { rows: ['整体自评'] }),
    ...part((final?.projects.length ?? 0) > 0, ['项目自评'], { rows: ['项目自评'] }),
    ...part((final?.keyTasks.length ?? 0) > 0, ['重点工作', '事项'], { rows: ['重点工作'] }),
    ...part((final?.smallFirms.size ?? 0) > 0, ['政府采购', '中小企业'], {
      quantities: ['授予中小企业'],
    }),
    ...part((final?.runningCosts.size ?? 0) > 0, ['三公经费说明', '运行费明细'], {
      rows: ['运行费明细'],
    }),
    ...formParts(budget),
  ];
}

/** Whether what is reserved for small firms is written line by line. */
const inLines = ({ purchaseLines }: Budget) =>
  purchaseLines.some(({ amounts }) => amounts.中小企业 || amounts.小微企业);

/** Counts, which are no passages of text. */
function countParts({ counts, kind }: Budget): Part[] {
  if (kind.name !== '预算') return [];
  const at: readonly (readonly [Part['path'], readonly FormField[]])[] = [
    [['三公经费说明'], fieldsOf(THREE_PUBLIC_FORM)],
    [['国有资产'], FINAL_FORM.equipment],
    [['国有资产', '计划购置'], PLANNED_FORM.equipment],
  ];
  return at.flatMap(([path, fields]) =>
    fields.flatMap(({ key, field = key }): Part[] => {
      const written = counts.has(field) && field !== '购置车辆';
      return written ? [{ path: [...path, key], fields: [field], quantities: ['数目'] }] : [];
    }),
  );
}

const PARAGRAPH_FIELDS = fieldsOf(PARAGRAPHS);

/** Paragraphs of the department's own, at the first place where each stands. */
function paragraphParts({ texts, passages }: Budget): Part[] {
  return PARAGRAPH_FIELDS.flatMap(({ key, field = key }): Part[] => {
    const written = texts[field as keyof typeof texts] ?? [];
    if (written.length === 0) return [];
    const passage = passages.find(
      ({ path, text }) => path.includes(key) && written.some((one) => one === text),
    );
    if (!passage) return [];
    return [{ path: passage.path.slice(0, passage.path.indexOf(key) + 1), paragraphs: [field] }];
  });
}

const PURPOSE = '主要用途.';
const ANY_CODE = /^(功能科目)\.\d+$/;

/** Reasons and purposes; a reason that a rule asks for is looked at by the rule. */
function reasonParts({ reasons, kind }: Budget): Part[] {
  const due = new Set(comparedIn(kind.name).flatMap(({ keys }) => keys));
  const asked = new Map(REASONS[kind.name].map(({ key, asked: name = key }) => [key, name]));
  const keys = [...reasons.keys()];
  const purposes = keys.filter((key) => key.startsWith(PURPOSE));
  const purpose: Part = { path: ['主要用途'], reasons: [`${PURPOSE}{编码}`, ...purposes] };
  const others = keys.flatMap((key): Part[] => {
    const name = key.replace(ANY_CODE, '$1.{编码}');
    if (key.startsWith(PURPOSE) || due.has(name)) return [];
    return [{ path: ['变动原因', ...key.split('.')], reasons: [asked.get(name) ?? name, key] }];
  });
  return [...(purposes.length > 0 ? [purpose] : []), ...others];
}

/** Forms by the section of the input that they stand in, and by the key inside of it, where there is one. */
const FORMS: readonly (readonly [
  section: string,
  fields: readonly FormField[],
  within?: string,
])[] = [
  ['整体绩效', fieldsOf(OVERALL_FORM)],
  ['绩效项目', fieldsOf(PROJECT_FORM)],
  ['绩效项目', fieldsOf(COST_FORM), '支出明细'],
  ['绩效项目', fieldsOf(PROJECT_PURCHASE_FORM), '采购'],
  ['政府采购明细', fieldsOf(PURCHASE_FORM)],
  ['购买服务明细', fieldsOf(SERVICE_FORM)],
  ['整体自评', fieldsOf(EVALUATION_FORM)],
  ['项目自评', [...fieldsOf(EVALUATION_FORM), ...fieldsOf(PROJECT_EVALUATION_FORM)]],
  ['三公经费说明', fieldsOf(THREE_PUBLIC_FORM)],
  ['国有资产', [...FINAL_FORM.vehicles, ...FINAL_FORM.equipment]],
  ['概况', FINAL_FORM.phone],
];

/** Fields by section, the key inside of it and their own key. */
const FIELD_AT: ReadonlyMap<string, FormField> = new Map(
  FORMS.flatMap(([section, fields, within = '']) =>
    fields.map((field) => [[section, within, field.key].join('.'), field] as const),
  ).reverse(), // of two of one name the first
);

/** Fields of forms that a text is written for, at the first place of each. */
function formParts({ passages }: Budget): Part[] {
  const parts = new Map<string, Part>();
  for (const { path } of passages) {
    // the text of a list stands below the key of its field
    const steps = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
    const inside = steps.slice(1, -1).filter((step) => typeof step === 'string');
    for (const within of inside.length === 0 ? [''] : inside) {
      const name = [path[0], within, steps.at(-1)].join('.');
      const found = FIELD_AT.get(name);
      if (!found || parts.has(name)) continue;
      parts.set(name, {
        path: steps,
        fields: [found.field ?? found.key, ...(found.partOf ?? [])],
        ...(found.value === 'count' ? { quantities: ['数目'] } : {}),
      });
    }
  }
  return [...parts.values()];
}
