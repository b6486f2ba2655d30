/** The JSON of `gongkai diff` and `gongkai explain`: one schema for what is written and for who reads it. */
import * as z from 'zod';
import { DIFF_VERSION } from './format-versions.js';
import { cellKeys, count, exact, text } from './schema-words.js';

const index = (description: string) => z.array(z.int().min(0)).meta({ description });

/** What was written on a line of an input. */
const lineSchema = z
  .strictObject({
    文件: text('输入文件，相对主文件的路径'),
    行: count('从 1 数起'),
    列: count('从 1 数起，一个字算一列'),
    ...cellKeys,
    名: text('这一处写的是什么，如 基本支出 › 2060101 行政运行 › 30101 基本工资'),
    写: text('照原样写的字'),
    元: exact('是金额的，折合多少元').optional(),
  })
  .meta({ id: '输入', description: '输入文件里写的一处' });

const termsSchema = {
  精确: exact('四舍五入前的数，单位见“单位”'),
  单位: z.enum(['元', '']).meta({ description: '不是金额的没有单位' }),
  加: index('相加的输入，是“输入”里的序号，从 0 数起'),
  减: index('减去的输入'),
  乘: z
    .array(
      z.strictObject({
        输入: z.int().min(0).meta({ description: '乘的是哪一处，如单价' }),
        倍: exact('乘以多少，如数量'),
      }),
    )
    .optional()
    .meta({ description: '要先乘再加的输入' }),
};

/** How a printed figure comes about. */
const trailSchema = z
  .strictObject({
    印: text('印出来的样子'),
    ...termsSchema,
    取整: text(
      '由精确的数到印出来的数：四舍五入到 0.01 万元（单位、小数随格式；配平的另说）、四舍五入的百分比、使各项合计为 100%、不取整',
    ),
    总: z
      .strictObject(termsSchema)
      .optional()
      .meta({ description: '是百分比的：占什么的百分比，精确的数除以它再乘 100' }),
  })
  .meta({ id: '由来', description: '一个数由哪些输入得来' });

const both = <T extends z.ZodType>(schema: T, description: string) =>
  z
    .strictObject({ 甲: schema.optional(), 乙: schema.optional() })
    .meta({ description: `${description}；新增的没有甲，删除的没有乙` });

const words = z
  .array(z.strictObject({ 字: z.string(), 变: z.boolean() }))
  .meta({ description: '一句话，分成变了的和没有变的' });

const follows = {
  来源: index('由哪些来源引起，是“来源”里的序号，从 0 数起；空的是另有原因'),
  随动: z.boolean().meta({ description: '只因来源变动而变，不必单独看' }),
};

const edition = z
  .strictObject({
    名: text('命令里写的名字'),
    种类: z.enum(['输入', '材料', '工作簿', '文稿', '上年数']),
    标题: text('材料的名称'),
    部门: text('部门名称').optional(),
    年度: z.int().optional(),
    格式: text('格式的名称').optional(),
    版本: text('gongkai 的版本').optional(),
  })
  .meta({ id: '一方', description: '相比的一方' });

const cause = z
  .strictObject({
    种类: z
      .enum(['改数', '改字', '新增', '删除', '表内'])
      .meta({ description: '表内：没有输入可比时，表里最细的一处变动' }),
    名: text('哪里变了'),
    原名: text('原来叫什么').optional(),
    甲: text('原来写的').optional(),
    乙: text('现在写的').optional(),
    增减: exact('增减多少，单位万元').optional(),
    幅度: text('增减百分之几').optional(),
    输入: both(z.int().min(0), '“输入”里的序号'),
    项: z.int().min(1).meta({ description: '一起新增或删除的有几处' }),
    单元格: count('由它引起变动的单元格数'),
    句子: count('由它引起变动的句数'),
    其他: count('由它引起的行名、表外的字、标题的变动'),
    表: z.array(z.string()).meta({ description: '有变动的表的号' }),
  })
  .meta({ id: '来源', description: '变动的源头' });

const cell = z.strictObject({
  行: text('行的名称'),
  编码: text('行的科目编码等').optional(),
  列: text('列的名称，各层以 › 分开'),
  甲: text('原来印的'),
  乙: text('现在印的'),
  增减: exact('按印出来的数算，单位万元').optional(),
  幅度: text('增减百分之几').optional(),
  ...follows,
  由来: both(trailSchema, '这一格的数怎样得来').optional(),
});

const due = index('由哪些来源引起；空的是另有原因');

const line = z.strictObject({
  种类: z.enum(['新增', '删除', '改名', '改编码', '换次序']),
  名: text('行或列的名称'),
  编码: text('行的科目编码等').optional(),
  原名: text('原来的名称').optional(),
  原编码: text('原来的编码').optional(),
  说明: text('科目对照表里的说明等').optional(),
  来源: due,
});

const table = z.strictObject({
  号: text('表号，如 预算05-1'),
  名: text('表名'),
  原名: text('原来的表号和表名').optional(),
  种类: z.enum(['变动', '新增', '删除']),
  行: z.array(line).meta({ description: '新增、删除、改名、改编码的行' }),
  列: z.array(line).meta({ description: '新增、删除的列' }),
  单元格: z.array(cell),
  文字: z
    .array(z.strictObject({ 甲: z.string().optional(), 乙: z.string().optional(), 来源: due }))
    .meta({ description: '格子以外变了的文字：表名、单位、注等' }),
});

const sentence = z.strictObject({
  部分: text('在哪一部分、哪一节'),
  种类: z.enum(['变动', '新增', '删除']),
  甲: words.optional(),
  乙: words.optional(),
  ...follows,
  由来: z
    .array(both(trailSchema, '句中的数怎样得来'))
    .meta({ description: '句中变了的数，按先后' }),
});

export const diffSchema = z
  .strictObject({
    工具: z.literal('gongkai'),
    版本: text('gongkai 的版本'),
    格式版本: z.literal(DIFF_VERSION),
    甲: edition,
    乙: edition,
    方式: z.enum(['同年', '两年']).meta({ description: '两年：不同年度的两份，按科目对照' }),
    相同: z.boolean(),
    统计: z.strictObject({
      来源: count('变动的源头有几处'),
      单元格: count('变了的单元格'),
      随动单元格: count('其中只因来源变动而变的'),
      句子: count('变了的句子'),
      随动句子: count('其中只因来源变动而变的'),
      表: count('有变动的表'),
    }),
    设置: z
      .array(
        z.strictObject({
          项: z.enum(['标题', '格式', '模板', '程序版本']),
          名: text('哪个文件等').optional(),
          甲: text('原来的').optional(),
          乙: text('现在的').optional(),
        }),
      )
      .meta({ description: '格式、模板等的变动' }),
    来源: z.array(cause),
    表: z.array(table),
    章节: z.array(
      z.strictObject({
        种类: z.enum(['新增', '删除', '改名']),
        名: text('部分、章、节的标题'),
        原名: text('原来的标题').optional(),
        来源: due,
      }),
    ),
    文字: z.array(sentence),
    输入: z.array(lineSchema).meta({ description: '由来和来源说到的输入' }),
    说明: z.array(z.string()).meta({ description: '没有比的内容和原因' }),
  })
  .meta({
    title: 'gongkai 对比结果',
    description: '“gongkai diff --format json”的输出；金额写成字符串，一分不差',
  });

export const explainSchema = z
  .strictObject({
    工具: z.literal('gongkai'),
    版本: text('gongkai 的版本'),
    格式版本: z.literal(DIFF_VERSION),
    文件: text('输入文件'),
    问: text('问的是哪个数'),
    数: z.array(
      z.strictObject({
        处: text('在哪张表的哪一格，或在哪一句'),
        表: text('表号').optional(),
        行: text('行的名称').optional(),
        列: text('列的名称').optional(),
        句: text('数所在的一句').optional(),
        由来: trailSchema,
        其中: z
          .array(z.strictObject({ 行: text('下一级的行'), 印: z.string() }))
          .meta({ description: '表里由下一级各行相加的，是哪几行' }),
      }),
    ),
    输入: z.array(lineSchema),
  })
  .meta({ title: 'gongkai 数的由来', description: '“gongkai explain --format json”的输出' });

export type DiffOutput = z.output<typeof diffSchema>;
export type ExplainOutput = z.output<typeof explainSchema>;
export type TrailOutput = z.output<typeof trailSchema>;
export type LineOutput = z.output<typeof lineSchema>;
export type EditionOutput = z.output<typeof edition>;
