/** What the YAML parser found wrong → the place where a person should look, and Chinese words. */
import {
  type Document,
  isCollection,
  isScalar,
  type Node,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import type { Code } from '../diagnostics.js';

export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

/** Warnings that mean something else than what was written would be read. */
const STRICT = new Set(['TAG_RESOLVE_FAILED', 'BAD_COLLECTION_TYPE', 'BAD_DIRECTIVE']);
/** One slip upsets the lines after it; more than these tell nothing new. */
const MOST = 20;

/** The first problem of each line, in order. */
export function syntaxProblems(document: Document.Parsed, text: string): SyntaxProblem[] {
  const found = [
    ...document.errors,
    ...document.warnings.filter((warning) => STRICT.has(warning.code)),
  ].sort((a, b) => a.pos[0] - b.pos[0]);
  const out: SyntaxProblem[] = [];
  const lines = new Set<number>();
  if (document.directives?.yaml.explicit) {
    const start = Math.max(0, text.search(/^%YAML/m));
    const message = '不能写 %YAML 指令';
    out.push({ start, end: start + 5, code: 'yaml-syntax', message, hint: '请删去这一行' });
  }
  for (const error of found) {
    const line = lineOf(text, error.pos[0]);
    if (out.length >= MOST || lines.has(line)) continue;
    lines.add(line);
    const problem = one(error, document, text);
    lines.add(lineOf(text, problem.start));
    // what stands between an open bracket and where the parser noticed is no error of its own
    const spoilt = out.findIndex((before) => before.start > problem.start);
    if (spoilt >= 0) out.splice(spoilt);
    out.push(problem);
  }
  return out;
}

/** Where the line of an offset begins. */
function lineOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

const COLON =
  '键和值之间要用半角冒号加一个空格，例如“年度: 2026”；不要用全角“：”，也不要漏掉冒号后面的空格';
const INDENT = '同一层的各行要左对齐，下一层多缩进两个空格';

function one(
  error: YAMLParseError | YAMLWarning,
  document: Document.Parsed,
  text: string,
): SyntaxProblem {
  const [start, end] = error.pos;
  const from = lineOf(text, start);
  const line = text.slice(from, from + 1000).split('\n')[0] ?? '';
  const excerpt =
    text
      .slice(start, Math.min(end, start + 30))
      .split('\n')[0]
      ?.trim() ?? '';
  const say = (message: string, hint?: string, place = start): SyntaxProblem => ({
    start: place,
    end: Math.max(place + 1, Math.min(end, place + 40)),
    code: 'yaml-syntax',
    message,
    ...(hint ? { hint } : {}),
  });
  const unclosed = /Missing closing|end with a/.exec(error.message)?.[0];
  if (unclosed) {
    const open = opener(document, start, unclosed === 'end with a');
    const mark = text[open ?? start] ?? '';
    return say(`“${mark}”没有配对`, '请检查引号和括号是否成对', open);
  }
  if (/^ *\t/.test(line)) {
    return say('缩进用了制表符（Tab）', '请改用空格缩进', from + line.indexOf('\t'));
  }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return say('缩进用了制表符（Tab）', '请改用空格缩进');
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (/: .*: /.test(line)) {
        return say('一行里有两处“: ”', '内容里有冒号加空格时，请给内容加引号');
      }
      return say('缩进不对', INDENT);
    case 'BAD_INDENT':
      return say('缩进不对', INDENT);
    case 'MULTIPLE_DOCS': {
      const place = /^---/m.exec(text.slice(1));
      const hint = '请删去多余的部分，或分成两个文件';
      return say(
        '一个文件里只能有一份内容，这里开始了第二份',
        hint,
        place ? place.index + 1 : start,
      );
    }
    case 'MULTILINE_IMPLICIT_KEY':
      // the line has its colon: the next one stands too far right and was read as its continuation
      if (/:\s/.test(text.slice(from, start))) {
        return say('下一行的缩进不对', INDENT);
      }
      return say('这一行缺少冒号', COLON);
    case 'MISSING_CHAR':
      if (/followed by map values/.test(error.message)) return say('这一行缺少冒号', COLON);
      if (/without - indicator/.test(error.message)) {
        return say('缩进不对', '列表的每一项以“- ”开头，项内各行同第一个键左对齐');
      }
      if (/Tags and anchors/.test(error.message)) {
        return say('标签（!）或锚点（&）的写法不对', '内容以 ! 或 & 开头时请加引号');
      }
      return say(
        '缺少引号、括号、逗号或空格',
        '请检查引号和括号是否成对，花括号里的各项是否用半角逗号分开',
      );
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
    case 'MULTIPLE_TAGS':
      return say(`不能使用标签“${excerpt}”`, '请删去感叹号开头的标签；内容以感叹号开头时请加引号');
    case 'BAD_DIRECTIVE':
      return say('不能写 % 开头的指令', '请删去这一行');
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'BAD_PROP_ORDER':
      return say('锚点（&）或别名（*）的写法不对', '内容以 & 或 * 开头时请加引号');
    case 'BAD_SCALAR_START':
      return say(`内容不能以“${text[start] ?? ''}”开头`, '请给这段内容加引号');
    case 'BAD_DQ_ESCAPE':
      return say('双引号里反斜杠的写法不对', '反斜杠要写两个，或把双引号改为单引号');
    case 'BLOCK_IN_FLOW': {
      const rest = text.slice(start).split('\n')[0] ?? '';
      const mark = /^[^,:]*([，、；])[^，、；,:]*:\s/.exec(rest)?.[1];
      const wrong = mark && `不能用${mark === '、' ? '顿号' : '全角'}“${mark}”`;
      if (wrong)
        return say(`花括号里的各项要用半角逗号“,”分开，${wrong}`, '请改成半角逗号再加空格');
      if (line.slice(0, start - from).includes('{') && /^[^,]*:\s/.test(rest))
        return say('花括号里的两项之间缺少半角逗号“,”', '例如 { 甲: 1, 乙: 2 }');
      return say('括号里不能换行缩进着写', '请检查“{”“[”是否成对，里面的各项用逗号分开');
    }
    case 'KEY_OVER_1024_CHARS':
      return say('键过长', '请检查冒号的位置');
    case 'RESOURCE_EXHAUSTION':
      return { ...say('括号或层次嵌套过深'), code: 'yaml-depth' };
    default:
      return say(
        '这里的写法不对',
        '请检查这一行的缩进、引号、括号和冒号；引号外面不能再有文字，“- ”开头的列表要另起一行',
      );
  }
}

/** Start of the innermost bracket, or else quoted text, around an offset. */
function opener(document: Document.Parsed, offset: number, bracket: boolean): number | undefined {
  let start: number | undefined;
  visit(document, {
    Node(_, node: Node) {
      const opens = bracket
        ? isCollection(node) && node.flow
        : isScalar(node) && node.type?.startsWith('QUOTE');
      const { range } = node;
      if (opens && range && range[0] <= offset && range[1] >= offset) start = range[0];
    },
  });
  return start;
}
