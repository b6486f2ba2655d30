/** The input as a form, section by section, for those who want no YAML. It changes the same text. */
import { useMemo, useState } from 'preact/hooks';
import {
  isProblem,
  keyOf,
  lineOf,
  nodeAt,
  type Path,
  readYaml,
  type YamlSource,
} from '../../../yaml-edit/source.js';
import { EditError, safely, type TextEdit } from '../../../yaml-edit/text-edit.js';
import type { Findings, Words } from '../../wire.js';
import { amountUnit } from '../editor/file-words.js';
import { keysAt } from '../editor/schema.js';
import { codesOf, type FormContext, FormProvider } from './form-context.js';
import { AddKey, NodeField } from './node-field.js';

export interface FormProps {
  /** The present text. */
  readonly text: string;
  readonly words: Words | undefined;
  readonly findings: Findings;
  /** What the findings call this file. */
  readonly file: string;
  /** Changes of the present text, one step to undo. */
  readonly onEdit: (changes: readonly TextEdit[]) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** A field is looked at, which is written on a line. */
  readonly onLine: (line: number) => void;
}

/** Single values of the first level, in one section. */
const GENERAL = '封面和全局';

export function Form({ text, words, findings, file, onEdit, onUndo, onRedo, onLine }: FormProps) {
  const read = useMemo(() => readYaml(text), [text]);
  if (isProblem(read))
    return (
      <p class="notice" role="status">
        第 {read.line} 行：{read.problem}。在“文字”里改好以后，这里再显示。
      </p>
    );
  if (!words) return <p role="status">正在读科目和栏目……</p>;
  return (
    <Sections
      source={read}
      words={words}
      findings={findings.结果.filter(({ 位置 }) => 位置.文件 === file)}
      onEdit={onEdit}
      onUndo={onUndo}
      onRedo={onRedo}
      onLine={onLine}
    />
  );
}

interface SectionsProps extends Pick<FormProps, 'onEdit' | 'onUndo' | 'onRedo' | 'onLine'> {
  readonly source: YamlSource;
  readonly words: Words;
  readonly findings: FormContext['findings'];
}

function Sections({ source, words, findings, onEdit, onUndo, onRedo, onLine }: SectionsProps) {
  const keys = source.root.items.map(keyOf);
  const single = keys.filter(
    (key) => keysAt(words.schema, []).find((one) => one.key === key)?.holds === 'value',
  );
  const sections = [GENERAL, ...keys.filter((key) => !single.includes(key))];
  const [chosen, setChosen] = useState(GENERAL);
  const [said, setSaid] = useState('');
  const shown = sections.includes(chosen) ? chosen : GENERAL;
  const unit = amountUnit(source.text) ?? '元';
  const codes = useMemo(() => codesOf(words, source.text), [words, source]);
  const context: FormContext = {
    source,
    words,
    findings,
    unit,
    codes,
    edit: (work) => {
      try {
        const edits = safely(source, work());
        if (edits.length > 0) onEdit(edits);
        setSaid('');
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        setSaid(error.message);
      }
    },
    onPath: (path: Path) => {
      const at = nodeAt(source, path)?.range?.[0];
      if (at !== undefined) onLine(lineOf(source.text, at));
    },
  };
  const wrong = (key: string) => {
    const node = nodeAt(source, [key]);
    const [from, to] = [node?.range?.[0] ?? -1, node?.range?.[2] ?? -1];
    return findings.filter(
      ({ 级别, 位置: { 起: at, 行: line } }) =>
        line > 0 && at >= from && at <= to && 级别 !== '提示' && 级别 !== '相符' && 级别 !== '豁免',
    ).length;
  };
  return (
    <FormProvider value={context}>
      <div class="form">
        <div class="chips">
          <label>
            栏目{' '}
            <select value={shown} onChange={(e) => setChosen(e.currentTarget.value)}>
              {sections.map((key) => {
                const count = key === GENERAL ? 0 : wrong(key);
                return (
                  <option key={key} value={key}>
                    {key}
                    {count > 0 ? `（${count} 处要改）` : ''}
                  </option>
                );
              })}
            </select>
          </label>
          <button type="button" onClick={onUndo}>
            撤销
          </button>
          <button type="button" onClick={onRedo}>
            重做
          </button>
          <span class="quiet">金额单位：{unit}</span>
          <span class="error" role="status">
            {said}
          </span>
        </div>
        <div class="scrolled">
          {shown === GENERAL ? (
            <>
              {single.map((key) => (
                <NodeField key={key} path={[key]} label={key} />
              ))}
              <AddKey path={[]} has={keys} />
            </>
          ) : (
            <NodeField key={shown} path={[shown]} label={shown} />
          )}
        </div>
        {Object.entries(codes).map(([kind, list]) => (
          <datalist id={`codes-${kind}`} key={kind}>
            {[...list].map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </datalist>
        ))}
      </div>
    </FormProvider>
  );
}
