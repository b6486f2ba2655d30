/**
 * The start of a format of one's own: it extends another and changes nothing yet. What is changed most often
 * stands in it as that one has it, behind “# ”: without the sign it still changes nothing, and can be edited.
 */
import { Document, stringify, visit } from 'yaml';
import { loadChain } from './forms/chain.js';
import { Shelf, type TemplateFolder } from './forms/shelf.js';
import { loadFormat } from './load-format.js';

export interface NewFormat {
  /** Of 甲区-2027.yaml. */
  readonly profile: string;
  /** Of 甲区-2027.hbs. */
  readonly sentences: string;
}

/** What is told of each key that a format most often changes, in the order in which they are written. */
const KEYS = [
  ['包名', '材料的文件夹和文件名'],
  ['封面', '封面上的标题和落款'],
  ['部分', '部分和次序：节是语句文件里的节名，表是表号；没有列出的就不公开。写了就整个代替原来的'],
  ['各表', '所有的表怎样印：印号里 {号} 是表号、{序} 是它的数字'],
  ['支出类别', '收支总表所列各类，按表中次序。写了就整个代替原来的'],
  ['数字', '数的写法'],
  ['用语', '语句里随格式而变的词'],
  ['文末', '材料最后的说明'],
] as const;

const TABLES_TOLD =
  '某一张表：标题、表号、去列、改列、注等，写到哪个改哪个；要加列、换成一组列、做自己的表，见格式指南';

/**
 * @param name of the new format, one that can be a file's
 * @param from the format that it extends
 * @param schema path of the JSON Schema of formats, as an editor finds it from the new file
 * @throws DiagnosticError where there is no such format, or something is wrong with it
 */
export function newFormat(
  name: string,
  from: string,
  templates: TemplateFolder,
  schema: string,
): NewFormat {
  const base = loadFormat(from, templates);
  const { merged } = loadChain(from, new Shelf(templates));
  const parts = KEYS.flatMap(([key, meaning]) => {
    const value = merged[key];
    if (value === undefined) return [];
    const own = commented(yamlOf({ [key]: value }), meaning);
    return key === '支出类别' ? [tablesPart(base), own] : [own];
  });
  const head = [
    `# yaml-language-server: $schema=${schema}`,
    `## ${name}：继承“${from}”（${base.name}），只写不同之处。`,
    '## 现在什么也没有改，编译出来同它一样。下面以“# ”开头的各行，是最常改的地方和现在的写法：',
    '## 去掉行首的“# ”（连同它下面缩进的各行），再改成本区的；不改的，留着或删去都可以。以“##”开头的是说明。',
    `## 改好以后用“gongkai formats ${name}”检查、试算。`,
    yamlOf({ 名称: `${name}部门${base.kind}公开格式`, 继承: from }).trimEnd(),
  ];
  return {
    profile: `${[head.join('\n'), ...parts].join('\n\n')}\n`,
    sentences: sentencesOf(name, from, base),
  };
}

type Base = ReturnType<typeof loadFormat>;

/** Every table of the base by its number, with the title that it has. */
function tablesPart({ tables }: Base): string {
  const entries = [...tables].map(([id, { name, title }]) => {
    const [, ...below] = yamlOf({ [id]: { 标题: title } })
      .trimEnd()
      .split('\n');
    return [`${scalar(id)}: # ${name}`, ...below].map((line) => `  ${line}`).join('\n');
  });
  return commented(['改表:', ...entries].join('\n'), TABLES_TOLD);
}

/** Lines of YAML behind “# ”, below what is said of them. */
function commented(yaml: string, meaning: string): string {
  const lines = yaml.trimEnd().split('\n');
  return [`## ${meaning}`, ...lines.map((line) => `# ${line}`)].join('\n');
}

/** As people write it: lists of words, and what stands in a list below another, on one line. */
function yamlOf(value: unknown): string {
  const doc = new Document(value, { aliasDuplicateObjects: false });
  visit(doc, {
    Seq: (_, node) => {
      if (node.items.every((item) => 'value' in (item as object))) node.flow = true;
    },
    Map: (key, node, path) => {
      // a group of tables within a part
      if (typeof key === 'number' && path.length > IN_A_PART) node.flow = true;
    },
  });
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Document, map, pair, list, part, pair, list. */
const IN_A_PART = 5;

const scalar = (text: string) => stringify(text).trimEnd();

/** How one sentence is replaced, by the shortest of the base that prints an amount. */
function sentencesOf(name: string, from: string, base: Base): string {
  const sections = base.parts.flatMap((part) => part.sections.map((one) => one.name));
  const pieces = sections.flatMap((section) => pieceOf(section, base) ?? []);
  const [example] = pieces.sort((a, b) => score(a) - score(b));
  const files = [...new Set(base.sentences.map(({ path }) => path))].join('、');
  const told = [
    `{{!-- ${name} 的语句：这里写的一节，代替“${from}”里同名的一节，其余照旧。现在什么也没有换。`,
    `  可以换的节：${sections.join('、')}；它们引用的小节也可以换。`,
    `  原来的句子见 ${files}。`,
    '  “# ”开头的一行是标题，“## ”是小标题，“* ”是自动编号的条目，其余一行一段；数由 {{金额 …}}、{{占比 …}} 等算出。 --}}',
  ];
  const shown = example
    ? [
        '',
        '{{!-- 例子：删去这一行和“例子完”一行，下面这一节就代替原来的，再改字。',
        example,
        '例子完 --}}',
      ]
    : [];
  return `${[...told, ...shown].join('\n')}\n`;
}

const score = (piece: string) => piece.length + (piece.includes('{{金额') ? 0 : MUCH);
const MUCH = 1e6;

/** A piece as the last file that has it writes it; none where a comment cannot hold it. */
function pieceOf(section: string, { sentences }: Base): string | undefined {
  const start = `{{#*inline "${section}"}}`;
  const text = sentences.findLast((file) => file.text.includes(start))?.text ?? '';
  const [whole] = /^.*?\{\{~?\/inline~?\}\}/s.exec(text.slice(text.indexOf(start))) ?? [];
  return whole?.includes('--}}') ? undefined : whole;
}
