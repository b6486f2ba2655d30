/** `gongkai check --list`: all rules, by family. */
import { byFamily, familyOf } from '../../checks/report.js';
import { displayWidth } from '../../diagnostics.js';
import type { ListedRule } from '../../kinds/rules.js';
import { CHECK_VERSION } from './format-versions.js';
import { jsonText } from './json-text.js';

const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Number, severity, kind, what must hold; below it where that comes from. */
export function listText(rules: readonly ListedRule[]): string {
  const width = Math.max(...rules.map(({ id }) => displayWidth(id)));
  const out: string[] = [];
  for (const [family, own] of byFamily(rules)) {
    out.push(`【${family}】`);
    for (const rule of own) {
      const head = `  ${padded(rule.id, width)}  ${rule.severity}  ${padded(rule.kinds.join('、'), 10)}  `;
      out.push(`${head}${rule.holds}`);
      out.push(`${' '.repeat(displayWidth(head))}依据：${rule.source}`);
    }
    out.push('');
  }
  out.push(
    `共 ${rules.length} 条；各格式另加的勾稽关系见 gongkai formats 格式名。不得不违反时，在输入文件的“豁免”里写规则的编号和理由；豁免了的照样列出。`,
  );
  return `${out.join('\n')}\n`;
}

/** The same for programs. */
export function listJson(rules: readonly ListedRule[], version: string): string {
  const listed = byFamily(rules).flatMap(([, own]) =>
    own.map((rule) => ({
      编号: rule.id,
      类: familyOf(rule),
      级别: rule.severity,
      适用: rule.kinds,
      要求: rule.holds,
      依据: rule.source,
      ...(rule.table === undefined ? {} : { 表: rule.table }),
    })),
  );
  return jsonText({ 工具: 'gongkai', 版本: version, 格式版本: CHECK_VERSION, 规则: listed });
}
