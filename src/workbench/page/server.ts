/** Questions to the server of this page. */
import { type Event, type Requests, TOKEN_HEADER } from '../wire.js';

/** Why a question was not answered, in Chinese. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** What the server answered besides. */
    readonly answer?: unknown,
  ) {
    super(message);
  }
}

const GONE = '同程序的连接断了。请看终端里的 gongkai 还在不在；重新运行后打开新的地址。';

/** What the address that the program printed says: who may ask, and what is shown first. */
function readAddress(): { token: string; first: string | undefined } {
  const said = new URLSearchParams(location.hash.slice(1));
  const given = said.get('t');
  if (!given) return { token: sessionStorage.getItem('token') ?? '', first: undefined };
  // kept with this tab, and not in the address that a person may hand on
  sessionStorage.setItem('token', given);
  const first = said.get('f') ?? undefined;
  const hash = first === undefined ? '' : `#/${encodeURI(first)}`;
  history.replaceState(null, '', `${location.pathname}${hash}`);
  return { token: given, first };
}

const { token, first } = readAddress();
export const firstFile = first;

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`/api/${path}`, {
    ...init,
    headers: { ...init.headers, [TOKEN_HEADER]: token },
  }).catch(() => {
    throw new ServerError(GONE, 0);
  });
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  const said = (answer as { message?: string } | undefined)?.message;
  throw new ServerError(said ?? GONE, response.status, answer);
}

/** @throws ServerError */
export async function ask<T>(path: string): Promise<T> {
  return (await request(path, {})).json() as Promise<T>;
}

/** @throws ServerError */
export async function send<K extends keyof Requests, T>(
  kind: K,
  body: Requests[K],
  signal?: AbortSignal,
): Promise<T> {
  const response = await post(kind, body, signal);
  return response.json() as Promise<T>;
}

/** A file that the server makes, under the name that it gives. @throws ServerError */
export async function sendForFile<K extends keyof Requests>(
  kind: K,
  body: Requests[K],
): Promise<{ name: string; blob: Blob }> {
  const response = await post(kind, body);
  const name = decodeURIComponent(response.headers.get('x-file-name') ?? '');
  return { name, blob: await response.blob() };
}

function post(kind: keyof Requests, body: unknown, signal?: AbortSignal): Promise<Response> {
  return request(kind, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...(signal ? { signal } : {}),
  });
}

/** Events of the server, a line of JSON each, until it ends. @throws ServerError */
export async function* events(signal: AbortSignal): AsyncGenerator<Event> {
  const { body } = await request('events', { signal });
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) yield JSON.parse(line) as Event;
  }
}
