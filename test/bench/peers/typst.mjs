/**
 * Typst on the same headings, paragraphs and tables: node peers/typst.mjs <captured folder> <fonts> <out.pdf>.
 * Its compiler is no dependency of this program; it is found where it was installed beside it or in NODE_PATH.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, fonts, out] = process.argv.slice(2);
const found = createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-node-compiler');
const { NodeCompiler } = (await import(pathToFileURL(found).href)).default;

const quoted = (text) => `#${JSON.stringify(text)}`;
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(amp|lt|gt|quot|nbsp);/g,
      (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? ' ',
    )
    .trim();
const spanOf = (attributes, name) =>
  Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1);

function tableOf(html) {
  const head = /<thead[\s\S]*?<\/thead>/.exec(html)?.[0] ?? '';
  const columns = (html.match(/<col\b/g) ?? []).length;
  const cellsOf = (part) =>
    [...part.matchAll(/<t[dh]([^>]*)>([\s\S]*?)<\/t[dh]>/g)].map(
      ([, attributes, inner]) =>
        `table.cell(colspan: ${spanOf(attributes, 'colspan')}, rowspan: ${spanOf(attributes, 'rowspan')})[${quoted(plain(inner))}],`,
    );
  const header = head === '' ? '' : `table.header(${cellsOf(head).join('\n')}),`;
  const body = cellsOf(html.replace(head, '')).join('\n');
  return `#table(columns: (1fr,) * ${columns},\n${header}\n${body}\n)`;
}

const html = readFileSync(join(folder, 'page.html'), 'utf8').replace(/^[\s\S]*<body[^>]*>/, '');
const blocks = [
  ...html.matchAll(/<table[\s\S]*?<\/table>|<(p|h[1-6])\b[^>]*>([\s\S]*?)<\/\1>/g),
].map(([whole, tag, inner]) => {
  if (tag === undefined) return tableOf(whole);
  return tag === 'p' ? quoted(plain(inner)) : `= ${quoted(plain(inner))}`;
});
const source = `#set page(paper: "a4")\n#set text(font: "Noto Serif SC", size: 9pt, lang: "zh")\n${blocks.join('\n\n')}\n`;
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
writeFileSync(out, compiler.pdf({ mainFileContent: source }));
