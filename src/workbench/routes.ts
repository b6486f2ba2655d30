/** What the server answers: each question of wire.ts, from the versions that were compiled. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { stream } from 'hono/streaming';
import type * as z from 'zod';
import {
  compile,
  diff,
  feeds,
  findingFigures,
  isPublishable,
  type Publishable,
  trace,
  type World,
} from '../index.js';
import type { Departments } from './departments.js';
import type { Folder } from './folder.js';
import type { HandOver } from './hand-over.js';
import { type OpenedFile, openFile, type Version } from './opened-file.js';
import type { Pages } from './pages.js';
import { type Event, MOST_REQUEST, requests, type SaveAnswer } from './wire.js';
import { wordsOf } from './words.js';

/** What the routes of one run share. */
export interface Desk {
  readonly folder: Folder;
  /** With the formats as they are now. */
  readonly worldNow: () => World;
  readonly pages: Pages;
  readonly departments: Departments;
  readonly handOver: HandOver;
  /**
   * Compiles files as the command line does.
   * @param isStopped whether those that are not begun are to be left
   * @returns its exit code
   */
  readonly compile: (
    files: readonly string[],
    say: (event: Event) => void,
    isStopped: () => boolean,
  ) => Promise<number>;
  /** Opens a file in the program that this machine opens it with. */
  readonly launch: (file: string) => Promise<void>;
  /** Has changes of these files told. */
  readonly follow: (files: readonly string[]) => void;
}

export interface Routes {
  readonly app: Hono;
  /** Tells the pages of opened files that are not what they were. */
  readonly lookAgain: () => void;
}

/** Why a question has no answer. */
class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    message: string,
    readonly status: 400 | 404 | 409 = 404,
  ) {
    super(message);
  }
}

/** Errors whose message is for the person. */
const TOLD = new Set(['Refused', 'ReviewError', 'DiagnosticError', 'OutputError', 'BrowserError']);

export function createRoutes(desk: Desk): Routes {
  const { folder, pages, worldNow } = desk;
  const opened = new Map<string, OpenedFile>();
  /** What all pages were told last. */
  const told = new Map<OpenedFile, Version>();
  let compiling = false;
  let isStopped = false;

  const fileAt = (path: string): OpenedFile => {
    const known = opened.get(path);
    if (known) return known;
    const file = folder.fileOf(path);
    if (file === undefined) throw new Refused(`“${path}”不是打开的文件夹里的输入文件。`);
    const made = openFile(file, path, worldNow);
    opened.set(path, made);
    return made;
  };
  const versionAt = (path: string, revision: number): Version => {
    const version = fileAt(path).version(revision);
    if (!version) throw new Refused('这一版已经不在了，请再点一次。', 409);
    return version;
  };
  /** The version whose document a page shows. */
  const shownAt = (path: string, revision: number): Publishable => {
    const { result, view } = versionAt(path, revision);
    if (isPublishable(result)) return result;
    const shown = view.document && versionAt(path, view.document.revision).result;
    if (shown && isPublishable(shown)) return shown;
    throw new Refused('还没有编成过，没有可以追溯的数。先改好错误。', 409);
  };
  /** Tells a version, with the sheets that the one before did not have. */
  const tell = (file: OpenedFile, version: Version) => {
    const { view, sheets } = version;
    const before = told.get(file);
    told.set(file, version);
    const fresh = [...sheets].filter(([hash]) => !before?.sheets.has(hash));
    pages.tell({ kind: 'file', view, sheets: Object.fromEntries(fresh) });
  };
  const follow = ({ result: { file, sources } }: Version) =>
    desk.follow([file, ...sources.map((one) => one.file)]);

  const app = new Hono();
  app.onError((error, c) => {
    if (TOLD.has(error.name)) {
      const status = error instanceof Refused ? error.status : 409;
      return c.json({ message: error.message }, status);
    }
    return c.json({ message: `程序内部出错：${error.message}` }, 500);
  });
  app.use(async (_, next) => {
    pages.seen();
    return next();
  });
  app.use(
    bodyLimit({
      maxSize: MOST_REQUEST,
      onError: (c) => c.json({ message: '文件过大，没有收下。' }, 413),
    }),
  );
  /** A question with its answer. */
  const on = <K extends keyof typeof requests>(
    kind: K,
    answer: (asked: z.output<(typeof requests)[K]>, c: Context) => unknown,
  ) =>
    app.post(`/${kind}`, async (c) => {
      const body = requests[kind].safeParse(await c.req.json().catch(() => undefined));
      if (!body.success) return c.json({ message: '页面的请求不合要求，请刷新页面。' }, 400);
      const answered = await answer(body.data as z.output<(typeof requests)[K]>, c);
      return answered instanceof Response ? answered : c.json((answered ?? null) as object | null);
    });

  app.get('/list', (c) => c.json(desk.departments.list()));
  app.get('/events', (c) =>
    stream(c, async (out) => {
      c.header('content-type', 'application/x-ndjson');
      let gone = () => {};
      const ended = new Promise<void>((resolve) => {
        gone = resolve;
      });
      const remove = pages.add((line) => void out.write(line));
      const alive = setInterval(() => void out.write('{"kind":"alive"}\n'), BETWEEN_SIGNS);
      out.onAbort(gone);
      await out.write('{"kind":"alive"}\n');
      await ended;
      clearInterval(alive);
      remove();
    }),
  );

  on('open', ({ path }) => {
    const file = fileAt(path);
    const { view, ...rest } = file.opened();
    const version = file.look();
    if (!told.has(file)) told.set(file, version);
    follow(version);
    return { view, ...rest };
  });
  on('draft', ({ path, text }) => fileAt(path).draft(text).view);
  on('sheets', ({ path, revision, hashes }) => {
    const { sheets } = versionAt(path, revision);
    return Object.fromEntries(
      hashes.flatMap((hash) => {
        const html = sheets.get(hash);
        return html === undefined ? [] : [[hash, html]];
      }),
    );
  });
  on('save', async ({ path, text, base }): Promise<SaveAnswer> => {
    const file = fileAt(path);
    const { view, result } = file.look();
    if (view.disk !== base) {
      const theirs = result.sources[0]?.text;
      return { saved: false, theirs, ...(view.disk === undefined ? {} : { disk: view.disk }) };
    }
    await file.save(text);
    const version = file.look();
    tell(file, version);
    return { saved: true, view: version.view };
  });
  on('words', ({ path, revision }) => wordsOf(versionAt(path, revision).result, worldNow()));
  on('trace', ({ path, revision, figure }) => trace(shownAt(path, revision), figure, worldNow()));
  on('feeds', ({ path, revision, ...place }) => feeds(shownAt(path, revision), place));
  on('sides', ({ path, revision, finding }) =>
    findingFigures(versionAt(path, revision).result, finding),
  );
  on('changes', async ({ path, revision, since }) => {
    const { result } = versionAt(path, revision);
    if (!isPublishable(result)) return null;
    const before = since === 'saved' ? fileAt(path).before() : desk.departments.packageOf(result);
    return before === undefined ? null : diff(before, result, worldNow());
  });
  on('handOver', async ({ path, revision, what }, c) => {
    const { view, result } = fileAt(path).look();
    if (view.revision !== revision)
      throw new Refused('页面上的还没有保存，或文件又变了。先保存，交出的才同文件一样。', 409);
    // from the very bytes of the disk: what pages see may have other ends of lines
    const world = worldNow();
    const made = compile(result.file, world);
    const { name, bytes, type } = await desk.handOver.make(made, what, world);
    c.header('content-type', type);
    c.header('x-file-name', encodeURIComponent(name));
    return c.body(Uint8Array.from(bytes).buffer);
  });
  on('launch', async ({ path }) => {
    const file = folder.fileOf(path);
    if (file === undefined) throw new Refused(`“${path}”不是打开的文件夹里的输入文件。`);
    await desk.launch(file);
  });
  on('compile', ({ paths }) => {
    const files = paths.map((path) => folder.fileOf(path));
    if (files.some((file) => file === undefined))
      throw new Refused('选中的有不在打开的文件夹里的。');
    if (compiling) throw new Refused('正在编译，编完再编下一批。', 409);
    compiling = true;
    isStopped = false;
    void desk
      .compile(files as string[], pages.tell, () => isStopped)
      .then(
        (code) => pages.tell({ kind: 'compiled', code }),
        (error: Error) => {
          pages.tell({ kind: 'compile', line: `没有编完：${error.message}\n` });
          pages.tell({ kind: 'compiled', code: 3 });
        },
      )
      .finally(() => {
        compiling = false;
        // what is published lies in the output folder, which is not watched
        desk.departments.refresh();
      });
    return { started: files.length };
  });
  on('stop', () => {
    isStopped = true;
  });

  const lookAgain = () => {
    for (const file of opened.values()) {
      // another question may have looked before this
      const version = file.look();
      if (version === told.get(file)) continue;
      follow(version);
      tell(file, version);
    }
  };
  return { app, lookAgain };
}

/** Milliseconds between two signs of life: a page that hears none for long tells so. */
const BETWEEN_SIGNS = 10_000;
