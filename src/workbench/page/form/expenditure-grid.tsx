/**
 * Records that differ by a few words and hold amounts by code each, as one sheet: codes down, records across, with
 * totals of both (基本支出: economic subjects × functional items of a unit).
 */
import { useState } from 'preact/hooks';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { addEntry, addItem } from '../../../yaml-edit/entries.js';
import { setScalar } from '../../../yaml-edit/set-scalar.js';
import {
  keyOf,
  nodeAt,
  type Path,
  scalarText,
  type YamlSource,
} from '../../../yaml-edit/source.js';
import type { TextEdit } from '../../../yaml-edit/text-edit.js';
import type { Words } from '../../words.js';
import { type CodeKind, codeOfKeys, keysAt } from '../editor/schema.js';
import { grouped } from '../grouped.js';
import { total, UNKNOWN, writtenAmount } from './amounts.js';
import { AddCode, RemoveButton } from './code-grid.js';
import { useForm } from './form-context.js';
import { pastedInto } from './pasted.js';
import { ValueField } from './value-field.js';

/** The map of amounts that each record of a list holds. */
export interface Inner {
  readonly key: string;
  readonly kind: CodeKind;
}

/** Whether a list is such a sheet: every record has words, and one map of amounts by code. */
export function holdsGrid(source: YamlSource, words: Words, path: Path): Inner | undefined {
  const list = nodeAt(source, path);
  if (!isSeq(list) || list.items.length === 0) return undefined;
  const inner = keysAt(words.schema, [...path, 0]).flatMap(({ key }) => {
    const kind = codeOfKeys(words.schema, [...path, 0, key]);
    return kind === 'economic' ? [{ key, kind }] : [];
  })[0];
  if (!inner) return undefined;
  const fits = list.items.every(
    (item) =>
      isMap(item) &&
      item.items.every(
        (pair) => keyOf(pair) === inner.key || pair.value === null || isScalar(pair.value),
      ),
  );
  return fits ? inner : undefined;
}

export interface ExpenditureGridProps {
  readonly path: Path;
  readonly inner: Inner;
  readonly label: string;
}

/** What records are sorted by into sheets. */
const UNIT = '单位';

export function ExpenditureGrid({ path, inner, label }: ExpenditureGridProps) {
  const { source, words, codes, edit } = useForm();
  const list = nodeAt(source, path);
  const items = isSeq(list) ? (list.items as Node[]) : [];
  const wordAt = (i: number, key: string) => scalarText(nodeAt(source, [...path, i, key]));
  const units = [
    ...new Set([...codes.unit.keys(), ...items.map((_, i) => wordAt(i, UNIT))]),
  ].filter(Boolean);
  const [chosen, setChosen] = useState(units[0] ?? '');
  const unit = units.includes(chosen) ? chosen : (units[0] ?? '');
  const records = items.flatMap((_, i) =>
    wordAt(i, UNIT) === unit || units.length === 0 ? [i] : [],
  );
  const mapAt = (i: number) => nodeAt(source, [...path, i, inner.key]);
  const rows = [
    ...new Set(
      records.flatMap((i) => {
        const map = mapAt(i);
        return isMap(map) ? map.items.map(keyOf) : [];
      }),
    ),
  ].sort();
  const written = (i: number, code: string) =>
    writtenAmount(nodeAt(source, [...path, i, inner.key, code]));
  const sum = (texts: readonly string[]) => {
    const found = total(texts);
    return found === undefined ? UNKNOWN : grouped(found);
  };
  const set = (i: number, code: string, number: string): TextEdit[] => {
    const at = [...path, i, inner.key];
    return nodeAt(source, [...at, code])
      ? setScalar(source, [...at, code], { number })
      : addEntry(source, at, [code, { number }]);
  };
  const paste = (i: number, from: number) => (cells: readonly string[]) =>
    edit(() =>
      pastedInto(
        cells,
        (step) => {
          const code = rows[from + step];
          // two new entries would want the same place in the text
          return code && nodeAt(source, [...path, i, inner.key, code]) ? code : undefined;
        },
        (code, number) => set(i, code, number),
      ),
    );
  const others = keysAt(words.schema, [...path, 0]).filter(
    ({ key }) => key !== UNIT && key !== inner.key,
  );
  const nameOf = (i: number) =>
    others
      .map(({ key }) => wordAt(i, key))
      .filter(Boolean)
      .map((text) => codes.functional.get(text) ?? text)
      .join(' ');
  const addRecord = (code: string) =>
    edit(() =>
      addItem(source, path, {
        entries: [
          ...(unit ? [[UNIT, { text: unit }] as const] : []),
          ['功能科目', { text: code }],
          [inner.key, { entries: [[rows[0] ?? '30101', { number: '' }]] }],
        ],
      }),
    );
  return (
    <>
      <p class="chips">
        <label>
          单位{' '}
          <select value={unit} onChange={(e) => setChosen(e.currentTarget.value)}>
            {units.map((one) => (
              <option key={one} value={one}>
                {one} {codes.unit.get(one)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <div class="scrolled">
        <table class="grid wide">
          <caption class="unseen">{label}</caption>
          <thead>
            <tr>
              <th scope="col">经济科目</th>
              {records.map((i) => (
                <th scope="col" key={i}>
                  {nameOf(i)} <RemoveButton path={[...path, i]} label={nameOf(i)} />
                </th>
              ))}
              <th scope="col">合计</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((code, row) => (
              <tr key={code}>
                <th scope="row">
                  {code} {codes[inner.kind].get(code)}
                </th>
                {records.map((i) => (
                  <td key={i}>
                    {nodeAt(source, [...path, i, inner.key, code]) ? (
                      <ValueField
                        path={[...path, i, inner.key, code]}
                        label={`${nameOf(i)} ${code} ${codes[inner.kind].get(code) ?? ''}`}
                        onPasteColumn={paste(i, row)}
                      />
                    ) : (
                      <button
                        type="button"
                        class="plain empty"
                        aria-label={`写 ${nameOf(i)} ${code}`}
                        onClick={() => edit(() => set(i, code, ''))}
                      >
                        ＋
                      </button>
                    )}
                  </td>
                ))}
                <td class="figure">{sum(records.map((i) => written(i, code)))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计（只供核对）</th>
              {records.map((i) => (
                <td key={i} class="figure">
                  {sum(rows.map((code) => written(i, code)))}
                </td>
              ))}
              <td class="figure">
                {sum(records.flatMap((i) => rows.map((code) => written(i, code))))}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {records.length > 0 && (
        <div>
          <strong>经济科目（行）：</strong>
          <AddCode
            kind={inner.kind}
            has={rows}
            onAdd={(code) => edit(() => set(records[0] ?? 0, code, ''))}
          />
        </div>
      )}
      <div>
        <strong>功能科目（列）：</strong>
        <AddCode
          kind="functional"
          has={records.map((i) => wordAt(i, '功能科目'))}
          onAdd={addRecord}
        />
      </div>
    </>
  );
}
