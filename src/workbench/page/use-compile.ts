/** Compiling what is selected: what the server tells of it. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { CompileEvent, CompileOutcome } from '../departments-wire.js';
import { send } from './server.js';

/** What is heard of the server, as far as it matters here. */
export type CompileHear = (
  event:
    | CompileEvent
    | { readonly kind: 'compiled'; readonly code: number }
    | { readonly kind: string },
) => void;
export type CompileListen = (hear: CompileHear) => () => void;

export interface Compiling {
  readonly running: boolean;
  /** How far it is, or how it ended; empty before there was any. */
  readonly said: string;
  readonly done: number;
  readonly total: number;
  readonly outcomes: ReadonlyMap<string, CompileOutcome>;
  /** What a terminal would show. */
  readonly log: string;
  readonly failed: boolean;
}

const NONE: Compiling = {
  running: false,
  said: '',
  done: 0,
  total: 0,
  outcomes: new Map(),
  log: '',
  failed: false,
};
/** Characters of what was told that are kept. */
const MOST_LOG = 100_000;

export function useCompile(listen: CompileListen) {
  const [state, setState] = useState<Compiling>(NONE);
  useEffect(
    () =>
      listen((event) => {
        if (event.kind === 'compile' && 'line' in event) {
          const { line } = event;
          setState((now) => ({ ...now, log: (now.log + line).slice(-MOST_LOG) }));
        } else if (event.kind === 'progress' && 'progress' in event) {
          const { file, outcome, done, total, line } = event.progress;
          setState((now) => ({
            ...now,
            running: true,
            said: line,
            done,
            total,
            outcomes: new Map([...now.outcomes, [file.replaceAll('\\', '/'), outcome]]),
          }));
        } else if (event.kind === 'compiled' && 'code' in event) {
          const { code } = event;
          setState((now) => ({
            ...now,
            running: false,
            failed: code !== 0,
            said: endOf(now, code),
          }));
        }
      }),
    [listen],
  );
  const start = useCallback((paths: readonly string[]) => {
    const said = `正在编译 ${paths.length} 份……`;
    setState({ ...NONE, running: true, total: paths.length, said });
    send('compile', { paths: [...paths] }).catch((error: Error) => {
      setState((now) => ({ ...now, running: false, failed: true, said: error.message }));
    });
  }, []);
  const stop = useCallback(() => {
    setState((now) => ({ ...now, said: '正在停止：已经在编的编完……' }));
    send('stop', {}).catch((error: Error) => setState((now) => ({ ...now, said: error.message })));
  }, []);
  return { ...state, start, stop };
}

function endOf({ outcomes, total }: Compiling, code: number): string {
  const wrong = [...outcomes.values()].filter((one) => one === '有错').length;
  if (code === 0) return `编完了，共 ${Math.max(total, outcomes.size)} 份。`;
  const left = [...outcomes.values()].filter((one) => one === '没有编').length;
  const rest = [
    wrong > 0 ? `，${wrong} 份有错，没有写出` : '',
    left > 0 ? `，${left} 份停下了没有编` : '',
  ].join('');
  return `编译结束${rest}。各份的情况见下面。`;
}

/** What became of the input of a path; the command line may call it by a longer one. */
export function outcomeOf(
  outcomes: ReadonlyMap<string, CompileOutcome>,
  path: string,
  paths: readonly string[],
): CompileOutcome | undefined {
  for (const [file, outcome] of outcomes) {
    if (file === path) return outcome;
    if (!file.endsWith(`/${path}`)) continue;
    // 乙/2027.yaml ends as 2027.yaml does
    const isOther = paths.some((one) => one.length > path.length && `/${file}`.endsWith(`/${one}`));
    if (!isOther) return outcome;
  }
  return undefined;
}
