/** The `{字段}` places of a text: which fields it names, and braces that would be printed as they are. */
import { suggestion } from '../input/issues.js';

/** What is wrong with something that a person wrote, and how to mend it. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** A brace with what belongs to it. */
interface Brace {
  /** Where it begins in the text. */
  readonly index: number;
  readonly written: string;
  /** What stands inside. */
  readonly inside: string;
  readonly kind: '一层' | '两层' | '全角' | '空的' | '不配对';
}

/** Braces with their inside, or closing ones with the few characters before them. */
const BRACES = /([{｛]+)([^{}｛｝\n]*)([}｝]*)|[^{}｛｝\n]{0,6}[}｝]+/g;
/** Characters of a passage that a message quotes. */
const MOST = 12;

/** All braces of a text, in order. */
function braces(text: string): Brace[] {
  return [...text.matchAll(BRACES)].map((match) => {
    const [all, open = '', inside = '', close = ''] = match;
    const written = all.length > MOST ? `${all.slice(0, MOST)}…` : all;
    return { index: match.index, written, inside, kind: kindOf(open, inside, close) };
  });
}

function kindOf(open: string, inside: string, close: string): Brace['kind'] {
  if (/[｛｝]/.test(open + close)) return '全角';
  if (open === '' || open.length !== close.length) return '不配对';
  if (inside.trim() === '') return '空的';
  return open === '{' ? '一层' : '两层';
}

/**
 * What is wrong with the `{字段}` places of a text of a table or a profile.
 * @param fields undefined where it is not known which there are
 */
export function fieldProblems(text: string, fields: readonly string[] | undefined): Problem[] {
  return braces(text).flatMap(({ kind, written, inside }): Problem[] => {
    switch (kind) {
      case '一层':
        if (fields?.includes(inside) !== false) return [];
        return [{ message: `没有“${inside}”这个字段`, hint: suggestion(inside, fields, '字段') }];
      case '两层': {
        const hint = `请写 {${inside.trim()}}，语句文件（.hbs）里才用两层`;
        return [{ message: `“${written}”的花括号多了一层`, hint }];
      }
      case '全角':
        return [
          {
            message: `“${written}”的花括号是全角的`,
            hint: `请用半角的，写 {${inside.trim() || '字段'}}`,
          },
        ];
      default: {
        const message = kind === '空的' ? `“${written}”里没有写字段` : `“${written}”的花括号不配对`;
        return [{ message, hint: '字段前后各写一个半角花括号，例如 {年度}' }];
      }
    }
  });
}

/** The same for a text that is printed as it stands: it has no places. */
export function literalProblems(text: string): Problem[] {
  return braces(text).map(({ written }) => ({
    message: `这里的字照原样印，不能写“${written}”`,
    hint: '这里不填字段，请直接写要印的字',
  }));
}

/** Braces in the plain text of a sentence, where only `{{…}}` means something. */
export function sentenceProblems(text: string): (Problem & Pick<Brace, 'index' | 'written'>)[] {
  return braces(text).map(({ index, kind, written, inside }) => {
    const message = {
      一层: `“${written}”的花括号只有一层`,
      两层: `“${written}”不会当作字段`,
      全角: `“${written}”的花括号是全角的`,
      空的: `“${written}”里没有写字段`,
      不配对: `“${written}”的花括号不配对`,
    }[kind];
    const hint = `语句里写 {{${kind === '不配对' ? '字段' : inside.trim() || '字段'}}}，用两层半角花括号`;
    return { index, written, message, hint };
  });
}
