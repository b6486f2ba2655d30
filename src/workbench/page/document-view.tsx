/** The documents as they are printed, or one of their tables as a sheet. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileView } from '../wire.js';
import { type DocumentFrame, documentFrame, type Lights, type Shown } from './document-frame.js';
import { send } from './server.js';

export interface DocumentViewProps {
  readonly view: FileView;
  /** Markup of sheets that came with it, by their hashes. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly shown: Shown;
  readonly lights: Lights;
  /** 1 is the size of the paper; undefined as large as there is room for. */
  readonly zoom: number | undefined;
  readonly onFigure: (figure: string) => void;
  /** Takes the frame, when it is there, for others to lead a person to a place of the document. */
  readonly frame: { current: DocumentFrame | null };
}

export function DocumentView(props: DocumentViewProps) {
  const { view, sheets, shown, lights, zoom, onFigure, frame } = props;
  const element = useRef<HTMLIFrameElement>(null);
  const ask = useRef(onFigure);
  ask.current = onFigure;
  const [ready, setReady] = useState(false);
  const { document, path } = view;
  const stale = document !== undefined && document.revision !== view.revision;

  const onLoad = () => {
    if (!element.current) return;
    frame.current = documentFrame(element.current, (figure) => ask.current(figure));
    setReady(true);
  };
  useEffect(
    () => () => {
      frame.current = null;
    },
    [frame],
  );
  useEffect(() => {
    if (!ready || !document) return;
    const fetchSheets = async (hashes: readonly string[]) => {
      const told = hashes.every((hash) => sheets[hash] !== undefined);
      if (told) return sheets;
      return send<'sheets', Record<string, string>>('sheets', {
        path,
        revision: document.revision,
        hashes: [...hashes],
      });
    };
    // a version that is gone is followed by a later one
    frame.current?.show(document, fetchSheets).catch(() => false);
  }, [ready, document?.revision, path]);
  useEffect(() => {
    if (ready) frame.current?.showAs(shown);
  }, [ready, shown, document?.revision]);
  useEffect(() => {
    if (ready) frame.current?.light(lights);
  }, [ready, lights]);
  useEffect(() => {
    if (ready) frame.current?.zoom(zoom);
  }, [ready, zoom]);

  return (
    <div class="document">
      {document === undefined && (
        <p class="notice" role="status">
          {view.findings.类型 === '上年数'
            ? '这是上年数的文件，不单独公开。改了它，用到它的材料会跟着变。'
            : '还没有能显示的材料：先改好查出的错误。'}
        </p>
      )}
      {stale && (
        <p class="notice warning" role="status">
          现在写的有错误，下面显示的还是改错以前的。
        </p>
      )}
      <iframe
        ref={element}
        title="材料"
        src="/document"
        onLoad={onLoad}
        hidden={document === undefined}
      />
    </div>
  );
}
