/** The departments of a folder: how far each is, their totals, and compiling those that are selected. */
import { useCallback, useMemo, useState } from 'preact/hooks';
import { type Department, type DepartmentList, STATES, type State } from '../departments-wire.js';
import {
  daysLeft,
  keyOf,
  matching,
  type Order,
  packagesIn,
  sorted,
  summed,
  toneOf,
  type Wanted,
} from './department-rows.js';
import { DepartmentTable } from './department-table.js';
import { download } from './download.js';
import { send, sendForFile } from './server.js';
import { type CompileListen, useCompile } from './use-compile.js';

export interface DepartmentsProps {
  readonly list: DepartmentList;
  /** Takes part in what the server tells. */
  readonly listen: CompileListen;
  readonly onOpen: (path: string) => void;
}

/** Whether `compile` can do anything about it. */
const isCompiled = ({ missing, state }: Department) =>
  !missing && state !== '不单独公开' && state !== '读取中';

export function Departments({ list, listen, onOpen }: DepartmentsProps) {
  const { departments, figures, deadline } = list;
  const packages = useMemo(() => packagesIn(departments), [departments]);
  const [chosen, setChosen] = useState<string>();
  const [words, setWords] = useState('');
  const [states, setStates] = useState<Wanted['states']>(new Set());
  const [order, setOrder] = useState<Order>({ column: '部门', descending: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const compiling = useCompile(listen);
  // the latest, until a person chooses; one that is gone is none
  const name =
    chosen === '' || packages.includes(chosen ?? '') ? (chosen ?? '') : (packages[0] ?? '');

  const found = useMemo(
    () => matching(departments, { words, package: name }),
    [departments, words, name],
  );
  const shown = useMemo(() => {
    const some = found.filter(({ state }) => states.size === 0 || states.has(state));
    return sorted(some, order, STATES);
  }, [found, states, order]);
  const sums = useMemo(() => {
    const counted = shown.filter(({ state }) => state !== '不单独公开');
    return figures.map((figure) => summed(counted, figure));
  }, [shown, figures]);
  const marked = useMemo(
    () => shown.filter((one) => isCompiled(one) && selected.has(keyOf(one))),
    [shown, selected],
  );

  const select = useCallback((keys: readonly string[], on: boolean) => {
    setSelected((now) => {
      const next = new Set(now);
      for (const key of keys) {
        if (on) next.add(key);
        else next.delete(key);
      }
      return next;
    });
  }, []);
  const sort = useCallback((column: string) => {
    setOrder((now) => ({ column, descending: now.column === column && !now.descending }));
  }, []);
  const get = useCallback(async (path: string) => {
    setSaid(`正在做“${path}”的整套材料……`);
    try {
      const { view } = await send<'open', { view: { revision: number } }>('open', { path });
      const { revision } = view;
      const file = await sendForFile('handOver', { path, revision, what: '整套' });
      download(file);
      setSaid(`已下载“${file.name}”。`);
    } catch (error) {
      setSaid((error as Error).message);
    }
  }, []);
  const toggle = (state: State) => {
    const next = new Set(states);
    if (!next.delete(state)) next.add(state);
    setStates(next);
  };

  const reading = departments.filter(({ state }) => state === '读取中').length;
  return (
    <main class="departments">
      <header>
        <h1>各部门的材料</h1>
        {deadline !== undefined && (
          <p class="deadline">
            公开截止 <time dateTime={deadline}>{deadline}</time>，
            <strong>{daysLeft(deadline, new Date())}</strong>
          </p>
        )}
        {list.progress !== undefined && <p role="status">{list.progress}</p>}
        <p class="quiet" role="status">
          {reading > 0
            ? `还有 ${reading} 份在读……`
            : `共 ${departments.length} 份，列出 ${shown.length} 份`}
          {list.truncated && '；文件夹里的文件过多，只看了前面的'}
        </p>
      </header>
      <search class="filters">
        <label>
          年度
          <select value={name} onChange={(event) => setChosen(event.currentTarget.value)}>
            {packages.map((one) => (
              <option key={one} value={one}>
                {one.split(' ').reverse().join(' 年')}
              </option>
            ))}
            <option value="">全部</option>
          </select>
        </label>
        <label>
          查找
          <input
            type="search"
            value={words}
            placeholder="名称、代码或文件"
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <fieldset>
          <legend class="unseen">状态</legend>
          {STATES.map((state) => {
            const count = found.filter((one) => one.state === state).length;
            return count > 0 || states.has(state) ? (
              <button
                key={state}
                type="button"
                class={`chip ${toneOf(state)}`}
                aria-pressed={states.has(state)}
                onClick={() => toggle(state)}
              >
                {state} {count}
              </button>
            ) : null;
          })}
          {states.size > 0 && (
            <button type="button" class="plain" onClick={() => setStates(new Set())}>
              不筛选
            </button>
          )}
        </fieldset>
      </search>
      <section class="compile" aria-label="编译">
        <button
          type="button"
          class="main"
          disabled={marked.length === 0 || compiling.running}
          onClick={() => compiling.start(marked.map(({ path }) => path))}
        >
          编译所选（{marked.length}）
        </button>
        {compiling.running && (
          <>
            <progress aria-label="编译进度" max={compiling.total} value={compiling.done} />
            <button type="button" onClick={compiling.stop}>
              停止
            </button>
          </>
        )}
        <p role="status" class={compiling.failed ? 'error' : ''}>
          {compiling.said}
        </p>
        <p role="status">{said}</p>
        {compiling.log !== '' && (
          <details>
            <summary>经过</summary>
            <pre>{compiling.log}</pre>
          </details>
        )}
      </section>
      <DepartmentTable
        rows={shown}
        figures={figures}
        sums={sums}
        order={order}
        selected={selected}
        outcomes={compiling.outcomes}
        isSelectable={isCompiled}
        onSelect={select}
        onSort={sort}
        onOpen={onOpen}
        onDownload={get}
      />
    </main>
  );
}
