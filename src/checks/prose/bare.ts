/** 文字-04: a reason that says that its own item rose where it fell, without any figure: 公务接待费减少. */
import { toWan } from '../../model/money.js';
import type { Finding } from '../rule.js';
import { otherYear } from './compared.js';
import { change, type Pair, pairsOf } from './differences.js';
import { rises } from './directions.js';
import { type Reading, written } from './reading.js';
import { type Topic, topicOf } from './subject.js';

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

export function bare(reading: Reading): Finding[] {
  const topic = topicOf(reading);
  const { text } = reading.prose;
  if (!topic || reading.passage.path[0] === '项目自评') return [];
  // of both directions nobody can tell which is the item's
  if (UP.test(text) && DOWN.test(text)) return [];
  let start = 0;
  return text.split(/[,;。:\n]/).flatMap((clause): Finding[] => {
    const from = start;
    start += clause.length + 1;
    if (clause.length > 50 || otherYear(reading.budget, clause)) return [];
    return against(reading, topic, clause, from);
  });
}

function against(reading: Reading, topic: Topic, clause: string, from: number): Finding[] {
  const directed = DIRECTED.exec(clause);
  const word = directed?.[3];
  if (!directed || !word) return [];
  const body = clause.slice(0, directed.index);
  const name = body.replace(LEAD, '');
  const own = topic.names.some(
    (one) => name.startsWith(one) && SUFFIX.test(name.slice(one.length)),
  );
  const whole = WHOLE.test(name);
  if (!own && !whole) return [];
  const meanings = name.startsWith('财政拨款')
    ? [...topic.meanings, ...topic.appropriated]
    : topic.meanings;
  const pairs = pairsOf(meanings, topic.basis);
  const first = pairs[0];
  const opposite = ({ now, before }: Pair) => {
    const off = now.value.minus(before.value);
    return !toWan(off.abs()).isZero() && rises(word) !== off.isPositive();
  };
  if (!first || pairs.length < meanings.length || !pairs.every(opposite)) return [];
  const { words, span } = written(reading, from, from + clause.length);
  const off = first.now.value.minus(first.before.value);
  const message = `原因里写的是“${words}”，但${first.meaning.what}比${topic.basis}${change(off)}`;
  // 支出相应减少: what it is the consequence of is not told
  const plain = own || name + word === clause;
  return [{ span, message, hint: '请核对原因', ...(plain ? {} : { severity: '提示' as const }) }];
}
