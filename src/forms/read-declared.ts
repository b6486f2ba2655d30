/** What a format declares of the input, of the right shape → its type. */
import { suggestion } from '../input/issues.js';
import {
  type ColumnKind,
  codeField,
  type DeclaredField,
  isFigure,
  isReference,
  type ScheduleForm,
} from '../model/schedule.js';
import { ROOT_FIELDS } from '../model/scope.js';
import type { DeclaredInput, ScheduleInput } from './declared-schema.js';
import type { Spot } from './spot.js';

/** Names that templates can ask for: `{名称}`, `{{名称}}`, `附表.名称`. */
const NAME = /^(?=.*\p{L})[\p{L}\p{N}_]{1,40}$/u;

/** Keys that only one kind of field takes. */
const ONLY: Readonly<Partial<Record<string, readonly ColumnKind[]>>> = {
  选项: ['文字'],
  位数: ['编号'],
  计: ['数量'],
  位: ['数量'],
  合计: ['金额', '数量'],
};

function readField(name: string, input: DeclaredInput, spot: Spot): DeclaredField {
  const written = typeof input === 'string' ? { 类: input } : input;
  const { 类: kind = '文字' } = written;
  if (!NAME.test(name))
    spot.reportKey(`“${name}”不能作栏名`, '只用文字、数字和“_”，不全是数字，最多 40 字');
  for (const [key, kinds] of Object.entries(ONLY))
    if (written[key as keyof typeof written] !== undefined && !kinds?.includes(kind))
      spot.below(key).report(`“${key}”只能同“类: ${kinds?.join('”“类: ')}”一起写`);
  if (kind === '数量' && written.计 === undefined)
    spot.report('“类: 数量”还要写“计”', '例如 {类: 数量, 计: 台}');
  return {
    name,
    kind,
    meaning: written.说明 ?? name,
    required: written.必填 === '是',
    options: written.选项,
    length: written.位数,
    counts: written.计 ?? '',
    decimals: written.位 ?? 0,
    summed: (kind === '金额' || kind === '数量') && written.合计 !== '否',
  };
}

/**
 * The fields that a profile has on its cover.
 * @param spot of the map that they stand in
 */
export function readCoverFields(
  written: Readonly<Record<string, DeclaredInput>>,
  spot: Spot,
): DeclaredField[] {
  return Object.entries(written).map(([name, input]) => {
    const here = spot.below(name);
    if (ROOT_FIELDS.includes(name)) here.reportKey(`“${name}”已经是别处写的字段，请换一个名字`);
    return readField(name, input, here);
  });
}

/**
 * The lines that a table asks of the input.
 * @param id number of the table, which is the key where none is written
 */
export function readSchedule(id: string, input: ScheduleInput, spot: Spot): ScheduleForm {
  const { 键: key = id, 栏, 小计: groupBy } = input;
  if (key.includes('.')) spot.below('键').report(`“${key}”不能作附表的键：不能含有“.”`);
  const columns = Object.entries(栏).map(([name, one]) =>
    readField(name, one, spot.below('栏', name)),
  );
  if (columns.length === 0) spot.below('栏').report('“栏”里没有写栏');
  const names = columns.map(({ name }) => name);
  for (const column of columns.filter(isReference))
    if (names.includes(codeField(column)))
      spot
        .below('栏', codeField(column))
        .reportKey(`“${codeField(column)}”就是“${column.name}”的编码，不用另写一栏`);
  if (columns.length > 0 && columns.every(isFigure))
    spot.below('栏').report('“栏”里还要有说明这一行是什么的栏', '例如 名称: {必填: 是}');
  const group = columns.find(({ name }) => name === groupBy);
  const groups = columns.filter((column) => !isFigure(column)).map(({ name }) => name);
  if (groupBy !== undefined && (!group || isFigure(group)))
    spot.below('小计').report(`不能按“${groupBy}”小计`, suggestion(groupBy, groups, '栏'));
  else if (group && !group.required)
    spot.below('小计').report(`按“${group.name}”小计，这一栏要写“必填: 是”`);
  return { key, columns, groupBy };
}

/** 名称（文字，必填） as the list of a format shows it. */
export function fieldText({
  name,
  kind,
  required,
  options,
  length,
  counts,
}: DeclaredField): string {
  const words = [
    ...(kind === '数量' ? [counts] : options ? [options.join('/')] : [kind]),
    ...(length === undefined ? [] : [`${length} 位`]),
    ...(required ? ['必填'] : []),
  ];
  return `${name}（${words.join('，')}）`;
}
