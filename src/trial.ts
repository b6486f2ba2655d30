/**
 * Trial of a format: a made-up department in which every figure is another and everything balances
 * (templates/trial/) is printed in it. Where its relations do not hold then, the form is wrong: it is told
 * before a clerk is shown the mistake at his own lines.
 */
import { isFinding } from './checks/rule.js';
import { compile } from './compile.js';
import { at, type Diagnostic } from './diagnostics.js';
import type { Profile, TemplateFolder } from './forms/library.js';
import { SCHEDULE } from './forms/names.js';
import type { Relation } from './forms/relation.js';
import type { ReadFile } from './input/load.js';
import { tableRules } from './kinds/rules.js';
import type { DeclaredField } from './model/schedule.js';

const FOLDER = 'trial';

/**
 * What is wrong with a format that is valid by itself, each at its place in the form.
 * @param profile a format as it was loaded from the folder
 */
export function trialProblems(profile: Profile, templates: TemplateFolder): Diagnostic[] {
  const read = trialFiles(profile, templates);
  const { checks, diagnostics, model, sources } = compile(`${FOLDER}/${profile.kind}.yaml`, {
    read,
    templates,
  });
  const ofForm = (file: string) => !sources.some((source) => source.file === file);
  // subjects that the trial needs may not be in the format's dictionary
  if (!model) return [...diagnostics];
  // what a format ties its 附表 to nobody can make up
  const made = new Set(
    profile.relations.filter((one) => isOfSchedule(one, profile)).map(({ id }) => id),
  );
  const rules = tableRules(profile).filter(({ id }) => !made.has(id));
  const ids = new Set(rules.map(({ id }) => id));
  const found = checks.flatMap(({ rule, outcome, severity }): Diagnostic[] => {
    if (severity !== '错误' || !ids.has(rule.id) || !isFinding(outcome)) return [];
    const { span, message, hint, table = '' } = outcome;
    const form = profile.tables.get(table)?.placeOf(['表号']);
    const place = ofForm(span.file) ? span : (form ?? span);
    const told = at(place, rule.code, `用试算的数核对：${message}`, hint ?? rule.holds);
    return [{ ...told, rule: rule.id }];
  });
  // sentences that need what is not known
  const others = diagnostics.filter(
    ({ file, rule, severity }) => severity === '错误' && rule === undefined && ofForm(file),
  );
  return [...found, ...others];
}

/** The files of the trial; the first is in the format that is tried. */
function trialFiles(profile: Profile, { read }: TemplateFolder): ReadFile {
  const { id, kind } = profile;
  const main = `${FOLDER}/${kind}.yaml`;
  return (file) => {
    const path = file.replaceAll('\\', '/');
    const bytes = read(path);
    if (path !== main) return bytes;
    const text = new TextDecoder().decode(bytes).replace(/^格式: .*$/m, () => `格式: ${id}`);
    return new TextEncoder().encode(`${text.trimEnd()}\n${declaredText(profile)}`);
  };
}

/** Whether a relation speaks of the lines of a 附表. */
function isOfSchedule({ equations }: Relation, { tables }: Profile): boolean {
  const terms = equations.flatMap(({ left, right }) => [...left, ...right]);
  return terms.some((term) =>
    term.kind === 'cells'
      ? tables.get(term.table)?.schedule !== undefined
      : term.quantity.name === SCHEDULE,
  );
}

/** Two lines of each 附表 and all fields of the cover that a format declares, as the trial writes them. */
function declaredText({ schedules, cover }: Profile): string {
  let amount = 0;
  const made = ({ kind, options, length }: DeclaredField): string | number => {
    const [option] = options ?? [];
    if (option !== undefined) return option;
    if (kind === '金额' || kind === '数量') return ++amount;
    if (kind === '编号') return '1'.repeat(length ?? 1);
    return TRIAL_WORDS[kind] ?? '试算';
  };
  const line = (columns: readonly DeclaredField[]) =>
    Object.fromEntries(columns.map((column) => [column.name, made(column)]));
  // JSON is YAML: words of the format can't be taken for anything else
  const lists = [...schedules].map(([key, { columns }]) => [key, [line(columns), line(columns)]]);
  return `封面: ${JSON.stringify(line(cover.fields))}\n附表: ${JSON.stringify(Object.fromEntries(lists))}\n`;
}

/** What the trial has of the kinds that name something. */
const TRIAL_WORDS: Readonly<Partial<Record<DeclaredField['kind'], string>>> = {
  日期: '2000-01-01',
  单位: '900001',
  功能科目: '2010302',
  经济科目: '30201',
  项目: '试算项目甲',
};
