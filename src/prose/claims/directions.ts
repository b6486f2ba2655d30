/** Words of increase and decrease, and reasons that say no more than that: 公务接待费减少. */
import type { Claim, Direction } from './claim.js';
import { otherYear } from './frames.js';
import type { Reading } from './reading.js';

/** Words of a change, the longer first. */
export const CHANGED = '增加|增长|上升|提高|追加|减少|下降|降低|压减|压缩';

/** Which way a word of a change goes; undefined of 调整 and 变. */
export function directionOf(word: string): Direction | undefined {
  if (word === '持平' || word === '不持平') return word;
  if (/^(?:增|升|上升|提高|追加)/.test(word)) return '增';
  return /^(?:减|降|下降|压)/.test(word) ? '减' : undefined;
}

const LEAD =
  /^(?:因此|所以|故|导致|致使|使得|因为?|由于|主要(?:原因)?(?:是|为)?|原因是|[一二三四五]是|本年度?|今年|当年|我?本?部门|\d{4}年度?){1,3}/;
const DIRECTED =
  /(总体|规模)?(有所|略有|相应|大幅|小幅|均)?(增加|增长|上升|减少|下降|降低|压减)了?$/;
/** The whole that a reason is about, whatever it is. */
const WHOLE =
  /^(?:(?:收支)?总预算|(?:收支|预算|支出|经费|收入)?总额|预算|决算|总支出|支出|总收入|收入|收支|经费|财政拨款)$/;
/** What may stand behind the name of an item. */
const SUFFIX = /^(?:费用|用|预算|决算|支出|收入|拨款|经费|资金|总?额|总?数|规模|安排)*$/;

const UP = /增|上升|上涨|提高|追加|上调|扩大|新招|新建|新设/;
const DOWN = /减|下降|降低|下调|压|缩/;

/** What a reason says of its own item without any figure. */
export function directionClaims({ text, topic, section, lexicon }: Reading): Claim<'方向'>[] {
  // of both directions nobody can tell which is the item's
  if (!topic || section === '项目自评' || (UP.test(text) && DOWN.test(text))) return [];
  let start = 0;
  return text.split(/[,;。:\n]/).flatMap((clause): Claim<'方向'>[] => {
    const stretch = { start, end: start + clause.length };
    start = stretch.end + 1;
    if (clause.length > 50 || otherYear(lexicon, clause)) return [];
    const directed = DIRECTED.exec(clause);
    const word = directed?.[3] ?? '';
    const direction = directionOf(word);
    if (!directed || !direction) return [];
    const name = clause.slice(0, directed.index).replace(LEAD, '');
    const named = topic.names.some(
      (one) => name.startsWith(one) && SUFFIX.test(name.slice(one.length)),
    );
    if (!named && !WHOLE.test(name)) return [];
    const more = name.startsWith('财政拨款') ? topic.appropriated : [];
    const meanings = [...topic.meanings, ...more];
    const consequence = !named && name + word !== clause;
    const { basis } = topic;
    return [{ relation: '方向', meanings, basis, direction, consequence, ...stretch }];
  });
}
