/** The text of an input, to be written by hand: completion, explanations, findings in their places. */

import { isolateHistory, redo, undo } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { type StateEffect, Transaction, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Findings } from '../../wire.js';
import type { Words } from '../../words.js';
import { changesTo } from './changes.js';
import { setWords } from './help.js';
import { marksOf, setLit, setSides } from './marks.js';
import { lineBreakOf, positionsIn, unitsBefore } from './offsets.js';
import { extensions, outside } from './setup.js';

export interface EditorHandle {
  /**
   * Goes to a place and puts the cursor there.
   * @param line from 1
   * @param column from 1; a character counts as one
   * @param end offset in the file's text up to which is selected
   */
  goTo(line: number, column?: number, end?: number): void;
  /** Lines that are lit, from 1: sources of a figure, sides of a finding; none takes the light away. */
  light(lines: readonly number[]): void;
  /**
   * Another text for the file, which has changed outside: as few changes as can be, so that cursor, scroll and
   * what may be undone stay. Does not call `onChange`.
   */
  replace(text: string): void;
  /** The person's own edits from elsewhere, as one step to undo. Offsets in the present text. */
  edit(changes: readonly { from: number; to: number; insert: string }[]): void;
  text(): string;
  undo(): void;
  redo(): void;
  focus(): void;
}

export interface EditorProps {
  /** At first; later texts come by `replace`. Another file takes another editor (`key`). */
  readonly text: string;
  readonly readOnly?: boolean;
  readonly label: string;
  readonly findings: Findings | undefined;
  /** The text that the findings are about, where it may not be the present one. */
  readonly checked?: string;
  /** What the findings call this file. */
  readonly file: string;
  readonly words: Words | undefined;
  onChange(text: string): void;
  onSave(): void;
  /** The person has moved to another line. */
  onLine(line: number): void;
  /** What does the line feed? */
  onAsk(line: number): void;
  readonly handle: { current: EditorHandle | null };
}

const KEYS =
  '按 F8 到下一处问题，F1 看说明，Alt+Enter 看这一行用到哪里，Ctrl+] 和 Ctrl+[ 缩进，Tab 离开编辑框。';

export function Editor(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const lineBreak = useRef('\n');
  const now = useRef(props);
  now.current = props;

  useLayoutEffect(() => {
    if (!place.current) return;
    const { text, label, readOnly = false, handle } = props;
    lineBreak.current = lineBreakOf(text);
    const made = new EditorView({
      doc: text,
      extensions: extensions(`${label}。${KEYS}`, readOnly, {
        changed: () => now.current.onChange(fileText(made, lineBreak.current)),
        save: () => now.current.onSave(),
        line: (line) => now.current.onLine(line),
        ask: (line) => now.current.onAsk(line),
      }),
      parent: place.current,
    });
    view.current = made;
    handle.current = handleOf(made, lineBreak.current);
    return () => {
      handle.current = null;
      view.current = null;
      made.destroy();
    };
    // a keystroke must never make it anew: what is being composed would be lost
  }, []);

  const { words, findings, checked, file } = props;
  useEffect(() => {
    view.current?.dispatch({ effects: setWords.of(words) });
  }, [words]);
  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const about = checked ?? fileText(current, lineBreak.current);
    current.dispatch(...showFindings(current, findings, file, about));
  }, [findings, checked, file]);

  return <div class="editor" ref={place} />;
}

/** The text as its file has it. */
const fileText = ({ state: { doc } }: EditorView, lineBreak: string) =>
  doc.sliceString(0, doc.length, lineBreak);

function handleOf(view: EditorView, lineBreak: string): EditorHandle {
  const text = () => fileText(view, lineBreak);
  return {
    goTo(line, column = 1, end) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const anchor = at.from + unitsBefore(at.text, column);
      const head = end === undefined ? anchor : Math.max(positionsIn(text())(end), anchor);
      view.dispatch({
        // the cursor stays at the beginning: that is where the place is
        selection: { anchor: head, head: anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
    },
    light(lines) {
      const { doc } = view.state;
      const first = lines.find((line) => line >= 1 && line <= doc.lines);
      const effects: StateEffect<unknown>[] = [setLit.of(lines)];
      if (first !== undefined)
        effects.push(
          EditorView.scrollIntoView(doc.line(first).from, { y: 'nearest', yMargin: 60 }),
        );
      view.dispatch({ effects });
    },
    replace(given) {
      const changes = changesTo(view.state.doc, view.state.toText(given));
      if (changes.empty) return;
      view.dispatch({
        changes,
        annotations: [outside.of(true), Transaction.addToHistory.of(false)],
      });
    },
    edit(changes) {
      const position = positionsIn(text());
      view.dispatch({
        changes: changes.map(({ from, to, insert }) => ({
          from: position(from),
          to: position(to),
          insert: view.state.toText(insert),
        })),
        annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input.form')],
      });
    },
    text,
    undo: () => undo(view),
    redo: () => redo(view),
    focus: () => view.focus(),
  };
}

/** @param checked the text that the findings are about: where the present one is another, they move with it */
function showFindings(
  { state }: EditorView,
  findings: Findings | undefined,
  file: string,
  checked: string,
): readonly TransactionSpec[] {
  const about = state.toText(checked);
  const moved = about.eq(state.doc) ? undefined : changesTo(about, state.doc);
  const place = <T extends { readonly from: number; readonly to: number }>(one: T): T => {
    if (!moved) return one;
    const from = moved.mapPos(one.from, 1);
    return { ...one, from, to: Math.max(from, moved.mapPos(one.to, -1)) };
  };
  const { diagnostics, sides } = findings
    ? marksOf(findings, file, checked, about.length)
    : { diagnostics: [], sides: [] };
  return [
    setDiagnostics(state, diagnostics.map(place)),
    { effects: setSides.of(sides.map(place).filter(({ from, to }) => from < to)) },
  ];
}
