/** Which template a sheet is of: by its name, its title, its number and the labels that stand on it. */
import type { TableTemplate } from '../forms/template.js';
import { isTitle, textsIn } from './captions.js';
import { nearAny, sameLabel } from './labels.js';
import { type SheetToRead, sheetName } from './sheet.js';
import { programOf, type Step } from './steps.js';
import { fixedWords, hasFields, readPattern } from './text-pattern.js';

/** How much speaks for a sheet being of a template. */
export interface Likeness {
  readonly template: TableTemplate;
  /** By what it is called: name, title, number. */
  readonly named: number;
  /** Share of the template's labels that stand on the sheet. */
  readonly labels: number;
}

const MOST_CAPTION_ROWS = 12;
/** A longer text is like a heading only where it is the same. */
const LONGEST_HEADING = 40;
const LEAST_LABELS = 0.5;
/** Labels alone must be nearly all there. */
const ENOUGH_LABELS = 0.85;

export const scoreOf = ({ named, labels }: Likeness): number => named + 2 * labels;

/** The templates that a sheet may be of, the likeliest first. */
export function likely(sheet: SheetToRead, templates: readonly TableTemplate[]): Likeness[] {
  const texts = [...new Set(textsIn(sheet, 0, sheet.grid.rows.length))];
  const isNear = nearAny(texts.filter((text) => text.length < LONGEST_HEADING));
  const labels = new Set(texts.map(sameLabel));
  const captions = textsIn(sheet, 0, Math.min(sheet.grid.rows.length, MOST_CAPTION_ROWS));
  return templates
    .map((template) => ({
      template,
      named: nameLikeness(sheet, template, captions),
      labels: labelShare(template, (label) =>
        hasFields(label)
          ? texts.some((text) => readPattern(label, text) !== undefined)
          : labels.has(sameLabel(label)) || isNear(label),
      ),
    }))
    .filter((one) => one.labels >= LEAST_LABELS && (one.named > 0 || one.labels >= ENOUGH_LABELS))
    .sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** 预算05-1 收支总表 → 预算05-1 and 收支总表; a form for each row of a source has its place behind the id. */
function nameLikeness(
  sheet: SheetToRead,
  template: TableTemplate,
  captions: readonly string[],
): number {
  const { id, name, title, number, each } = template;
  const called = sheetName(sheet).trim();
  const behind = called.startsWith(id) ? called.slice(id.length) : undefined;
  const numbered = behind !== undefined && (each ? /^(?:-\d+)?(?:\s|$)/ : /^(?:\s|$)/).test(behind);
  const rest = sameLabel(numbered ? behind.replace(/^-\d+/, '') : called);
  const own = hasFields(name) ? '' : sameLabel(name);
  let score = 0;
  if (numbered) score += 1.5;
  if (own !== '' && rest === own) score += 1.5;
  else if (own.length > 3 && (rest.includes(own) || (rest.length > 3 && own.startsWith(rest))))
    score += 0.75;
  if (captions.some((text) => isTitle(text, title))) score += 2;
  const printed = fixedWords(number).trim();
  if (printed.length > 1 && captions.some((text) => isNumber(text, template))) score += 0.5;
  return score;
}

/** Whether a text is the number that a template prints, with its own figure where it has one. */
function isNumber(text: string, { id, number }: TableTemplate): boolean {
  const own = id.replace(/^\D+/, '');
  const short = id.replace(/^\D+0*/, '');
  const printed = number.replace('{号}', own).replace('{序}', short);
  if (!hasFields(printed)) return sameLabel(printed) === sameLabel(text);
  return readPattern(printed, text) !== undefined;
}

/** Labels that a template prints, as they are printed and by their names. */
const known = new WeakMap<TableTemplate, readonly (readonly string[])[]>();

function labelsOf(template: TableTemplate): readonly (readonly string[])[] {
  const found = known.get(template) ?? collect(template);
  known.set(template, found);
  return found;
}

function collect(template: TableTemplate): (readonly string[])[] {
  const { steps, headings } = programOf(template);
  const ofSteps = (list: readonly Step[]): (readonly string[])[] =>
    list.flatMap((step) => {
      if (step.kind === 'parallel') return step.lanes.flatMap((lane) => ofSteps(lane.steps));
      if (step.kind !== 'row' && step.kind !== 'side') return [];
      if (step.kind === 'row' && (step.optional || step.total !== undefined)) return [];
      return step.cells.flatMap(({ cell: { content, optional } }) =>
        content.kind === 'text' && !optional && fixedWords(content.text).trim().length > 1
          ? [[content.text, content.name]]
          : [],
      );
    });
  const all = [
    ...headings.flatMap(({ labels, optional }, col) =>
      optional || template.dropped.includes(col) ? [] : labels,
    ),
    ...ofSteps(steps),
  ];
  return [...new Map(all.map((one) => [one[0], one])).values()];
}

/** How many of a template's labels a sheet has. */
function labelShare(template: TableTemplate, has: (label: string) => boolean): number {
  const all = labelsOf(template);
  if (all.length === 0) return 0;
  return all.filter((own) => own.some(has)).length / all.length;
}
