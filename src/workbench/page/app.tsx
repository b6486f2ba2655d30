/** The page: the list of departments, or one file; and what the server tells by itself. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Event } from '../wire.js';
import { DepartmentsPage } from './departments-page.js';
import { FilePage } from './file-page.js';
import { events, firstFile } from './server.js';

/** What the address names: #/甲局/2027.yaml; nothing is the list. */
const pathNow = (): string | undefined => {
  const { hash } = location;
  return hash.startsWith('#/') ? decodeURIComponent(hash.slice(2)) : undefined;
};

export type Hear = (event: Event) => void;
/** Takes part in what the server tells. @returns to be called when it is enough */
export type Listen = (hear: Hear) => () => void;

/** Milliseconds until a lost connection is tried again. */
const AGAIN = 1_000;

export function App() {
  const [path, setPath] = useState(pathNow() ?? firstFile);
  const [connected, setConnected] = useState(true);
  const hearing = useRef(new Set<Hear>());

  useEffect(() => {
    const onHash = () => setPath(pathNow());
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    const controller = new AbortController();
    const listen = async () => {
      while (!controller.signal.aborted) {
        try {
          for await (const event of events(controller.signal)) {
            setConnected(true);
            for (const hear of hearing.current) hear(event);
          }
        } catch {
          // told below
        }
        if (controller.signal.aborted) return;
        setConnected(false);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    };
    void listen();
    return () => controller.abort();
  }, []);
  const listen = useCallback<Listen>((hear) => {
    hearing.current.add(hear);
    return () => void hearing.current.delete(hear);
  }, []);

  return (
    <>
      {!connected && (
        <p class="notice error lost" role="alert">
          同程序的连接断了，写的还在这个页面里，没有丢。请看终端里的 gongkai
          是不是还在运行；重新运行后用新的地址打开。
        </p>
      )}
      {path === undefined ? (
        <DepartmentsPage listen={listen} onOpen={(to) => goTo(to)} />
      ) : (
        <FilePage key={path} path={path} listen={listen} onList={() => goTo(undefined)} />
      )}
    </>
  );
}

function goTo(path: string | undefined) {
  location.hash = path === undefined ? '' : `#/${encodeURI(path)}`;
}
