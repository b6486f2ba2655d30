/** Rows of a table that came, went, or have another name or code. */
import { align, alikeTexts } from './align.js';
import type { LineChange } from './comparison.js';
import type { Named } from './named-cells.js';

/** What became of a subject from the old edition's year to the new one's. */
export interface Recoded {
  /** Undefined where it was split or abolished. */
  readonly code: string | undefined;
  readonly note: string | undefined;
}

/** Rows are the same under another name if they are so much alike. */
const ALIKE = 0.5;

export interface Renamed {
  /** Old key → new key. */
  readonly keys: ReadonlyMap<string, string>;
  readonly changes: readonly LineChange[];
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly code: string | undefined;
  readonly level: number | undefined;
  /** What its cells show, to know a row by under another name. */
  readonly figures: string;
}

function rowsOf({ spots }: Named): Row[] {
  const rows = new Map<string, Row & { texts: string[] }>();
  for (const { rowKey, row, code, level, shown } of spots) {
    const own = rows.get(rowKey);
    if (own) own.texts.push(shown.text);
    else
      rows.set(rowKey, { key: rowKey, name: row, code, level, figures: '', texts: [shown.text] });
  }
  return [...rows.values()].map(({ texts, ...row }) => ({
    ...row,
    figures: texts.some((text) => /[1-9]/.test(text)) ? texts.join(' ') : '',
  }));
}

/** Rows that came, went, or have another name or code. */
export function renamedRows(
  before: Named,
  after: Named,
  recoded: (code: string) => Recoded | undefined,
): Renamed {
  const old = rowsOf(before);
  const now = rowsOf(after);
  const keys = new Map<string, string>();
  const changes: LineChange[] = [];
  const newByKey = new Map(now.map((row) => [row.key, row]));
  const newByCode = new Map(now.flatMap((row) => (row.code ? [[row.code, row] as const] : [])));
  const oldKeys = new Set(old.map(({ key }) => key));
  const taken = new Set<string>();
  for (const row of old) {
    const successor = row.code === undefined ? undefined : recoded(row.code);
    const mate = newByCode.get(successor?.code ?? '');
    if (!mate || newByKey.has(row.key) || oldKeys.has(mate.key) || taken.has(mate.key)) continue;
    taken.add(mate.key);
    keys.set(row.key, mate.key);
    changes.push(renaming(row, mate, successor?.note));
  }
  const key = (row: Row) => keys.get(row.key) ?? row.key;
  const noteOf = ({ code }: Row) => (code === undefined ? undefined : recoded(code)?.note);
  for (const { old: row, new: mate } of align(old, now, key, alikeRows, ALIKE)) {
    const gone = row && !newByKey.has(key(row)) ? row : undefined;
    const fresh = mate && !oldKeys.has(mate.key) && !taken.has(mate.key) ? mate : undefined;
    if (row && mate && row.key === mate.key) {
      if (row.name !== mate.name || row.code !== mate.code)
        changes.push(renaming(row, mate, noteOf(row)));
    } else if (gone && fresh) {
      keys.set(gone.key, fresh.key);
      // another row of the same name came or went, and only that told them apart
      if (gone.name !== fresh.name || gone.code !== fresh.code) changes.push(renaming(gone, fresh));
    } else {
      if (gone) changes.push(lineChange('删除', gone, noteOf(gone)));
      if (fresh) changes.push(lineChange('新增', fresh));
    }
  }
  if (
    !sameOrder(
      old.map(key),
      now.map((row) => row.key),
    )
  )
    changes.push({ kind: '换次序', name: '各行', causes: [] });
  return { keys, changes };
}

/** Whether what stands in both lists stands there one behind the other in the same order. */
function sameOrder(old: readonly string[], now: readonly string[]): boolean {
  const [was, is] = [new Set(old), new Set(now)];
  const [before, after] = [old.filter((key) => is.has(key)), now.filter((key) => was.has(key))];
  return before.every((key, i) => key === after[i]);
}

function alikeRows(a: Row, b: Row): number {
  if (a.code !== undefined || b.code !== undefined) return a.code === b.code ? 1 : 0;
  if (a.level !== b.level) return 0;
  return a.figures !== '' && a.figures === b.figures ? 1 : alikeTexts(a.name, b.name);
}

function lineChange(kind: '新增' | '删除', { name, code }: Row, note?: string): LineChange {
  return { kind, name, code, note, causes: [] };
}

function renaming(old: Row, now: Row, note?: string): LineChange {
  return {
    kind: old.code === now.code ? '改名' : '改编码',
    name: now.name,
    oldName: old.name,
    code: now.code,
    oldCode: old.code === now.code ? undefined : old.code,
    note,
    causes: [],
  };
}
