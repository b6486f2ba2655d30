/** `gongkai open`: a server on this machine, and the page that it serves. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { FONT_FACES, type World } from '../index.js';
import { createDepartments } from './departments.js';
import { openFolder } from './folder.js';
import { sameOrigin, withHeaders, withToken } from './guard.js';
import { createHandOver } from './hand-over.js';
import type { OpenedSeason } from './opened-season.js';
import { openPages } from './pages.js';
import { createRoutes, type Desk } from './routes.js';
import { watchFolder } from './watch.js';

export interface WorkbenchOptions extends Pick<Desk, 'compile' | 'launch'> {
  /** The opened folder. */
  readonly root: string;
  /** The file that is shown first; the list of all where there is none. From the folder, with `/`. */
  readonly first?: string;
  /** Where packages are written. */
  readonly output: string;
  /** ISO 8601 day until which the packages are to be published. */
  readonly deadline?: string;
  /** Where a season's list was opened: its departments alone are listed. */
  readonly season?: OpenedSeason;
  /** A new one each time that formats may have changed. */
  readonly makeWorld: () => World;
}

export interface Workbench {
  /** With the token of this run: whoever has it may do what the person at this machine may. */
  readonly url: string;
  /** Milliseconds since a page was open; 0 while one is. */
  readonly idle: () => number;
  readonly close: () => Promise<void>;
}

/** The frame that shows the printed document. */
const FRAME = '/document';
/** Below a folder of inputs: what changes the formats of all that stand there. */
const FORMATS = /[\\/](格式|科目|导入)[\\/]/;
/** Seconds for which a browser may keep a typeface. */
const FONT_AGE = 86_400;

/** Starts to listen on 127.0.0.1, at a port that is free. @throws Error where none is */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { root, first, output, deadline, season, makeWorld, compile, launch } = options;
  let world = makeWorld();
  const worldNow = () => world;
  const folder = openFolder(root, world.folder);
  const pages = openPages(world.now);
  const departments = createDepartments({
    root: folder.root,
    output,
    worldNow,
    ...(deadline === undefined ? {} : { deadline }),
    ...(season ? { season } : {}),
    onChange: () => pages.tell({ kind: 'list' }),
  });
  const handOver = createHandOver({ output });
  const watch = watchFolder(folder.root, resolve(world.folder, output), (files) => {
    if (files.some((file) => FORMATS.test(file))) world = makeWorld();
    routes.lookAgain();
    departments.refresh(files);
  });
  const { follow } = watch;
  const desk = { folder, worldNow, pages, departments, handOver, compile, launch, follow };
  const routes = createRoutes(desk);

  const token = randomBytes(24).toString('base64url');
  const nonce = randomBytes(18).toString('base64');
  // known when it listens
  let host = '';
  const app = new Hono();
  app.use(withHeaders(nonce, FRAME));
  app.use(sameOrigin(() => host));
  app.use('/api/*', withToken(token));
  app.route('/api', routes.app);
  app.get('/', (c) => c.html(pageFile('index.html').replace('{nonce}', nonce)));
  for (const [name, type] of Object.entries(PAGE_FILES))
    app.get(`/${name}`, (c) => c.body(pageFile(name), 200, { 'content-type': type }));
  app.get(FRAME, (c) => c.html(FRAME_HTML));
  app.get('/fonts/:file', (c) => {
    const face = FONT_FACES.find(({ file }) => file === c.req.param('file'));
    if (!face) return c.notFound();
    c.header('cache-control', `private, max-age=${FONT_AGE}`);
    c.header('content-type', 'font/ttf');
    return c.body(Uint8Array.from(world.templates.read(`fonts/${face.file}`)).buffer);
  });
  app.notFound((c) => c.json({ message: '没有这个地址。' }, 404));

  const server = await listening(app);
  const { port } = server.address() as AddressInfo;
  host = `127.0.0.1:${port}`;
  const shown = first === undefined ? '' : `&f=${encodeURIComponent(first)}`;
  return {
    url: `http://${host}/#t=${token}${shown}`,
    idle: pages.idle,
    close: async () => {
      departments.close();
      await Promise.all([watch.close(), handOver.close(), closed(server)]);
    },
  };
}

function listening(app: Hono): Promise<ServerType> {
  return new Promise((done, failed) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => done(server));
    server.once('error', failed);
  });
}

/** Also of pages that still listen. */
function closed(server: ServerType): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

const PAGE_FILES = {
  'page.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'frame.css': 'text/css; charset=utf-8',
} as const;

/** A file that the build has made of page/. */
function pageFile(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../dist/page/${name}`, import.meta.url)), 'utf8');
}

const faces = FONT_FACES.map(({ family, weight, file, range }) => {
  const part = range === undefined ? '' : `; unicode-range: ${range}`;
  return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("/fonts/${file}")${part}; }`;
});

/** The page fills it, sheet by sheet. */
const FRAME_HTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>材料</title>
<style>${faces.join('\n')}</style>
<style id="print"></style>
<link rel="stylesheet" href="/frame.css">
</head>
<body></body>
</html>
`;
