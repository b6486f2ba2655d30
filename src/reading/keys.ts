/** What tells the rows of a source apart, as compiled rows have it: codes and names as they are read. */
import type { Profile } from '../forms/library.js';
import { ROW_SOURCES, type RowSourceName } from '../model/rows.js';
import { codeField, isReference, type ScheduleForm } from '../model/schedule.js';
import type { RowSource } from '../model/scope.js';
import { FUNCTIONAL_PARTS } from '../model/subjects.js';
import { sameLabel } from './labels.js';

type Fields = Readonly<Record<string, string>>;

/** A part of a code has so many digits: 类, then 款 and 项. */
const partLength = (place: number): number => (place === 0 ? 3 : 2);
const DIGITS = /^\d+$/;

/**
 * The whole code of a row by its parts: one that stands above need not be repeated, and a zero before it may
 * be missing, where someone typed it as a number.
 * @param above parts of the row before it
 */
export function codeOfParts(parts: readonly string[], above: readonly string[]): string[] {
  const said = parts.map((part) => part.normalize('NFKC').replace(/\s/g, ''));
  if (said.every((part) => part === '')) return [];
  const whole = said.findLast((part) => part.length > 3);
  if (whole !== undefined) return [whole.slice(0, 3), whole.slice(3, 5), whole.slice(5, 7)];
  const last = said.findLastIndex((part) => part !== '');
  return said.slice(0, last + 1).map((part, i) => {
    if (part === '') return above[i] ?? '';
    return DIGITS.test(part) ? part.padStart(partLength(i), '0') : part;
  });
}

/** A code with its parts, as the fields of a subject's row. */
export function codeFields(parts: readonly string[]): Record<string, string> {
  const code = parts.join('');
  const named = FUNCTIONAL_PARTS.map((name, i) => [name, parts[i] ?? '']);
  return { 编码: code, ...Object.fromEntries(named) };
}

/** The code of what a source's row is called, where the form prints no code; empty where it is not certain. */
function codeOfName(
  source: RowSourceName,
  name: string,
  { subjects, rows }: Profile,
  before: string,
): string {
  const { subjects: which }: RowSource = ROW_SOURCES[source];
  if (which === undefined) return '';
  const wanted = sameLabel(name);
  const named = (code: string) => sameLabel(subjects[which].get(code)?.name ?? '') === wanted;
  if (source === '支出类别') {
    const listed = rows.classes.find(named);
    if (listed !== undefined) return listed;
  }
  const all = [...subjects[which].keys()].filter(named);
  if (all.length === 1) return all[0] ?? '';
  const below = all.filter((code) => code.startsWith(before.slice(0, 3)));
  return below.length === 1 ? (below[0] ?? '') : '';
}

/**
 * What tells a row from others of its source.
 * @param fields of the row and of those around it
 * @param before the key of the row before it
 */
export function keyOf(
  source: RowSourceName,
  fields: Fields,
  profile: Profile,
  schedule: ScheduleForm | undefined,
  before: string,
): string {
  return onOneLine(identityOf(source, fields, profile, schedule, before));
}

/** A name that was broken into lines to fit its column. */
const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, '');

function identityOf(
  source: RowSourceName,
  fields: Fields,
  profile: Profile,
  schedule: ScheduleForm | undefined,
  before: string,
): string {
  if (source === '附表' && schedule) return scheduleKey(fields, schedule);
  const { key, keyed, fields: own }: RowSource = ROW_SOURCES[source];
  // rows of projects and what is above them are called by their names
  if (keyed) return fields.名称 ?? '';
  const identity = key ?? (own.includes('编码') ? '编码' : '名称');
  const said = fields[identity] ?? '';
  if (said !== '' || identity !== '编码') return said;
  return codeOfName(source, fields.名称 ?? '', profile, before);
}

/** The code of the subject that a line of a schedule is of, else its first text. */
function scheduleKey(fields: Fields, { columns, groupBy }: ScheduleForm): string {
  const said = (name: string) => fields[name] ?? '';
  const texts = columns.filter(({ kind }) => kind === '文字');
  if (groupBy !== undefined && texts.some(({ name }) => said(name) === '小计'))
    return said(groupBy);
  const subject = columns.find((column) => isReference(column) && /科目$/.test(column.kind));
  const code = subject && said(codeField(subject));
  return code || said(columns.find(({ name }) => said(name) !== '')?.name ?? '');
}
