/** Subjects as lists write them: a code, a name, both in one text or in several cells. */
import type { Subjects } from '../../model/subjects.js';
import { plainWords } from './words.js';

export const CLASSIFICATIONS = ['功能科目', '经济科目', '政府经济科目'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

interface Shape {
  readonly first: string;
  /** Digits of a code that amounts are booked under, and of those above. */
  readonly lengths: readonly number[];
  readonly level: string;
}
const SHAPES: Readonly<Record<Classification, Shape>> = {
  功能科目: { first: '2', lengths: [7, 5, 3], level: '7 位的项级' },
  经济科目: { first: '3', lengths: [5, 3], level: '5 位的款级' },
  政府经济科目: { first: '5', lengths: [5, 3], level: '5 位的款级' },
};

export type FoundSubject =
  /** One that amounts are booked under; `name` is what the list calls it, empty where it does not. */
  | { readonly kind: 'item'; readonly code: string; readonly name: string; readonly known: boolean }
  /** One above: the line is a subtotal. */
  | { readonly kind: 'above'; readonly code: string }
  | { readonly kind: 'unclear'; readonly message: string; readonly hint: string };

/** Subjects of a year by code and by name. */
export class Catalogue {
  private readonly codes: Readonly<Record<Classification, ReadonlyMap<string, { name: string }>>>;
  private readonly byName: Readonly<Record<Classification, ReadonlyMap<string, readonly string[]>>>;

  constructor({ functional, economic, government }: Subjects) {
    this.codes = { 功能科目: functional, 经济科目: economic, 政府经济科目: government };
    this.byName = {
      功能科目: namesOf(functional),
      经济科目: namesOf(economic),
      政府经济科目: namesOf(government),
    };
  }

  nameOf(of: Classification, code: string): string | undefined {
    return this.codes[of].get(code)?.name;
  }

  /** Names of the subjects that amounts are booked under, for “nearest”. */
  names(of: Classification): readonly string[] {
    const [item = 0] = SHAPES[of].lengths;
    return [...this.codes[of]].flatMap(([code, { name }]) =>
      code.length === item ? [`${code} ${name}`] : [],
    );
  }

  /**
   * The subject that some texts name together; undefined where they are empty.
   * @param texts of the cells of one line: 2010301, 行政运行, or `2010301-行政运行`
   */
  find(of: Classification, texts: readonly string[]): FoundSubject | undefined {
    const written = texts.map((text) => text.trim()).filter((text) => text !== '');
    if (written.length === 0) return undefined;
    const { first, lengths, level } = SHAPES[of];
    const [item = 0] = lengths;
    const runs = written.flatMap((text) => text.normalize('NFKC').match(/\d+/g) ?? []);
    const shaped = runs.filter((run) => run.startsWith(first) && lengths.includes(run.length));
    const codes = [...new Set(shaped.filter((run) => run.length === item))];
    const name = written.map(wordsIn).findLast((text) => text !== '') ?? '';
    if (codes.length > 1) {
      return {
        kind: 'unclear',
        message: `${of}有两个编码：${codes.join('、')}`,
        hint: '一行只能是一个科目，请核对各列认作了什么',
      };
    }
    const [code] = codes;
    if (code !== undefined) {
      const known = this.codes[of].has(code);
      return { kind: 'item', code, name, known };
    }
    const above = shaped.sort((a, b) => b.length - a.length)[0];
    // a name may make an item of a class that is written before it
    const named = this.byWords(of, written, above);
    if (named.length === 1) return { kind: 'item', code: named[0] ?? '', name: '', known: true };
    if (above !== undefined && runs.length === shaped.length) return { kind: 'above', code: above };
    const shown = written.join(' ');
    if (named.length > 1) {
      const all = named.slice(0, 8).join('、');
      const more = named.length > 8 ? '……' : '';
      return {
        kind: 'unclear',
        message: `叫“${shown}”的${of}有 ${named.length} 个：${all}${more}`,
        hint: '请在表里加一列科目编码',
      };
    }
    const wrong = runs.find((run) => run.length > 2);
    return {
      kind: 'unclear',
      message: wrong
        ? `“${shown}”不是${of}：编码是 ${first} 开头、${level}`
        : `没有叫“${shown}”的${of}`,
      hint: '',
    };
  }

  /** Codes of the items that have the last of some names, and of which those before are above. */
  private byWords(
    of: Classification,
    written: readonly string[],
    above: string | undefined,
  ): readonly string[] {
    const [item = 0] = SHAPES[of].lengths;
    const steps = written.flatMap((text) => text.split(/[/＞>|｜\\]|--|——/)).map(wordsIn);
    const names = steps.filter((step) => step !== '');
    const last = names.at(-1);
    if (last === undefined) return [];
    const all = (this.byName[of].get(last) ?? []).filter(
      (code) => code.length === item && (above === undefined || code.startsWith(above)),
    );
    const higher = names.slice(0, -1);
    const within = all.filter((code) =>
      higher.every((name) =>
        (this.byName[of].get(name) ?? []).some((other) => code.startsWith(other)),
      ),
    );
    return within.length > 0 ? within : all;
  }
}

/** A text without codes and the signs around them: what is left is a name, as names are compared. */
function wordsIn(text: string): string {
  const words = plainWords(text).replace(/\d{3,}/g, '');
  return words
    .replace(/^[-—–_.:、,|()[\]【】\s]+|[-—–_.:、,|([\]【】\s]+$/g, '')
    .replace(/^\)+|^\(\)|\(\)$/g, '');
}

function namesOf(subjects: ReadonlyMap<string, { code: string; name: string }>) {
  const out = new Map<string, string[]>();
  for (const { code, name } of subjects.values()) {
    const plain = wordsIn(name);
    const known = out.get(plain);
    if (known) known.push(code);
    else out.set(plain, [code]);
  }
  return out;
}
