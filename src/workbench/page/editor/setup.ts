/** What the editor of an input is made of. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { asking } from './ask.js';
import { complete, explanations, wordsField } from './help.js';
import { litField, sidesField } from './marks.js';
import { PHRASES } from './phrases.js';

/** A change that is not the person's own: the file has changed outside. */
export const outside = Annotation.define<boolean>();

export interface Listeners {
  /** The person has changed the text. */
  changed(): void;
  save(): void;
  line(line: number): void;
  ask(line: number): void;
}

/** Colours are in the style sheet: they follow the machine, light or dark. */
const highlighting = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), class: 'cm-key' },
  { tag: [tags.string, tags.content], class: 'cm-text' },
  { tag: tags.comment, class: 'cm-comment' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], class: 'cm-mark' },
]);

/** Lets a strict policy take the style sheets that CodeMirror adds to the page. */
function nonce(): Extension {
  const given = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return given ? EditorView.cspNonce.of(given) : [];
}

export function extensions(label: string, readOnly: boolean, on: Listeners): Extension[] {
  const save = () => {
    on.save();
    return true;
  };
  return [
    nonce(),
    EditorState.phrases.of(PHRASES),
    EditorState.tabSize.of(2),
    indentUnit.of('  '),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      spellcheck: 'false',
      lang: 'zh-CN',
      tabindex: '0',
    }),
    lintGutter(),
    lineNumbers(),
    foldGutter({ openText: '▾', closedText: '▸' }),
    asking((line) => on.ask(line)),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    search({ top: true }),
    yaml(),
    syntaxHighlighting(highlighting),
    wordsField,
    autocompletion({
      override: [complete],
      icons: false,
      activateOnTypingDelay: 60,
      // a key that was taken asks for its value
      activateOnCompletion: ({ type }) => type === 'property',
    }),
    explanations,
    sidesField,
    litField,
    // Tab is not bound: it leads out of the editor; Ctrl-] and Ctrl-[ move lines right and left
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: save },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of(({ state, startState, docChanged, transactions }) => {
      const own = transactions.some((one) => one.docChanged && !one.annotation(outside));
      if (docChanged && own) on.changed();
      const line = (of: EditorState) => of.doc.lineAt(of.selection.main.head).number;
      if (line(state) !== line(startState)) on.line(line(state));
    }),
  ];
}
