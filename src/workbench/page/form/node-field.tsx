/** What stands at a place of the input, as fields: by what is written there, and what the schema says may be. */
import { useId, useState } from 'preact/hooks';
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { addEntry } from '../../../yaml-edit/entries.js';
import { isPlain, keyOf, lineOf, nodeAt, type Path } from '../../../yaml-edit/source.js';
import type { NewValue } from '../../../yaml-edit/written.js';
import {
  type CodeKind,
  codeOfKeys,
  described,
  isAmount,
  keysAt,
  schemaAt,
  valuesAt,
} from '../editor/schema.js';
import { CodeGrid, RemoveButton } from './code-grid.js';
import { ExpenditureGrid, holdsGrid } from './expenditure-grid.js';
import { useForm } from './form-context.js';
import { RecordList } from './record-list.js';
import { ValueField } from './value-field.js';

export interface NodeFieldProps {
  readonly path: Path;
  readonly label: string;
  /** Without its own heading. */
  readonly bare?: boolean;
  readonly kind?: CodeKind | undefined;
}

export function NodeField({ path, label, bare, kind }: NodeFieldProps) {
  const { source, words } = useForm();
  const id = useId();
  const node = nodeAt(source, path);
  const about = described(schemaAt(words.schema, path));
  const codes = kind ?? codeOfKeys(words.schema, path);
  if (node && (isAlias(node) || !isPlain(node)))
    return (
      <p class="notice">
        “{label}”在第 {lineOf(source.text, node.range?.[0] ?? 0)} 行引用了别处写的（& 或
        *），请在文字里改。
      </p>
    );
  if (isMap(node) && codes && node.items.every(({ value }) => value === null || isScalar(value)))
    return <CodeGrid path={path} kind={codes} label={label} />;
  if (isMap(node))
    return <Fields path={path} node={node} label={label} about={about} bare={bare ?? false} />;
  if (isSeq(node)) {
    const inner = holdsGrid(source, words, path);
    return (
      <section aria-label={label} class="group">
        {about && !bare && <p class="quiet">{about}</p>}
        {inner ? (
          <ExpenditureGrid path={path} inner={inner} label={label} />
        ) : (
          <RecordList path={path} label={label} />
        )}
      </section>
    );
  }
  return (
    <div class="field">
      <span class="label">{label}</span>
      <ValueField path={path} label={label} describedBy={about ? `${id}-about` : ''} />
      {about && (
        <span id={`${id}-about`} class="quiet about">
          {about}
        </span>
      )}
    </div>
  );
}

interface FieldsProps extends NodeFieldProps {
  readonly node: { readonly items: readonly { readonly key: unknown; readonly value: unknown }[] };
  readonly about: string;
  readonly bare: boolean;
}

function Fields({ path, node, label, about, bare }: FieldsProps) {
  const keys = (node.items as Parameters<typeof keyOf>[0][]).map(keyOf);
  return (
    <fieldset class="group">
      <legend class={bare ? 'unseen' : ''}>{label}</legend>
      {about && !bare && <p class="quiet">{about}</p>}
      {keys.map((key) => (
        <div key={key} class="entry">
          <NodeField path={[...path, key]} label={key} />
          <RemoveButton path={[...path, key]} label={key} />
        </div>
      ))}
      <AddKey path={path} has={keys} />
    </fieldset>
  );
}

/** What else may stand in a map. */
export function AddKey({ path, has }: { readonly path: Path; readonly has: readonly string[] }) {
  const { source, words, edit } = useForm();
  const [chosen, setChosen] = useState('');
  const all = keysAt(words.schema, path);
  const left = all.filter(({ key }) => !has.includes(key));
  const word = left.find(({ key }) => key === chosen) ?? left[0];
  if (!word) return null;
  const add = () => {
    const to = [...path, word.key];
    edit(() =>
      addEntry(
        source,
        path,
        [word.key, emptyAt(words, to, word.holds)],
        all.map(({ key }) => key),
      ),
    );
  };
  return (
    <p class="add">
      <label>
        ＋ 可以加的{' '}
        <select value={word.key} onChange={(e) => setChosen(e.currentTarget.value)}>
          {left.map(({ key, required }) => (
            <option key={key} value={key}>
              {key}
              {required ? '（必填）' : ''}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={add}>
        加
      </button>
      <span class="quiet">{word.description}</span>
    </p>
  );
}

/** What is written for something until a person fills it in. */
export function emptyAt(
  words: ReturnType<typeof useForm>['words'],
  path: Path,
  holds: 'value' | 'map' | 'list',
): NewValue {
  if (holds === 'list') {
    const inner = keysAt(words.schema, [...path, 0]).filter(({ required }) => required);
    return [
      inner.length === 0
        ? { text: '' }
        : {
            entries: inner.map(({ key, holds: its }) => [
              key,
              emptyAt(words, [...path, 0, key], its),
            ]),
          },
    ];
  }
  if (holds === 'map') {
    const inner = keysAt(words.schema, path).filter(({ required }) => required);
    return {
      entries: inner.map(({ key, holds: its }) => [key, emptyAt(words, [...path, key], its)]),
    };
  }
  if (isAmount(words.schema, path)) return { number: '' };
  const [first] = valuesAt(words.schema, path);
  return { text: first ?? '' };
}

export type { Node };
