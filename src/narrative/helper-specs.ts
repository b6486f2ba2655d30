/** The helpers of sentence files: what each means, where it may stand, what words it takes. */

import { TEXT_NAMES } from '../model/form-fields.js';
import { REASON_WORDS } from '../model/reasons.js';

/** What the word after a helper's name names. */
export type Names = '量' | '行源' | '金额' | '字段' | '原因' | '段' | '用语' | '图';

export interface HelperSpec {
  readonly meaning: string;
  /** Where it stands: {{…}} in a sentence, (…) after if, {{#…}}…{{/…}}, (…) after 总=. */
  readonly use: '句' | '判断' | '块' | '分母';
  readonly first: Names;
  /** Hash members of the helper's own; with a 量 or a 行源 all others are its parameters. */
  readonly options: readonly string[];
}

const spec = (
  use: HelperSpec['use'],
  first: Names,
  meaning: string,
  ...options: readonly string[]
): HelperSpec => ({ use, first, meaning, options });

export const HELPERS = {
  金额: spec('句', '量', '量的金额，带单位（格式的“文内金额”）；零="保留" 为保留末尾的零', '零'),
  额: spec('句', '金额', '本行的金额字段，带单位'),
  率: spec(
    '句',
    '金额',
    '本行的金额占另一个金额字段的百分比；前 为百分比前面的字，没有百分比时也不印',
    '总',
    '前',
  ),
  占比: spec('句', '量', '量占总数的百分比；总 为分母的量，不写即支出总计', '总'),
  完成: spec(
    '句',
    '量',
    '量占它在另一口径下的百分比；位、零 为小数位数和末尾的零',
    '对',
    '位',
    '零',
  ),
  差额: spec('句', '量', '量同另一口径之差（绝对值），带单位；对 不写即上年', '对'),
  增减: spec('句', '量', '量同另一口径相比的方向；增、减 为所用的词', '对', '增', '减'),
  幅度: spec('句', '量', '量同另一口径相比的幅度，前面带逗号和增幅、降幅的用语', '对'),
  相差: spec('判断', '量', '量同另一口径之差四舍五入后是否不为零', '对'),
  变动: spec(
    '句',
    '量',
    '同上年相比：“比…增加…万元，增长…%”或“与…持平”；基 为上年数的用语，不写即“上年数”',
    '基',
  ),
  量: spec('分母', '量', '作为分母的量，用在 占比 的 总= 里'),
  非零: spec('判断', '量', '量是否不为零'),
  有: spec('判断', '量', '量是否有数（写了的）'),
  原因: spec('句', '原因', '变动原因，前面带逗号；没有写就什么也不印', '前', '点', '列'),
  同向: spec('判断', '量', '量比上年的增减是否同另一个量（同=）一致', '同'),
  图: spec('句', '图', '格式里的图，单独一行'),
  有原因: spec('判断', '原因', '是否写了这个变动原因'),
  逐: spec(
    '块',
    '行源',
    '逐行：{{#逐 "行源"}}…{{else}}没有行时…{{/逐}}；间 为行间的字，末 为最后两行间的字；@序 @中 为序号',
    '间',
    '末',
  ),
  行数: spec('句', '行源', '行源的行数'),
  多于: spec('判断', '行源', '行源的行数是否多于 数', '数'),
  段: spec('句', '段', '部门自己写的各段文字；连="是" 第一段接在前面的话后面，不另起段', '连'),
  有段: spec('判断', '段', '概况里是否写了这些文字'),
  用语: spec(
    '句',
    '用语',
    '格式里的用语；“用语.科目代码”是某类、款、项的变体；字段 为用语是空的时候所印的字段',
    '字段',
  ),
  补尾: spec('句', '字段', '字段后面补上一个词，已经以它结尾的不补', '尾'),
} as const;
export const HELPER_NAMES = Object.keys(HELPERS);

/** How a helper is written, with … for what stands behind its name. */
export function usage(name: string, { use }: HelperSpec): string {
  switch (use) {
    case '句':
      return `{{${name} "…"}}`;
    case '判断':
      return `{{#if (${name} "…")}}…{{/if}}`;
    case '块':
      return `{{#${name} "…"}}…{{/${name}}}`;
    case '分母':
      return `总=(${name} "…")`;
  }
}

/** Words that a helper's first word may be, where they do not depend on the place or the profile. */
export const FIRST_WORDS = { 原因: [...REASON_WORDS, '主要用途.{编码}'], 段: TEXT_NAMES } as const;
