/** Asking what a line feeds: a button beside the line of the cursor, and Alt+Enter. */
import type { Extension } from '@codemirror/state';
import { type EditorView, GutterMarker, gutter, keymap } from '@codemirror/view';

const TITLE = '这一行用到哪里（Alt+Enter）';

/** The keyboard has Alt+Enter: the button is for the mouse. */
class AskButton extends GutterMarker {
  override toDOM(): Node {
    const button = document.createElement('span');
    button.className = 'cm-ask-button';
    button.textContent = '›';
    button.title = TITLE;
    return button;
  }
}
const ASK = new AskButton();

/** @param ask called with the number of a line */
export function asking(ask: (line: number) => void): Extension {
  return [
    gutter({
      class: 'cm-ask',
      lineMarker: ({ state }, { from }) =>
        state.doc.lineAt(state.selection.main.head).from === from ? ASK : null,
      lineMarkerChange: ({ selectionSet, docChanged }) => selectionSet || docChanged,
      initialSpacer: () => ASK,
      domEventHandlers: {
        mousedown: (view, { from }, event) => {
          event.preventDefault();
          view.dispatch({ selection: { anchor: from } });
          ask(view.state.doc.lineAt(from).number);
          return true;
        },
      },
    }),
    keymap.of([
      {
        key: 'Alt-Enter',
        preventDefault: true,
        run: ({ state }: EditorView) => {
          ask(state.doc.lineAt(state.selection.main.head).number);
          return true;
        },
      },
    ]),
  ];
}
