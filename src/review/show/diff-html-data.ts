/**
 * What the page's script knows beyond the page itself: what each change follows from, and the trails of
 * figures, which it shows on demand. Lists of numbers are written once each, as ranges, for a total's
 * trail names thousands of lines and many totals name the same ones.
 */
import type { DiffOutput, TrailOutput } from './diff-schema.js';
import { pointOf } from './trail.js';

type Change = DiffOutput['文字'][number] | DiffOutput['表'][number]['单元格'][number];
type Terms = Pick<TrailOutput, '精确' | '单位' | '加' | '减' | '乘'>;

/** Everything in the page that has a trail, in the order of the page. */
export function changesOf({ 表, 文字 }: DiffOutput): readonly Change[] {
  return [...表.flatMap((table) => table.单元格), ...文字];
}

export function pageData(output: DiffOutput) {
  const lists = new Map<string, number>();
  const files = new Map<string, number>();
  const numberOf = (known: Map<string, number>, text: string) => {
    const found = known.get(text) ?? known.size;
    known.set(text, found);
    return found;
  };
  const list = (numbers: readonly number[]) => numberOf(lists, ranges(numbers));
  const terms = ({ 精确, 单位, 加, 减, 乘 }: Terms) => ({
    exact: 精确,
    unit: 单位,
    plus: list(加),
    minus: list(减),
    times: 乘?.map(({ 输入, 倍 }) => [输入, 倍]),
  });
  const trail = (of: TrailOutput | undefined) =>
    of && {
      printed: of.印,
      rounding: of.取整,
      ...terms(of),
      whole: of.总 && terms(of.总),
    };
  const changes = changesOf(output).map((change) => ({
    causes: list(change.来源),
    follows: change.随动,
    trails: trailsOf(change).map(({ 甲, 乙 }) => ({ old: trail(甲), now: trail(乙) })),
  }));
  return {
    changes,
    lines: output.输入.map((line) => ({
      file: numberOf(files, line.文件),
      line: line.行,
      cell: line.格 && pointOf(line),
      name: line.名,
      text: line.写,
      yuan: line.元,
    })),
    /** Lines that are the same place in both editions, whatever they are called. */
    pairs: output.来源.flatMap(({ 输入: { 甲, 乙 } }) =>
      甲 === undefined || 乙 === undefined ? [] : [[甲, 乙]],
    ),
    lists: [...lists.keys()],
    files: [...files.keys()],
  };
}

function trailsOf({ 由来 }: Change) {
  if (!由来) return [];
  return (Array.isArray(由来) ? 由来 : [由来]).filter(({ 甲, 乙 }) => 甲 || 乙);
}

/** `0-4,7`; the order stays. */
function ranges(numbers: readonly number[]): string {
  const out: [number, number][] = [];
  for (const number of numbers) {
    const last = out.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else out.push([number, number]);
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
