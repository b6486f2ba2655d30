/** One opened file: its text, what the compiler says of it, and how it is saved. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Event, FileView, OpenedView, SaveAnswer } from '../wire.js';
import { ServerError, send } from './server.js';

/** The file was written by another program while there are changes here. */
export interface Conflict {
  readonly theirs: string | undefined;
  readonly disk: string | undefined;
}

export interface FileState {
  /** Undefined until the server has answered. */
  readonly view: FileView | undefined;
  /** Markup of sheets that came with it. */
  readonly sheets: Readonly<Record<string, string>>;
  /** The text that it is a view of, where that is known. */
  readonly checked: string | undefined;
  /** Text for the editor as it was opened or taken from the disk; undefined for a workbook and for no file. */
  readonly text: string | undefined;
  readonly lines: OpenedView['lines'];
  readonly formats: OpenedView['formats'];
  /** What is written here is not what lies on the disk. */
  readonly changed: boolean;
  readonly conflict: Conflict | undefined;
  /** Why the last question was not answered. */
  readonly problem: string | undefined;
  readonly write: (text: string) => void;
  readonly save: () => Promise<boolean>;
  /** Ends a conflict. @param text that is written from now on, knowing what lies on the disk */
  readonly decide: (text: string) => void;
  readonly hear: (event: Event) => void;
}

/** The latest answer. */
interface Seen extends Pick<FileState, 'sheets'> {
  readonly view: FileView;
  readonly text: string | undefined;
}
const NONE: FileState['sheets'] = {};

interface Now {
  text: string;
  /** The text that lies on the disk, as far as is known here. */
  there: string;
  /** Hash of the file that the text was written from. */
  base: string | undefined;
  changed: boolean;
  saving: boolean;
}

/** Milliseconds after a key until what was written is compiled. */
const PAUSE = 120;

/** @param put shows another text in the editor, as the smallest change */
export function useFile(path: string, put: (text: string) => void): FileState {
  const [seen, setSeen] = useState<Seen>();
  const [opened, setOpened] = useState<OpenedView>();
  const [changed, setChanged] = useState(false);
  const [conflict, setConflict] = useState<Conflict>();
  const [problem, setProblem] = useState<string>();
  /** What is newest, for what goes on between two renderings. */
  const now = useRef<Now>({ text: '', there: '', base: undefined, changed: false, saving: false });
  const timer = useRef<number | undefined>(undefined);
  const asking = useRef<AbortController | undefined>(undefined);

  /** Questions are numbered: an answer that comes late is not shown over a later one. */
  const turns = useRef({ asked: 0, shown: 0 });
  const ask = () => {
    turns.current.asked += 1;
    return turns.current.asked;
  };
  const show = useCallback(
    (turn: number, view: FileView, text: string | undefined, sheets = NONE) => {
      setProblem(undefined);
      if (turn < turns.current.shown) return;
      turns.current.shown = turn;
      setSeen({ view, text, sheets });
    },
    [],
  );
  const failed = useCallback((error: unknown) => {
    if ((error as Error).name === 'AbortError') return;
    setProblem(error instanceof ServerError ? error.message : String(error));
  }, []);
  const mark = (isChanged: boolean) => {
    now.current.changed = isChanged;
    setChanged(isChanged);
  };

  const open = useCallback(async () => {
    const turn = ask();
    try {
      const answer = await send<'open', OpenedView>('open', { path });
      const base = answer.view.disk;
      const text = answer.text ?? '';
      now.current = { text, there: text, base, changed: false, saving: false };
      setOpened(answer);
      setChanged(false);
      show(turn, answer.view, answer.text);
      if (answer.text !== undefined) put(answer.text);
    } catch (error) {
      failed(error);
    }
  }, [path, put, show, failed]);

  useEffect(() => {
    setSeen(undefined);
    setOpened(undefined);
    setConflict(undefined);
    void open();
    return () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    };
  }, [open]);

  const draft = useCallback(() => {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    const { text } = now.current;
    const turn = ask();
    send<'draft', FileView>('draft', { path, text }, controller.signal).then(
      (view) => show(turn, view, text),
      failed,
    );
  }, [path, show, failed]);

  const write = useCallback(
    (text: string) => {
      now.current.text = text;
      // what is undone is no change
      mark(text !== now.current.there);
      clearTimeout(timer.current);
      timer.current = setTimeout(draft, PAUSE) as unknown as number;
    },
    [draft],
  );

  const save = useCallback(async () => {
    const { text, base } = now.current;
    clearTimeout(timer.current);
    now.current.saving = true;
    const turn = ask();
    try {
      const answer = await send<'save', SaveAnswer>('save', {
        path,
        text,
        ...(base === undefined ? {} : { base }),
      });
      if (!answer.saved) {
        setConflict({ theirs: answer.theirs, disk: answer.disk });
        return false;
      }
      now.current.base = answer.view.disk;
      now.current.there = text;
      // what was typed meanwhile is not saved
      if (now.current.text === text) mark(false);
      show(turn, answer.view, text);
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      now.current.saving = false;
    }
  }, [path, show, failed]);

  const decide = useCallback(
    (text: string) => {
      now.current.base = conflict?.disk;
      now.current.there = conflict?.theirs ?? '';
      setConflict(undefined);
      now.current.text = text;
      put(text);
      const isChanged = text !== conflict?.theirs;
      mark(isChanged);
      draft();
    },
    [conflict, put, draft],
  );

  const hear = useCallback(
    (event: Event) => {
      // what it saves itself is answered
      if (event.kind !== 'file' || event.view.path !== path || now.current.saving) return;
      const { disk } = event.view;
      if (disk === now.current.base) {
        // a file that it names has changed
        if (now.current.changed) draft();
        else show(ask(), event.view, now.current.text, event.sheets);
      } else if (now.current.changed) {
        // what lies there now is asked for when it is to be shown
        send<'open', OpenedView>('open', { path }).then(
          ({ text, view: { disk: there } }) => setConflict({ theirs: text, disk: there }),
          failed,
        );
      } else if (disk === undefined) {
        // gone: what was there stays in the editor, and can be saved again
        now.current.base = undefined;
        show(ask(), event.view, undefined, event.sheets);
      } else {
        show(ask(), event.view, undefined, event.sheets);
        void open();
      }
    },
    [path, draft, show, open, failed],
  );

  return useMemo(
    () => ({
      view: seen?.view,
      sheets: seen?.sheets ?? NONE,
      checked: seen?.text,
      text: opened?.text,
      lines: opened?.lines,
      formats: opened?.formats ?? [],
      changed,
      conflict,
      problem,
      write,
      save,
      decide,
      hear,
    }),
    [seen, opened, changed, conflict, problem, write, save, decide, hear],
  );
}
