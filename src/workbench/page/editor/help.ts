/** Completion and explanations in the editor, from the words of the input. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { forEachDiagnostic, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Words } from '../../words.js';
import { type Explanation, explainAt } from './explain.js';
import { placeAt } from './place.js';
import { type Suggestion, suggestionsAt } from './suggest.js';

export const setWords = StateEffect.define<Words | undefined>();

export const wordsField = StateField.define<Words | undefined>({
  create: () => undefined,
  update(words, { effects }) {
    for (const effect of effects) if (effect.is(setWords)) return effect.value;
    return words;
  },
});

/** What may be written where the cursor stands. */
export function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const words = state.field(wordsField, false);
  if (!words) return null;
  const text = state.doc.toString();
  const place = placeAt(text, pos);
  // where nothing is begun, a list that nobody asked for would take the Enter of a person who goes on
  const asked = explicit || place.from < pos || (place.kind === 'value' && text[pos - 1] === ' ');
  const found = asked ? suggestionsAt(text, pos, place, words, explicit) : undefined;
  if (!found) return null;
  const { from, to, options } = found;
  return { from, to: Math.max(to, pos), filter: false, options: options.map(asOption) };
}

const TYPES = { key: 'property', word: 'enum', code: 'constant' } as const;

function asOption(one: Suggestion): Completion {
  const { label, detail, info, kind, insert, after = '' } = one;
  return {
    label,
    type: TYPES[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(info === undefined ? {} : { info }),
    apply: (view, completion, from, to) => {
      view.dispatch({
        changes: { from, to, insert: insert + after },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
        userEvent: 'input.complete',
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}

/** What is told of a position; undefined where there is nothing to tell. */
export function explained(state: EditorState, position: number): Explanation | undefined {
  const words = state.field(wordsField, false);
  if (!words) return undefined;
  const text = state.doc.toString();
  return explainAt(text, placeAt(text, position), words);
}

function tooltipOf({ from, to, title, lines }: Explanation): Tooltip {
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-told';
      const head = document.createElement('strong');
      head.textContent = title;
      if (title !== '') dom.append(head);
      for (const line of lines) {
        const part = document.createElement('p');
        part.textContent = line;
        dom.append(part);
      }
      return { dom };
    },
  };
}

const setTold = StateEffect.define<Tooltip | null>();

/** The explanation that was asked for by the keyboard; it goes as soon as the cursor moves. */
const toldField = StateField.define<Tooltip | null>({
  create: () => null,
  update(told, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(setTold)) return effect.value;
    return docChanged || selection ? null : told;
  },
  provide: (field) => showTooltip.from(field),
});

/** What the findings at a position say. */
function foundAt(state: EditorState, position: number): string[] {
  const messages: string[] = [];
  forEachDiagnostic(state, ({ message, source }, from, to) => {
    if (from <= position && position <= to) messages.push(`${source}：${message}`);
  });
  return messages;
}

function tell(view: EditorView): boolean {
  const { state } = view;
  const at = state.selection.main.head;
  const found = foundAt(state, at);
  const known = explained(state, at) ?? { from: at, to: at, title: '', lines: [] };
  const whole = { ...known, lines: [...found, ...known.lines] };
  const said = [whole.title, ...whole.lines].filter((part) => part !== '');
  view.dispatch({
    effects: [
      setTold.of(said.length > 0 ? tooltipOf(whole) : null),
      EditorView.announce.of(said.length > 0 ? said.join('。') : '这里没有说明'),
    ],
  });
  return true;
}

function untell(view: EditorView): boolean {
  if (!view.state.field(toldField)) return false;
  view.dispatch({ effects: setTold.of(null) });
  return true;
}

/** Explanations under the mouse, and at the cursor by F1; F8 and Shift+F8 go to findings and tell them. */
export const explanations = [
  toldField,
  hoverTooltip((view, position) => {
    const found = explained(view.state, position);
    return found ? tooltipOf(found) : null;
  }),
  keymap.of([
    { key: 'F1', run: tell, preventDefault: true },
    {
      key: 'F8',
      run: (view) => nextDiagnostic(view) && tell(view),
      shift: (view) => previousDiagnostic(view) && tell(view),
      preventDefault: true,
    },
    { key: 'Escape', run: untell },
  ]),
];
