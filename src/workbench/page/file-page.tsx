/** One file: what is written on the left, what comes of it on the right. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  ExplainOutput,
  FileView,
  InputPlace,
  PrintedFigure,
  Requests,
  Words,
} from '../wire.js';
import type { Listen } from './app.js';
import { ChangesPanel } from './changes-panel.js';
import { ConflictDialog } from './conflict.js';
import type { DocumentFrame, Lights, Shown } from './document-frame.js';
import { DocumentView } from './document-view.js';
import { Editor, type EditorHandle } from './editor/editor.js';
import { FindingsPanel, type Place } from './findings-panel.js';
import { Form } from './form/form.js';
import { send } from './server.js';
import { Tabs } from './tabs.js';
import { TopBar } from './top-bar.js';
import { type Asked, TrailPanel } from './trail-panel.js';
import { useFile } from './use-file.js';
import { WorkbookLines } from './workbook-lines.js';

export interface FilePageProps {
  readonly path: string;
  readonly listen: Listen;
  readonly onList: () => void;
}

type Writing = 'form' | 'text';
type Below = 'findings' | 'changes' | 'trail';
type Showing = 'pages' | 'tables';

const NO_LIGHTS: Lights = new Map();

export function FilePage({ path, listen, onList }: FilePageProps) {
  const editor = useRef<EditorHandle | null>(null);
  const frame = useRef<DocumentFrame | null>(null);
  const put = useCallback((text: string) => editor.current?.replace(text), []);
  const file = useFile(path, put);
  const { view } = file;
  const [text, setText] = useState('');
  const [writing, setWriting] = useState<Writing>('text');
  const [below, setBelow] = useState<Below>('findings');
  const [showing, setShowing] = useState<Showing>('pages');
  const [table, setTable] = useState<string>();
  const [zoom, setZoom] = useState<number>();
  const [lights, setLights] = useState(NO_LIGHTS);
  const [asked, setAsked] = useState<Asked>();
  const [chosen, setChosen] = useState<number>();
  const [said, setSaid] = useState('');
  const words = useWords(view);

  useEffect(() => listen(file.hear), [listen, file.hear]);
  useEffect(() => {
    if (file.text !== undefined) setText(file.text);
  }, [file.text]);
  useEffect(() => {
    document.title = `${file.changed ? '● ' : ''}${view?.title ?? path} · 公开`;
  }, [file.changed, view?.title, path]);
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (file.changed) event.preventDefault();
    };
    addEventListener('beforeunload', onLeave);
    return () => removeEventListener('beforeunload', onLeave);
  }, [file.changed]);

  const onChange = (next: string) => {
    setText(next);
    file.write(next);
  };
  const onSave = async () => {
    if (await file.save()) setSaid('已保存。');
  };
  const question = async <T,>(
    kind: keyof Requests,
    body: Record<string, unknown>,
  ): Promise<T | undefined> => {
    if (!view) return undefined;
    try {
      const revision = view.revision;
      return await send<never, T>(kind as never, { path, revision, ...body } as never);
    } catch (error) {
      setSaid((error as Error).message);
      return undefined;
    }
  };

  const onFigure = async (figure: string) => {
    setLights(new Map([[figure, 'asked']]));
    const answer = await question<ExplainOutput>('trace', { figure });
    if (!answer) return;
    setAsked({ kind: 'figure', figure, answer });
    setBelow('trail');
    light(answer.输入.filter((line) => isHere(line.文件, view)).map((line) => line.行));
  };
  const onAskLine = async (place: InputPlace) => {
    const answer = await question<readonly PrintedFigure[]>('feeds', { ...place });
    if (!answer) return;
    setAsked({ kind: 'line', place, answer });
    setBelow('trail');
    setLights(new Map(answer.map(({ figure }) => [figure, 'fed'])));
    if (isHere(place.file, view)) light([place.line]);
    if (answer[0]) frame.current?.goTo({ figure: answer[0].figure });
  };
  const light = (lines: readonly number[]) => editor.current?.light([...new Set(lines)]);
  const onPlace = (place: Place | InputPlace) => {
    const { name, line, column } =
      'file' in place
        ? { name: place.file, line: place.line, column: 1 }
        : { name: place.文件, line: place.行, column: place.列 };
    if (!isHere(name, view)) {
      setSaid(`这一处在 ${name}，请打开那个文件改。`);
      return;
    }
    setWriting('text');
    // the editor may have been hidden
    requestAnimationFrame(() => editor.current?.goTo(Math.max(line, 1), Math.max(column, 1)));
  };
  const onChoose = async (index: number, result: FileView['findings']['结果'][number]) => {
    if (chosen === index) {
      setChosen(undefined);
      setLights(NO_LIGHTS);
      light([]);
      return;
    }
    setChosen(index);
    onPlace(result.位置);
    const sides = await question<{ left: string[]; right: string[] }>('sides', { finding: index });
    const left = sides?.left ?? [];
    const right = sides?.right ?? [];
    setLights(
      new Map([
        ...left.map((figure): [string, 'left'] => [figure, 'left']),
        ...right.map((figure): [string, 'right'] => [figure, 'right']),
      ]),
    );
    const lines = [...(result.左?.位置 ?? []), ...(result.右?.位置 ?? []), result.位置];
    light(lines.filter((place) => isHere(place.文件, view)).map((place) => place.行));
    const first = left[0] ?? right[0];
    if (first) frame.current?.goTo({ figure: first });
  };
  const goToFigure = (figure: string) => {
    setLights((old) => new Map([...old, [figure, 'asked']]));
    frame.current?.goTo({ figure });
  };

  const shown = useMemo<Shown>(() => {
    const tables = view?.document?.tables ?? [];
    const anchor = tables.find(({ id }) => id === table)?.anchor ?? tables[0]?.anchor;
    return showing === 'tables' && anchor ? { kind: 'table', anchor } : { kind: 'pages' };
  }, [showing, table, view?.document?.revision]);
  const isWorkbook = file.lines !== undefined;
  const counts = view?.findings.统计;

  if (!view)
    return (
      <main class="starting">
        <p role="status">{file.problem ?? '正在读……'}</p>
        <button type="button" onClick={onList}>
          全部文件
        </button>
      </main>
    );
  return (
    <div class="file-page">
      <TopBar
        file={file}
        view={view}
        said={said}
        onSaid={setSaid}
        onSave={onSave}
        onList={onList}
      />
      <main class="halves">
        <div class="half writing">
          {isWorkbook ? (
            <WorkbookLines
              path={path}
              lines={file.lines ?? []}
              onLine={onAskLine}
              onSaid={setSaid}
            />
          ) : (
            <Tabs
              label="写的"
              class="upper"
              tabs={[
                { name: 'form', title: '表单' },
                { name: 'text', title: '文字（YAML）' },
              ]}
              shown={writing}
              onShow={setWriting}
            >
              {writing === 'form' && (
                <Form
                  text={text}
                  words={words}
                  findings={view.findings}
                  file={view.findings.文件}
                  onEdit={(changes) => editor.current?.edit(changes)}
                  onUndo={() => editor.current?.undo()}
                  onRedo={() => editor.current?.redo()}
                  onLine={(line) => light([line])}
                />
              )}
              <div class="text" hidden={writing !== 'text'}>
                <Editor
                  text={file.text ?? ''}
                  label={`${path} 的文字`}
                  findings={view.findings}
                  {...(file.checked === undefined ? {} : { checked: file.checked })}
                  file={view.findings.文件}
                  words={words}
                  onChange={onChange}
                  onSave={onSave}
                  onLine={() => {}}
                  onAsk={(line) => onAskLine({ file: view.findings.文件, line })}
                  handle={editor}
                />
              </div>
            </Tabs>
          )}
          <Tabs
            label="查出的、变动的、由来"
            class="lower"
            tabs={[
              {
                name: 'findings',
                title: `问题 ${(counts?.错误 ?? 0) + (counts?.警告 ?? 0) + (counts?.提示 ?? 0)}`,
              },
              { name: 'changes', title: '变动' },
              { name: 'trail', title: '由来' },
            ]}
            shown={below}
            onShow={setBelow}
          >
            {below === 'findings' && (
              <FindingsPanel
                findings={view.findings}
                chosen={chosen}
                onChoose={onChoose}
                onPlace={onPlace}
              />
            )}
            {below === 'changes' && <ChangesPanel view={view} />}
            {below === 'trail' && (
              <TrailPanel
                asked={asked}
                onLine={onPlace}
                onFigure={goToFigure}
                onAskLine={onAskLine}
              />
            )}
          </Tabs>
        </div>
        <Tabs
          label="材料"
          class="half made"
          tabs={[
            { name: 'pages', title: '材料' },
            { name: 'tables', title: '各张表' },
          ]}
          shown={showing}
          onShow={setShowing}
          beside={
            <>
              {showing === 'tables' && (
                <label>
                  <span class="unseen">哪张表</span>
                  <select value={table} onChange={(e) => setTable(e.currentTarget.value)}>
                    {view.document?.tables.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {id} {name}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              <label>
                <span class="unseen">大小</span>
                <select
                  value={zoom ?? ''}
                  onChange={(e) => setZoom(Number(e.currentTarget.value) || undefined)}
                >
                  <option value="">适合宽度</option>
                  {[0.5, 0.75, 1, 1.25, 1.5, 2].map((size) => (
                    <option key={size} value={size}>
                      {size * 100}%
                    </option>
                  ))}
                </select>
              </label>
            </>
          }
        >
          <DocumentView
            view={view}
            sheets={file.sheets}
            shown={shown}
            lights={lights}
            zoom={zoom}
            onFigure={onFigure}
            frame={frame}
          />
        </Tabs>
      </main>
      {file.conflict && (
        <ConflictDialog mine={text} conflict={file.conflict} onDecide={file.decide} />
      )}
    </div>
  );
}

/** Whether a place is of the file that is shown. */
const isHere = (name: string, view: FileView | undefined) => name === view?.findings.文件;

/** What the editor and the form know of the format; asked again where that is another. */
function useWords(view: FileView | undefined): Words | undefined {
  const [words, setWords] = useState<Words>();
  const of = view && `${view.path}\n${view.findings.格式}\n${view.findings.类型}\n${view.saved}`;
  useEffect(() => {
    if (!view) return;
    const { path, revision } = view;
    send<'words', Words>('words', { path, revision }).then(
      (next) => setWords((old) => (old?.key === next.key ? old : next)),
      () => {},
    );
  }, [of]);
  return words;
}
