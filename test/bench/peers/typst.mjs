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

/** Each cell at its place, as HTML lays them out row by row. */
function tableOf(html) {
  const columns = (html.match(/<col\b/g) ?? []).length;
  const headerRows = (/<thead[\s\S]*?<\/thead>/.exec(html)?.[0].match(/<tr\b/g) ?? []).length;
  const taken = new Set();
  const header = [];
  const body = [];
  [...html.matchAll(/<tr\b[\s\S]*?<\/tr>/g)].forEach(([row], y) => {
    let x = 0;
    for (const [, attributes, inner] of row.matchAll(/<t[dh]\b([^>]*)>([\s\S]*?)<\/t[dh]>/g)) {
      const [across, down] = [spanOf(attributes, 'colspan'), spanOf(attributes, 'rowspan')];
      while (taken.has(`${x},${y}`)) x += 1;
      for (let c = x; c < x + across; c += 1)
        for (let r = y; r < y + down; r += 1) taken.add(`${c},${r}`);
      const place = `x: ${x}, y: ${y}, colspan: ${across}, rowspan: ${down}`;
      (y < headerRows ? header : body).push(`table.cell(${place})[${quoted(plain(inner))}],`);
    }
  });
  const head = header.length > 0 ? `table.header(${header.join('\n')}),` : '';
  return `#table(columns: (1fr,) * ${columns},\n${head}\n${body.join('\n')}\n)`;
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
