/** A list of records: a table where each is a line of values, cards where they hold more. */
import { useState } from 'preact/hooks';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { addItem } from '../../../yaml-edit/entries.js';
import { keyOf, nodeAt, type Path, scalarText } from '../../../yaml-edit/source.js';
import type { NewValue } from '../../../yaml-edit/written.js';
import { codeOfKeys, isAmount, keysAt } from '../editor/schema.js';
import { useForm } from './form-context.js';
import { MoveButtons } from './move-buttons.js';
import { NodeField } from './node-field.js';
import { RecordTable } from './record-table.js';
import { ValueField } from './value-field.js';

export interface RecordListProps {
  readonly path: Path;
  readonly label: string;
}

/** Records that are shown at a time: a department may have thousands of projects. */
const AT_A_TIME = 50;

export function RecordList({ path, label }: RecordListProps) {
  const { source, words, edit } = useForm();
  const [from, setFrom] = useState(0);
  const list = nodeAt(source, path);
  const items = isSeq(list) ? (list.items as Node[]) : [];
  const columns = columnsOf(items);
  const known = keysAt(words.schema, [...path, 0]);
  const first = Math.min(from, Math.max(0, items.length - 1));
  const shown = items.slice(first, first + AT_A_TIME).map((item, i) => ({ item, at: first + i }));
  const add = () => {
    const needed = known.filter(({ required, holds }) => required && holds === 'value');
    const value: NewValue =
      known.length === 0
        ? { text: '' }
        : {
            entries: needed.map(({ key }) => [
              key,
              isAmount(words.schema, [...path, 0, key]) ? { number: '' } : { text: '' },
            ]),
          };
    edit(() => addItem(source, path, value));
    setFrom(Math.floor(items.length / AT_A_TIME) * AT_A_TIME);
  };
  return (
    <div class="records">
      {columns ? (
        <RecordTable path={path} label={label} columns={columns} shown={shown} all={items} />
      ) : (
        shown.map(({ item, at }) => (
          <Card key={at} path={[...path, at]} item={item} label={label} at={at} of={items.length} />
        ))
      )}
      {items.length > AT_A_TIME && (
        <p class="chips">
          <button
            type="button"
            disabled={first === 0}
            onClick={() => setFrom(Math.max(0, first - AT_A_TIME))}
          >
            上一页
          </button>
          第 {first + 1}–{first + shown.length} 项，共 {items.length} 项
          <button
            type="button"
            disabled={first + AT_A_TIME >= items.length}
            onClick={() => setFrom(first + AT_A_TIME)}
          >
            下一页
          </button>
        </p>
      )}
      <button type="button" onClick={add}>
        ＋ 加一项{label}
      </button>
    </div>
  );
}

/** The keys of records that hold values alone; undefined where some hold more. */
function columnsOf(items: readonly Node[]): readonly string[] | undefined {
  const keys = new Set<string>();
  for (const item of items) {
    if (!isMap(item)) return undefined;
    for (const pair of item.items) {
      if (pair.value !== null && !isScalar(pair.value)) return undefined;
      if (scalarText(pair.value as Node).length > LONG) return undefined;
      keys.add(keyOf(pair));
    }
  }
  return keys.size > 0 && keys.size <= MOST_COLUMNS ? [...keys] : undefined;
}
const LONG = 40;
const MOST_COLUMNS = 9;

interface CardProps {
  readonly path: Path;
  readonly item: Node;
  readonly label: string;
  readonly at: number;
  readonly of: number;
}

/** Its first values name it; the rest is seen when it is opened. */
function Card({ path, item, label, at, of }: CardProps) {
  const { words, codes } = useForm();
  const [open, setOpen] = useState(of <= 3);
  if (!isMap(item))
    return (
      <div class="line">
        <ValueField path={path} label={`${label}第 ${at + 1} 条`} />
        <MoveButtons path={path} label={`第 ${at + 1} 条`} first={at === 0} last={at === of - 1} />
      </div>
    );
  const says = item.items
    .filter((pair) => isScalar(pair.value))
    .slice(0, 3)
    .map((pair) => {
      const text = scalarText(pair.value as Node);
      const name = codes.unit.get(text) ?? codes.functional.get(text);
      return name ? `${text} ${name}` : text;
    });
  return (
    <details class="card" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        {at + 1}. {says.join('　') || label}
      </summary>
      {open && (
        <>
          <MoveButtons
            path={path}
            label={`第 ${at + 1} 项`}
            first={at === 0}
            last={at === of - 1}
          />
          <NodeField path={path} label={label} bare kind={codeOfKeys(words.schema, path)} />
        </>
      )}
    </details>
  );
}
