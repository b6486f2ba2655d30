/** Amounts by code, a row each, with their exact total: what the map under 经济科目 says. */
import { useId, useState } from 'preact/hooks';
import { isCollection, isMap } from 'yaml';
import { addEntry, remove } from '../../../yaml-edit/entries.js';
import { setScalar } from '../../../yaml-edit/set-scalar.js';
import { keyOf, nodeAt, type Path } from '../../../yaml-edit/source.js';
import { type CodeKind, isAmount } from '../editor/schema.js';
import { grouped } from '../grouped.js';
import { total, UNKNOWN, writtenAmount } from './amounts.js';
import { meantCode, useForm } from './form-context.js';
import { pastedInto } from './pasted.js';
import { ValueField } from './value-field.js';

export interface CodeGridProps {
  readonly path: Path;
  readonly kind: CodeKind;
  readonly label: string;
}

export function CodeGrid({ path, kind, label }: CodeGridProps) {
  const { source, words, codes, edit } = useForm();
  const map = nodeAt(source, path);
  const keys = isMap(map) ? map.items.map(keyOf) : [];
  const amounts = isAmount(words.schema, [...path, keys[0] ?? '30101']);
  const sum = amounts
    ? total(keys.map((key) => writtenAmount(nodeAt(source, [...path, key]))))
    : undefined;
  const paste = (from: number) => (cells: readonly string[]) =>
    edit(() =>
      pastedInto(
        cells,
        (i) => keys[from + i],
        (key, number) => setScalar(source, [...path, key], { number }),
      ),
    );
  return (
    <table class="grid">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">编码</th>
          <th scope="col">名称</th>
          <th scope="col">{amounts ? '金额' : '内容'}</th>
          <th scope="col">
            <span class="unseen">删除</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key, i) => {
          const name = codes[kind].get(key) ?? '';
          return (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{name}</td>
              <td>
                <ValueField
                  path={[...path, key]}
                  label={`${label} ${key} ${name}`}
                  onPasteColumn={paste(i)}
                />
              </td>
              <td>
                <RemoveButton path={[...path, key]} label={`${key} ${name}`} />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        {amounts && (
          <tr>
            <th scope="row" colSpan={2}>
              合计（只供核对，不用写）
            </th>
            <td class="figure">{sum === undefined ? UNKNOWN : grouped(sum)}</td>
            <td />
          </tr>
        )}
        <tr>
          <td colSpan={4}>
            <AddCode
              kind={kind}
              has={keys}
              onAdd={(code) =>
                edit(() => addEntry(source, path, [code, amounts ? { number: '' } : { text: '' }]))
              }
            />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

export function RemoveButton({ path, label }: { readonly path: Path; readonly label: string }) {
  const { source, edit } = useForm();
  const ask = () => {
    const above = nodeAt(source, path.slice(0, -1));
    const isLast = path.length > 1 && isCollection(above) && above.items.length === 1;
    // what holds nothing else goes with it
    const asked = `“${label}”是“${path.slice(0, -1).join(' › ')}”里最后一项，删了上面的也没有了。删吗？`;
    if (!isLast || confirm(asked)) edit(() => remove(source, path));
  };
  return (
    <button type="button" class="plain" aria-label={`删除 ${label}`} onClick={ask}>
      ×
    </button>
  );
}

export interface AddCodeProps {
  readonly kind: CodeKind;
  readonly has: readonly string[];
  readonly onAdd: (code: string) => void;
}

/** A code to be added, found by its name or its beginning: 办公费, 30201. */
export function AddCode({ kind, has, onAdd }: AddCodeProps) {
  const { codes } = useForm();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const add = () => {
    const code = meantCode(typed, codes[kind]);
    if (code === undefined)
      setSaid(typed ? `“${typed}”不止一个，或没有这个科目，请从列出的里面选。` : '');
    else if (has.includes(code)) setSaid(`${code} 已经有了。`);
    else {
      setTyped('');
      setSaid('');
      onAdd(code);
    }
  };
  return (
    <span class="add">
      <label for={id}>加一项</label>
      <input
        id={id}
        list={`codes-${kind}`}
        autocomplete="off"
        placeholder="名称或代码，如 办公费"
        value={typed}
        onInput={(e) => setTyped(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.isComposing) add();
        }}
      />
      <button type="button" onClick={add}>
        加
      </button>
      <span class="error" role="status">
        {said}
      </span>
    </span>
  );
}
