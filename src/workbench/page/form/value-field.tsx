/** One value: an amount, a word of a list, a text. It is written when the person has done with it. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { setScalar } from '../../../yaml-edit/set-scalar.js';
import { isPlain, nodeAt, type Path, scalarText } from '../../../yaml-edit/source.js';
import type { Written } from '../../../yaml-edit/written.js';
import { codeOfValue, isAmount, schemaAt, valuesAt } from '../editor/schema.js';
import { grouped } from '../grouped.js';
import { inWan, typedAmount } from './amounts.js';
import { findingsAt } from './findings-at.js';
import { meantCode, useForm } from './form-context.js';
import { pastedColumn } from './pasted.js';

export interface ValueFieldProps {
  readonly path: Path;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly describedBy?: string;
  /** Several cells were pasted; the rest is for those below. */
  readonly onPasteColumn?: (cells: readonly string[]) => void;
}

export function ValueField({ path, label, describedBy, onPasteColumn }: ValueFieldProps) {
  const form = useForm();
  const { source, words, codes, edit, onPath } = form;
  const id = useId();
  const node = nodeAt(source, path);
  const written = scalarText(node);
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const focused = useRef(false);
  // what was written elsewhere while the person types here stays with the person
  useEffect(() => {
    if (!focused.current) setTyped(undefined);
  }, [written]);
  const amount = isAmount(words.schema, path);
  const isNumber =
    amount ||
    schemaAt(words.schema, path).some(({ type }) => type === 'number' || type === 'integer');
  const choices = valuesAt(words.schema, path);
  const code = codeOfValue(words.schema, path);
  const found = findingsAt(form, path);
  const commit = (value: string) => {
    focused.current = false;
    if (value === written) {
      setTyped(undefined);
      setWrong(undefined);
      return;
    }
    const number = typedAmount(value);
    const isText = schemaAt(words.schema, path).some(({ type }) =>
      [type].flat().includes('string'),
    );
    if (isNumber && number === undefined && !isText) {
      setWrong(`“${value}”不是数，没有写进去。`);
      return;
    }
    setWrong(undefined);
    setTyped(undefined);
    const what: Written = isNumber && number !== undefined ? { number } : { text: value };
    // 办公费 stands for 30201
    const meant = code && 'text' in what ? meantCode(what.text, codes[code]) : undefined;
    edit(() => setScalar(source, path, meant === undefined ? what : { text: meant }));
  };
  const common = {
    id,
    'aria-label': label,
    'aria-describedby':
      [describedBy, found.length > 0 || wrong ? `${id}-said` : undefined]
        .filter(Boolean)
        .join(' ') || undefined,
    'aria-invalid': wrong !== undefined || found.some(({ 级别 }) => 级别 === '错误'),
    disabled: !isPlain(node),
    onFocus: () => {
      focused.current = true;
      onPath(path);
    },
  } as const;
  return (
    <span class="value">
      {choices.length > 0 && choices.length < 40 ? (
        <select {...common} value={written} onChange={(e) => commit(e.currentTarget.value)}>
          {!choices.includes(written) && <option value={written}>{written}</option>}
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      ) : !isNumber && !code && (written.length > 24 || written.includes('\n')) ? (
        <textarea
          {...common}
          rows={Math.min(12, Math.max(2, Math.ceil(written.length / 38)))}
          value={typed ?? written}
          onInput={(e) => setTyped(e.currentTarget.value)}
          onBlur={(e) => commit(e.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          class={isNumber ? 'figure' : ''}
          inputMode={isNumber ? 'decimal' : undefined}
          autocomplete="off"
          list={code && `codes-${code}`}
          title={
            amount && form.unit === '元' && typedAmount(written)
              ? `${inWan(written)} 万元`
              : undefined
          }
          value={
            typed ??
            (amount && !focused.current && typedAmount(written) ? grouped(written) : written)
          }
          onInput={(e) => setTyped(e.currentTarget.value)}
          onBlur={(e) => commit(typed === undefined ? written : e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && !e.isComposing) commit(typed ?? written);
            if (e.key === 'Escape') setTyped(undefined);
          }}
          onPaste={(e) => {
            const cells = pastedColumn(e.clipboardData?.getData('text') ?? '');
            if (cells.length < 2 || !onPasteColumn) return;
            e.preventDefault();
            setTyped(undefined);
            onPasteColumn(cells);
          }}
        />
      )}
      {code && <span class="quiet">{codes[code].get(written)}</span>}
      {(wrong || found.length > 0) && (
        <span id={`${id}-said`} class="beside" role="note">
          {wrong && <span class="error">{wrong}</span>}
          {found.map((one) => (
            <span key={one.内容} class={one.级别 === '错误' ? 'error' : 'warning'}>
              {one.级别}：{one.内容}
              {one.改法 && `。${one.改法}`}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
