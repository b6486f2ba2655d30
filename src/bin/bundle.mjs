/**
 * The program as it is shipped: its modules, and the packages that it uses, grouped into few files, so that a
 * command reads little before it starts. Part of the build; types are written by tsc.
 */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * What is started or imported by its path, by its name in dist/. A worker's file goes here too: modules that
 * name another file by `import.meta.url` stand one folder deep in src/, and all that is written here stands
 * one folder deep in dist/, so that `../bin/worker.js` and `../../templates` lead to the same from both.
 */
const ENTRIES = {
  'bin/gongkai': 'src/bin/gongkai.ts',
  'bin/compile': 'src/bin/compile.ts',
  'bin/compile-thread': 'src/bin/compile-thread.ts',
  'bin/generate': 'src/bin/generate.ts',
  'lib/index': 'src/index.ts',
};

/**
 * Packages that stay as they are installed: they bring files of their own beside their code, are large and
 * seldom needed (the client of S3), or (saxes, a part of pg-boss) have no text of their licence that could go along.
 */
const OUTSIDE = [
  '@aws-sdk/client-s3',
  '@resvg/resvg-wasm',
  '@sparticuz/chromium',
  'exceljs',
  'highs',
  'pg-boss',
  'puppeteer',
  'saxes',
  'tinypool',
  'unpdf',
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

// what an earlier program has made of the formats is not this one's
rmSync(join(dist, 'ahead'), { recursive: true, force: true });
for (const folder of ['bin', 'chunks', 'lib']) {
  for (const name of namesIn(join(dist, folder)))
    if (name.endsWith('.js')) rmSync(join(dist, folder, name));
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES,
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: OUTSIDE,
  // packages of the older kind ask for modules of node by require
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: 'warning',
});

// the page of `gongkai open`; a browser reads it from the disk of this machine alone
rmSync(join(dist, 'page'), { recursive: true, force: true });
const page = await build({
  absWorkingDir: join(root, 'src/workbench/page'),
  entryPoints: { page: 'main.tsx', style: '样式.css', frame: 'frame.css' },
  outdir: join(dist, 'page'),
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
copyFileSync(join(root, 'src/workbench/page/index.html'), join(dist, 'page/index.html'));
const used = [metafile, page.metafile].flatMap(({ inputs }) => Object.keys(inputs));
writeFileSync(join(dist, '所含软件包的许可.txt'), licences(used));

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Licences of the packages that files were taken from. @throws Error where one has none */
function licences(files) {
  const folders = files.flatMap(
    (file) => /(?<=^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const place = join(root, folder);
      const { name, version, license } = JSON.parse(
        readFileSync(join(place, 'package.json'), 'utf8'),
      );
      const file = readdirSync(place).find((one) => /^licen[cs]e/i.test(one));
      if (!file) throw new Error(`${name} has no licence text`);
      const text = readFileSync(join(place, file), 'utf8').trim();
      return `${name} ${version}（${license}）\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(72)}\n\n`);
}
