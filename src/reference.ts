/**
 * What is generated for the people who write inputs and formats: JSON Schemas for their editors and
 * for programs that read what check, diff and explain found, and the list of all words that a template may use.
 */
import * as z from 'zod';
import type { Profile } from './forms/library.js';
import { profileSchema } from './forms/profile.js';
import { tableSchema } from './forms/template-schema.js';
import { mappingFile } from './imports/lists/mapping.js';
import { declaredMembers } from './kinds/common/declared.js';
import { KINDS, kindNamed } from './kinds/index.js';
import { PARAM_WORDS, QUANTITIES, type Quantity } from './model/quantities.js';
import { ROW_SOURCES } from './model/rows.js';
import { ROOT_FIELDS, type RowSource } from './model/scope.js';
import { HELPERS, type HelperSpec, usage } from './narrative/helper-specs.js';
import { checkSchema } from './review/show/check-schema.js';
import { diffSchema, explainSchema } from './review/show/diff-schema.js';

/** Path below the project's folder → text of each generated file. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schemas: [string, z.ZodType][] = [
    ...KINDS.map((kind): [string, z.ZodType] => [kind.name, kind.schema('元')]),
    ['格式', profileSchema.meta({ title: 'gongkai 格式', description: '一个区一年的公开格式' })],
    ['表', tableSchema.meta({ title: 'gongkai 表', description: '一张表的模板' })],
    [
      '导入对应',
      mappingFile.meta({
        title: 'gongkai 导入对应',
        description: '明细清单的标题和词各是什么意思，供 gongkai import 用',
      }),
    ],
    ['检查结果', checkSchema],
    ['对比结果', diffSchema],
    ['数的由来', explainSchema],
  ];
  return new Map([
    ...schemas.map(([name, schema]): [string, string] => [
      `templates/schema/${name}.json`,
      jsonSchema(schema),
    ]),
    ['docs/模板用词.md', wordList()],
  ]);
}

/**
 * The schema of inputs in one format, for their editors: that of its kind, with the columns of the format's
 * 附表 and the fields of its cover.
 * @returns text of a JSON Schema
 */
export function inputSchema({ kind, cover, schedules, id }: Profile): string {
  const general = kindNamed(kind);
  if (!general) throw new Error(`no kind ${kind}`);
  const members = declaredMembers({ schedules, cover: cover.fields, kind, id }, '元');
  const whole = JSON.parse(jsonSchema(general.schema('元')));
  const own = JSON.parse(jsonSchema(z.object(members)));
  for (const key of Object.keys(members))
    whole.properties[key] = { ...whole.properties[key], ...own.properties[key] };
  return `${JSON.stringify({ ...whole, title: `${whole.title}（格式 ${id}）` }, null, 2)}\n`;
}

/** @param schema of a YAML file; draft-07 is what the YAML extensions of editors understand best */
function jsonSchema(schema: z.ZodType): string {
  const options = { io: 'input', unrepresentable: 'any', target: 'draft-7' } as const;
  return `${JSON.stringify(z.toJSONSchema(schema, options), null, 2)}\n`;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map(cell).join(' | ')} |`)
    .join('\n');
const list = (words: readonly string[] | undefined) => (words ?? []).join('、');

/** 模板用词.md: quantities, parameters, row sources, fields, sentence helpers, as registered. */
function wordList(): string {
  const quantities = Object.entries(QUANTITIES as Record<string, Quantity>);
  const sources = Object.entries(ROW_SOURCES as Record<string, RowSource>);
  const helpers = Object.entries(HELPERS as Record<string, HelperSpec>);
  return `# 模板用词

本文件由程序生成（\`npm run build\`），列出表的模板、格式和语句里可以用的全部词。怎样用它们见 [格式指南](格式指南.md)。

## 量

表里写 \`{量: 支出, 性质: 基本支出}\`，语句里写 \`{{金额 "支出" 性质="基本支出"}}\`。单位和小数随格式（表内金额、文内金额，不写即万元、两位小数），四舍五入。

${table(
  ['量', '意思', '参数', '“项”可以是', '只有'],
  quantities.map(([name, one]) => [
    name,
    one.meaning,
    list(one.params),
    list(one.items),
    list(one.kinds),
  ]),
)}

## 参数

${table(
  ['参数', '可以是'],
  Object.entries(PARAM_WORDS).map(([name, words]) => [name, words ? list(words) : '见各个量']),
)}

## 行源

表里写 \`行源: [合计, 功能科目]\` 或 \`逐: 功能科目\`，语句里写 \`{{#逐 "功能科目"}}…{{/逐}}\`。一行里的量只取这一行的数。

${table(
  ['行源', '意思', '字段', '金额', '只能用在', '只有'],
  sources.map(([name, one]) => [
    name,
    one.meaning,
    list(one.fields),
    list(one.amounts),
    list(one.within),
    list(one.kinds),
  ]),
)}

## 到处可以用的字段

表里和格式里写 \`{部门}\`，语句里写 \`{{部门}}\`：

${list(ROOT_FIELDS)}。

表的标题、印号和注里还可以用 \`{序}\`（不带零的序号，如 5-1）和 \`{号}\`（原样，如 05-1）。

## 语句里的写法

${table(
  ['写法', '后面写', '意思', '还可以写', '用法'],
  helpers.map(([name, one]) => [
    name,
    one.first,
    one.meaning,
    list(one.options),
    `\`${usage(name, one)}\``,
  ]),
)}
`;
}
