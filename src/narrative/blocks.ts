/**
 * Lines that a sentence piece printed → blocks of the document.
 *
 *     # 标题        level-1 heading, numbered 一、
 *     ## 标题       level-2 heading, numbered （一） within its level-1 heading
 *     * 名词：…     paragraph numbered in the part's own style
 *     ! 图名        a chart of the profile
 *     : 文字        paragraph, whatever its first character
 *     文字          paragraph
 */
import type { Figure } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import type { Block, Run } from './document.js';
import { MARK, PLAIN } from './helpers.js';

export interface Numbering {
  readonly style: '一、' | '（一）' | '无';
  readonly shortTwenties: boolean;
}

/** How many headings of a part, and how many below the last of them, and items were numbered so far. */
export class Numbers {
  first = 0;
  second = 0;
  items = 0;

  /** The next heading of the first level; those below it begin anew. */
  nextFirst(): number {
    this.second = 0;
    return ++this.first;
  }
}

/**
 * @param prefix of heading ids, unique in the document
 * @param draw a chart by its name
 * @param numbers what was numbered before in the same part; counted on
 */
export function toBlocks(
  text: string,
  figures: readonly Figure[],
  numbering: Numbering,
  prefix: string,
  draw: (name: string) => Block[] = () => [],
  numbers = new Numbers(),
): Block[] {
  return text.split('\n').flatMap((raw): Block[] => {
    const line = raw.trim();
    if (line === '') return [];
    if (line.startsWith('# ')) {
      const first = numbers.nextFirst();
      return [
        {
          kind: 'heading',
          level: 1,
          id: `${prefix}-${first}`,
          text: `${numeral(first, numbering.shortTwenties)}、${plain(line.slice(2))}`,
        },
      ];
    }
    if (line.startsWith('## ')) {
      const { first } = numbers;
      const second = ++numbers.second;
      return [
        {
          kind: 'heading',
          level: 2,
          id: `${prefix}-${first}-${second}`,
          text: `（${numeral(second)}）${plain(line.slice(3))}`,
        },
      ];
    }
    if (line.startsWith('! ')) return draw(line.slice(2).trim());
    if (line.startsWith('* ')) {
      const n = numeral(++numbers.items);
      const label =
        numbering.style === '无' ? '' : numbering.style === '一、' ? `${n}、` : `（${n}）`;
      return [{ kind: 'paragraph', runs: toRuns(label + line.slice(2).trim(), figures) }];
    }
    return [
      {
        kind: 'paragraph',
        runs: toRuns(line.startsWith(': ') ? line.slice(2).trim() : line, figures),
      },
    ];
  });
}

function plain(text: string): string {
  return toRuns(text.trim(), [])
    .map((run) => run.text)
    .join('');
}

/** Splits a line at its marks. */
function toRuns(written: string, figures: readonly Figure[]): Run[] {
  const line = written.replaceAll(PLAIN, '');
  const pattern = new RegExp(`${MARK.start}(\\d+)${MARK.middle}([^${MARK.end}]*)${MARK.end}`, 'g');
  const runs: Run[] = [];
  let from = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > from) runs.push({ text: line.slice(from, match.index) });
    const figure = figures[Number(match[1])];
    runs.push({ text: match[2] ?? '', ...(figure ? { figure } : {}) });
    from = match.index + match[0].length;
  }
  if (from < line.length) runs.push({ text: line.slice(from) });
  return runs;
}
