/** Another program has written to the file while it was being changed here: nothing is overwritten unasked. */
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'preact/hooks';
import type { Conflict } from './use-file.js';

export interface ConflictDialogProps {
  readonly mine: string;
  readonly conflict: Conflict;
  /** @param text that is written from now on */
  readonly onDecide: (text: string) => void;
}

export function ConflictDialog({ mine, conflict, onDecide }: ConflictDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const merged = useRef<MergeView | null>(null);
  const { theirs } = conflict;
  useEffect(() => {
    dialog.current?.showModal();
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
    const plain = [lineNumbers(), EditorView.cspNonce.of(nonce)];
    const view =
      place.current &&
      new MergeView({
        a: {
          doc: theirs ?? '',
          extensions: [...plain, EditorState.readOnly.of(true), named('磁盘上的')],
        },
        b: { doc: mine, extensions: [...plain, named('这里写的')] },
        parent: place.current,
        revertControls: 'a-to-b',
        collapseUnchanged: {},
      });
    merged.current = view;
    return () => view?.destroy();
  }, [mine, theirs]);
  const text = () => merged.current?.b.state.doc.toString() ?? mine;
  return (
    <dialog
      ref={dialog}
      class="conflict"
      aria-labelledby="conflict"
      onCancel={(e) => e.preventDefault()}
    >
      <h2 id="conflict">这个文件在别处也改了</h2>
      <p>
        左边是磁盘上现在的，右边是这里写的，还没有保存。中间的箭头把左边的一处搬到右边，右边也可以直接改。
      </p>
      <div ref={place} class="merge" />
      <p class="chips">
        <button type="button" class="main" onClick={() => onDecide(text())}>
          用右边的
        </button>
        {theirs !== undefined && (
          <button type="button" onClick={() => onDecide(theirs)}>
            用磁盘上的，不要这里写的
          </button>
        )}
        <span class="quiet">选了以后还要再保存，才写到磁盘上。</span>
      </p>
    </dialog>
  );
}

const named = (label: string) => EditorView.contentAttributes.of({ 'aria-label': label });
