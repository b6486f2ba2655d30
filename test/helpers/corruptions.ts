/**
 * Figures of an input, each spoilt in the ways in which a clerk spoils them: typed wrong, left out,
 * put under another subject. Works on the validated input, so that positions stay where they are.
 */
import { Decimal, type Figure, type Span } from '../../src/model/money.js';

export type Path = readonly (string | number)[];
export const WAYS = [
  '加0.01万元',
  '加100万元',
  '换两位',
  '加1',
  '删去',
  '移功能',
  '移经济',
] as const;
export type Way = (typeof WAYS)[number];

export interface Corruption {
  readonly path: Path;
  readonly way: Way;
  /** What it is moved to, for a move. */
  readonly to?: string;
  readonly data: object;
  /** Whether the figure was zero: without it nothing changes. */
  readonly zero: boolean;
  /** Where the figure stands; counts of things have no place of their own. */
  readonly place: Span | undefined;
}

interface Points {
  readonly value: Decimal;
  readonly place: Span;
}
type Node = object | string | number | undefined;

const isFigure = (node: Node): node is Figure =>
  typeof node === 'object' && 'sources' in node && 'value' in node;
const isPoints = (node: Node): node is Points =>
  typeof node === 'object' && 'place' in node && 'value' in node;

/** Numbers that are not figures: years. */
const YEARS = new Set(['年度', '起始年度', '终止年度', '长期目标截止']);

type Leaf = { readonly path: Path; readonly node: Figure | Points | number };

function* leaves(node: Node, path: Path = []): Generator<Leaf> {
  if (typeof node === 'number') {
    if (!YEARS.has(String(path.at(-1)))) yield { path, node };
  } else if (isFigure(node) || isPoints(node)) yield { path, node };
  else if (typeof node === 'object')
    for (const [key, value] of Object.entries(node))
      yield* leaves(value, [...path, Array.isArray(node) ? Number(key) : key]);
}

type Members = Record<string | number, Node>;
const copy = (node: Node): Members =>
  (Array.isArray(node) ? [...node] : { ...(node as object) }) as Members;

/** The input with one value replaced. */
function replaced(node: Node, [step, ...rest]: Path, by: Node): object {
  const out = copy(node);
  if (step === undefined) throw new Error('no path');
  out[step] = rest.length === 0 ? by : replaced(out[step], rest, by);
  return out;
}

/** The input without one value; an item of a list that the value makes up goes as a whole. */
function without(data: object, path: Path): object {
  const last = path.at(-1);
  const parent = at(data, path.slice(0, -1));
  if (last === '金额' || Array.isArray(parent)) {
    const item = last === '金额' ? path.slice(0, -1) : path;
    const list = at(data, item.slice(0, -1)) as unknown as Node[];
    const rest = list.filter((_, i) => i !== item.at(-1));
    // a project without a line of expenditure is no project
    return rest.length === 0 && item.at(-2) === '支出'
      ? without(data, item.slice(0, -2))
      : replaced(data, item.slice(0, -1), rest);
  }
  const { [String(last)]: _gone, ...others } = parent;
  return replaced(data, path.slice(0, -1), others);
}

function at(data: object, path: Path): Members {
  let node: Node = data;
  for (const step of path) node = (node as Members)[step];
  return node as Members;
}

/** The first two neighbouring digits that differ change places; never to a leading zero. */
function swapped(value: Decimal): Decimal | undefined {
  const digits = [...String(value)];
  for (let i = 0; i + 1 < digits.length; i++) {
    const [a = '', b = ''] = digits.slice(i, i + 2);
    if (/\d\d/.test(a + b) && a !== b && (i > 0 || b !== '0'))
      return new Decimal([...digits.slice(0, i), b, a, ...digits.slice(i + 2)].join(''));
  }
  return undefined;
}

const REQUIRED = /自评\.(\d+\.)?全年预算$/;

/** Every figure of an input, in every way that applies to it. */
export function* corruptionsOf(data: object): Generator<Corruption> {
  for (const { path, node } of leaves(data)) {
    const place = isFigure(node as Node)
      ? (node as Figure).sources[0]
      : isPoints(node as Node)
        ? (node as Points).place
        : undefined;
    const zero = typeof node === 'number' ? node === 0 : node.value.isZero();
    const one = (way: Way, data: object): Corruption => ({ path, way, data, zero, place });
    if (typeof node === 'number') yield one('加1', replaced(data, path, node + 1));
    else if (isPoints(node))
      yield one('加1', replaced(data, path, { ...node, value: node.value.plus(1) }));
    else {
      const to = (value: Decimal) => replaced(data, path, { ...node, value });
      yield one('加0.01万元', to(node.value.plus(100)));
      yield one('加100万元', to(node.value.plus(1_000_000)));
      const swap = swapped(node.value);
      if (swap) yield one('换两位', to(swap));
      yield* moves(data, path, node);
    }
    // what the input may not leave out is no matter of rules
    if (!REQUIRED.test(path.join('.'))) yield one('删去', without(data, path));
  }
}

/** Another subject that the same list has, or that stands elsewhere in the input. */
function* moves(data: object, path: Path, figure: Figure): Generator<Corruption> {
  if (figure.value.isZero()) return;
  const place = figure.sources[0];
  const [list, , part, code] = path;
  const key = String(path.at(-1));
  if (list === '基本支出' && part === '经济科目') {
    const group = at(data, path.slice(0, 2));
    for (const to of ['30199', '30299', '30217'].filter((one) => one !== key)) {
      const { [key]: _gone, ...others } = group.经济科目 as Record<string, Figure>;
      const sum = plus(figure, others[to]);
      const spoilt = replaced(data, path.slice(0, 3), { ...others, [to]: sum });
      yield { path, way: '移经济', to, data: spoilt, zero: false, place };
    }
    const groups = at(data, [list]) as unknown as Members[];
    const other = groups.findIndex(
      (one) =>
        one.单位 === group.单位 && one.资金 === group.资金 && one.功能科目 !== group.功能科目,
    );
    if (other < 0) return;
    const target = groups[other]?.经济科目 as unknown as Record<string, Figure>;
    const moved = { ...target, [String(code)]: plus(figure, target[String(code)]) };
    const spoilt = replaced(without(data, path), [list, other, part], moved);
    yield {
      path,
      way: '移功能',
      to: String(groups[other]?.功能科目),
      data: spoilt,
      zero: false,
      place,
    };
  } else if (list === '项目支出' && key === '金额') {
    const line = path.slice(0, -1);
    const own = at(data, line).功能科目;
    const to = own === '2060101' ? '2080501' : '2060101';
    const spoilt = replaced(data, [...line, '功能科目'], to);
    yield { path, way: '移功能', to, data: spoilt, zero: false, place };
  } else if (/^\d{7}$/.test(key)) {
    const map = at(data, path.slice(0, -1)) as unknown as Record<string, Figure>;
    const to = Object.keys(map).find((one) => one !== key);
    if (to === undefined) return;
    const { [key]: _gone, ...others } = map;
    const spoilt = replaced(data, path.slice(0, -1), { ...others, [to]: plus(figure, others[to]) });
    yield { path, way: '移功能', to, data: spoilt, zero: false, place };
  }
}

function plus(figure: Figure, other: Figure | undefined): Figure {
  return other
    ? { value: figure.value.plus(other.value), sources: [...other.sources, ...figure.sources] }
    : figure;
}
